"""Signing in with a provider. Without one, each of these is not there (404)."""

from __future__ import annotations

from django.urls import path

from config.providers import views

urlpatterns = [
    path("<slug:provider>/start/", views.start, name="provider-start"),
    path("<slug:provider>/link/", views.link, name="provider-link"),
    path("unlink/<int:pk>/", views.unlink, name="provider-unlink"),
    path("finish/", views.finish, name="provider-finish"),
    path("code/", views.code, name="provider-code"),
    path("failed/", views.failed, name="provider-failed"),
]
