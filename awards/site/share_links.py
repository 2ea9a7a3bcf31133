"""What other sites and search engines are told of a page: its address in each language,
JSON-LD, a picture to share.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from awards.language.bilingual import reader_language
from awards.models import Winner, WinnerList

ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def absolute(name: str, *args: object, language: str = "") -> str:
    """The full address of a page; in a language where it is a page for people."""
    with override(language or reader_language()):
        return f"{settings.SITE_URL}{reverse(name, args=args)}"


@dataclass(frozen=True)
class Share:
    """What the head of a public page says of it."""

    title: str
    description: str
    url_th: str
    url_en: str
    image: str = ""
    data: SafeString | str = ""

    @property
    def url(self) -> str:
        return self.url_en if reader_language() == "en" else self.url_th


def share(
    title: str,
    description: str,
    name: str,
    *args: object,
    image: str = "",
    data: Mapping[str, object] | None = None,
) -> Share:
    urls = {
        f"url_{language}": absolute(name, *args, language=language)
        for language in ("th", "en")
    }
    return Share(
        title, description, image=image, data=json_ld(data) if data else "", **urls
    )


def json_ld(data: Mapping[str, object]) -> SafeString:
    """JSON for a data block of a page: no browser runs it, and no text can end the block."""
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False)
    return mark_safe(text.translate(ESCAPES))


def list_ld(winner_list: WinnerList, winners: list[Winner]) -> dict[str, object]:
    """One item for each page: an entry with several prizes has one."""
    edition = winner_list.edition
    entries: dict[str, Winner] = {}
    for winner in winners:
        entries.setdefault(winner.reference, winner)
    base = absolute("awards:winners-show", edition.code)
    return {
        "@type": "ItemList",
        "name": str(edition.name),
        "inLanguage": reader_language(),
        "datePublished": winner_list.published_at.isoformat()
        if winner_list.published_at
        else None,
        "numberOfItems": len(entries),
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": place,
                "name": str(winner.title),
                "url": f"{base}{winner.reference}/",
            }
            for place, winner in enumerate(entries.values(), start=1)
        ],
    }


def winner_ld(winner_list: WinnerList, prizes: list[Winner]) -> dict[str, object]:
    winner = prizes[0]
    return {
        "@type": "CreativeWork",
        "name": str(winner.title),
        "abstract": str(winner.summary),
        "inLanguage": reader_language(),
        "author": {"@type": "Organization", "name": str(winner.organisation)},
        "award": [
            f"{winner_list.edition.name} – {prize.category} – {prize.level}"
            for prize in prizes
        ],
        "url": absolute(
            "awards:winner-show", winner_list.edition.code, winner.reference
        ),
    }
