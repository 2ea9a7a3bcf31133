"""What is typed, saved: each field on its own, with the values that it had before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction

from awards.ledger.services import database_now
from nominations.content import TEXT_FIELDS
from nominations.models import Answer, Entry, EntryCategory, Question, Revision
from nominations.services.entries import categories_of
from nominations.services.guard import check_editable, lock_entry

SAME_SITTING = timedelta(minutes=3)


@transaction.atomic
def save_entry(
    *,
    entry: Entry,
    user: Any,
    fields: Mapping[str, str],
    answers: Mapping[str, Any],
    category_codes: Iterable[str] | None = None,
) -> Entry:
    """Save some fields and answers (by question code) of a draft; what is not named stays as it is.

    Values are as ``nominations.answers.parse_answer`` returns them. Raises ClosedError and WrongStateError.
    """
    entry = lock_entry(entry)
    check_editable(entry)
    changed: dict[str, Any] = save_fields(entry, fields)
    changed |= save_answers(entry, user, answers)
    if category_codes is not None:
        changed |= save_categories(entry, list(category_codes))
    if changed:
        entry.save()
        remember(entry, user, changed)
    return entry


def save_fields(entry: Entry, fields: Mapping[str, str]) -> dict[str, Any]:
    if unknown := set(fields) - set(TEXT_FIELDS):
        raise ValueError(f"no such field: {sorted(unknown)}")
    changed = {name: text for name, text in fields.items() if getattr(entry, name) != text}
    for name, text in changed.items():
        setattr(entry, name, text)
    return changed


def save_answers(entry: Entry, user: Any, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Writes the answers that differ from what is stored; returns them by field name."""
    questions = {q.code: q for q in Question.objects.filter(edition_id=entry.edition_id, code__in=answers)}
    if unknown := set(answers) - set(questions):
        raise ValueError(f"no such question: {sorted(unknown)}")
    stored = {answer.question_id: answer for answer in entry.answers.all()}
    changed, new = {}, []
    for code, value in answers.items():
        answer = stored.get(questions[code].pk)
        if (answer.value if answer else "") == value:
            continue
        changed[f"q-{code}"] = value
        if answer is None:
            new.append(Answer(entry=entry, question=questions[code], value=value, updated_by=user))
        else:
            answer.value, answer.version, answer.updated_by = value, answer.version + 1, user
            answer.save()
    Answer.objects.bulk_create(new)
    return changed


def save_categories(entry: Entry, codes: list[str]) -> dict[str, Any]:
    wanted = {category.pk: category for category in categories_of(entry.edition, codes)}
    standing = set(entry.standings.values_list("category_id", flat=True))
    if standing == set(wanted):
        return {}
    entry.standings.exclude(category_id__in=wanted).delete()
    new = [EntryCategory(entry=entry, category=category) for pk, category in wanted.items() if pk not in standing]
    EntryCategory.objects.bulk_create(new)
    return {"categories": sorted(codes)}


def remember(entry: Entry, user: Any, changed: dict[str, Any]) -> None:
    """Add each changed field to its history; one sitting of one person stays one row, its number going up."""
    latest = {r.field: r for r in latest_revisions(entry).filter(field__in=changed)}
    now = database_now()
    new = []
    for name, value in changed.items():
        last = latest.get(name)
        if last and last.saved_by_id == user.pk and now - last.began_at < SAME_SITTING:
            Revision.objects.filter(pk=last.pk).update(number=last.number + 1, value=value, saved_at=now)
        else:
            number = last.number + 1 if last else 1
            new.append(Revision(entry=entry, field=name, number=number, value=value, saved_by=user))
    Revision.objects.bulk_create(new)


def latest_revisions(entry: Entry) -> Any:
    return entry.revisions.order_by("field", "-number").distinct("field")


def versions_of(entry: Entry) -> dict[str, int]:
    """The version of each field that was ever saved by hand; the others are at 0."""
    return dict(latest_revisions(entry).values_list("field", "number"))
