from __future__ import annotations

from django.urls import path

from nominations.importing import record_views, views

urlpatterns = [
    path(
        "manage/<slug:edition>/entries/import/",
        views.manage_import,
        name="manage-import",
    ),
    path(
        "manage/<slug:edition>/entries/import/<uuid:key>/",
        views.import_map,
        name="import-map",
    ),
    path(
        "manage/<slug:edition>/entries/imports/<uuid:key>/",
        record_views.import_show,
        name="import-show",
    ),
    path(
        "manage/<slug:edition>/entries/imports/<uuid:key>/rest.xlsx",
        record_views.import_rest,
        name="import-rest",
    ),
    path(
        "manage/<slug:edition>/entries/imports/<uuid:key>/undo/",
        record_views.import_undo,
        name="import-undo",
    ),
]
