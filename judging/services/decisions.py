"""What wins: decided by people beside the ranking, frozen into a winner list, published with its mails."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from awards import services as awards
from awards.accounts.thai import clean_text
from awards.ledger.services import append
from awards.models import Category, Edition, PrizeLevel, WinnerList
from awards.outbox.models import Message
from awards.outbox.rendering import render_mail
from awards.outbox.services import save_messages
from judging.errors import ReasonNeededError
from judging.models import Decision
from judging.services.result_reading import decided_by
from nominations.models import Entry, EntryCategory

NO_PRIZE = 10**6


def ranks_in(category: Category) -> dict[str, int]:
    """Entry reference → rank in the round that decides; entries without a counted ballot are absent."""
    _round, lines = decided_by(category)
    return {row["entry"]: row["rank"] for row in lines}


def out_of_order(ranks: Mapping[str, int], levels: Mapping[str, int], entry: str) -> bool:
    """Whether ``entry``'s prize leaves the ranking: somebody ranked higher has a lower prize or none.

    ``levels``: entry → order of its prize level, 1 the highest; entries without a prize are absent.
    """
    own, last = levels.get(entry, NO_PRIZE), NO_PRIZE
    rank = ranks.get(entry, last)
    if own == NO_PRIZE:
        return False
    return any(ranks[other] < rank and levels.get(other, NO_PRIZE) > own for other in ranks if other != entry)


def levels_in(category: Category) -> dict[str, int]:
    rows = Decision.objects.filter(entry_category__category=category)
    return dict(rows.values_list("entry_category__entry__reference", "level__order"))


@transaction.atomic
def decide(
    *,
    entry_category: EntryCategory,
    level: PrizeLevel | None,
    reason: str = "",
    actor: Any,
    ranks: Mapping[str, int] | None = None,
) -> Decision | None:
    """Give an entry a prize level in its category, or take it back (None). Not public until its list is published.

    ``ranks`` saves computing the ranking again. Raises ReasonNeededError when the order is left without a reason.
    """
    category, entry, reason = entry_category.category, entry_category.entry, clean_text(reason)
    ranks = ranks_in(category) if ranks is None else ranks
    levels = {**levels_in(category), **({entry.reference: level.order} if level else {})}
    if level and not reason and out_of_order(ranks, levels, entry.reference):
        raise ReasonNeededError
    return _decide(entry_category, level, reason, actor)


def _decide(standing: EntryCategory, level: PrizeLevel | None, reason: str, actor: Any) -> Decision | None:
    before = Decision.objects.filter(entry_category=standing).first()
    if (before and level and before.level_id == level.pk and before.reason == reason) or not (before or level):
        return before
    entry, edition = standing.entry, standing.entry.edition
    values = {"entry": entry.reference, "category": standing.category.code, "reason": reason}
    append(
        edition.code,
        "decision",
        actor,
        {**values, "level": level.code if level else ""},
        subject=f"entry:{entry.reference}",
    )
    if level is None:
        Decision.objects.filter(entry_category=standing).delete()
        return None
    fields = {"level": level, "reason": reason, "decided_by": actor}
    return Decision.objects.update_or_create(entry_category=standing, defaults=fields)[0]


@transaction.atomic
def decide_category(
    *, category: Category, levels: Mapping[int, PrizeLevel | None], reasons: Mapping[int, str], actor: Any
) -> dict[int, ReasonNeededError]:
    """All of a category at once (ids of EntryCategory). All or nothing: the refusals, or none and all is stored."""
    standings = EntryCategory.objects.filter(category=category, entry__state="submitted", pk__in=levels)
    rows = {row.pk: row for row in standings.select_related("entry__edition", "category")}
    ranks = ranks_in(category)
    orders = {rows[pk].entry.reference: level.order for pk, level in levels.items() if level and pk in rows}
    refused = {
        pk: ReasonNeededError()
        for pk, row in rows.items()
        if not clean_text(reasons.get(pk, "")) and out_of_order(ranks, orders, row.entry.reference)
    }
    if refused:
        return refused
    for pk, row in rows.items():
        _decide(row, levels[pk], clean_text(reasons.get(pk, "")) if levels[pk] else "", actor)
    return {}


def winner_lines(edition: Edition) -> list[awards.WinnerLine]:
    """The list as decided now: by category, level and rank."""
    decisions = Decision.objects.filter(
        entry_category__entry__edition=edition, entry_category__entry__state="submitted"
    )
    rows = decisions.select_related(
        "level", "entry_category__category__smart", "entry_category__category__edition",
        "entry_category__entry__organisation__province",
    ).prefetch_related("entry_category__entry__answers__question")  # fmt: skip
    by_category: dict[Category, list[Decision]] = {}
    for row in rows.order_by("entry_category__category__order", "entry_category__category__code", "level__order"):
        by_category.setdefault(row.entry_category.category, []).append(row)
    lines = []
    for category, decided in by_category.items():
        ranks = ranks_in(category)
        place = lambda row: (row.level.order, ranks.get(row.entry_category.entry.reference, NO_PRIZE))  # noqa: B023, E731
        lines += [winner_line(row) for row in sorted(decided, key=place)]
    return lines


def winner_line(decision: Decision) -> awards.WinnerLine:
    category, entry, level = decision.entry_category.category, decision.entry_category.entry, decision.level
    organisation, province = entry.organisation, entry.organisation.province
    return awards.WinnerLine(
        category_code=category.code,
        category_th=category.name_th,
        category_en=category.name_en,
        smart_code=category.smart.code if category.smart else "",
        level_code=level.code,
        level_order=level.order,
        level_th=level.name_th,
        level_en=level.name_en,
        reference=entry.reference,
        title_th=entry.title_th,
        title_en=entry.title_en,
        summary_th=entry.summary_th,
        summary_en=entry.summary_en,
        organisation_th=organisation.name_th,
        organisation_en=organisation.name_en,
        province_code=province.code if province else "",
        province_th=province.name_th if province else "",
        province_en=province.name_en if province else "",
        smarts=smarts_claimed(entry),
        website=organisation.website,
    )


def smarts_claimed(entry: Entry) -> tuple[str, ...]:
    """Codes of the Smarts that the entry answered for: its public page names them."""
    answered = [answer.question for answer in entry.answers.all() if answer.value]
    return tuple(question.options["smart"] for question in answered if question.options.get("smart"))


def prepare_list(
    *,
    edition: Edition,
    actor: Any,
    publish_at: datetime | None = None,
    erratum_th: str = "",
    erratum_en: str = "",
) -> WinnerList:
    """Freeze what is decided now; a draft without ``publish_at``. Raises ``awards.refusals.Refused`` and its kinds."""
    errata = {"erratum_th": erratum_th, "erratum_en": erratum_en}
    return awards.freeze_list(
        edition=edition, lines=winner_lines(edition), actor=actor, publish_at=publish_at, **errata
    )


def publish_due() -> int:
    """Publish what is due; the mails are written in the transaction that makes the list public. Run each second."""
    return awards.publish_due_lists(then=queue_winner_mails)


def queue_winner_mails(winner_list: WinnerList) -> None:
    """To winners, the other entrants and the organisers: one mail per person and list, in a handful of statements."""
    edition = winner_list.edition
    prizes: dict[str, list[Any]] = {}
    for winner in winner_list.winners.all():
        prizes.setdefault(winner.reference, []).append(winner)
    entries = Entry.objects.filter(edition=edition, state="submitted").select_related("owner")
    mine: dict[Any, list[Entry]] = {}
    for entry in entries.order_by("pk"):
        mine.setdefault(entry.owner, []).append(entry)
    messages = []
    for owner, own in mine.items():
        won = [winner for entry in own for winner in prizes.get(entry.reference, [])]
        event = "winner_announced" if won else "entrant_announced"
        messages.append(_message(winner_list, owner, event, {"won": won, "entries": own}))
    winners = list(winner_list.winners.all())
    organisers = [row.user for row in edition.organisers.select_related("user")]
    messages += [_message(winner_list, user, "organiser_announced", {"winners": winners}) for user in organisers]
    save_messages(messages)


def _message(winner_list: WinnerList, person: Any, event: str, context: dict[str, Any]) -> Message:
    edition, language = winner_list.edition, person.language
    link = f"{settings.SITE_URL}/{language}/winners/{edition.code}/"
    words = {"edition": edition, "list": winner_list, "link": link, "recipient": person, **context}
    mail = render_mail(f"judging/emails/{event}.txt", words, language)
    return Message(
        event=event,
        dedupe_key=f"{event}:{winner_list.pk}:{person.pk}",
        recipient=person,
        to_email=person.email,
        language=language,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        edition_code=edition.code,
    )
