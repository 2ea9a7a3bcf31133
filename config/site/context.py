from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url

from awards.language.bilingual import other_language, reader_language
from awards.site.face import face_of
from awards.site.frame import site_frame


def site(request: HttpRequest) -> dict[str, object]:
    """What every page's frame needs; the frame's own rows are read a few times a minute."""
    other = other_language(reader_language())
    return {
        "DEMO": settings.DEMO,
        "SITE_URL": settings.SITE_URL,
        "frame": site_frame(),
        "face": face_of(None),
        "other_language": other,
        "other_language_url": translate_url(request.get_full_path(), other),
    }
