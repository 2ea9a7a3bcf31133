from __future__ import annotations

from django.urls import path

from awards.dsure.register import manage, views

urlpatterns = [
    path("", views.register, name="register"),
    path("announcements/", views.announcements, name="announcements"),
    path("announcements/<int:pk>/", views.announcement, name="announcement"),
    path("manage/", manage.desk, name="desk"),
    path("manage/certificates/add/", manage.certificate_add, name="certificate-add"),
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
        "pictures/<int:pk>.webp", views.certificate_picture, name="certificate-picture"
    ),
    path("qr/<int:pk>.svg", views.certificate_qr, name="certificate-qr"),
    path("<path:number>/", views.certificate, name="certificate"),
]
