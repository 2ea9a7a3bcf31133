"""Entries and drafts for measuring, complete as people would have left them."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from awards.accounts.models import User
from awards.language.thai import sort_key
from awards.models import Edition
from config.bench.bulk import store
from config.rehearsal.content import Solution, person, solutions
from nominations.checklist.questions_asked import current_texts
from nominations.entries.search_text import keep_search_texts
from nominations.models import (
    Agreement,
    Answer,
    Entry,
    EntryCategory,
    Member,
    Organisation,
    RuleAnswer,
    SearchText,
)
from nominations.statuses import EntryState, RuleKind

HOUR = timedelta(hours=1)


def make_entries(edition: Edition, count: int, mark: str) -> list[Entry]:
    """``count`` entries sent in, each by a person and an organisation of its own;
    ``mark`` keeps the addresses of editions apart.
    """
    written = [solutions()[n % len(solutions())] for n in range(count)]
    users = store(
        User(
            email=f"{mark}{n}@bench.example.org",
            name_th=person(n)[0],
            name_en=person(n)[1],
            password="!",
        )
        for n in range(count)
    )
    organisations = make_organisations(written, users)
    entries = store(
        entry_row(edition, n, solution, users[n], organisations[n])
        for n, solution in enumerate(written)
    )
    Edition.objects.filter(pk=edition.pk).update(entry_counter=count)
    answer(edition, entries, written)
    keep_search_texts(entries=[entry.pk for entry in entries])
    return entries


def make_organisations(
    written: list[Solution], users: list[User]
) -> list[Organisation]:
    organisations = store(
        Organisation(
            name_th=f"{solution.body.name_th} {n}",
            name_en=f"{solution.body.name_en} {n}",
            kind=solution.body.kind,
            province_id=solution.body.province,
        )
        for n, solution in enumerate(written)
    )
    store(
        Member(organisation=organisation, user=user)
        for organisation, user in zip(organisations, users, strict=True)
    )
    return organisations


def answer(edition: Edition, entries: list[Entry], written: list[Solution]) -> None:
    """A category for each entry, and the answers that its solution has."""
    categories = {category.code: category for category in edition.categories.all()}
    store(
        EntryCategory(entry=entry, category=categories[solution.smart])
        for entry, solution in zip(entries, written, strict=True)
    )
    questions = {question.code: question for question in edition.questions.all()}
    store(
        Answer(
            entry=entry, question=questions[code], value=text, updated_by=entry.owner
        )
        for entry, solution in zip(entries, written, strict=True)
        for code, text in solution.answers.items()
    )


def make_drafts(edition: Edition, count: int) -> list[Entry]:
    entries = make_entries(edition, count, "r")
    contact = {"contact_name": "ผู้ประสานงาน", "contact_phone": "0810000000"}
    Entry.objects.filter(edition=edition).update(
        state=EntryState.DRAFT, submitted_at=None, **contact
    )
    SearchText.objects.filter(entry__in=entries).delete()
    answered = set(
        Answer.objects.filter(entry__in=entries).values_list("entry_id", "question_id")
    )
    required = list(edition.questions.filter(required=True))
    Answer.objects.bulk_create(
        Answer(
            entry=entry,
            question=question,
            value="2024-01-31" if question.kind == "date" else "คำตอบ",
        )
        for question in required
        for entry in entries
        if (entry.pk, question.pk) not in answered
    )
    answer_and_agree(edition, entries)
    return list(
        Entry.objects.filter(edition=edition)
        .select_related("owner", "edition")
        .order_by("pk")
    )


def answer_and_agree(edition: Edition, entries: list[Entry]) -> None:
    """The checklist answered and every required declaration agreed to, so that nothing
    is missing.
    """
    RuleAnswer.objects.bulk_create(
        RuleAnswer(
            entry=entry,
            rule=rule,
            value="12" if rule.kind == RuleKind.NUMBER else "yes",
        )
        for rule in edition.rules.filter(required=True, retired_at=None)
        for entry in entries
    )
    Agreement.objects.bulk_create(
        Agreement(entry=entry, text=text, user=entry.owner)
        for text in current_texts(edition.pk).filter(declaration__required=True)
        for entry in entries
    )


def entry_row(
    edition: Edition, number: int, s: Solution, owner: User, organisation: Organisation
) -> Entry:
    return Entry(
        edition=edition,
        sort_key=sort_key(f"{s.title_th} {number}")[:500],
        reference=f"{edition.code.upper()}-{number + 1:04d}",
        organisation=organisation,
        owner=owner,
        state=EntryState.SUBMITTED,
        title_th=f"{s.title_th} {number}",
        title_en=f"{s.title_en} {number}",
        summary_th=s.summary_th,
        summary_en=s.summary_en,
        submitted_at=timezone.now() - HOUR,
    )
