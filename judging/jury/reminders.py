"""An invitation to judge waits for its answer as long as its link works."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from awards.language.filters import plain_moment
from awards.models import Edition
from awards.reminders.moments import Window
from awards.reminders.pending import Pending, Reader, Said
from awards.site.share_links import absolute
from awards.statuses import Reminder
from judging.models import Judge
from judging.statuses import JudgeState


@dataclass(frozen=True, kw_only=True)
class InvitationPending(Pending):
    judge: Judge

    def said(self) -> Said:
        values = {
            "edition": str(self.judge.edition.name),
            "invited": plain_moment(self.judge.invited_at),
            "until": plain_moment(self.window.until),
        }
        words = _(
            "You were invited to judge %(edition)s on %(invited)s. The link in that email "
            "works until %(until)s. If you no longer have it, have a new one sent:"
        )
        return Said(
            _("Your answer to the invitation to judge %(edition)s") % values,
            words % values,
            absolute("judging:judge-link"),
        )


def invitations_waiting(now: datetime, edition: Edition | None = None) -> list[Pending]:
    """Of all editions, or of one. One statement."""
    judges = Judge.objects.filter(
        state=JudgeState.INVITED,
        user__is_active=True,
        edition__announced_at=None,
        links__expires_at__gt=now,
    )
    if edition is not None:
        judges = judges.filter(edition=edition)
    rows: Any = judges.select_related("user", "edition").order_by("pk")
    found = rows.annotate(lasts_until=Max("links__expires_at"))
    return [
        InvitationPending(
            kind=Reminder.INVITATION,
            reader=Reader.of(judge.user),
            edition=judge.edition,
            thing=f"invitation:{judge.pk}",
            window=Window(judge.invited_at, judge.invited_at, judge.lasts_until),
            judge=judge,
        )
        for judge in found
    ]
