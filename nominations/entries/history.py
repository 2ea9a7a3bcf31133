"""The history of an entry: what the ledger says of it, and the versions of each of its fields."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from awards.accounts.models import User
from awards.ledger.acts import codes_of
from awards.ledger.models import Actor, Row, Value
from awards.ledger.services import SYSTEM
from awards.ledger.words import Vocabulary
from nominations.acts import ON_BEHALF
from nominations.checklist.passing import as_question
from nominations.entries.code_names import CODED, code_names
from nominations.entries.content import caption_line
from nominations.models import Entry, Question, Revision
from nominations.models.content import EntryContent
from nominations.questions.answers import show_answer


@dataclass(frozen=True)
class Event:
    """``act`` is the chain's code, ``words`` and ``values`` say it to the reader."""

    at: datetime
    act: str
    words: str
    who: str
    values: list[tuple[str, str]]

    @property
    def on_behalf(self) -> bool:
        return self.act in codes_of(ON_BEHALF)


@dataclass(frozen=True)
class Part:
    """A piece of a comparison: ``kept``, ``added`` or ``removed``."""

    kind: str
    text: str


@dataclass(frozen=True)
class Version:
    revision: Revision
    text: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Difference:
    """How a field changed between two submissions."""

    label: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Submission:
    """One version that was sent in; ``differences`` from the one before, none for the first."""

    at: datetime
    sha256: str
    differences: tuple[Difference, ...]
    first: bool


@dataclass(frozen=True)
class FieldHistory:
    field: str
    label: str
    versions: tuple[Version, ...]


def events_of(entry: Entry, vocabulary: Vocabulary) -> list[Event]:
    """The acts on this entry in its edition's chain, newest first, with who did them
    where that may still be known. ``vocabulary``: the words for them.
    """
    chain = entry.edition.code
    values: dict[int, dict[str, Any]] = {}
    for value in Value.objects.filter(chain=chain, subject=f"entry:{entry.reference}"):
        values.setdefault(value.number, {})[value.name] = value.value
    rows = list(Row.objects.filter(chain=chain, number__in=values).order_by("-number"))
    people = people_behind(chain, {row.actor for row in rows})
    said = {name for row in rows for name in values[row.number]}
    names = code_names(entry.edition) if said & CODED else {}
    return [
        Event(
            row.at,
            row.act,
            vocabulary.act_in_words(row.act),
            people.get(row.actor, row.actor),
            vocabulary.values_in_words(values[row.number], names),
        )
        for row in rows
    ]


def people_behind(chain: str, pseudonyms: set[str]) -> dict[str, str]:
    """Who stands behind the chain's pseudonyms; whoever was erased has none here."""
    actors = Actor.objects.filter(chain=chain, pseudonym__in=pseudonyms)
    users = dict(actors.values_list("pseudonym", "user_id"))
    named = {user.pk: str(user) for user in User.objects.filter(pk__in=users.values())}
    people = {
        pseudonym: named[user] for pseudonym, user in users.items() if named.get(user)
    }
    return {SYSTEM: _("System"), **people}


def field_histories(entry: Entry) -> list[FieldHistory]:
    """Each field that was saved by hand, with its versions, newest first, each compared
    with the one before it.
    """
    questions = questions_of(entry)
    revisions = entry.revisions.select_related("saved_by").order_by(
        "field", "number", "pk"
    )
    return [
        FieldHistory(
            field,
            label_of(field, questions),
            tuple(versions_in_order(list(group), questions.get(field))),
        )
        for field, group in groupby(revisions, key=lambda revision: revision.field)
    ]


def questions_of(entry: Entry) -> dict[str, Question]:
    """Questions and rules by the names of their fields; a rule is read as a question is."""
    questions = {f"q-{q.code}": q for q in entry.edition.questions.all()}
    return questions | {
        f"r-{rule.code}": as_question(rule) for rule in entry.edition.rules.all()
    }


def label_of(field: str, questions: dict[str, Question]) -> str:
    if field in questions:
        return str(questions[field].label)
    if field.startswith(("q-", "r-")):
        return field[2:]
    if field == "categories":
        return _("Category")
    return str(Entry._meta.get_field(field).verbose_name)  # type: ignore[union-attr]


def versions_in_order(
    revisions: list[Revision], question: Question | None
) -> list[Version]:
    versions, before = [], ""
    for revision in revisions:
        text = as_text(revision.value, question)
        versions.append(Version(revision, text, tuple(compare(before, text))))
        before = before if revision.set_aside else text
    return versions[::-1]


def as_text(value: object, question: Question | None) -> str:
    if question is not None:
        return show_answer(question, value)
    return ", ".join(value) if isinstance(value, list) else str(value)


def compare(before: str, after: str) -> list[Part]:
    """By character: Thai has no spaces to compare words by. Very long texts whole: the
    work grows with the square.
    """
    if len(before) * len(after) > 4_000_000:
        return [Part("removed", before), Part("added", after)]
    parts = []
    for kind, a, b, c, d in SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        if kind == "equal":
            parts.append(Part("kept", after[c:d]))
            continue
        parts += [
            part
            for part in (Part("removed", before[a:b]), Part("added", after[c:d]))
            if part.text
        ]
    return parts


def submissions_of(entry: Entry) -> list[Submission]:
    """What was sent in, newest first, each compared with the one before. What a draft
    held meanwhile is nobody's.
    """
    questions = questions_of(entry)
    found: list[Submission] = []
    before: dict[str, str] | None = None
    for receipt in entry.receipts.order_by("received_at", "pk"):
        texts = texts_of(receipt.content, questions)
        changed = (
            differences(before or {}, texts, questions) if before is not None else ()
        )
        found.append(
            Submission(receipt.received_at, receipt.sha256, changed, before is None)
        )
        before = texts
    return found[::-1]


def texts_of(content: EntryContent, questions: dict[str, Question]) -> dict[str, str]:
    """A receipt's content, field by field, as text; empty where it was erased."""
    fields = dict(content.get("fields", {}))
    answers = {f"q-{code}": value for code, value in content.get("answers", {}).items()}
    answers |= {f"r-{code}": value for code, value in content.get("rules", {}).items()}
    texts = {
        name: as_text(value, questions.get(name))
        for name, value in {**fields, **answers}.items()
    }
    texts["categories"] = ", ".join(content.get("categories", []))
    texts["files"] = "\n".join(
        f"{file['name']} {caption_line(file)}".rstrip()
        for file in content.get("files", [])
    )
    return texts


def differences(
    before: dict[str, str], after: dict[str, str], questions: dict[str, Question]
) -> tuple[Difference, ...]:
    names = [
        name
        for name in {**before, **after}
        if before.get(name, "") != after.get(name, "")
    ]
    return tuple(
        Difference(
            _("Files") if name == "files" else label_of(name, questions),
            tuple(compare(before.get(name, ""), after.get(name, ""))),
        )
        for name in names
    )
