from __future__ import annotations

from django.urls import path

from judging.pairs import views

urlpatterns = [
    path("judge/pairs/<int:assignment>/", views.pair_edit, name="pair-edit"),
    path("judge/pairs/<int:assignment>/save/", views.pair_save, name="pair-save"),
]
