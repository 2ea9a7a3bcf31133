"""A breach of personal data: recorded, papers made, the Office notified, people told."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from awards.accounts.models import User
from awards.models import Breach, BreachScope, Organiser
from awards.outbox.models import Message
from awards.outbox.services import prepare_mail, save_messages
from awards.refusals import WrongState
from config import acts
from config.privacy.office.ledger import record
from config.privacy.office.officers import contact_address
from judging.models import Judge
from nominations.models import Collaborator, Entry

PORTION = 500  # mails written in one transaction


@dataclass(frozen=True, order=True)
class Touched:
    """Somebody whose data may be concerned; ``user`` None: an address without account."""

    email: str
    name: str
    language: str
    user: int | None


def touched_by(breach: Breach) -> list[Touched]:
    """By the data as they stand now: who was erased meanwhile is in no list."""
    people: dict[str, Touched] = {}
    for user in accounts_touched(breach):
        people[user.email] = Touched(user.email, str(user), user.language, user.pk)
    for email, language in addresses_touched(breach):
        people.setdefault(email, Touched(email, "", language, None))
    return sorted(people.values(), key=lambda one: one.email)


def accounts_touched(breach: Breach) -> list[User]:
    users = User.objects.filter(is_active=True)
    scope, edition = breach.scope, breach.edition_id
    entrants = Q(pk__in=Entry.objects.filter(edition=edition).values("owner"))
    judges = Q(pk__in=Judge.objects.filter(edition=edition).values("user"))
    organisers = Q(pk__in=Organiser.objects.filter(edition=edition).values("user"))
    if scope == BreachScope.ACCOUNTS:
        found = users.filter(date_joined__lte=breach.ended_at or breach.aware_at)
    elif scope == BreachScope.ENTRANTS:
        found = users.filter(entrants)
    elif scope == BreachScope.JUDGES:
        found = users.filter(judges)
    elif scope == BreachScope.EDITION:
        found = users.filter(entrants | judges | organisers)
    else:
        sent = mails_touched(breach).values("recipient")
        found = users.filter(pk__in=sent)
    return list(found.order_by("email"))


def addresses_touched(breach: Breach) -> list[tuple[str, str]]:
    """Addresses without an account of their own, with the language to write in."""
    if breach.scope in (BreachScope.EDITION, BreachScope.ENTRANTS):
        invited = Collaborator.objects.filter(entry__edition=breach.edition_id)
        emails = invited.values_list("email", flat=True).distinct()
        return [(email.lower(), "th") for email in emails]
    if breach.scope == BreachScope.MAILS:
        sent = mails_touched(breach).filter(recipient=None)
        return list(sent.values_list("to_email", "language").distinct())
    return []


def mails_touched(breach: Breach) -> QuerySet[Message]:
    found = Message.objects.filter(
        created_at__lte=breach.ended_at or breach.aware_at
    ).order_by()
    if breach.began_at:
        found = found.filter(created_at__gte=breach.began_at)
    if breach.mail_event:
        found = found.filter(event=breach.mail_event)
    if breach.edition:
        found = found.filter(edition_code=breach.edition.code)
    return found


@transaction.atomic
def save_breach(
    *, officer: User, breach: Breach | None, fields: Mapping[str, object]
) -> Breach:
    """A new one, or what is known by now. Raises WrongState where it is closed."""
    known = breach or Breach(made_by=officer)
    if known.closed_at:
        raise WrongState(_("This breach is closed."))
    for name, value in fields.items():
        setattr(known, name, value)
    known.save()
    act = acts.BREACH_CHANGED if breach else acts.BREACH_RECORDED
    record(act, officer, {"breach": known.pk, "scope": known.scope})
    return known


@transaction.atomic
def note_export(*, officer: User, breach: Breach, what: str, people: int) -> None:
    """Each export is recorded: of what kind, and of how many people."""
    values = {"breach": breach.pk, "what": what, "people": people}
    record(acts.BREACH_EXPORTED, officer, values)


@transaction.atomic
def note_notified(*, officer: User, breach: Breach) -> None:
    """The Office has the notice. Raises WrongState where that was said before."""
    waiting = Breach.objects.filter(pk=breach.pk, notified_at=None, closed_at=None)
    if not waiting.update(notified_at=Now()):
        raise WrongState(_("It was recorded before that the Office was notified."))
    record(acts.BREACH_NOTIFIED, officer, {"breach": breach.pk})


@transaction.atomic
def ask_to_tell(*, officer: User, breach: Breach) -> int:
    """Mails to everyone touched are written by the worker; to how many. Raises
    WrongState where they are under way or done.
    """
    waiting = Breach.objects.filter(
        pk=breach.pk, told_up_to=None, told_at=None, closed_at=None
    )
    if not waiting.update(told_up_to=0):
        raise WrongState(_("These people were told before."))
    people = len(touched_by(breach))
    record(acts.BREACH_TOLD, officer, {"breach": breach.pk, "people": people})
    return people


@transaction.atomic
def close_breach(*, officer: User, breach: Breach) -> None:
    """Raises WrongState where it was closed before."""
    if not Breach.objects.filter(pk=breach.pk, closed_at=None).update(closed_at=Now()):
        raise WrongState(_("This breach is closed."))
    record(acts.BREACH_CLOSED, officer, {"breach": breach.pk})


def tell_touched() -> int:
    """Writes the mails that officers asked for; how many. A mail that was written is
    not written again, so one that was cut off goes on.
    """
    written = 0
    for breach in Breach.objects.filter(told_up_to__isnull=False, told_at=None):
        people = touched_by(breach)
        for start in range(0, len(people), PORTION):
            portion = people[start : start + PORTION]
            users = User.objects.in_bulk([one.user for one in portion if one.user])
            written += save_messages(
                [mail_on(breach, one, users.get(one.user or 0)) for one in portion]
            )
        Breach.objects.filter(pk=breach.pk).update(told_at=Now(), told_up_to=None)
    return written


def mail_on(breach: Breach, person: Touched, user: User | None) -> Message:
    with override(person.language):
        context = {
            "title": breach.title,
            "what": str(breach.what),
            "data": str(breach.data),
            "risk": str(breach.risk),
            "measures": str(breach.measures),
            "contact": contact_address(),
            "link": settings.SITE_URL + reverse("privacy-ask"),
        }
    key = hashlib.sha256(person.email.encode()).hexdigest()[:24]
    return prepare_mail(
        "privacy_breach",
        "config/emails/privacy_breach.txt",
        context,
        dedupe_key=f"privacy-breach:{breach.pk}:{key}",
        recipient=user,
        to_email=person.email,
        language=person.language,
    )
