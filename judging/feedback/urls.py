from __future__ import annotations

from django.urls import path

from judging.feedback import views

urlpatterns = [
    path(
        "entries/<str:reference>/feedback/", views.feedback_show, name="feedback-show"
    ),
    path("manage/<slug:edition>/feedback/", views.feedback_desk, name="feedback-desk"),
    path(
        "manage/<slug:edition>/feedback/rules/",
        views.feedback_rules,
        name="feedback-rules",
    ),
    path(
        "manage/<slug:edition>/feedback/<int:ballot>/",
        views.feedback_read,
        name="feedback-read",
    ),
]
