"""The addresses of entries, and of the desk's pages that ask judging as well."""

from __future__ import annotations

from django.urls import path

from awards.speed.address_rooms import room
from judging.entry_desk import views

app_name = "nominations"
urlpatterns = [
    path("manage/<slug:edition>/entries/", views.manage_entries, name="manage-entries"),
    path(
        "manage/<slug:edition>/entries/bulk/", views.entries_bulk, name="entries-bulk"
    ),
    path(
        "manage/<slug:edition>/entries/<slug:reference>/history/",
        views.manage_history,
        name="manage-history",
    ),
    room("nominations.urls"),
]
