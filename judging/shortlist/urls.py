from __future__ import annotations

from django.urls import path

from judging.shortlist import views

urlpatterns = [
    path("manage/<slug:edition>/results/shortlist/", views.shortlist, name="shortlist"),
]
