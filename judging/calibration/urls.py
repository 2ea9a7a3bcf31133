from __future__ import annotations

from django.urls import path

from judging.calibration import views

urlpatterns = [
    path("judge/calibration/<int:sample>/", views.sample_score, name="sample-score"),
    path("judge/calibration/<int:sample>/save/", views.sample_save, name="sample-save"),
    path(
        "judge/calibration/<int:sample>/discussion/",
        views.sample_discuss,
        name="sample-discuss",
    ),
    path(
        "judge/calibration/<int:sample>/conflict/",
        views.sample_conflict,
        name="sample-conflict",
    ),
    path(
        "manage/<slug:edition>/judges/calibration/",
        views.calibration_manage,
        name="calibration-manage",
    ),
]
