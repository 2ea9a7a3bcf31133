from __future__ import annotations

from django.urls import path

from awards.dsure import views

app_name = "dsure"
urlpatterns = [
    path("", views.register, name="register"),
]
