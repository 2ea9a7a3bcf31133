from __future__ import annotations

from django.urls import path

from awards.record import views

urlpatterns = [
    path("record/<slug:edition>/", views.record_show, name="record-show"),
]
