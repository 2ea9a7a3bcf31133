"""What must hold of the data whatever happened: each check yields one line per row that
breaks it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal

from django.db.models import Count, Exists, F, Min, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Now

from awards.ledger.invariants import problems as ledger_problems
from awards.models import Edition, Weight, Winner, WinnerList
from awards.outbox.models import Message, Relay
from awards.outbox.work import WorkState
from awards.reminders import invariants as reminders
from config.people import (
    broadcasts,
    extra_ballots,
    privacy_invariants,
    recorded,
    triggers,
)
from judging.models import (
    Assignment,
    Ballot,
    BallotVersion,
    Decision,
    OverallDecision,
    Score,
    Shortlisted,
)
from judging.statuses import BallotState
from nominations.entries.search_text import search_texts
from nominations.models import Entry, EntryCategory, SearchText, keys_of
from nominations.statuses import EntryState

Check = Callable[[], Iterator[str]]
NO_MAIL = "the mail server takes no mail"


def chains_hold() -> Iterator[str]:
    yield from ledger_problems()


def weights_sum_to_100() -> Iterator[str]:
    sums = Weight.objects.filter(round__active=True).values(
        "round__edition__code", "round__code", "category__code"
    ).annotate(total=Sum("percent"))  # fmt: skip
    for row in sums.exclude(total=Decimal(100)):
        where = f"{row['round__edition__code']} {row['round__code']} {row['category__code']}"
        yield f"{where}: weights sum to {row['total']}"


def sent_entries_have_a_moment_and_a_category() -> Iterator[str]:
    sent = Entry.objects.filter(state=EntryState.SUBMITTED).annotate(
        standing=Count("standings")
    )
    for entry in sent.filter(Q(submitted_at=None) | Q(standing=0)):
        yield f"{entry.reference}: submitted without a moment or a category"


def entries_stand_in_their_own_edition() -> Iterator[str]:
    for row in EntryCategory.objects.exclude(
        category__edition=F("entry__edition")
    ).select_related("entry", "category"):
        yield f"{row.entry.reference}: stands in a category of another edition"


def assignments_stay_in_one_edition() -> Iterator[str]:
    mixed = Assignment.objects.exclude(
        judge__edition=F("round__edition"),
        entry_category__entry__edition=F("round__edition"),
    )
    for pk in mixed.values_list("pk", flat=True):
        yield f"assignment {pk}: judge, entry and round are of different editions"


def shortlisted_rounds_judge_their_shortlist() -> Iterator[str]:
    rows = Assignment.objects.standing().filter(round__shortlist__isnull=False)
    listed = Shortlisted.objects.filter(
        shortlist__round=OuterRef("round"), entry_category=OuterRef("entry_category")
    )
    for pk in rows.exclude(Exists(listed)).values_list("pk", flat=True):
        yield f"assignment {pk}: the entry did not move on to the round"


def nobody_judges_their_own_entry() -> Iterator[str]:
    own = Assignment.objects.filter(
        recused_at=None, judge__user=F("entry_category__entry__owner")
    )
    for row in own.select_related("entry_category__entry"):
        yield (
            f"{row.entry_category.entry.reference}: assigned to its own entrant "
            f"(assignment {row.pk})"
        )


def submitted_ballots_have_a_moment_and_scores() -> Iterator[str]:
    sent = Ballot.objects.filter(state=BallotState.SUBMITTED).annotate(
        given=Count("scores")
    )
    for ballot in sent.filter(Q(submitted_at=None) | Q(given=0)):
        yield f"ballot {ballot.pk}: submitted without a moment or a score"


def editions_are_announced_by_their_first_list() -> Iterator[str]:
    first = Edition.objects.annotate(first=Min("winner_lists__published_at"))
    agree = Q(announced_at=F("first")) | Q(announced_at=None, first=None)
    for code, announced_at, first_at in first.exclude(agree).values_list(
        "code", "announced_at", "first"
    ):
        yield f"{code}: announced at {announced_at}, its first list at {first_at}"


def ballots_say_what_was_submitted() -> Iterator[str]:
    """The rows of a submitted ballot, which results rest on, equal its newest version,
    which the chain holds.
    """
    newest = BallotVersion.objects.filter(
        ballot=OuterRef("pk"), number=OuterRef("version")
    ).values("scores")
    ballots = (
        Ballot.objects.filter(state=BallotState.SUBMITTED)
        .annotate(said=Subquery(newest))
        .order_by("pk")
    )
    place = ("assignment__round_id", "assignment__entry_category__category_id")
    weighed, given = weighed_criteria(), scores_by_ballot()
    for pk, round_, category, said in ballots.values_list(
        "pk", *place, "said"
    ).iterator():
        if said is None:
            yield f"ballot {pk}: submitted, but what was submitted is not kept"
            continue
        scores, counts = given.get(pk, {}), weighed.get((round_, category))
        # A row that no version knows is none the worse where its criterion counts nothing.
        known = [
            code
            for code in {*scores, *said}
            if code in said or counts is None or code in counts
        ]
        wrong = sorted(
            code for code in known if differs(scores.get(code), said.get(code))
        )
        if wrong:
            yield f"ballot {pk}: {', '.join(wrong)} not as it was submitted"


def weighed_criteria() -> dict[tuple[int, int], set[str]]:
    """(round, category) → codes of what counts there; absent where nothing is weighed:
    everything counts.
    """
    found: dict[tuple[int, int], set[str]] = {}
    for round_, category, code, percent in Weight.objects.values_list(
        "round_id", "category_id", "criterion__code", "percent"
    ):
        found.setdefault((round_, category), set()).update(
            {code} if percent > 0 else ()
        )
    return found


def scores_by_ballot() -> dict[int, dict[str, Decimal | None]]:
    found: dict[int, dict[str, Decimal | None]] = {}
    rows = Score.objects.filter(ballot__state=BallotState.SUBMITTED)
    for ballot, code, value in rows.values_list(
        "ballot_id", "criterion__code", "value"
    ).iterator():
        found.setdefault(ballot, {})[code] = value
    return found


def differs(value: Decimal | None, text: str | None) -> bool:
    return value != (None if text is None else Decimal(text))


def scores_are_on_their_scale() -> Iterator[str]:
    round_ = "ballot__assignment__round"
    off = Q(value__lt=F(f"{round_}__scale_min")) | Q(
        value__gt=F(f"{round_}__scale_max")
    )
    for pk in Score.objects.filter(off).values_list("pk", flat=True):
        yield f"score {pk}: outside the scale of its round"


def decisions_use_levels_of_their_edition() -> Iterator[str]:
    for pk in Decision.objects.exclude(
        level__edition=F("entry_category__entry__edition")
    ).values_list("pk", flat=True):
        yield f"decision {pk}: a prize level of another edition"
    for pk in OverallDecision.objects.exclude(
        level__edition=F("entry__edition")
    ).values_list("pk", flat=True):
        yield f"decision {pk} across categories: a prize of another edition"


def lists_are_public_exactly_when_done() -> Iterator[str]:
    for row in WinnerList.objects.select_related("edition"):
        if (row.published_at is None) != (row.state != WorkState.DONE):
            yield (
                f"{row.edition.code} list {row.version}: state {row.state}, published "
                f"{row.published_at}"
            )
        elif row.published_at and row.published_at < row.due_at:
            yield f"{row.edition.code} list {row.version}: published before its moment"


def published_winners_are_entries() -> Iterator[str]:
    known = Entry.objects.values("reference")
    for winner in Winner.objects.filter(
        winner_list__published_at__isnull=False
    ).exclude(reference__in=known):
        yield f"{winner.reference}: a published winner that is no entry"


def what_was_sent_in_is_found_by_its_words() -> Iterator[str]:
    rows = SearchText.objects.values_list("entry__reference", "text", "keys")
    kept = {reference: (text, keys) for reference, text, keys in rows}
    sent = list(
        Entry.objects.exclude(state=EntryState.DRAFT).values_list("pk", flat=True)
    )
    for start in range(0, len(sent), 500):
        for entry, text in search_texts(sent[start : start + 500]):
            keys = keys_of(text, entry.edition_id)
            if kept.pop(entry.reference, None) != (text, keys):
                yield (
                    f"{entry.reference}: the desk's search does not find it by what it "
                    "says"
                )
    for reference in kept:
        yield f"{reference}: a draft that the desk's search would find"


def work_does_not_pile_up() -> Iterator[str]:
    late = Message.objects.due().filter(due_at__lt=Now() - timedelta(hours=1)).count()
    if late:
        yield f"{late} mails have been due for more than an hour"
    failed = Message.objects.filter(state=WorkState.FAILED).count()
    if failed:
        yield f"{failed} mails failed for good"
    for relay in Relay.objects.exclude(away_since=None):
        what = "LINE takes no message" if relay.pk == Relay.LINE else NO_MAIL
        yield (
            f"{what} since {relay.away_since:%Y-%m-%d %H:%M:%S %z}: {relay.last_error}"
        )


CHECKS: tuple[Check, ...] = (
    chains_hold,
    weights_sum_to_100,
    sent_entries_have_a_moment_and_a_category,
    entries_stand_in_their_own_edition,
    assignments_stay_in_one_edition,
    shortlisted_rounds_judge_their_shortlist,
    nobody_judges_their_own_entry,
    submitted_ballots_have_a_moment_and_scores,
    editions_are_announced_by_their_first_list,
    ballots_say_what_was_submitted,
    scores_are_on_their_scale,
    decisions_use_levels_of_their_edition,
    lists_are_public_exactly_when_done,
    published_winners_are_entries,
    what_was_sent_in_is_found_by_its_words,
    work_does_not_pile_up,
    *broadcasts.CHECKS,
    *extra_ballots.CHECKS,
    *privacy_invariants.CHECKS,
    *recorded.CHECKS,
    *reminders.CHECKS,
    *triggers.CHECKS,
)


def problems() -> list[str]:
    return [problem for check in CHECKS for problem in check()]
