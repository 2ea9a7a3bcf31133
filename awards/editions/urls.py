from __future__ import annotations

from django.urls import path

from awards.editions import views

MANAGE = "manage/<slug:edition>/"
urlpatterns = [
    path("manage/", views.edition_list, name="edition-list"),
    path("manage/new/", views.edition_new, name="edition-new"),
    path(MANAGE + "dates/", views.edition_dates, name="edition-dates"),
    path(MANAGE + "edition/", views.edition_change, name="edition-change"),
    path(MANAGE + "organisers/", views.organiser_list, name="organiser-list"),
    path(
        MANAGE + "organisers/changes/<int:pk>/",
        views.change_answer,
        name="change-answer",
    ),
    path(
        MANAGE + "organisers/<int:pk>/role/",
        views.organiser_role,
        name="organiser-role",
    ),
    path(
        MANAGE + "organisers/<int:pk>/remove/",
        views.organiser_remove,
        name="organiser-remove",
    ),
]
