"""Addresses of certificates; those with a language stand in the namespace of awards,
the others are for machines.
"""

from __future__ import annotations

from django.urls import path

from awards.certificates import manage, views

MANAGE = "manage/<slug:edition>/certificates/"
urlpatterns = [
    path("verify/", views.credential_find, name="credential-find"),
    path("verify/<str:code>/", views.credential_verify, name="credential-verify"),
    path(
        "verify/<str:code>/certificate.pdf", views.credential_pdf, name="credential-pdf"
    ),
    path(
        "verify/<str:code>/credential.jwt", views.credential_jwt, name="credential-jwt"
    ),
    path("certificates/", views.own_certificates, name="own-certificates"),
    path(MANAGE, manage.credential_list, name="credential-list"),
    path(MANAGE + "wording/<slug:kind>/", manage.wording_change, name="wording-change"),
    path(MANAGE + "mail/<slug:kind>/", manage.credential_mail, name="credential-mail"),
    path(MANAGE + "amendment/", manage.credential_follow, name="credential-follow"),
    path(MANAGE + "zip/", manage.package_request, name="package-request"),
    path(MANAGE + "zip/<uuid:key>/", manage.package_show, name="package-show"),
    path(MANAGE + "zip/<uuid:key>/file/", manage.package_file, name="package-file"),
    path(MANAGE + "<int:pk>.pdf", manage.credential_preview, name="credential-preview"),
    path(
        MANAGE + "<int:pk>/revoke/",
        manage.credential_revoke,
        name="credential-revoke",
    ),
]
machine_patterns = [
    path("verify/<str:code>/", views.credential_open, name="credential-open"),
    path("api/v1/credentials/issuer.json", views.issuer, name="credential-issuer"),
    path(
        "api/v1/credentials/status/<int:part>", views.status, name="credential-status"
    ),
    path(".well-known/jwks.json", views.jwks, name="credential-jwks"),
    path(".well-known/keys/<str:kid>.json", views.key, name="credential-key"),
]
