"""Versions of the privacy notice: written, published, shown, and told of by mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from awards.accounts.consents import notice_version
from awards.accounts.models import NoticeSeen, PrivacyNotice, User
from awards.outbox.models import Message
from awards.outbox.services import prepare_mail, save_messages
from awards.refusals import WrongState, WrongTimes
from config import acts
from config.privacy.office.ledger import record

PORTION = 500  # mails written in one transaction
PLACE_TO_FILL = "[["


@dataclass(frozen=True)
class NoticeWords:
    """What is written of a version."""

    effective_on: date
    text_th: str
    text_en: str
    changes_th: str = ""
    changes_en: str = ""
    material: bool = False


def published() -> QuerySet[PrivacyNotice]:
    """The newest first."""
    return PrivacyNotice.objects.filter(published_at__isnull=False)


def draft() -> PrivacyNotice | None:
    return PrivacyNotice.objects.filter(published_at=None).first()


def free_version(day: date) -> str:
    """A version is called by its day; a second one of that day has a number."""
    version, number = day.isoformat(), 1
    while PrivacyNotice.objects.filter(version=version).exists():
        number += 1
        version = f"{day.isoformat()}-{number}"
    return version


@transaction.atomic
def save_draft(*, officer: User, words: NoticeWords) -> PrivacyNotice:
    """There is one draft at a time: it is made or changed."""
    notice = PrivacyNotice.objects.select_for_update().filter(published_at=None).first()
    if notice is None:
        notice = PrivacyNotice(version=free_version(words.effective_on))
    elif notice.effective_on != words.effective_on:
        notice.version = free_version(words.effective_on)
    for name, value in vars(words).items():
        setattr(notice, name, value)
    notice.written_by = officer
    notice.save()
    return notice


@transaction.atomic
def publish_notice(*, officer: User) -> PrivacyNotice:
    """Raises WrongState without a finished draft, WrongTimes where its day is past."""
    notice = PrivacyNotice.objects.select_for_update().filter(published_at=None).first()
    if notice is None:
        raise WrongState(_("There is no draft to publish. Write one first."))
    if PLACE_TO_FILL in notice.text_th + notice.text_en:
        raise WrongState(
            _("Fill in or delete every place marked [[…]] before you publish.")
        )
    if notice.effective_on < timezone.localdate():
        raise WrongTimes(
            _("The day from which it is in force is past. Choose today or later."),
            "effective_on",
        )
    told_up_to = 0 if notice.material else None
    PrivacyNotice.objects.filter(pk=notice.pk).update(
        published_at=Now(), told_up_to=told_up_to
    )
    record(
        acts.NOTICE_PUBLISHED,
        officer,
        {"version": notice.version, "material": notice.material},
    )
    notice.refresh_from_db()
    return notice


def note_shown(*, user: User) -> None:
    """The notice in force was opened by this person."""
    NoticeSeen.objects.get_or_create(
        user=user, version=notice_version(), how=NoticeSeen.How.SHOWN
    )


def tell_of_notices() -> int:
    """A portion of the mails on a material change; how many were written. Repeating it
    writes none twice.
    """
    told = 0
    for notice in published().filter(told_up_to__isnull=False):
        told += tell_portion(notice)
    return told


@transaction.atomic
def tell_portion(notice: PrivacyNotice) -> int:
    known = PrivacyNotice.objects.select_for_update().get(pk=notice.pk)
    people = User.objects.filter(
        is_active=True,
        pk__gt=known.told_up_to or 0,
        emailaddress__verified=True,
        emailaddress__primary=True,
    )
    portion = list(people.order_by("pk").distinct()[:PORTION])
    save_messages([mail_on(known, person) for person in portion])
    up_to = portion[-1].pk if len(portion) == PORTION else None
    PrivacyNotice.objects.filter(pk=known.pk).update(told_up_to=up_to)
    return len(portion)


def mail_on(notice: PrivacyNotice, person: User) -> Message:
    with override(person.language):
        link = settings.SITE_URL + reverse("privacy-version", args=[notice.version])
        context = {
            "day": notice.effective_on,
            "changes": str(notice.changes),
            "link": link,
        }
    return prepare_mail(
        "privacy_notice_changed",
        "config/emails/privacy_notice_changed.txt",
        context,
        dedupe_key=f"privacy-notice:{notice.version}:{person.pk}",
        recipient=person,
    )
