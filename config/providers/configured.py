"""The providers of this installation. Without any, every page of them is not there."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404

from awards.language.bilingual import reader_language
from config.environment.providers import Provider


def providers() -> tuple[Provider, ...]:
    """In the order of their buttons."""
    found: tuple[Provider, ...] = settings.SIGN_IN_PROVIDERS
    return found


def find_provider(id: str) -> Provider | None:
    return next((one for one in providers() if one.id == id), None)


def provider_or_404(id: str) -> Provider:
    """What is not there is not named either."""
    found = find_provider(id)
    if found is None:
        raise Http404
    return found


def name_of(provider: Provider) -> str:
    return provider.name_th if reader_language() == "th" else provider.name_en
