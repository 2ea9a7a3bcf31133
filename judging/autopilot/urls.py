from __future__ import annotations

from django.urls import path

from judging.autopilot import views

urlpatterns = [
    path("manage/<slug:edition>/results/autopilot/", views.autopilot, name="autopilot"),
    path(
        "manage/<slug:edition>/results/close/ask/",
        views.close_call_ask,
        name="close-call-ask",
    ),
]
