"""Winner lists: frozen, approved, scheduled, published exactly once at their moment,
superseded by amendments.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Max, QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from awards import acts
from awards.accounts.models import User
from awards.editions.two_persons import (
    ask_for_approval,
    check_approver,
    lacks_approval,
)
from awards.language.seen_form import check_seen, standing_of
from awards.ledger.services import append, database_now
from awards.models import Edition, Winner, WinnerList
from awards.outbox.work import WorkState
from awards.refusals import ErratumNeeded, Refused, SecondPersonNeeded, check_to_come
from awards.winners.lines import (
    WinnerLine,
    frozen_winner,
    known_pictures,
    known_stories,
    line_value,
)
from awards.winners.open_lists import (
    check_read,
    list_subject,
    locked,
    void_approval,
)
from awards.winners.unchecked import Unchecked
from awards.winners.words import keep_words, known_words

ERRATUM = ("erratum_th", "erratum_en")
OPEN_STATES = (WorkState.DRAFT, WorkState.QUEUED, WorkState.FAILED)


@transaction.atomic
def freeze_list(
    *,
    edition: Edition,
    lines: Sequence[WinnerLine],
    actor: User,
    erratum_th: str = "",
    erratum_en: str = "",
) -> WinnerList:
    """Copy these lines into a draft that changes no more.

    Lines keep the order given. A list of the edition that was not published yet is
    replaced by this one. Raises ``Refused`` for an empty list.
    """
    if not lines:
        raise Refused(_("No winners yet. Award a prize to at least one entry."))
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    winners = winners_of(edition, lines)
    throw_away(edition.winner_lists.filter(published_at=None))
    frozen = WinnerList(
        edition=edition,
        version=next_version(edition),
        prepared_by=actor,
        state=WorkState.DRAFT,
        erratum_th=erratum_th,
        erratum_en=erratum_en,
    )
    store_with_lines(frozen, winners, actor)
    frozen.refresh_from_db()
    ask_for_approval(frozen)
    return frozen


def next_version(edition: Edition) -> int:
    latest = edition.winner_lists.aggregate(latest=Max("version"))["latest"]
    return (latest or 0) + 1


def store_with_lines(frozen: WinnerList, winners: list[Winner], actor: User) -> None:
    frozen.save()
    for winner in winners:
        winner.winner_list = frozen
    frozen.winners.bulk_create(winners)
    values = {
        "version": frozen.version,
        "lines": [line_value(winner) for winner in winners],
    }
    subject = list_subject(frozen)
    append(frozen.edition.code, acts.LIST_FROZEN, actor, values, subject=subject)


def winners_of(edition: Edition, lines: Sequence[WinnerLine]) -> list[Winner]:
    """Not stored yet; what the lists so far told and showed of each is taken over."""
    pictures, stories = known_pictures(edition), known_stories(edition)
    words = known_words(edition)
    winners = []
    for order, line in enumerate(lines, start=1):
        winner = frozen_winner(order, line, pictures, stories)
        keep_words(winner, words.get(winner.reference))
        winners.append(winner)
    return winners


def throw_away(lists: QuerySet[WinnerList]) -> None:
    """Lists that nobody has seen, and their certificates; the certificates' files once
    that is certain.

    Pictures stay: the next list takes them over.
    """
    certified = Winner.objects.filter(winner_list__in=lists, credentials__pdf__gt="")
    files = list(certified.values_list("credentials__pdf", flat=True))
    lists.delete()

    def remove() -> None:
        for name in files:
            default_storage.delete(name)

    # a storage that is away must not undo what is done
    transaction.on_commit(remove, robust=True)


@transaction.atomic
def approve_list(*, winner_list: WinnerList, actor: User, seen: str = "") -> WinnerList:
    """A second organiser has read the list. Raises ``SecondPersonNeeded`` as
    ``check_approver`` says, and what ``check_read`` does.
    """
    current = locked(winner_list, *OPEN_STATES)
    check_approver(current, actor)
    check_read(current, seen)
    current.approved_by, current.approved_at = actor, database_now()
    current.save(update_fields=["approved_by", "approved_at"])
    append(
        current.edition.code,
        acts.LIST_APPROVED,
        actor,
        {"version": current.version},
        subject=list_subject(current),
    )
    return current


@transaction.atomic
def schedule_list(
    *,
    winner_list: WinnerList,
    publish_at: datetime | None,
    actor: User,
    unchecked: Unchecked,
    unchecked_known: int = 0,
    seen: str = "",
) -> WinnerList:
    """Set the moment of publication; None means now: the next sweep, within a second.

    ``unchecked``: how many entries were never checked for eligibility, as the caller
    counts them; ``unchecked_known``: of how many this person was told and goes on
    nevertheless. Raises ``ConfirmationNeeded`` when there are more, ``MomentPassed``
    for a moment that is not to come,
    ``SecondPersonNeeded`` when the edition asks for an approval that is missing,
    ``ErratumNeeded`` when the list would replace a published one and does not say why,
    ``WrongState`` when it was published meanwhile, and what ``check_read`` does.
    """
    current = locked(winner_list, *OPEN_STATES)
    check_read(current, seen)
    if publish_at:
        check_to_come(publish_at, database_now(), "publish_at")
    check_may_be_public(current)
    unchecked.confirm(unchecked_known)
    current.unchecked_known = unchecked.count
    queue_at(current, publish_at or Now())
    values = {
        "version": current.version,
        "publish_at": publish_at.isoformat() if publish_at else "now",
        "two_person_rule": current.edition.two_person_rule,
        "unchecked": current.unchecked_known,
    }
    append(
        current.edition.code,
        acts.LIST_SCHEDULED,
        actor,
        values,
        subject=list_subject(current),
    )
    current.refresh_from_db()
    return current


def queue_at(current: WinnerList, due_at: datetime | Now) -> None:
    """As if it had never been tried."""
    current.due_at = due_at
    current.state, current.attempts = WorkState.QUEUED, 0
    current.last_error, current.tried_at = "", None
    current.save(
        update_fields=[
            "due_at",
            "state",
            "attempts",
            "last_error",
            "tried_at",
            "unchecked_known",
        ]
    )


def check_may_be_public(current: WinnerList) -> None:
    """Raises ``SecondPersonNeeded`` and ``ErratumNeeded`` as ``schedule_list`` says."""
    if lacks_approval(current):
        raise SecondPersonNeeded(
            _("Another organiser must approve this list before you can schedule it.")
        )
    amends = current.edition.winner_lists.exclude(published_at=None).exists()
    if amends and not (current.erratum_th and current.erratum_en):
        raise ErratumNeeded(
            _(
                "This list replaces a published one. Say in Thai and English what was "
                "corrected."
            )
        )


@transaction.atomic
def unschedule_list(*, winner_list: WinnerList, actor: User) -> WinnerList:
    """Back to a draft: nothing happens at the moment that was set."""
    current = locked(winner_list, WorkState.QUEUED, WorkState.FAILED)
    current.state = WorkState.DRAFT
    current.save(update_fields=["state"])
    append(
        current.edition.code,
        acts.LIST_UNSCHEDULED,
        actor,
        {"version": current.version},
        subject=list_subject(current),
    )
    return current


@transaction.atomic
def set_erratum(
    *,
    winner_list: WinnerList,
    erratum_th: str,
    erratum_en: str,
    actor: User,
    seen: str = "",
) -> WinnerList:
    """What an amended list says about its correction. An approval given before is void:
    it was for other words. Raises ChangedMeanwhile when others stand than ``seen`` says.
    """
    current = locked(winner_list, WorkState.DRAFT)
    check_seen(seen, standing_of(current, ERRATUM))
    current.erratum_th, current.erratum_en = erratum_th, erratum_en
    current.save(update_fields=["erratum_th", "erratum_en"])
    void_approval(current, actor)
    values = {
        "version": current.version,
        "erratum_th": erratum_th,
        "erratum_en": erratum_en,
    }
    append(
        current.edition.code,
        acts.ERRATUM_WRITTEN,
        actor,
        values,
        subject=list_subject(current),
    )
    return current


@transaction.atomic
def discard_list(*, winner_list: WinnerList, actor: User, seen: str = "") -> None:
    """Throw an unpublished list away; the ledger keeps that it was. Raises what
    ``check_read`` does.
    """
    current = locked(winner_list, *OPEN_STATES)
    check_read(current, seen)
    values, subject = {"version": current.version}, list_subject(current)
    throw_away(WinnerList.objects.filter(pk=current.pk))
    append(current.edition.code, acts.LIST_DISCARDED, actor, values, subject=subject)
