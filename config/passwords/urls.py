from __future__ import annotations

from django.urls import path

from config.passwords import views

urlpatterns = [
    path("strength/", views.password_strength, name="password-strength"),
    path("remove/", views.password_remove, name="password-remove"),
]
