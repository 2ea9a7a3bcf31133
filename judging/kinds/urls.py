from __future__ import annotations

from django.urls import path

from judging.kinds import views

urlpatterns = [
    path(
        "manage/<slug:edition>/judges/ballot-kind/",
        views.kind_choose,
        name="kind-choose",
    ),
]
