from __future__ import annotations

from django.urls import path

from nominations.desk import bulk_views, export_views, on_behalf_views, views
from nominations.desk.entry_views import (
    entry_extend,
    manage_charts,
    manage_entry,
    manage_extensions,
    note_add,
    note_remove,
)

urlpatterns = [
    path("manage/<slug:edition>/entries/views/", views.view_save, name="view-save"),
    path(
        "manage/<slug:edition>/entries/views/<int:pk>/rename/",
        views.view_rename,
        name="view-rename",
    ),
    path(
        "manage/<slug:edition>/entries/views/<int:pk>/remove/",
        views.view_remove,
        name="view-remove",
    ),
    path(
        "manage/<slug:edition>/entries/bulk/<int:pk>/undo/",
        bulk_views.bulk_undo,
        name="bulk-undo",
    ),
    path("manage/<slug:edition>/entries/charts/", manage_charts, name="manage-charts"),
    path(
        "manage/<slug:edition>/entries/extensions/",
        manage_extensions,
        name="manage-extensions",
    ),
    path(
        "manage/<slug:edition>/entries/export/",
        export_views.export_create,
        name="export-create",
    ),
    path(
        "manage/<slug:edition>/entries/export/<uuid:key>/",
        export_views.export_detail,
        name="export-detail",
    ),
    path(
        "manage/<slug:edition>/entries/export/<uuid:key>/file/",
        export_views.export_file,
        name="export-file",
    ),
    path(
        "manage/<slug:edition>/entries/behalf/",
        on_behalf_views.draft_behalf,
        name="draft-behalf",
    ),
    path(
        "manage/<slug:edition>/entries/<slug:reference>/",
        manage_entry,
        name="manage-entry",
    ),
    path(
        "manage/<slug:edition>/entries/<slug:reference>/behalf/",
        on_behalf_views.entry_behalf,
        name="entry-behalf",
    ),
    path(
        "manage/<slug:edition>/entries/<slug:reference>/extend/",
        entry_extend,
        name="entry-extend",
    ),
    path(
        "manage/<slug:edition>/entries/<slug:reference>/notes/",
        note_add,
        name="note-add",
    ),
    path(
        "manage/<slug:edition>/entries/<slug:reference>/notes/<int:pk>/remove/",
        note_remove,
        name="note-remove",
    ),
]
