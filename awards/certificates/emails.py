"""Telling recipients that their certificate is there: asked for by an organiser at any
time, sent once it is public.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from awards import acts
from awards.accounts.models import User
from awards.certificates.mail_kinds import CERTIFICATE_READY, CERTIFICATE_REVOKED
from awards.ledger.services import append
from awards.mails.kinds import Value
from awards.mails.writing import write_mail
from awards.models import Credential, Edition, WinnerList
from awards.outbox.models import Message
from awards.outbox.planned import PlannedMail
from awards.outbox.services import save_messages
from awards.outbox.work import WorkState

EVENT = CERTIFICATE_READY.event


def untold(edition: Edition) -> QuerySet[Credential]:
    """Certificates of people who were not told of them, and for whom nobody asked it."""
    standing = edition.credentials.standing()
    return standing.filter(mail_asked_at=None).exclude(holder=None)


@transaction.atomic
def ask_for_mail(*, edition: Edition, kind: str, actor: User | None) -> int:
    """Everybody of this kind who was not told yet will be, as soon as the certificate
    is made and public.
    """
    asked = untold(edition).filter(kind=kind).update(mail_asked_at=Now())
    if asked:
        values = {"kind": kind, "count": asked}
        append(
            edition.code,
            acts.CERTIFICATES_MAIL_ASKED,
            actor,
            values,
            subject=f"certificates:{kind}",
        )
    return asked


def mail_due_certificates(limit: int = 500) -> int:
    """One sweep: one mail per person and edition for all that is ready; returns how
    many mails were written.
    """
    due = (
        Credential.objects.public()
        .standing()
        .still_won()
        .filter(state=WorkState.DONE, mailed_at=None)
    )
    keys = list(
        due.filter(mail_asked_at__isnull=False, holder__isnull=False).values_list(
            "pk", flat=True
        )[:limit]
    )
    return write_mails(keys) if keys else 0


@transaction.atomic
def write_mails(keys: list[int]) -> int:
    locked = Credential.objects.select_for_update(
        skip_locked=True, of=("self",)
    ).filter(pk__in=keys, mailed_at=None)
    rows = list(locked.select_related("edition", "holder").order_by("pk"))
    written = save_messages(plan.message() for plan in by_holder(rows))
    Credential.objects.filter(pk__in=[row.pk for row in rows]).update(mailed_at=Now())
    return written


def certificate_mails(winner_list: WinnerList) -> list[PlannedMail]:
    """Who will be told of certificates once this list is public; nothing is written."""
    asked = winner_list.edition.credentials.standing().filter(
        mailed_at=None, mail_asked_at__isnull=False
    )
    theirs = asked.filter(
        Q(winner=None) | Q(winner__winner_list=winner_list), holder__isnull=False
    )
    made = theirs.exclude(state__in=(WorkState.FAILED, WorkState.DROPPED))
    return by_holder(made.select_related("edition", "holder").order_by("pk"))


def by_holder(credentials: Iterable[Credential]) -> list[PlannedMail]:
    """One mail per person and edition."""
    theirs: dict[tuple[int | None, int], list[Credential]] = defaultdict(list)
    for credential in credentials:
        theirs[credential.holder_id, credential.edition_id].append(credential)
    return [planned(rows) for rows in theirs.values()]


def planned(rows: list[Credential]) -> PlannedMail:
    about = tuple(str(row.name) for row in rows)
    return PlannedMail(
        EVENT, rows[0].holder, about, lambda language: message(rows, language)
    )


def message(rows: list[Credential], language: str) -> Message:
    holder, edition = rows[0].holder, rows[0].edition
    with override(language):
        values: dict[str, Value] = {
            "edition": str(edition.name),
            "certificates": lines_of(rows),
            "link": settings.SITE_URL + reverse("awards:own-certificates"),
        }
    return write_mail(
        CERTIFICATE_READY,
        values,
        dedupe_key=f"certificate-ready:{rows[0].pk}",
        recipient=holder,
        language=language,
        edition_code=edition.code,
    )


def lines_of(rows: list[Credential]) -> list[str]:
    found: list[str] = []
    code = _("Code")
    for row in rows:
        found += [f"{row.title}: {row.name}", f"{code} {row.code}"]
    return found


def holder_to_tell(credential: Credential) -> User | None:
    """None as well where they could not know of it yet: nobody learns from its end that
    they have won.
    """
    return (
        credential.holder
        if Credential.objects.public().filter(pk=credential.pk).exists()
        else None
    )


def tell_of_revocation(credential: Credential, because: str) -> bool:
    """To its holder, in their language."""
    holder = holder_to_tell(credential)
    if holder is None:
        return False
    edition = credential.edition
    with override(holder.language):
        values: dict[str, Value] = {
            "edition": str(edition.name),
            "certificates": lines_of([credential]),
            "reason": because,
            "link": settings.SITE_URL + credential.get_absolute_url(),
            "own_link": settings.SITE_URL + reverse("awards:own-certificates"),
        }
    mail = write_mail(
        CERTIFICATE_REVOKED,
        values,
        dedupe_key=f"certificate-revoked:{credential.pk}",
        recipient=holder,
        edition_code=edition.code,
    )
    return save_messages([mail]) == 1
