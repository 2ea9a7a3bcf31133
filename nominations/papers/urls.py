from __future__ import annotations

from django.urls import path

from nominations.papers import views

urlpatterns = [
    path("entries/<slug:reference>/papers/", views.entry_papers, name="entry-papers"),
    path("entries/papers/<uuid:key>/open/", views.paper_open, name="paper-open"),
    path("entries/papers/<uuid:key>/remove/", views.paper_remove, name="paper-remove"),
    path("manage/papers/<uuid:key>/check/", views.paper_check, name="paper-check"),
    path(
        "manage/<slug:edition>/entries/<slug:reference>/papers/",
        views.manage_papers,
        name="manage-papers",
    ),
]
