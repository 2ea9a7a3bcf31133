from __future__ import annotations

from django.urls import path

from nominations.questions.views import (
    form_builder,
    question_act,
    question_change,
    question_new,
)

urlpatterns = [
    path("manage/<slug:edition>/form/", form_builder, name="form-builder"),
    path("manage/<slug:edition>/form/new/", question_new, name="question-new"),
    path(
        "manage/<slug:edition>/form/<slug:code>/",
        question_change,
        name="question-change",
    ),
    path(
        "manage/<slug:edition>/form/<slug:code>/act/", question_act, name="question-act"
    ),
]
