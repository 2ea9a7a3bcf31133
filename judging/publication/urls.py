from __future__ import annotations

from django.urls import path

from judging.publication import mails, statistics, stories, views, words

LIST = "manage/<slug:edition>/lists/<int:version>/"
urlpatterns = [
    path(
        "statistics/<slug:edition>/", statistics.statistics_show, name="statistics-show"
    ),
    path("manage/<slug:edition>/lists/", views.list_index, name="list-index"),
    path(LIST, views.list_show, name="list-show"),
    path(LIST + "schedule/", views.list_schedule, name="list-schedule"),
    path(LIST + "erratum/", views.list_correct, name="list-correct"),
    path(LIST + "approve/", views.list_approve, name="list-approve"),
    path(LIST + "unschedule/", views.list_unschedule, name="list-unschedule"),
    path(LIST + "winners/<int:pk>/", views.picture_change, name="picture-change"),
    path(
        LIST + "winners/<int:pk>/picture.jpg", views.picture_show, name="picture-show"
    ),
    path(LIST + "winners/<int:pk>/words/", stories.story_change, name="story-change"),
    path(LIST + "winners/<int:pk>/text/", words.words_change, name="words-change"),
    path(LIST + "english/", words.english_write, name="list-english"),
    path(LIST + "mails/", mails.list_mails, name="list-mails"),
    path(
        LIST + "mails/<slug:event>/<int:person>/",
        mails.list_mail,
        name="list-mail",
    ),
    path(LIST + "discard/", views.list_discard, name="list-discard"),
]
