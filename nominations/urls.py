from __future__ import annotations

from django.urls import path

from nominations.views import (
    answering,
    attachments,
    autosave,
    behalf,
    builder,
    bulk,
    ceremony,
    collaborators,
    declarations,
    desk,
    eligibility,
    entries,
    exports,
    imports,
    manage,
    organisations,
    receipts,
    rules,
    screening,
    uploads,
)

app_name = "nominations"
urlpatterns = [
    path("entries/", entries.entry_list, name="entry-list"),
    path("entries/begin/<slug:edition>/", entries.entry_create, name="entry-create"),
    path(
        "entries/begin/<slug:edition>/organisation/",
        organisations.organisation_create,
        name="organisation-create",
    ),
    path(
        "entries/files/<uuid:key>/", attachments.attachment_read, name="attachment-read"
    ),
    path(
        "entries/files/<uuid:key>/remove/",
        attachments.attachment_remove,
        name="attachment-remove",
    ),
    path(
        "entries/files/<uuid:key>/<slug:part>/",
        attachments.attachment_part,
        name="attachment-part",
    ),
    path("entries/uploads/<uuid:key>/", uploads.upload_add, name="upload-add"),
    path(
        "entries/uploads/<uuid:key>/finish/",
        uploads.upload_finish,
        name="upload-finish",
    ),
    path(
        "entries/<slug:reference>/uploads/", uploads.upload_begin, name="upload-begin"
    ),
    path(
        "entries/<slug:reference>/receipt/",
        receipts.receipt_moved,
        name="receipt-moved",
    ),
    path(
        "entries/<slug:reference>/receipt/content/",
        receipts.receipt_content,
        name="receipt-content",
    ),
    path("entries/<slug:reference>/", entries.entry_detail, name="entry-detail"),
    path("entries/<slug:reference>/edit/", entries.entry_edit, name="entry-edit"),
    path("entries/<slug:reference>/save/", autosave.entry_save, name="entry-save"),
    path(
        "entries/<slug:reference>/preview/", entries.entry_preview, name="entry-preview"
    ),
    path("entries/<slug:reference>/submit/", entries.entry_submit, name="entry-submit"),
    path("entries/<slug:reference>/reopen/", entries.entry_reopen, name="entry-reopen"),
    path(
        "entries/<slug:reference>/ceremony/",
        ceremony.entry_ceremony,
        name="entry-ceremony",
    ),
    path(
        "entries/<slug:reference>/withdraw/",
        entries.entry_withdraw,
        name="entry-withdraw",
    ),
    path(
        "entries/<slug:reference>/files/",
        attachments.attachment_add,
        name="attachment-add",
    ),
    path(
        "entries/<slug:reference>/correction/",
        answering.correction_send,
        name="correction-send",
    ),
    path("entries/<slug:reference>/reply/", answering.reply_send, name="reply-send"),
    path(
        "entries/<slug:reference>/declarations/",
        declarations.entry_declarations,
        name="entry-declarations",
    ),
    path(
        "entries/<slug:reference>/history/",
        collaborators.entry_history,
        name="entry-history",
    ),
    path(
        "entries/<slug:reference>/receipt.pdf",
        receipts.receipt_read,
        name="receipt-read",
    ),
    path(
        "entries/<slug:reference>/people/",
        collaborators.entry_collaborators,
        name="entry-collaborators",
    ),
    path(
        "entries/<slug:reference>/people/<int:pk>/remove/",
        collaborators.collaborator_remove,
        name="collaborator-remove",
    ),
    path("manage/<slug:edition>/files/", screening.manage_files, name="manage-files"),
    path(
        "manage/<slug:edition>/files/<uuid:key>/",
        screening.file_screen,
        name="file-screen",
    ),
    path("manage/<slug:edition>/entries/", desk.manage_entries, name="manage-entries"),
    path("manage/<slug:edition>/entries/views/", desk.view_save, name="view-save"),
    path(
        "manage/<slug:edition>/entries/views/<int:pk>/remove/",
        desk.view_remove,
        name="view-remove",
    ),
    path("manage/<slug:edition>/entries/bulk/", bulk.entries_bulk, name="entries-bulk"),
    path(
        "manage/<slug:edition>/entries/bulk/<int:pk>/undo/",
        bulk.bulk_undo,
        name="bulk-undo",
    ),
    path(
        "manage/<slug:edition>/entries/charts/",
        manage.manage_charts,
        name="manage-charts",
    ),
    path(
        "manage/<slug:edition>/entries/extensions/",
        manage.manage_extensions,
        name="manage-extensions",
    ),
    path(
        "manage/<slug:edition>/entries/import/",
        imports.manage_import,
        name="manage-import",
    ),
    path(
        "manage/<slug:edition>/entries/import/<uuid:key>/",
        imports.import_map,
        name="import-map",
    ),
    path("manage/<slug:edition>/eligibility/rules/", rules.rule_list, name="rule-list"),
    path(
        "manage/<slug:edition>/eligibility/rules/fill/",
        rules.rules_fill,
        name="rules-fill",
    ),
    path(
        "manage/<slug:edition>/eligibility/rules/new/", rules.rule_new, name="rule-new"
    ),
    path(
        "manage/<slug:edition>/eligibility/rules/<slug:code>/",
        rules.rule_change,
        name="rule-change",
    ),
    path(
        "manage/<slug:edition>/eligibility/rules/<slug:code>/act/",
        rules.rule_act,
        name="rule-act",
    ),
    path(
        "manage/<slug:edition>/eligibility/declarations/new/",
        rules.declaration_new,
        name="declaration-new",
    ),
    path(
        "manage/<slug:edition>/eligibility/declarations/<slug:code>/",
        rules.declaration_change,
        name="declaration-change",
    ),
    path(
        "manage/<slug:edition>/eligibility/declarations/<slug:code>/act/",
        rules.declaration_act,
        name="declaration-act",
    ),
    path(
        "manage/<slug:edition>/eligibility/",
        eligibility.eligibility_desk,
        name="eligibility-desk",
    ),
    path(
        "manage/<slug:edition>/eligibility/next/",
        eligibility.eligibility_next,
        name="eligibility-next",
    ),
    path(
        "manage/<slug:edition>/eligibility/entries/<slug:reference>/",
        eligibility.eligibility_check,
        name="eligibility-check",
    ),
    path(
        "manage/<slug:edition>/eligibility/entries/<slug:reference>/hold/",
        eligibility.eligibility_hold,
        name="eligibility-hold",
    ),
    path(
        "manage/<slug:edition>/eligibility/entries/<slug:reference>/again/",
        eligibility.eligibility_again,
        name="eligibility-again",
    ),
    path("manage/<slug:edition>/form/", builder.form_builder, name="form-builder"),
    path("manage/<slug:edition>/form/fill/", builder.form_fill, name="form-fill"),
    path(
        "manage/<slug:edition>/form/preview/", builder.form_preview, name="form-preview"
    ),
    path("manage/<slug:edition>/form/new/", builder.question_new, name="question-new"),
    path(
        "manage/<slug:edition>/form/<slug:code>/",
        builder.question_change,
        name="question-change",
    ),
    path(
        "manage/<slug:edition>/form/<slug:code>/act/",
        builder.question_act,
        name="question-act",
    ),
    path(
        "manage/<slug:edition>/entries/export/",
        exports.export_create,
        name="export-create",
    ),
    path(
        "manage/<slug:edition>/entries/export/<uuid:key>/",
        exports.export_detail,
        name="export-detail",
    ),
    path(
        "manage/<slug:edition>/entries/export/<uuid:key>/file/",
        exports.export_file,
        name="export-file",
    ),
    path(
        "manage/<slug:edition>/entries/behalf/",
        behalf.draft_behalf,
        name="draft-behalf",
    ),
    path(
        "manage/<slug:edition>/entries/<slug:reference>/",
        manage.manage_entry,
        name="manage-entry",
    ),
    path(
        "manage/<slug:edition>/entries/<slug:reference>/history/",
        behalf.manage_history,
        name="manage-history",
    ),
    path(
        "manage/<slug:edition>/entries/<slug:reference>/behalf/",
        behalf.entry_behalf,
        name="entry-behalf",
    ),
    path(
        "manage/<slug:edition>/entries/<slug:reference>/extend/",
        manage.entry_extend,
        name="entry-extend",
    ),
    path(
        "manage/<slug:edition>/entries/<slug:reference>/notes/",
        manage.note_add,
        name="note-add",
    ),
    path(
        "manage/<slug:edition>/entries/<slug:reference>/notes/<int:pk>/remove/",
        manage.note_remove,
        name="note-remove",
    ),
]
