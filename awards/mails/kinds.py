"""Kinds of mails that an edition may word anew: what their words may name, and their
words by default.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from awards.language.filters import plain_moment
from awards.mails.wording import Wording, Words, read_wording, tidy
from awards.outbox.frames import plain_text

LANGUAGES = ("th", "en")
Value = str | datetime | list[str] | Promise | None


class Readers(models.TextChoices):
    """Whom a kind of mail goes to."""

    ENTRANTS = "entrants", _("To entrants")
    JUDGES = "judges", _("To judges")
    WINNERS = "winners", _("When winners are announced or corrected")
    ORGANISERS = "organisers", _("To organisers")
    EVERYONE = "everyone", _("To all of them")


@dataclass(frozen=True)
class Placeholder:
    """``{name}`` in a wording. ``example``: what stands for it in a preview, in Thai and
    English. ``is_link``: addresses of pages or of mailboxes, one a line.
    """

    name: str
    label: str | Promise
    example: str | Promise
    is_link: bool = False


@dataclass(frozen=True)
class WordedKind:
    """``template``: the words by default, in which a placeholder is a variable of its
    name. ``needed``: without these the mail is of no use. ``greeting``: how it begins
    where the reader's name is not known. ``readers``: None for one that
    no list of kinds has.
    """

    event: str
    template: str
    placeholders: tuple[Placeholder, ...]
    needed: tuple[str, ...] = ()
    readers: Readers | None = None
    greeting: str | Promise = ""

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.placeholders)

    @cached_property
    def links(self) -> frozenset[str]:
        return frozenset(one.name for one in self.placeholders if one.is_link)

    def default(self, language: str) -> Source:
        return default_source(self.template, self.names, language)

    def read(self, source: Source, empty: frozenset[str] = frozenset()) -> Wording:
        """``empty``: the placeholders without a value, whose lines are left out."""
        return read_wording(source.subject, source.text, self.names, self.links, empty)

    def filled(self, source: Source, values: Mapping[str, str]) -> Words:
        empty = frozenset(name for name in self.names if not values.get(name))
        return self.read(source, empty).filled(values)

    def examples(self, language: str) -> dict[str, str]:
        with override(language):
            return {
                one.name: str(one.example).replace("/th/", f"/{language}/")
                if one.is_link
                else str(one.example)
                for one in self.placeholders
            }


@dataclass(frozen=True)
class Source:
    """What is typed: a subject, and a text in Markdown."""

    subject: str
    text: str


@lru_cache(maxsize=256)
def default_source(template: str, names: tuple[str, ...], language: str) -> Source:
    with override(language):
        places = {name: f"{{{name}}}" for name in names}
        subject, _, text = plain_text(template, places).strip().partition("\n")
    return Source(subject.strip(), tidy(text))


def listed(rows: Iterable[str]) -> list[str]:
    """Each on a line of its own, with a dash."""
    return [f"- {row}" for row in rows]


def said(values: Mapping[str, Value]) -> dict[str, str]:
    """As the mail says them, in the language that is set: moments in words, lists line
    by line, nothing for None.
    """
    return {name: said_one(value) for name, value in values.items()}


def said_one(value: Value) -> str:
    if isinstance(value, datetime):
        return plain_moment(value)
    if isinstance(value, list):
        return tidy("\n".join(value))
    return "" if value is None else tidy(str(value))
