"""What the mails about an entry have in common: what they may name, and whom they are to."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from awards.mails.kinds import Placeholder, Readers, Value, WordedKind
from awards.mails.placeholders import EDITION, ENTRY_LINK, REFERENCE, TITLE
from nominations.models.entries import Entry

ABOUT = (EDITION, REFERENCE, TITLE)


def entry_kind(
    name: str,
    *more: Placeholder,
    link: Placeholder = ENTRY_LINK,
    readers: Readers = Readers.ENTRANTS,
) -> WordedKind:
    """About one entry, and of no use without a way to it."""
    return WordedKind(
        event=name.replace("_", "-"),
        template=f"nominations/emails/{name}.txt",
        placeholders=(*ABOUT, *more, link),
        needed=("link",),
        readers=readers,
    )


def about(
    entry: Entry, language: str, page: str = "nominations:entry-detail"
) -> dict[str, Value]:
    """What every mail about an entry may name. ``page``: where its link leads."""
    where = [entry.reference]
    if page == "nominations:eligibility-check":
        where.insert(0, entry.edition.code)
    return {
        "edition": in_language(entry.edition, "name", language),
        "reference": entry.reference,
        "title": in_language(entry, "title", language),
        "link": address(page, language, *where),
    }


def in_language(thing: object, name: str, language: str) -> str:
    with override(language):
        return str(getattr(thing, name))


def address(page: str, language: str, *where: object) -> str:
    with override(language):
        return settings.SITE_URL + reverse(page, args=where)


def receipts(key: int | None) -> list[dict[str, str]]:
    """The receipt is made when the mail goes out."""
    return [{"kind": "entry-receipt", "key": str(key)}] if key else []
