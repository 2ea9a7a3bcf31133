"""What wins: decided by people beside the ranking, frozen into a winner list."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from awards.accounts.models import User
from awards.language.thai import clean_text
from awards.ledger.services import append
from awards.models import Category, Edition, PrizeLevel, WinnerList
from awards.site.story import StorySection
from awards.winners.lines import ACROSS, WinnerLine
from awards.winners.services import freeze_list
from judging import acts
from judging.decisions.left_behind import left_behind
from judging.decisions.public_reasons import NOT_TOLD, NOTHING_TOLD, PublicReason
from judging.models import Decision, OverallDecision
from judging.ranking import ranked_rows
from judging.refusals import JudgingError, OneLanguageError, ReasonNeededError
from judging.results.pages import decided_by
from nominations.models import Entry, EntryCategory, in_running
from nominations.questions.kinds import kind_of
from nominations.questions.kinds.base import Told

NO_PRIZE = 10**6


def ranks_in(category: Category) -> dict[str, int]:
    """Entry reference → rank in the round that decides; entries without a score that
    counts are absent.
    """
    _round, lines = decided_by(category)
    return {row["entry"]: row["rank"] for row in ranked_rows(lines)}


def out_of_order(
    ranks: Mapping[str, int], levels: Mapping[str, int], entry: str
) -> bool:
    """Whether ``entry``'s prize leaves the ranking: somebody ranked higher has a lower
    prize or none.

    ``levels``: entry → order of its prize level, 1 the highest; entries without a prize are absent.
    """
    own, last = levels.get(entry, NO_PRIZE), NO_PRIZE
    rank = ranks.get(entry, last)
    if own == NO_PRIZE:
        return False
    return any(
        ranks[other] < rank and levels.get(other, NO_PRIZE) > own
        for other in ranks
        if other != entry
    )


def levels_in(category: Category) -> dict[str, int]:
    """Order of the prize level by the entry's reference; 1 is the highest."""
    rows = Decision.objects.filter(entry_category__category=category)
    return dict(rows.values_list("entry_category__entry__reference", "level__order"))


@transaction.atomic
def decide(
    *,
    entry_category: EntryCategory,
    level: PrizeLevel | None,
    reason: str = "",
    public_reason: PublicReason = NOT_TOLD,
    shared: bool = False,
    actor: User,
    ranks: Mapping[str, int] | None = None,
) -> Decision | None:
    """Give an entry a prize level in its category, or take it back (None). Not public
    until its list is published.

    ``reason`` is read by organisers only, ``public_reason`` by everybody once the list
    is published. ``ranks`` saves computing the ranking again. Raises ReasonNeededError
    when the order is left without a reason, OneLanguageError when the public wording
    stands in one language only; NotMovedOnError, a kind of the first, where the entry was
    left behind in an earlier round.
    """
    category, entry, reason = (
        entry_category.category,
        entry_category.entry,
        clean_text(reason),
    )
    ranks = ranks_in(category) if ranks is None else ranks
    levels = {
        **levels_in(category),
        **({entry.reference: level.order} if level else {}),
    }
    if level and not reason:
        behind = left_behind(category.edition, [entry_category.pk])
        if behind.places:
            raise behind.refusal()
        if out_of_order(ranks, levels, entry.reference):
            raise ReasonNeededError
    prize = Prize(
        level,
        reason,
        shared and level is not None,
        public_reason=public_reason.checked(),
    )
    return _decide(entry_category, prize, actor)


@dataclass(frozen=True)
class Prize:
    """What an entry gets in a category; ``proposed``: taken over from the proposal by rule."""

    level: PrizeLevel | None
    reason: str = ""
    shared: bool = False
    proposed: bool = False
    public_reason: PublicReason = NOT_TOLD

    def is_what(self, decision: Decision) -> bool:
        if (
            self.level is None
            or self.level.pk != decision.level_id
            or self.shared != decision.shared
        ):
            return False
        return (self.reason, self.public_reason) == (
            decision.reason,
            PublicReason.of(decision),
        )


def _decide(standing: EntryCategory, prize: Prize, actor: User) -> Decision | None:
    before = Decision.objects.filter(entry_category=standing).first()
    level = prize.level
    if before is None and level is None:
        return None
    if before and prize.is_what(before):
        return before
    entry, edition = standing.entry, standing.entry.edition
    values: dict[str, Any] = {
        "entry": entry.reference,
        "category": standing.category.code,
        "reason": prize.reason,
    }
    values["level"] = level.code if level else ""
    flags = {name: True for name in ("shared", "proposed") if getattr(prize, name)}
    values = {**values, **flags, **prize.public_reason.told()}
    append(
        edition.code, acts.DECISION, actor, values, subject=f"entry:{entry.reference}"
    )
    if level is None:
        Decision.objects.filter(entry_category=standing).delete()
        return None
    fields = {
        "level": level,
        "reason": prize.reason,
        "shared": prize.shared,
        "decided_by": actor,
    }
    fields |= prize.public_reason.fields()
    decision, _made = Decision.objects.update_or_create(
        entry_category=standing, defaults=fields
    )
    return decision


@transaction.atomic
def decide_category(
    *,
    category: Category,
    levels: Mapping[int, PrizeLevel | None],
    reasons: Mapping[int, str],
    public_reasons: Mapping[int, PublicReason] = NOTHING_TOLD,
    shared: Collection[int] = (),
    proposed: bool = False,
    actor: User,
) -> dict[int, JudgingError]:
    """All of a category at once (ids of EntryCategory). All or nothing: the refusals,
    or none and all is stored.
    """
    standings = EntryCategory.objects.filter(
        in_running("entry__"), category=category, pk__in=levels
    )
    rows = {
        row.pk: row for row in standings.select_related("entry__edition", "category")
    }
    words = {pk: clean_text(reasons.get(pk, "")) for pk in rows}
    told = {pk: public_reasons.get(pk, NOT_TOLD) for pk in rows}
    refused: dict[int, JudgingError] = {
        pk: OneLanguageError() for pk in rows if told[pk].is_half
    }
    refused |= {
        pk: refusal
        for pk, refusal in reasons_needed(category, rows, levels).items()
        if not words[pk]
    }
    if refused:
        return refused
    for pk, row in rows.items():
        prize = typed_prize(levels[pk], words[pk], pk in shared, told[pk], proposed)
        _decide(row, prize, actor)
    return {}


def typed_prize(
    level: PrizeLevel | None,
    reason: str,
    shared: bool,
    told: PublicReason,
    proposed: bool = False,
) -> Prize:
    """Without a level nothing else that was typed counts."""
    if level is None:
        return Prize(None, proposed=proposed)
    return Prize(level, reason, shared, proposed, told.cleaned())


def reasons_needed(
    category: Category,
    rows: Mapping[int, EntryCategory],
    levels: Mapping[int, PrizeLevel | None],
) -> dict[int, JudgingError]:
    """Which prizes go only with a reason, and why."""
    behind = left_behind(category.edition, rows)
    needed: dict[int, JudgingError] = {
        pk: ReasonNeededError() for pk in leaving_order(category, rows, levels)
    }
    return needed | {pk: behind.refusal() for pk in behind.places if levels[pk]}


def leaving_order(
    category: Category,
    rows: Mapping[int, EntryCategory],
    levels: Mapping[int, PrizeLevel | None],
) -> list[int]:
    """Those that would stand out of the order of the result."""
    ranks = ranks_in(category)
    orders = {
        rows[pk].entry.reference: level.order
        for pk, level in levels.items()
        if level and pk in rows
    }
    return [
        pk
        for pk, row in rows.items()
        if out_of_order(ranks, orders, row.entry.reference)
    ]


def winner_lines(edition: Edition) -> list[WinnerLine]:
    """The list as decided now: prizes across categories first, then by category, level and rank."""
    decisions = Decision.objects.filter(
        in_running("entry_category__entry__"), entry_category__entry__edition=edition
    )
    rows = decisions.select_related(
        "level", "entry_category__category__smart", "entry_category__category__edition",
        "entry_category__entry__organisation__province",
    ).prefetch_related("entry_category__entry__answers__question")  # fmt: skip
    by_category: dict[Category, list[Decision]] = {}
    for row in rows.order_by(
        "entry_category__category__order",
        "entry_category__category__code",
        "level__order",
    ):
        by_category.setdefault(row.entry_category.category, []).append(row)
    lines = overall_lines(edition)
    for category, decided in by_category.items():
        ranks = ranks_in(category)
        lines += [winner_line(row) for row in in_order(decided, ranks)]
    return lines


def in_order(decided: list[Decision], ranks: dict[str, int]) -> list[Decision]:
    """By prize level, then by rank in the category."""

    def place(row: Decision) -> tuple[int, int]:
        reference = row.entry_category.entry.reference
        return row.level.order, ranks.get(reference, NO_PRIZE)

    return sorted(decided, key=place)


def winner_line(decision: Decision) -> WinnerLine:
    """A decision as the winner list copies it."""
    category = decision.entry_category.category
    return WinnerLine(
        category_code=category.code,
        category_th=category.name_th,
        category_en=category.name_en,
        smart_code=category.smart.code if category.smart else "",
        shared=decision.shared,
        **level_texts(decision.level),
        **entry_texts(decision.entry_category.entry),
    )


def overall_lines(edition: Edition) -> list[WinnerLine]:
    """One line per prize across categories; it names no Smart, and all of them stand in
    a group of their own.
    """
    rows = OverallDecision.objects.filter(
        in_running("entry__"), entry__edition=edition
    ).order_by("level__order", "pk")
    found = rows.select_related(
        "level", "entry__organisation__province"
    ).prefetch_related("entry__answers__question")
    return [
        WinnerLine(
            **ACROSS, shared=row.shared, **level_texts(row.level), **entry_texts(row.entry)
        )
        for row in found
    ]  # fmt: skip


def level_texts(level: PrizeLevel) -> dict[str, Any]:
    """The fields of a WinnerLine that tell the prize."""
    names = {"level_th": level.name_th, "level_en": level.name_en}
    return {"level_code": level.code, "level_order": level.order, **names}


def entry_texts(entry: Entry) -> dict[str, Any]:
    """What a line says of the entry and its organisation, copied as it stands now."""
    organisation, province = entry.organisation, entry.organisation.province
    return {
        "reference": entry.reference,
        "title_th": entry.title_th,
        "title_en": entry.title_en,
        "summary_th": entry.summary_th,
        "summary_en": entry.summary_en,
        "organisation_th": organisation.name_th,
        "organisation_en": organisation.name_en,
        "province_code": province.code if province else "",
        "province_th": province.name_th if province else "",
        "province_en": province.name_en if province else "",
        "smarts": smarts_claimed(entry),
        "website": organisation.website,
        "story": story_of(entry),
    }


def story_of(entry: Entry) -> tuple[StorySection, ...]:
    """The answers that may be public if the entry wins, in the form's order."""
    answers = [
        answer
        for answer in entry.answers.all()
        if answer.question.public_if_wins and answer.value
    ]
    answers.sort(key=lambda answer: (answer.question.order, answer.question.code))
    sections = []
    for answer in answers:
        question = answer.question
        labels = (question.code, question.label_th, question.label_en)
        told = kind_of(question).told
        if told is Told.AS_WRITTEN:
            sections.append(StorySection.told(*labels, str(answer.value)))
        elif told is Told.AS_LINKS:
            text = str(answer.value)
            sections.append(StorySection(*labels, text_th=text, links=True))
    return tuple(sections)


def smarts_claimed(entry: Entry) -> tuple[str, ...]:
    """Codes of the Smarts that the entry answered for: its public page names them."""
    answered = [answer.question for answer in entry.answers.all() if answer.value]
    return tuple(
        question.options["smart"]
        for question in answered
        if question.options.get("smart")
    )


def prepare_list(
    *, edition: Edition, actor: User, erratum_th: str = "", erratum_en: str = ""
) -> WinnerList:
    """Freeze what is decided now into a draft. Raises ``awards.refusals.Refused`` and its
    kinds.
    """
    return freeze_list(
        edition=edition,
        lines=winner_lines(edition),
        actor=actor,
        erratum_th=erratum_th,
        erratum_en=erratum_en,
    )
