from __future__ import annotations

from django.urls import path

from nominations.views import attachments, autosave, entries, manage, organisations

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
    path("manage/<slug:edition>/entries/", manage.manage_entries, name="manage-entries"),
    path("manage/<slug:edition>/entries/<slug:reference>/", manage.manage_entry, name="manage-entry"),
]
