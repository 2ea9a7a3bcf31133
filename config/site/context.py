from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url

from awards.language.bilingual import other_language, reader_language


def site(request: HttpRequest) -> dict[str, Any]:
    """What every page's frame needs; asks the database nothing."""
    other = other_language(reader_language())
    return {
        "DEMO": settings.DEMO,
        "SITE_URL": settings.SITE_URL,
        "other_language": other,
        "other_language_url": translate_url(request.get_full_path(), other),
    }
