from __future__ import annotations

from django.urls import path

from config.shell import views

MANAGE = "manage/<slug:edition>/"
urlpatterns = [
    path(MANAGE, views.edition_home, name="edition-home"),
]
