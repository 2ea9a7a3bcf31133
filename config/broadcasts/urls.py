from __future__ import annotations

from django.urls import path

from config.broadcasts import people_views, views, writing_views

MESSAGES = "manage/<slug:edition>/messages/"
urlpatterns = [
    path(MESSAGES, views.broadcast_list, name="broadcast-list"),
    path(MESSAGES + "new/", writing_views.broadcast_new, name="broadcast-new"),
    path(MESSAGES + "<int:pk>/", views.broadcast_show, name="broadcast-show"),
    path(
        MESSAGES + "<int:pk>/group/",
        writing_views.broadcast_group,
        name="broadcast-group",
    ),
    path(
        MESSAGES + "<int:pk>/words/",
        writing_views.broadcast_words,
        name="broadcast-words",
    ),
    path(
        MESSAGES + "<int:pk>/words/check/",
        writing_views.broadcast_check,
        name="broadcast-check",
    ),
    path(
        MESSAGES + "<int:pk>/words/preview/",
        writing_views.broadcast_preview,
        name="broadcast-preview",
    ),
    path(
        MESSAGES + "<int:pk>/people/",
        people_views.broadcast_people,
        name="broadcast-people",
    ),
    path(
        MESSAGES + "<int:pk>/people.xlsx",
        people_views.broadcast_file,
        name="broadcast-file",
    ),
    path(MESSAGES + "<int:pk>/act/", views.broadcast_act, name="broadcast-act"),
]
