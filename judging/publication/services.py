"""What appears together at an edition's moment: its winner list, the mails, the dSURE
products that waited for it.
"""

from __future__ import annotations

from django.db import transaction

from awards.certificates.dating import date_certificates
from awards.dsure.announcements.services import publish_with_edition
from awards.dsure.models import Announcement
from awards.models import Edition, WinnerList
from awards.outbox.services import save_messages
from awards.outbox.work import WorkState
from awards.winners.publishing import due_lists, publish_list, trying
from judging.publication.announcing import announcement_mails


def publish_due() -> int:
    """Publish every list whose moment has come; how many. Run by a sweep each second,
    by any number of workers.
    """
    published = 0
    for winner_list in due_lists():
        with trying(winner_list):
            published += publish_with_all(winner_list)
    publish_late_announcements()
    return published


@transaction.atomic
def publish_with_all(winner_list: WinnerList) -> bool:
    """The list, its mails, dates of certificates and the dSURE products that waited for
    it: all of it becomes visible together, exactly once, or nothing does.
    """
    if not publish_list(winner_list):
        return False
    date_certificates(winner_list)
    queue_winner_mails(winner_list)
    publish_with_edition(winner_list.edition.code)
    return True


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
    save_messages(plan.message() for plan in announcement_mails(winner_list))
