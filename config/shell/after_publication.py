"""After the winners are public: what an edition still owes its winners and entrants, in
the home's list of what needs an organiser.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.certificates.emails import untold
from awards.certificates.services import without_certificate
from awards.models import Edition, WinnerList
from awards.outbox.work import WorkState
from awards.roles import Area, may_act
from config.shell.needs import Need
from judging.feedback.pages import comments_awaited
from judging.models import FeedbackRules
from judging.statuses import Mode

EXPECTED = timedelta(days=90)  # for so long somebody waits for what was not done


def follow_ups(
    edition: Edition, role: str | None, newest: WinnerList | None
) -> Iterator[Need]:
    """A corrected list as long as it is a draft, the rest while somebody waits for it."""
    if may_act(role, Area.PUBLICATION):
        yield from correcting(edition, newest)
    if edition.announcement < timezone.now() - EXPECTED:
        return
    if may_act(role, Area.PUBLICATION):
        yield from certifying(edition)
    if may_act(role, Area.RESULTS):
        yield from giving_feedback(edition)


def correcting(edition: Edition, newest: WinnerList | None) -> Iterator[Need]:
    if newest is not None and newest.state == WorkState.DRAFT:
        yield Need(
            1,
            _("corrected winner list without a publication time"),
            _("The published list stays as it is until this one is published."),
            reverse("judging:list-show", args=[edition.code, newest.version]),
            _("Read the list"),
            newest.created_at,
        )


def certifying(edition: Edition) -> Iterator[Need]:
    """Certificates first; who holds one is told of it afterwards."""
    address = reverse("awards:credential-list", args=[edition.code])
    missing = without_certificate(edition).count()
    if missing:
        yield Need(
            missing,
            ngettext(
                "winner without a certificate", "winners without a certificate", missing
            ),
            _("Certificates are public as soon as they are created."),
            address,
            _("Create certificates"),
            edition.announced_at,
        )
        return
    holders = untold(edition).count()
    if holders:
        yield Need(
            holders,
            ngettext(
                "certificate whose holder was not told",
                "certificates whose holders were not told",
                holders,
            ),
            _("They find it only when they sign in."),
            address,
            _("Email recipients"),
        )


def giving_feedback(edition: Edition) -> Iterator[Need]:
    desk = reverse("judging:feedback-desk", args=[edition.code])
    rules = FeedbackRules.objects.filter(edition=edition).first()
    if rules is None:
        yield Need(
            1,
            _("decision about feedback to entrants"),
            _("Entrants get none until you decide who gets it."),
            desk,
            _("Decide"),
            edition.announced_at,
        )
    elif rules.comments and rules.mode != Mode.OFF:
        count = comments_awaited(edition, rules).count()
        if count:
            yield Need(
                count,
                ngettext("comment to release", "comments to release", count),
                _("Entrants read no comment before you have."),
                desk,
                _("Read comments"),
            )
