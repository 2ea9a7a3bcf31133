"""Previews with real people and entries of an edition, for an organiser who may see them:
what of a mail is theirs, and what stays invented.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from awards.accounts.models import User
from awards.mails.editor import Choice
from awards.mails.kinds import Readers, Value, WordedKind
from awards.mails.placeholders import EXAMPLE_SITE, REFERENCE
from awards.models import Edition
from awards.roles import Area, Right, right_of
from awards.site.face import face_of_code
from judging.models.jury import Judge
from nominations.models import Entry

MOST_OFFERED = 50


@dataclass(frozen=True)
class Told:
    """Whom a preview is to, and what of its values is real."""

    addressee: object
    values: Mapping[str, Value]


def may_see(edition: Edition, area: Area) -> bool:
    """``edition`` as its loader gives it, with the organiser's own role."""
    return right_of(getattr(edition, "own_role", None), area) >= Right.READS


def choices_of(kind: WordedKind, edition: Edition, user: User) -> list[Choice]:
    """Nobody first. Of a kind to organisers there is nobody but who asks."""
    nobody = [Choice("", _("Invented examples"))]
    if kind.readers == Readers.ORGANISERS and REFERENCE not in kind.placeholders:
        return nobody
    if kind.readers == Readers.JUDGES:
        return nobody + [
            Choice(f"judge-{judge.pk}", judge.user.name or judge.user.email)
            for judge in judges_of(edition, user)[:MOST_OFFERED]
        ]
    return nobody + [
        Choice(f"entry-{entry.pk}", f"{entry.reference} {entry.title}")
        for entry in entries_of(edition, user)[:MOST_OFFERED]
    ]


def judges_of(edition: Edition, user: User) -> list[Judge]:
    if not may_see(edition, Area.JUDGING):
        return []
    judges = Judge.objects.visible_to(user).filter(edition=edition)
    return list(judges.select_related("user").order_by("pk"))


def entries_of(edition: Edition, user: User) -> list[Entry]:
    if not may_see(edition, Area.ENTRIES):
        return []
    entries = Entry.objects.at_desk(user, edition).select_related("owner")
    return list(entries.order_by("-submitted_at", "-pk")[:MOST_OFFERED])


def told_about(
    kind: WordedKind, edition: Edition, user: User, about: str, language: str
) -> Told:
    """``about``: the key of a choice. Another's, or one that is not offered, is nobody."""
    with override(language):
        values: dict[str, Value] = {**kind.examples(language)}
        values |= of_edition(kind, edition, language)
        room, _dash, key = about.partition("-")
        person: object = {"name": _("Somchai Jaidee")}
        if kind.readers == Readers.ORGANISERS:
            person = user
        if room == "judge" and kind.readers == Readers.JUDGES:
            judge = next(
                (one for one in judges_of(edition, user) if str(one.pk) == key), None
            )
            person = judge.user if judge else person
        if room == "entry" and kind.readers != Readers.JUDGES:
            entry = next(
                (one for one in entries_of(edition, user) if str(one.pk) == key), None
            )
            if entry is not None:
                values |= of_entry(kind, entry, language)
                if kind.readers != Readers.ORGANISERS:
                    person = entry.owner
    known = {name: value for name, value in values.items() if name in kind.names}
    return Told(person, known)


def of_edition(kind: WordedKind, edition: Edition, language: str) -> dict[str, Value]:
    face = face_of_code(edition.code)
    found: dict[str, Value] = {"edition": str(edition.name)}
    if face.organiser:
        found["organiser"] = face.organiser
    if face.email:
        found["email"] = face.email
    if "round" in kind.names:
        found |= of_round(edition)
    return found


def of_round(edition: Edition) -> dict[str, Value]:
    round_ = edition.rounds.filter(active=True).order_by("order").first()
    if round_ is None:
        return {}
    return {
        "round": str(round_.name),
        "opens": round_.opens_at,
        "closes": round_.closes_at,
    }


def of_entry(kind: WordedKind, entry: Entry, language: str) -> dict[str, Value]:
    """Of the entry, and none of what was or might be decided on it."""
    if REFERENCE not in kind.placeholders:
        return {}
    found: dict[str, Value] = {
        "reference": entry.reference,
        "title": str(entry.title),
    }
    for name, example in kind.examples(language).items():
        if name in kind.links:
            found[name] = example.replace(EXAMPLE_SITE, settings.SITE_URL).replace(
                str(REFERENCE.example), entry.reference
            )
    return found
