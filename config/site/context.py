from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from awards.language.bilingual import other_language, reader_language
from awards.site.face import face_of
from awards.site.frame import site_frame

LANGUAGES = {code for code, _name in settings.LANGUAGES}


def site(request: HttpRequest) -> dict[str, object]:
    """What every page's frame needs; the frame's own rows are read a few times a minute."""
    other = other_language(reader_language())
    return {
        "DEMO": settings.DEMO,
        "SITE_URL": settings.SITE_URL,
        "frame": site_frame(),
        "face": face_of(None),
        "other_language": other,
        "other_language_url": address_in(other, request.get_full_path()),
    }


def address_in(language: str, address: str) -> str:
    """The same page in another language, of which only the first part of an address
    tells; machines' addresses have none and stay as they are.
    """
    _, first, *rest = address.split("/", 2)
    if first not in LANGUAGES:
        return address
    return "/".join(["", language, *rest])
