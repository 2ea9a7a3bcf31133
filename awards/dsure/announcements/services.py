"""Batches of certificates that become public in one commit at a set moment, exactly
once, with their mails.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from awards.accounts.models import User
from awards.dsure import acts, emails
from awards.dsure.form_parts import values_of
from awards.dsure.models import Announcement, Certificate, Event
from awards.dsure.statuses import EventKind
from awards.language.seen_form import check_seen, print_of
from awards.ledger.services import append, database_now
from awards.outbox.services import save_messages
from awards.outbox.work import WorkState
from awards.refusals import ChangedMeanwhile, check_to_come

CHAIN = "dsure"
TEXTS = ("title_th", "title_en", "text_th", "text_en")


class AnnouncementError(Exception):
    """This announcement cannot be changed, scheduled or left empty."""


def subject_of(announcement: Announcement) -> str:
    """The ledger's name for it."""
    return f"announcement:{announcement.pk}"


@transaction.atomic
def create_announcement(
    *,
    actor: User | None,
    title_th: str,
    title_en: str,
    certificates: Iterable[Certificate] = (),
    text_th: str = "",
    text_en: str = "",
) -> Announcement:
    """A draft of an announcement; it becomes public only after it was scheduled."""
    announcement = Announcement.objects.create(
        title_th=title_th,
        title_en=title_en,
        text_th=text_th,
        text_en=text_en,
        created_by=actor,
        state=WorkState.DRAFT,
    )
    announcement.certificates.set(certificates)
    return announcement


def locked(
    announcement: Announcement, *, states: tuple[WorkState, ...]
) -> Announcement:
    """The row, locked against the worker that might publish it now. Raises
    AnnouncementError in another state.
    """
    standing = Announcement.objects.select_for_update().get(pk=announcement.pk)
    if standing.state not in states or standing.published_at:
        raise AnnouncementError(standing.state)
    return standing


def standing_of(announcement: Announcement) -> dict[str, object]:
    """What a page that edits it shows."""
    certificates = tuple(announcement.certificates.order_by("number"))
    return {**values_of(announcement, TEXTS), "certificates": certificates}


@transaction.atomic
def edit_announcement(
    *,
    actor: User | None,
    announcement: Announcement,
    fields: dict[str, str],
    certificates: Iterable[Certificate],
    seen: str = "",
) -> None:
    """Change a draft or a scheduled one. A published one is history: amend its
    certificates instead. Raises AnnouncementError when it is neither, or would be
    scheduled without certificates; ChangedMeanwhile when others stand than ``seen`` says.
    """
    standing = locked(announcement, states=(WorkState.DRAFT, WorkState.QUEUED))
    check_seen(seen, standing_of(standing))
    for name in TEXTS:
        setattr(standing, name, fields.get(name, getattr(standing, name)))
    standing.save()
    standing.certificates.set(certificates)
    if standing.state == WorkState.QUEUED and not standing.certificates.exists():
        raise AnnouncementError("empty")


@transaction.atomic
def schedule_announcement(
    *,
    actor: User | None,
    announcement: Announcement,
    publish_at: datetime | None = None,
    edition_code: str = "",
    seen: str = "",
) -> None:
    """Publish at a moment (None: as soon as the worker looks, within a second or two),
    or with an edition's ceremony.

    Raises AnnouncementError when it is published already or holds no certificate,
    ``MomentPassed`` for a moment that is not to come, ChangedMeanwhile when it says
    something else than what was read: ``seen`` is the print on that page.
    """
    standing = locked(announcement, states=(WorkState.DRAFT, WorkState.QUEUED))
    if seen and seen != print_of(standing_of(standing)):
        raise ChangedMeanwhile(
            _(
                "This announcement was changed after you opened the page. Read it again "
                "as it stands now, then decide."
            )
        )
    if publish_at:
        check_to_come(publish_at, database_now(), "at")
    if not standing.certificates.exists():
        raise AnnouncementError("empty")
    standing.state = WorkState.QUEUED
    standing.due_at = publish_at or database_now()
    standing.edition_code = edition_code
    standing.save(update_fields=["state", "due_at", "edition_code"])
    values = {
        "publish_at": standing.due_at.isoformat(),
        "edition": edition_code,
        "certificates": sorted(standing.certificates.values_list("number", flat=True)),
    }
    append(
        CHAIN, acts.ANNOUNCEMENT_SCHEDULED, actor, values, subject=subject_of(standing)
    )


@transaction.atomic
def unschedule_announcement(*, actor: User | None, announcement: Announcement) -> None:
    """Back to a draft, as long as it is not public."""
    standing = locked(announcement, states=(WorkState.QUEUED,))
    standing.state = WorkState.DRAFT
    standing.edition_code = ""
    standing.save(update_fields=["state", "edition_code"])
    append(
        CHAIN, acts.ANNOUNCEMENT_UNSCHEDULED, actor, {}, subject=subject_of(standing)
    )


def publish_due_announcements() -> int:
    """The sweep: publish what is due, each in one commit; returns how many.

    One that fails keeps no other waiting; its error is raised once all were tried.
    """
    published, failure = 0, None
    for announcement in Announcement.objects.due_by_time():
        try:
            published += publish_claimed(announcement.pk)
        except Exception as error:
            failure = failure or error
            note_failure(announcement.pk, f"{type(error).__name__}: {error}")
    if failure:
        raise failure
    return published


def note_failure(pk: int, error: str) -> None:
    """People wait for it: again at once, after 1, 3, 7 … and at most 60 seconds, for as
    long as it takes.
    """
    row = Announcement.objects.filter(pk=pk, state=WorkState.QUEUED)
    for attempts in row.values_list("attempts", flat=True):
        gap = timedelta(seconds=min(2 ** min(attempts, 6) - 1, 60))
        row.update(
            attempts=min(attempts + 1, 1000), last_error=error, due_at=Now() + gap
        )


@transaction.atomic
def publish_claimed(pk: int) -> int:
    """Claim and publish in the same transaction: of two workers one waits here and then
    finds it done.
    """
    if not Announcement.objects.due_by_time().filter(
        pk=pk
    ).order_by().exists() or not Announcement.objects.claim(pk):
        return 0
    publish(Announcement.objects.get(pk=pk))
    return 1


def publish_with_edition(edition_code: str) -> int:
    """Publish what waits for this edition's ceremony, inside the caller's transaction;
    returns how many.
    """
    with transaction.atomic():
        waiting = list(
            Announcement.objects.waiting_for(edition_code).select_for_update()
        )
        for announcement in waiting:
            publish(announcement)
    return len(waiting)


def publish(announcement: Announcement) -> None:
    """Certificates public, mails written, history and ledger told: the caller's
    transaction holds it together.
    """
    now = database_now()
    batch = list(announcement.certificates.for_reading().order_by("sort_key", "pk"))
    new = [certificate for certificate in batch if certificate.announced_at is None]
    Certificate.objects.filter(pk__in=[certificate.pk for certificate in new]).update(
        announced_at=now, updated_at=now
    )
    Event.objects.bulk_create(
        Event(certificate=c, kind=EventKind.ANNOUNCED, by=announcement.created_by)
        for c in new
    )
    Announcement.objects.filter(pk=announcement.pk).update(published_at=now)
    announcement.finish()
    values = {
        "certificates": [certificate.number for certificate in batch],
        "published_at": now.isoformat(),
    }
    append(
        CHAIN,
        acts.ANNOUNCEMENT_PUBLISHED,
        None,
        values,
        subject=subject_of(announcement),
    )
    save_messages(emails.announced(announcement, batch))
