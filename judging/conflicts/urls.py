from __future__ import annotations

from django.urls import path

from judging.conflicts import desk_views, views

urlpatterns = [
    path("judge/titles/<slug:edition>/", views.judge_titles, name="judge-titles"),
    path(
        "judge/ballots/<int:assignment>/conflict/",
        views.conflict_declare,
        name="conflict-declare",
    ),
    path(
        "manage/<slug:edition>/judges/conflicts/",
        desk_views.conflict_list,
        name="conflict-list",
    ),
    path(
        "manage/<slug:edition>/judges/conflicts/record/",
        desk_views.conflict_record,
        name="conflict-record",
    ),
    path(
        "manage/<slug:edition>/judges/conflicts/hosts/",
        desk_views.host_share,
        name="host-share",
    ),
    path(
        "manage/<slug:edition>/judges/conflicts/hosts/<int:host>/remove/",
        desk_views.host_unshare,
        name="host-unshare",
    ),
    path(
        "manage/<slug:edition>/judges/conflicts/<int:conflict>/overrule/",
        desk_views.conflict_overrule,
        name="conflict-overrule",
    ),
]
