from __future__ import annotations

from django.urls import path

from judging.results import chair_views, method_views, tool_views, views

urlpatterns = [
    path("judge/chair/<slug:edition>/", chair_views.judge_chair, name="judge-chair"),
    path("manage/<slug:edition>/results/", views.results_show, name="results-show"),
    path(
        "manage/<slug:edition>/results/entries/<str:reference>/",
        views.result_entry,
        name="result-entry",
    ),
    path(
        "manage/<slug:edition>/results/judges/",
        views.result_judges,
        name="result-judges",
    ),
    path(
        "manage/<slug:edition>/results/firmness/",
        views.result_firmness,
        name="result-firmness",
    ),
    path(
        "manage/<slug:edition>/results/ties/",
        chair_views.result_ties,
        name="result-ties",
    ),
    path(
        "manage/<slug:edition>/results/try/", tool_views.result_try, name="result-try"
    ),
    path(
        "manage/<slug:edition>/results/close/",
        tool_views.close_calls,
        name="close-calls",
    ),
    path(
        "manage/<slug:edition>/results/method/",
        method_views.method_show,
        name="method-show",
    ),
    path(
        "manage/<slug:edition>/results/scores.csv",
        tool_views.scores_export,
        name="scores-export",
    ),
]
