"""Whether a form was sent by a page of our own, as the browser says and no page can make it say."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def sent_by_our_page(request: HttpRequest) -> bool:
    """True only on proof: Fetch metadata and Origin, where both are there both. A
    Referer alone proves nothing, nor does silence: what a stranger's form holds must
    never be offered to be sent again with our token.
    """
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is None and origin is None:
        return False
    own = (f"{request.scheme}://{request.get_host()}", settings.SITE_URL)
    return site in (None, "same-origin") and (origin is None or origin in own)
