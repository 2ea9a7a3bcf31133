"""The addresses of the register, and of its page that asks for editions as well."""

from __future__ import annotations

from django.urls import path

from awards.mails.unsubscribe_views import unsubscribe_by_key
from awards.speed.address_rooms import room
from awards.winners.register_announcement import announcement_preview

app_name = "dsure"
urlpatterns = [
    path(
        "manage/announcements/<int:pk>/",
        announcement_preview,
        name="announcement-preview",
    ),
    # in mails of before; those of today lead to ``awards:unsubscribe``
    path("unsubscribe/<str:token>/", unsubscribe_by_key, name="unsubscribe"),
    room("awards.dsure.urls"),
]
