"""Addresses of certificates; those with a language stand in the namespace of awards, the others are for machines."""

from __future__ import annotations

from django.urls import path

from awards.certificates import views

MANAGE = "manage/<slug:edition>/certificates/"
urlpatterns = [
    path("verify/", views.credential_find, name="credential-find"),
    path("verify/<str:code>/", views.credential_verify, name="credential-verify"),
    path("verify/<str:code>/certificate.pdf", views.credential_pdf, name="credential-pdf"),
    path("verify/<str:code>/credential.jwt", views.credential_jwt, name="credential-jwt"),
    path(MANAGE, views.credential_list, name="credential-list"),
    path(MANAGE + "prepare/", views.credential_prepare, name="credential-prepare"),
    path(MANAGE + "wording/<slug:kind>/", views.wording_change, name="wording-change"),
    path(MANAGE + "<int:pk>.pdf", views.credential_preview, name="credential-preview"),
    path(MANAGE + "<int:pk>/revoke/", views.credential_revoke, name="credential-revoke"),
]
machine_patterns = [
    path("api/v1/credentials/issuer.json", views.issuer, name="credential-issuer"),
    path("api/v1/credentials/status/<int:part>", views.status, name="credential-status"),
    path(".well-known/jwks.json", views.jwks, name="credential-jwks"),
    path(".well-known/keys/<str:kid>.json", views.key, name="credential-key"),
]
