"""What organisers do with a message to a group until it goes out, and how it is stopped.

Each act holds the broadcast's row, as the sweep that sends it does, so that nothing
changes what is already on its way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from awards import acts
from awards.accounts.models import User
from awards.ledger.acts import Act
from awards.ledger.services import append, database_now
from awards.mails.audiences import Audience, Chosen
from awards.mails.kinds import LANGUAGES, Source
from awards.mails.wording import tidy
from awards.mails.wordings import problems_of
from awards.models import Broadcast, BroadcastRecipient, Edition
from awards.models.broadcasts import WORDS, Standing
from awards.outbox.keeping import drop
from awards.outbox.models import Message
from awards.outbox.work import WorkState
from awards.refusals import (
    ChangedMeanwhile,
    Refused,
    SecondPersonNeeded,
    WrongState,
    check_to_come,
)
from config.broadcasts.approving import approvers_of, wrote_it
from config.broadcasts.audiences import kind_of, may_know, role_in
from config.broadcasts.emails import approval_asked
from config.broadcasts.people import count_of, people_of

STOPPED = "stopped by an organiser"
# why a broadcast is a draft again: nobody was there to approve it
GREW = "the group grew beyond what one organiser may write to alone"


class NotReady(Refused):
    """Something is missing before it can go out."""


@transaction.atomic
def write_broadcast(
    *, edition: Edition, audience: Audience, chosen: Chosen, actor: User
) -> Broadcast:
    """A draft, of which nobody is told anything. Raises Refused where this person's
    role may not know who is in the group.
    """
    check_may_know(edition, audience, actor)
    return Broadcast.objects.create(
        edition=edition,
        audience=audience.code,
        filters=known_filters(audience, chosen),
        picked=list(chosen.picked),
        state=WorkState.DRAFT,
        author=actor,
        changed_by=actor,
    )


def check_may_know(edition: Edition, audience: Audience, actor: User) -> None:
    if not may_know(role_in(edition, actor), audience):
        raise Refused(_("Your role may not see who is in this group."), "audience")


def known_filters(audience: Audience, chosen: Chosen) -> dict[str, str]:
    return {
        name: str(chosen.filters[name])
        for name in audience.filters
        if chosen.filters.get(name)
    }


@transaction.atomic
def copy_broadcast(*, broadcast: Broadcast, actor: User) -> Broadcast:
    """Its words and its group, as a new draft. Who was left out by hand is in again."""
    return Broadcast.objects.create(
        edition=broadcast.edition,
        audience=broadcast.audience,
        filters=broadcast.filters,
        picked=broadcast.picked,
        is_news=broadcast.is_news,
        state=WorkState.DRAFT,
        author=actor,
        changed_by=actor,
        **{name: getattr(broadcast, name) for name in WORDS},
    )


@transaction.atomic
def delete_draft(*, broadcast: Broadcast) -> None:
    """Raises WrongState once it was planned."""
    held = held_row(broadcast)
    if held.state != WorkState.DRAFT or held.asked_at or held.listed_at:
        raise WrongState(_("Only a draft can be deleted."))
    held.delete()


@transaction.atomic
def change_group(
    *, broadcast: Broadcast, audience: Audience, chosen: Chosen, actor: User, seen: int
) -> Broadcast:
    """Raises WrongState, ChangedMeanwhile, and Refused for a group that this person's
    role may not know.
    """
    held = changeable(broadcast, seen)
    check_may_know(held.edition, audience, actor)
    fields = {
        "audience": audience.code,
        "filters": known_filters(audience, chosen),
        "picked": list(chosen.picked),
    }
    return changed(held, actor, fields)


@transaction.atomic
def set_words(
    *, broadcast: Broadcast, actor: User, seen: int, is_news: bool, **texts: str
) -> Broadcast:
    """``texts`` by ``WORDS``. A draft may be half written; what is wrong in it is
    refused: Refused names the field, ChangedMeanwhile where somebody saved another
    version.
    """
    held = changeable(broadcast, seen)
    tidied = {name: tidy(texts.get(name, "")) for name in WORDS}
    held.is_news = is_news
    for language in LANGUAGES:
        source = Source(tidied[f"subject_{language}"], tidied[f"text_{language}"])
        for name, problem in problems_of(kind_of(held), source):
            raise Refused(problem, f"{name}_{language}")
    return changed(held, actor, {**tidied, "is_news": is_news})


@transaction.atomic
def leave_out(
    *, broadcast: Broadcast, people: Iterable[int], actor: User, seen: int
) -> int:
    """Persons of its group, by hand; how many of them were in so far."""
    held = changeable(broadcast, seen)
    found = people_of(held).filter(pk__in=list(people)).values_list("pk", flat=True)
    rows = [
        BroadcastRecipient(
            broadcast=held, user_id=pk, standing=Standing.LEFT_OUT, left_out_by=actor
        )
        for pk in found
    ]
    before = held.recipients.count()
    BroadcastRecipient.objects.bulk_create(rows, ignore_conflicts=True)
    changed(held, actor, {})
    return held.recipients.count() - before


@transaction.atomic
def take_in_again(
    *, broadcast: Broadcast, people: Iterable[int], actor: User, seen: int
) -> int:
    held = changeable(broadcast, seen)
    rows = held.recipients.filter(user__in=list(people), standing=Standing.LEFT_OUT)
    taken = rows.delete()[0]
    changed(held, actor, {})
    return taken


@transaction.atomic
def plan_broadcast(
    *, broadcast: Broadcast, actor: User, seen: int, moment: datetime | None = None
) -> Broadcast:
    """To go out at this moment by the database's clock, or at once. Where the group is
    larger than one organiser writes to alone, it waits for another one's approval.

    Raises NotReady for a message without words or without readers, MomentPassed for a
    moment that has passed, SecondPersonNeeded where there is nobody who could approve
    it.
    """
    held = changeable(broadcast, seen)
    count = count_of(held).going
    check_ready(held, count, moment)
    held.wanted_at, held.planned_by = moment, actor
    held.approved_by = held.approved_at = held.asked_at = None
    if needs_approval(held, count):
        ask_approval(held, count)
    else:
        queue(held)
        note(held, acts.BROADCAST_PLANNED, actor, people=count)
    held.save()
    return held


def check_ready(held: Broadcast, count: int, moment: datetime | None) -> None:
    if not held.languages:
        raise NotReady(_("Write a subject and a text first."))
    if not count:
        raise NotReady(_("Nobody would get this message. Change its group first."))
    if moment is not None:
        check_to_come(moment, database_now(), "moment")


def needs_approval(broadcast: Broadcast, count: int) -> bool:
    return broadcast.approved_at is None and count > broadcast.edition.broadcast_alone


def ask_approval(held: Broadcast, count: int) -> None:
    """Written to the row by the caller. Raises SecondPersonNeeded."""
    approvers = approvers_of(held)
    if not approvers:
        raise SecondPersonNeeded(no_approver(held, count))
    held.state, held.asked_at = WorkState.DRAFT, database_now()
    note(held, acts.BROADCAST_ASKED, held.planned_by, people=count)
    approval_asked(held, approvers, count)


def no_approver(held: Broadcast, count: int) -> str:
    words = _(
        "This message goes to %(count)d people. Above %(most)d, another organiser must "
        "approve it, and nobody else may. Add an organiser, choose a smaller group, or "
        "raise the number under “Names and dates”."
    )
    return words % {"count": count, "most": held.edition.broadcast_alone}


@transaction.atomic
def approve_broadcast(*, broadcast: Broadcast, actor: User, seen: int) -> Broadcast:
    """Raises WrongState where it waits for none, ChangedMeanwhile where it was changed
    since it was read, SecondPersonNeeded for its author, MomentPassed where its moment
    has passed.
    """
    held = held_row(broadcast)
    if held.asked_at is None or held.state != WorkState.DRAFT:
        raise WrongState(_("This message does not wait for approval."))
    check_seen(held, seen)
    if actor.pk in wrote_it(held):
        raise SecondPersonNeeded(
            _("Another organiser than its author must approve the message.")
        )
    count = count_of(held).going
    check_ready(held, count, held.wanted_at)
    held.approved_by, held.approved_at = actor, database_now()
    queue(held)
    held.save()
    note(held, acts.BROADCAST_APPROVED, actor, people=count)
    return held


@transaction.atomic
def take_back(*, broadcast: Broadcast, actor: User) -> Broadcast:
    """Planned or waiting for approval: a draft again. Raises WrongState."""
    held = held_row(broadcast)
    if not held.can_change or not (held.asked_at or held.state == WorkState.QUEUED):
        raise WrongState(_("This message is not scheduled."))
    reopen(held, actor)
    held.save()
    return held


@transaction.atomic
def try_again(*, broadcast: Broadcast, actor: User) -> Broadcast:
    """One that failed goes on where it broke off. Raises WrongState."""
    held = held_row(broadcast)
    if held.state != WorkState.FAILED:
        raise WrongState(_("This message has not failed."))
    held.state, held.attempts, held.last_error = WorkState.QUEUED, 0, ""
    held.due_at, held.finished_at = database_now(), None
    held.save()
    note(held, acts.BROADCAST_PLANNED, actor, people=held.recipients.count())
    return held


@dataclass(frozen=True)
class Stopped:
    """``sent``: handed over already. ``in_hand``: being handed over at this moment, so
    that they may still arrive. ``kept``: nobody gets these.
    """

    sent: int
    in_hand: int
    kept: int


@transaction.atomic
def stop_broadcast(*, broadcast: Broadcast, actor: User) -> Stopped:
    """What is not delivered yet never is. Raises WrongState where nothing is on its way."""
    held = held_row(broadcast)
    if held.listed_at is None or held.state == WorkState.DROPPED:
        raise WrongState(_("This message is not being sent."))
    mails = Message.objects.filter(broadcast_recipients__broadcast=held)
    waiting = held.recipients.filter(standing=Standing.WAITS)
    kept = waiting.update(standing=Standing.STOPPED)
    queued = mails.filter(state=WorkState.QUEUED).values_list("pk", flat=True)
    kept += drop(Message.objects.filter(pk__in=list(queued)), STOPPED)
    if not kept:
        raise WrongState(_("Every email of this message has been sent already."))
    result = Stopped(
        sent=mails.filter(state=WorkState.DONE).count(),
        in_hand=mails.filter(state=WorkState.CLAIMED).count(),
        kept=kept,
    )
    held.state, held.stopped_by = WorkState.DROPPED, actor
    held.finished_at = database_now()
    held.save()
    values = {"sent": result.sent, "in_hand": result.in_hand, "kept": kept}
    note(held, acts.BROADCAST_STOPPED, actor, **values)
    return result


def held_row(broadcast: Broadcast) -> Broadcast:
    """Held until the end of this transaction."""
    rows = Broadcast.objects.select_for_update(of=("self",))
    return rows.select_related("edition").get(pk=broadcast.pk)


def changeable(broadcast: Broadcast, seen: int) -> Broadcast:
    held = held_row(broadcast)
    if not held.can_change:
        raise WrongState(
            _("This message has been sent, so nothing of it can be changed.")
        )
    check_seen(held, seen)
    return held


def check_seen(held: Broadcast, seen: int) -> None:
    if held.version != seen:
        raise ChangedMeanwhile(
            _("Another person changed this message in the meantime. Read it first.")
        )


def changed(held: Broadcast, actor: User, fields: Mapping[str, object]) -> Broadcast:
    """A version that nobody has approved."""
    for name, value in fields.items():
        setattr(held, name, value)
    reopen(held, actor)
    held.version += 1
    held.changed_by, held.changed_at = actor, database_now()
    held.save()
    return held


def reopen(held: Broadcast, actor: User) -> None:
    """What was planned or approved before is no longer; the caller saves it."""
    if held.asked_at or held.state == WorkState.QUEUED:
        note(held, acts.BROADCAST_TAKEN_BACK, actor)
    held.state = WorkState.DRAFT
    held.asked_at = held.approved_at = held.approved_by = None
    held.planned_by = held.wanted_at = None
    held.last_error = ""


def queue(held: Broadcast) -> None:
    held.state, held.asked_at = WorkState.QUEUED, None
    held.due_at = held.wanted_at or database_now()
    held.attempts, held.last_error = 0, ""


def note(broadcast: Broadcast, act: Act, actor: User | None, **more: object) -> None:
    values = {
        "audience": broadcast.audience,
        "words": broadcast.digest(),
        "news": broadcast.is_news,
        **more,
    }
    if broadcast.wanted_at and act is not acts.BROADCAST_SENT:
        values["moment"] = broadcast.wanted_at.isoformat()
    append(
        broadcast.edition.code,
        act,
        actor,
        values,
        subject=f"broadcast:{broadcast.pk}",
    )
