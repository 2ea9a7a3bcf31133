from __future__ import annotations

from django.urls import path

from awards.dsure.importing import views

urlpatterns = [
    path(
        "manage/certificates/import/",
        views.certificate_import,
        name="certificate-import",
    ),
]
