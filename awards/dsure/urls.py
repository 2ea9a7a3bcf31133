from __future__ import annotations

from django.urls import path

from awards.dsure.views import announcing, manage, public, subscriptions

app_name = "dsure"
urlpatterns = [
    path("", public.register, name="register"),
    path("announcements/", public.announcements, name="announcements"),
    path("announcements/<int:pk>/", public.announcement, name="announcement"),
    path("subscribe/", subscriptions.subscribe, name="subscribe"),
    path(
        "subscribe/asked/", subscriptions.subscription_asked, name="subscription-asked"
    ),
    path(
        "subscription/<str:token>/",
        subscriptions.subscription_confirm,
        name="subscription-confirm",
    ),
    path("unsubscribe/<str:token>/", subscriptions.unsubscribe, name="unsubscribe"),
    path("manage/", manage.desk, name="desk"),
    path("manage/certificates/add/", manage.certificate_add, name="certificate-add"),
    path(
        "manage/certificates/import/",
        manage.certificate_import,
        name="certificate-import",
    ),
    path(
        "manage/certificates/<int:pk>/",
        manage.certificate_edit,
        name="certificate-edit",
    ),
    path(
        "manage/certificates/<int:pk>/state/",
        manage.certificate_state,
        name="certificate-state",
    ),
    path(
        "manage/announcements/", announcing.announcement_list, name="announcement-list"
    ),
    path(
        "manage/announcements/add/",
        announcing.announcement_add,
        name="announcement-add",
    ),
    path(
        "manage/announcements/<int:pk>/",
        announcing.announcement_preview,
        name="announcement-preview",
    ),
    path(
        "manage/announcements/<int:pk>/edit/",
        announcing.announcement_edit,
        name="announcement-edit",
    ),
    path(
        "manage/announcements/<int:pk>/back/",
        announcing.announcement_unschedule,
        name="announcement-unschedule",
    ),
    path("manage/registrars/", manage.registrars, name="registrars"),
    path(
        "manage/registrars/<int:pk>/dismiss/",
        manage.registrar_dismiss,
        name="registrar-dismiss",
    ),
    path("manage/<slug:part>/", manage.part_list, name="part-list"),
    path("manage/<slug:part>/add/", manage.part_save, name="part-add"),
    path("manage/<slug:part>/<int:pk>/", manage.part_save, name="part-edit"),
    path(
        "pictures/<int:pk>.webp", public.certificate_picture, name="certificate-picture"
    ),
    path("qr/<int:pk>.svg", public.certificate_qr, name="certificate-qr"),
    # Last: a number may hold anything, slashes too.
    path("<path:number>/", public.certificate, name="certificate"),
]
