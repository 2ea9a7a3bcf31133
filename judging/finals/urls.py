from __future__ import annotations

from django.urls import path

from judging.finals import views

urlpatterns = [
    path("judge/finals/<int:final>/", views.final_show, name="final-show"),
    path("judge/finals/<int:final>/clock/", views.final_clock, name="final-clock"),
    path("manage/<slug:edition>/finals/", views.final_run, name="final-run"),
    path(
        "manage/<slug:edition>/finals/<int:presentation>/move/",
        views.final_move,
        name="final-move",
    ),
    path(
        "manage/<slug:edition>/finals/assignments/<int:assignment>/attendance/",
        views.final_attend,
        name="final-attend",
    ),
]
