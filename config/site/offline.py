"""The page that desks show without a connection, and the worker that shows it. Both are
the same for everybody, and all that a browser keeps of this site for that.
"""

from __future__ import annotations

import hashlib

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse

SHEETS = ("site.css", "theme.js", "emblem.svg")


def offline_page(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(render_to_string("offline.html"))
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


def offline_worker(request: HttpRequest) -> HttpResponse:
    """Its cache has another name whenever what it keeps has changed."""
    page = reverse("offline")
    files = [page, *(static(name) for name in SHEETS)]
    content = render_to_string("offline.html") + " ".join(files)
    name = f"offline-{hashlib.sha256(content.encode()).hexdigest()[:12]}"
    context = {"files": files, "page": page, "name": name}
    response = render(
        request, "config/offline_worker.js", context, content_type="text/javascript"
    )
    response.headers["Cache-Control"] = "public, no-cache"
    return response
