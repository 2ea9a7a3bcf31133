from __future__ import annotations

from django.urls import path

from judging.progress import chair_views, views

urlpatterns = [
    path("judge/panels/<slug:edition>/", chair_views.chair_panels, name="chair-panels"),
    path(
        "manage/<slug:edition>/judges/<int:judge>/remind/",
        views.judge_remind,
        name="judge-remind",
    ),
    path(
        "manage/<slug:edition>/progress/ballots/<int:assignment>/second-look/",
        views.second_look,
        name="second-look",
    ),
    path(
        "manage/<slug:edition>/progress/", views.progress_board, name="progress-board"
    ),
    path(
        "manage/<slug:edition>/progress/hints/", views.board_hints, name="board-hints"
    ),
    path(
        "manage/<slug:edition>/progress/judges/<int:judge>/",
        views.judge_watch,
        name="judge-watch",
    ),
    path(
        "manage/<slug:edition>/progress/entries/<int:standing>/",
        views.entry_watch,
        name="entry-watch",
    ),
]
