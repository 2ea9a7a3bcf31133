from __future__ import annotations

from django.urls import path

from judging.decisions import certificate_views, views

urlpatterns = [
    path(
        "manage/<slug:edition>/certificates/for/<slug:kind>/",
        certificate_views.certificate_recipients,
        name="certificate-recipients",
    ),
    path("manage/<slug:edition>/decisions/", views.decision_list, name="decision-list"),
    path(
        "manage/<slug:edition>/decisions/propose/",
        views.prizes_propose,
        name="prizes-propose",
    ),
    path(
        "manage/<slug:edition>/decisions/across/",
        views.overall_edit,
        name="overall-edit",
    ),
    path(
        "manage/<slug:edition>/decisions/across/<int:decision>/take-back/",
        views.overall_take,
        name="overall-take",
    ),
    path(
        "manage/<slug:edition>/decisions/list/", views.list_preview, name="list-preview"
    ),
    path(
        "manage/<slug:edition>/decisions/<slug:category>/",
        views.decision_edit,
        name="decision-edit",
    ),
]
