from __future__ import annotations

from django.urls import path

from nominations.views import attachments, autosave, builder, collaborators, entries, exports, manage, organisations

app_name = "nominations"
urlpatterns = [
    path("entries/", entries.entry_list, name="entry-list"),
    path("entries/begin/<slug:edition>/", entries.entry_create, name="entry-create"),
    path("entries/begin/<slug:edition>/organisation/", organisations.organisation_create, name="organisation-create"),
    path("entries/files/<uuid:key>/", attachments.attachment_read, name="attachment-read"),
    path("entries/files/<uuid:key>/remove/", attachments.attachment_remove, name="attachment-remove"),
    path("entries/<slug:reference>/", entries.entry_detail, name="entry-detail"),
    path("entries/<slug:reference>/edit/", entries.entry_edit, name="entry-edit"),
    path("entries/<slug:reference>/save/", autosave.entry_save, name="entry-save"),
    path("entries/<slug:reference>/preview/", entries.entry_preview, name="entry-preview"),
    path("entries/<slug:reference>/submit/", entries.entry_submit, name="entry-submit"),
    path("entries/<slug:reference>/reopen/", entries.entry_reopen, name="entry-reopen"),
    path("entries/<slug:reference>/withdraw/", entries.entry_withdraw, name="entry-withdraw"),
    path("entries/<slug:reference>/files/", attachments.attachment_add, name="attachment-add"),
    path("entries/<slug:reference>/history/", collaborators.entry_history, name="entry-history"),
    path("entries/<slug:reference>/receipt.pdf", collaborators.entry_receipt, name="entry-receipt"),
    path("entries/<slug:reference>/people/", collaborators.entry_collaborators, name="entry-collaborators"),
    path(
        "entries/<slug:reference>/people/<int:pk>/remove/",
        collaborators.collaborator_remove,
        name="collaborator-remove",
    ),
    path("manage/<slug:edition>/entries/", manage.manage_entries, name="manage-entries"),
    path("manage/<slug:edition>/entries/tag/", manage.entries_tag, name="entries-tag"),
    path("manage/<slug:edition>/entries/charts/", manage.manage_charts, name="manage-charts"),
    path("manage/<slug:edition>/entries/extensions/", manage.manage_extensions, name="manage-extensions"),
    path("manage/<slug:edition>/entries/import/", builder.manage_import, name="manage-import"),
    path("manage/<slug:edition>/form/", builder.form_builder, name="form-builder"),
    path("manage/<slug:edition>/form/fill/", builder.form_fill, name="form-fill"),
    path("manage/<slug:edition>/form/preview/", builder.form_preview, name="form-preview"),
    path("manage/<slug:edition>/form/new/", builder.question_new, name="question-new"),
    path("manage/<slug:edition>/form/<slug:code>/", builder.question_change, name="question-change"),
    path("manage/<slug:edition>/form/<slug:code>/act/", builder.question_act, name="question-act"),
    path("manage/<slug:edition>/entries/export/", exports.export_create, name="export-create"),
    path("manage/<slug:edition>/entries/export/<uuid:key>/", exports.export_detail, name="export-detail"),
    path("manage/<slug:edition>/entries/export/<uuid:key>/file/", exports.export_file, name="export-file"),
    path("manage/<slug:edition>/entries/<slug:reference>/", manage.manage_entry, name="manage-entry"),
    path("manage/<slug:edition>/entries/<slug:reference>/extend/", manage.entry_extend, name="entry-extend"),
    path("manage/<slug:edition>/entries/<slug:reference>/notes/", manage.note_add, name="note-add"),
    path(
        "manage/<slug:edition>/entries/<slug:reference>/notes/<int:pk>/remove/", manage.note_remove, name="note-remove"
    ),
]
