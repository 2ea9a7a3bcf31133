from __future__ import annotations

from django.urls import path

from judging.bundle import (
    check_views,
    preview_views,
    public_views,
    verifier_views,
)

urlpatterns = [
    path("verifier/", verifier_views.verifier_show, name="verifier-show"),
    path("check/", check_views.receipt_check, name="receipt-check"),
    path("results/<slug:edition>/", public_views.result_how, name="result-how"),
    path(
        "results/<slug:edition>/<slug:round>.zip",
        public_views.bundle_read,
        name="bundle-read",
    ),
    path(
        "manage/<slug:edition>/decisions/how/",
        preview_views.how_preview,
        name="how-preview",
    ),
]
