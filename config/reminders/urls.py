from __future__ import annotations

from django.urls import path

from config.reminders import views

MANAGE = "manage/<slug:edition>/reminders/"
urlpatterns = [
    path(MANAGE, views.edition_reminders, name="reminders"),
    path(MANAGE + "preview/", views.reminders_preview, name="reminders-preview"),
    path(
        MANAGE + "<slug:kind>/",
        views.edition_reminder_rule,
        name="reminders-rule",
    ),
    path(
        MANAGE + "<slug:kind>/send/",
        views.edition_reminders_send,
        name="reminders-send",
    ),
    path(
        "dsure/manage/reminders/", views.register_reminders, name="register-reminders"
    ),
    path(
        "dsure/manage/reminders/rule/",
        views.register_reminder_rule,
        name="register-reminders-rule",
    ),
    path(
        "dsure/manage/reminders/send/",
        views.register_reminders_send,
        name="register-reminders-send",
    ),
]
