"""What appears together at an edition's moment: its winner list, the mails, the dSURE
products that waited for it.
"""

from __future__ import annotations

from awards.certificates.dating import date_certificates
from awards.dsure.announcements.services import publish_with_edition
from awards.dsure.models import Announcement
from awards.models import Edition, WinnerList
from awards.outbox.services import save_messages
from awards.outbox.work import WorkState
from awards.winners.publishing import publish_due_lists
from judging.publication.announcing import planned_mails


def publish_due() -> int:
    """Publish what is due; the mails are written in the transaction that makes the list
    public. Run each second.
    """
    published = publish_due_lists(then=complete_publication)
    publish_late_announcements()
    return published


def complete_publication(winner_list: WinnerList) -> None:
    """What appears with a list, in its transaction: mails, dates of certificates, dSURE
    products that waited for it.
    """
    date_certificates(winner_list)
    queue_winner_mails(winner_list)
    publish_with_edition(winner_list.edition.code)


def publish_late_announcements() -> int:
    """Announcements tied to a ceremony that is over already: nothing else would ever
    publish them.
    """
    waiting = Announcement.objects.filter(state=WorkState.QUEUED).exclude(
        edition_code=""
    )
    codes = set(waiting.order_by().values_list("edition_code", flat=True))
    over = (
        Edition.objects.announced().filter(code__in=codes)
        if codes
        else Edition.objects.none()
    )
    return sum(publish_with_edition(edition.code) for edition in over)


def queue_winner_mails(winner_list: WinnerList) -> None:
    """To entrants and organisers: one mail per person and list, in a handful of statements."""
    save_messages([plan.message() for plan in planned_mails(winner_list)])
