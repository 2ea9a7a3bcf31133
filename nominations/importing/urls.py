from __future__ import annotations

from django.urls import path

from nominations.importing import views

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
]
