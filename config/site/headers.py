"""What browsers are told of every answer: what a page may run and fetch, who may frame
or fetch it, and what of the machine it may ask for. No answer goes without, be it a
page, a file, an error or a static file: a test walks all addresses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from config.site.private_pages import is_the_same_for_all

# Names of the policies (Trusted Types) that scripts of ours make, each in one file:
# answers.js, offline.js, and htmx_answers.js for htmx, which knows of none.
TRUSTED_TYPES = "answers worker default"
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "media-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "manifest-src": "'self'",
    "require-trusted-types-for": "'script'",
    "trusted-types": TRUSTED_TYPES,
}
# Only what a page here might ask for, or what all browsers know: each unknown name is
# an error on the reader's console.
PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "hid",
        "idle-detection",
        "local-fonts",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "serial",
        "usb",
        "window-management",
        "xr-spatial-tracking",
    )
)


def policy(storage: Mapping[str, Any]) -> str:
    """``storage`` is an entry of STORAGES. Videos kept on S3-compatible storage are
    played from there, by signed links.

    Pictures go through the site in any case, and downloads need no leave of a policy.
    """
    rules = dict(POLICY)
    if host := storage_host(storage):
        rules["media-src"] += f" {host}"
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def storage_host(storage: Mapping[str, Any]) -> str:
    """Scheme and name of the store that links lead to; "" where it is this site's disk."""
    parts = urlsplit(storage.get("OPTIONS", {}).get("endpoint_url") or "")
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def policy_of(response: HttpResponseBase) -> str:
    """A view may name hosts of which its page shows frames, as ``response.frame_sources``."""
    sources = getattr(response, "frame_sources", ())
    usual: str = settings.CONTENT_SECURITY_POLICY
    return f"{usual}; frame-src {' '.join(sources)}" if sources else usual


def readers_of(response: HttpResponseBase) -> str:
    """Which sites' pages may load this (Cross-Origin-Resource-Policy).

    Pictures, drawings, style sheets, fonts and open data stand in mails and on others'
    pages; so does the list that is made to be framed. Nothing else leaves this site.
    """
    is_open = is_the_same_for_all(response) and not is_page(response)
    is_framed = getattr(response, "xframe_options_exempt", False)
    return "cross-origin" if is_open or is_framed else "same-origin"


def embedder_of(response: HttpResponseBase) -> str:
    """What a page may load of others (Cross-Origin-Embedder-Policy): only what says that
    it may be loaded.

    Frames of video hosts say nothing of the kind; nor do films in a store of another
    name, which are asked for without cookies then.
    """
    if any(source != "'self'" for source in getattr(response, "frame_sources", ())):
        return "unsafe-none"
    elsewhere = storage_host(settings.STORAGES["default"])
    return "credentialless" if elsewhere else "require-corp"


def is_page(response: HttpResponseBase) -> bool:
    return response.headers.get("Content-Type", "").startswith("text/html")


class SecurityHeaders:
    """A view may set a stricter policy of its own; none goes without."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.NOT_MODIFIED:
            return response  # what came with the copy still holds
        usual = {
            "Content-Security-Policy": policy_of(response),
            "Permissions-Policy": PERMISSIONS,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": readers_of(response),
        }
        if is_page(response):
            usual["Cross-Origin-Embedder-Policy"] = embedder_of(response)
        if not getattr(response, "xframe_options_exempt", False):
            usual["X-Frame-Options"] = settings.X_FRAME_OPTIONS
        if request.path_info.startswith("/api/") and not is_page(response):
            # to be kept as a file: no browser makes a page of it
            name = request.path_info.rstrip("/").rpartition("/")[2]
            usual["Content-Disposition"] = f'attachment; filename="{file_name(name)}"'
        for name, value in usual.items():
            response.headers.setdefault(name, value)
        return response


def file_name(part: str) -> str:
    """Of the last part of an address: its letters that any disk takes."""
    plain = re.sub(r"[^A-Za-z0-9._-]", "-", part)
    return plain if "." in plain else f"{plain}.json"
