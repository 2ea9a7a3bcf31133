"""One Content-Security-Policy for every page: no inline script, style or handler
anywhere, nothing from elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

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
}


def policy(storage: Mapping[str, Any]) -> str:
    """``storage`` is an entry of STORAGES. Videos kept on S3-compatible storage are
    played from there, by signed links.

    Pictures go through the site in any case, and downloads need no leave of a policy.
    """
    rules = dict(POLICY)
    parts = urlsplit(storage.get("OPTIONS", {}).get("endpoint_url") or "")
    if parts.netloc:
        rules["media-src"] += f" {parts.scheme}://{parts.netloc}"
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def policy_of(response: HttpResponse) -> str:
    """A view may name hosts of which its page shows frames, as ``response.frame_sources``."""
    sources = getattr(response, "frame_sources", ())
    usual: str = settings.CONTENT_SECURITY_POLICY
    return f"{usual}; frame-src {' '.join(sources)}" if sources else usual


class SecurityHeaders:
    """A view may set a stricter policy of its own; none goes without."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy_of(response))
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=()"
        )
        return response
