from __future__ import annotations

from typing import Any

from django.urls import URLPattern, path

from awards.editions.setup import views


def rule_paths(kind: views.Kind, folder: str) -> list[URLPattern]:
    base, options = f"manage/<slug:edition>/{folder}/", {"kind": kind}
    made: list[tuple[str, Any, str]] = [
        ("", views.rule_list, "list"),
        ("<slug:code>/", views.rule_change, "change"),
    ]
    if kind.remove:
        made = [
            made[0],
            ("new/", views.rule_new, "new"),
            made[1],
            ("<slug:code>/remove/", views.rule_remove, "remove"),
        ]
    return [
        path(base + tail, view, options, name=f"{kind.name}-{verb}")
        for tail, view, verb in made
    ]


MANAGE = "manage/<slug:edition>/"
urlpatterns = [
    path(MANAGE + "weights/", views.weights_index, name="weights-index"),
    path(
        MANAGE + "weights/<slug:round_code>/",
        views.weights_change,
        name="weights-change",
    ),
    *rule_paths(views.CATEGORY, "categories"),
    *rule_paths(views.CRITERION, "criteria"),
    *rule_paths(views.ROUND, "rounds"),
    *rule_paths(views.LEVEL, "prizes"),
]
