"""What a phone needs to keep the site beside its apps."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

LANGUAGE = "th"  # of what stands below the icon; the pages themselves have both


def manifest(request: HttpRequest) -> JsonResponse:
    with override(LANGUAGE):
        name, start = _("Smart City Solutions Awards"), reverse("desk")
    icons = [
        {
            "src": static(f"touch-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
        }
        for size in (192, 512)
    ]
    data = {
        "name": name,
        "short_name": "Smart City Awards",
        "lang": LANGUAGE,
        "start_url": start,
        "scope": "/",
        "display": "minimal-ui",
        "background_color": "#fbf9f4",
        "theme_color": "#1c3f74",
        "icons": icons,
    }
    response = JsonResponse(data, content_type="application/manifest+json")
    response["Cache-Control"] = "public, max-age=3600"
    return response
