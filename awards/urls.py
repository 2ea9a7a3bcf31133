from __future__ import annotations

from django.urls import path

from awards import views

app_name = "awards"
urlpatterns = [
    path("winners/", views.winners_archive, name="winners-archive"),
]
