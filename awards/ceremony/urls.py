"""Addresses of the stage, in the namespace of awards."""

from __future__ import annotations

from django.urls import path

from awards.ceremony import views

STAGE = "manage/<slug:edition>/stage/"
urlpatterns = [
    path(STAGE, views.stage_show, name="stage-show"),
    path(STAGE + "plan/", views.stage_plan, name="stage-plan"),
    path(STAGE + "script/", views.stage_script, name="stage-script"),
    path(STAGE + "papers/<str:paper>", views.stage_paper, name="stage-paper"),
    path(STAGE + "winners/<slug:reference>/", views.stage_word, name="stage-word"),
]
