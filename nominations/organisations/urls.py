from __future__ import annotations

from django.urls import path

from nominations.organisations import views

urlpatterns = [
    path(
        "entries/begin/<slug:edition>/organisation/",
        views.organisation_create,
        name="organisation-create",
    ),
]
