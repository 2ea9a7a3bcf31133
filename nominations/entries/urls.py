from __future__ import annotations

from django.urls import path

from nominations.entries import (
    autosave,
    ceremony_views,
    collaborator_views,
    receipt_views,
    views,
)
from nominations.entries.preview_views import form_preview

urlpatterns = [
    path("entries/", views.entry_list, name="entry-list"),
    path("entries/begin/<slug:edition>/", views.entry_create, name="entry-create"),
    path(
        "entries/<slug:reference>/receipt/",
        receipt_views.receipt_moved,
        name="receipt-moved",
    ),
    path(
        "entries/<slug:reference>/receipt/record.json",
        receipt_views.receipt_record,
        name="receipt-record",
    ),
    path(
        "entries/<slug:reference>/receipt/content/",
        receipt_views.receipt_content,
        name="receipt-content",
    ),
    path("entries/<slug:reference>/edit/", views.entry_edit, name="entry-edit"),
    path("entries/<slug:reference>/save/", autosave.entry_save, name="entry-save"),
    path(
        "entries/<slug:reference>/preview/", views.entry_preview, name="entry-preview"
    ),
    path("entries/<slug:reference>/submit/", views.entry_submit, name="entry-submit"),
    path("entries/<slug:reference>/reopen/", views.entry_reopen, name="entry-reopen"),
    path(
        "entries/<slug:reference>/ceremony/",
        ceremony_views.entry_ceremony,
        name="entry-ceremony",
    ),
    path(
        "entries/<slug:reference>/withdraw/",
        views.entry_withdraw,
        name="entry-withdraw",
    ),
    path(
        "entries/<slug:reference>/history/",
        collaborator_views.entry_history,
        name="entry-history",
    ),
    path(
        "entries/<slug:reference>/receipt.pdf",
        receipt_views.receipt_read,
        name="receipt-read",
    ),
    path(
        "entries/<slug:reference>/people/",
        collaborator_views.entry_collaborators,
        name="entry-collaborators",
    ),
    path(
        "entries/<slug:reference>/people/<int:pk>/remove/",
        collaborator_views.collaborator_remove,
        name="collaborator-remove",
    ),
    path("manage/<slug:edition>/form/preview/", form_preview, name="form-preview"),
]
