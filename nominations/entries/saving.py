"""What is typed, saved: each field on its own, with the version it was read at and the
values that it had before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from awards.accounts.models import User
from awards.ledger.services import database_now
from awards.models import Category
from nominations.entries.form_state import Sheet, sheet_of
from nominations.entries.prepared import revisions_of
from nominations.entries.search_text import keep_search_text
from nominations.entries.services import categories_of
from nominations.guard import check_editable, lock_entry, lock_seen_entry
from nominations.models import (
    TEXT_FIELDS,
    Answer,
    Entry,
    EntryCategory,
    Revision,
    RuleAnswer,
)
from nominations.permissions import can_edit_entry
from nominations.refusals import CategoryJudgedError
from nominations.statuses import EntryState

# From the entry's sheet: what was sent, and the versions at which its fields were read.
Read = Callable[[Sheet], tuple[Mapping[str, Any], Mapping[str, int]]]
SAME_SITTING = timedelta(minutes=3)


@dataclass(frozen=True)
class Clash:
    """Somebody else saved this field since it was read: theirs stands, ours waits for a choice."""

    field: str
    theirs: Any
    version: int
    by: str
    at: datetime


@dataclass
class Saved:
    """``versions`` of the fields that now hold what was typed; ``clashes`` were left alone."""

    entry: Entry
    at: datetime
    versions: dict[str, int] = field(default_factory=dict)
    clashes: dict[str, Clash] = field(default_factory=dict)


@transaction.atomic
def save_entry(
    *,
    entry: Entry,
    user: User,
    fields: Mapping[str, str],
    answers: Mapping[str, object],
    category_codes: Iterable[str] | None = None,
    rules: Mapping[str, object] | None = None,
) -> Entry:
    """Save some fields and answers (by question code; by rule code) of a draft; what is
    not named stays as it is.

    Values are as ``nominations.questions.answers.parse_answer`` returns them. Raises
    ClosedError and WrongStateError.
    """
    typed: dict[str, Any] = {
        **fields,
        **{f"q-{code}": value for code, value in answers.items()},
    }
    typed |= {f"r-{code}": value for code, value in (rules or {}).items()}
    if category_codes is not None:
        typed["categories"] = list(category_codes)
    return save_typed(entry=entry, user=user, typed=typed).entry


@transaction.atomic
def save_typed(
    *,
    entry: Entry,
    user: User,
    typed: Mapping[str, object],
    read_at: Mapping[str, int] | None = None,
) -> Saved:
    """Save fields by their names on the form. ``read_at`` has the version at which each
    was read, where known.

    A field that somebody else saved since is not overwritten: it comes back as a clash.
    Two people on different fields never clash.
    """
    entry = lock_entry(entry)
    check_editable(entry, typed)
    return store_typed(sheet_of(entry), user, typed, read_at)


@transaction.atomic
def save_read(*, reference: str, user: User, read: Read) -> tuple[Saved, Sheet]:
    """The same where what was sent is read by what the entry holds once it is locked:
    all of that is read once.

    Raises Entry.DoesNotExist where this person may not see the entry, PermissionDenied
    where not change it.
    """
    entry = lock_seen_entry(user, reference)
    if not can_edit_entry(user, entry):
        raise PermissionDenied
    sheet = sheet_of(entry)
    typed, read_at = read(sheet)
    check_editable(entry, typed)
    return store_typed(sheet, user, typed, read_at), sheet


def store_typed(
    sheet: Sheet,
    user: User,
    typed: Mapping[str, object],
    read_at: Mapping[str, int] | None,
    *,
    on_behalf: bool = False,
) -> Saved:
    """The same of an entry whose row is locked and that may be changed now."""
    entry = sheet.entry
    latest = {
        revision.field: revision
        for revision in revisions_of(entry.pk)
        if revision.field in typed
    }
    stored = stored_values(sheet, typed)
    saved = Saved(entry, entry.locked_at or database_now())
    changed = {}
    for name, value in typed.items():
        last = latest.get(name)
        version = last.number if last else 0
        if stored[name] == value:
            saved.versions[name] = version
        elif last and read_at is not None and read_at.get(name, version) < version:
            saved.clashes[name] = clash_with(last, stored[name])
        else:
            changed[name] = value
            saved.versions[name] = version + 1
    if changed:
        write(sheet, user, changed)
        remember(entry, user, changed, stored, latest, saved.at, on_behalf)
    for clash in saved.clashes.values():
        set_aside(entry, user, clash, typed[clash.field], saved.at)
    return saved


def clash_with(last: Revision, stored: object) -> Clash:
    by = str(last.saved_by) if last.saved_by else ""
    return Clash(last.field, stored, last.number, by, last.saved_at)


def stored_values(sheet: Sheet, names: Iterable[str]) -> dict[str, object]:
    """What the fields of these names hold now; ValueError for a name that the form does
    not have.
    """
    stored: dict[str, Any] = stored_rules(sheet, names)
    for name in names:
        if name in stored:
            continue
        question = (
            sheet.by_code.get(name.removeprefix("q-"))
            if name.startswith("q-")
            else None
        )
        if name in TEXT_FIELDS:
            stored[name] = getattr(sheet.entry, name)
        elif name == "categories":
            stored[name] = sheet.category_codes
        elif question:
            stored[name] = sheet.value_of(question)
        else:
            raise ValueError(f"no such field: {name}")
    return stored


def stored_rules(sheet: Sheet, names: Iterable[str]) -> dict[str, object]:
    codes = {name.removeprefix("r-") for name in names if name.startswith("r-")}
    rules: list[Any] = (
        [rule for rule in sheet.all_rules if rule.code in codes] if codes else []
    )
    return {
        f"r-{rule.code}": "" if rule.given is None else rule.given for rule in rules
    }


def write(sheet: Sheet, user: User | None, changed: Mapping[str, Any]) -> None:
    """The sheet holds afterwards what was written."""
    entry = sheet.entry
    texts = [name for name in TEXT_FIELDS if name in changed]
    for name in texts:
        setattr(entry, name, changed[name])
    if "categories" in changed:
        set_standings(sheet, categories_of(entry.edition, changed["categories"]))
    write_answers(sheet, user, named_with("q-", changed))
    if rules := named_with("r-", changed):
        write_rule_answers(sheet, user, rules)
    entry.save(update_fields=[*texts, *(["sort_key"] if texts else []), "updated_at"])
    if entry.state != EntryState.DRAFT:
        keep_search_text(
            entry=entry, answers=[answer.value for answer in sheet.answers.values()]
        )


def named_with(prefix: str, changed: Mapping[str, object]) -> dict[str, object]:
    """Those whose names begin so, by what follows: the code of a question or a rule."""
    return {
        name.removeprefix(prefix): value
        for name, value in changed.items()
        if name.startswith(prefix)
    }


def write_answers(
    sheet: Sheet, user: User | None, answers: Mapping[str, object]
) -> None:
    new = []
    for code, value in answers.items():
        question = sheet.by_code[code]
        answer = sheet.answers.get(question.pk)
        if answer is None:
            new.append(
                Answer(
                    entry=sheet.entry, question=question, value=value, updated_by=user
                )
            )
        else:
            answer.value, answer.version, answer.updated_by = (
                value,
                answer.version + 1,
                user,
            )
            answer.save(update_fields=["value", "version", "updated_by", "updated_at"])
    Answer.objects.bulk_create(new)
    sheet.answers |= {answer.question_id: answer for answer in new}


def write_rule_answers(
    sheet: Sheet, user: User | None, answers: Mapping[str, object]
) -> None:
    entry, now = sheet.entry, timezone.now()
    rules = [rule for rule in sheet.all_rules if rule.code in answers]
    RuleAnswer.objects.bulk_create(
        [
            RuleAnswer(
                entry=entry,
                rule=r,
                value=answers[r.code],
                updated_by=user,
                updated_at=now,
            )
            for r in rules
        ],
        update_conflicts=True,
        unique_fields=["entry", "rule"],
        update_fields=["value", "updated_by", "updated_at"],
    )
    sheet.take_rule_answers({rule.pk: answers[rule.code] for rule in rules})


def set_standings(sheet: Sheet, categories: Iterable[Category]) -> None:
    """Standings that stay keep their rows. Raises CategoryJudgedError where one that goes
    is with judges: the rows of a higher floor hold on to it.
    """
    wanted = {category.pk: category for category in categories}
    stay = [row for row in sheet.standings if row.category_id in wanted]
    going = [row.pk for row in sheet.standings if row.category_id not in wanted]
    try:
        if going:
            EntryCategory.objects.filter(pk__in=going).delete()
    except ProtectedError as error:
        raise CategoryJudgedError from error
    standing = {row.category_id for row in stay}
    new = EntryCategory.objects.bulk_create(
        EntryCategory(entry=sheet.entry, category=category)
        for pk, category in wanted.items()
        if pk not in standing
    )
    sheet.standings = [*stay, *new]


def remember(
    entry: Entry,
    user: User,
    changed: Mapping[str, object],
    before: Mapping[str, object],
    latest: Mapping[str, Revision],
    now: datetime,
    on_behalf: bool = False,
) -> None:
    """Add each changed field to its history; one sitting of one person stays one row,
    its number going up.
    """
    new = []
    for name, value in changed.items():
        last = latest.get(name)
        if last and is_same_sitting(last, user, now, on_behalf):
            Revision.objects.filter(pk=last.pk).update(
                number=last.number + 1, value=value, saved_at=now
            )
            continue
        # what was there before anybody saved it here, from an import for example
        if last is None and before[name]:
            new.append(Revision(entry=entry, field=name, number=0, value=before[name]))
        new.append(
            Revision(
                entry=entry,
                field=name,
                number=last.number + 1 if last else 1,
                value=value,
                saved_by=user,
                on_behalf=on_behalf,
            )
        )
    Revision.objects.bulk_create(new)


def is_same_sitting(last: Revision, user: User, now: datetime, on_behalf: bool) -> bool:
    same = last.saved_by_id == user.pk and last.on_behalf == on_behalf
    return same and now - last.began_at < SAME_SITTING


def set_aside(
    entry: Entry, user: User, clash: Clash, value: object, now: datetime
) -> None:
    """Keep what lost a race, once for one sitting: whoever typed it may come back for
    it on any machine.
    """
    kept = {
        "entry": entry,
        "field": clash.field,
        "saved_by": user,
        "set_aside": True,
        "number": clash.version,
    }
    if not Revision.objects.filter(**kept).update(value=value, saved_at=now):
        Revision.objects.create(**kept, value=value)


def versions_of(entry: Entry) -> dict[str, int]:
    """The version of each field that was ever saved by hand; the others are at 0."""
    return {revision.field: revision.number for revision in revisions_of(entry.pk)}
