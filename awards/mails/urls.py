from __future__ import annotations

from django.urls import path

from awards.mails import unsubscribe_views

urlpatterns = [
    path("unsubscribe/<str:token>/", unsubscribe_views.unsubscribe, name="unsubscribe"),
]
