from __future__ import annotations

from django.urls import path

from awards.dsure.announcements import views

urlpatterns = [
    path("manage/announcements/", views.announcement_list, name="announcement-list"),
    path("manage/announcements/add/", views.announcement_add, name="announcement-add"),
    path(
        "manage/announcements/<int:pk>/edit/",
        views.announcement_edit,
        name="announcement-edit",
    ),
    path(
        "manage/announcements/<int:pk>/back/",
        views.announcement_unschedule,
        name="announcement-unschedule",
    ),
]
