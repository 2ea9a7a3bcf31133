from __future__ import annotations

from django.urls import path

from judging.assigning import views

urlpatterns = [
    path(
        "manage/<slug:edition>/assignments/",
        views.assignment_list,
        name="assignment-list",
    ),
    path(
        "manage/<slug:edition>/assignments/run/",
        views.assignment_run,
        name="assignment-run",
    ),
    path(
        "manage/<slug:edition>/assignments/<int:assignment>/move/",
        views.assignment_move,
        name="assignment-move",
    ),
    path(
        "manage/<slug:edition>/progress/entries/<int:standing>/add/",
        views.assignment_add,
        name="assignment-add",
    ),
]
