"""From the end of a round to the announcement the one step that is next, and what
follows the announcement: in the home's list of what needs an organiser.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.certificates.amendments import newest_list
from awards.models import Edition, Round, WinnerList
from awards.outbox.work import WorkState
from awards.roles import Area, may_act
from awards.statuses import RoundPhase
from config.shell.after_publication import follow_ups
from config.shell.needs import Need
from judging.decisions.waiting import without_prizes
from judging.loading import at_hand, round_after
from judging.models import Shortlist
from judging.shortlist.services import why_not_now


def next_steps(
    edition: Edition, role: str | None, rounds: Sequence[Round]
) -> list[Need]:
    """``rounds``: of the edition, in their order. Until the winners are public at most
    one step, for those who may take it, and none while judges are at work; from then on
    what ``follow_ups`` finds.
    """
    active = [one for one in rounds if one.active]
    if edition.announced_at:
        return list(follow_ups(edition, role, newest_list(edition)))
    if edition.is_draft or not active:
        return []
    if any(one.phase != RoundPhase.CLOSED for one in active):
        return list(choosing(edition, role, active))
    newest = newest_list(edition)
    count = 0 if newest else without_prizes(edition).count()
    if count:
        return list(deciding(edition, role, count))
    return list(publishing(edition, role, newest))


def choosing(
    edition: Edition, role: str | None, active: Sequence[Round]
) -> Iterator[Need]:
    """Who moves on from the round that is over to the one at hand."""
    over = [one for one in active if one.phase == RoundPhase.CLOSED]
    following = at_hand(active)
    earlier = next((one for one in over if round_after(one, active) == following), None)
    if following is None or earlier is None or not may_act(role, Area.RESULTS):
        return
    chosen = Shortlist.objects.filter(round=following).exists()
    if chosen or why_not_now(earlier, following):
        return
    yield Need(
        1,
        _("round in which all competing entries are judged: %(round)s")
        % {"round": following},
        _("Choose which move on before its judges start."),
        reverse("judging:shortlist", args=[edition.code]) + f"?round={earlier.code}",
        _("Choose the entries that move on"),
    )


def deciding(edition: Edition, role: str | None, count: int) -> Iterator[Need]:
    if may_act(role, Area.RESULTS):
        yield Need(
            count,
            ngettext(
                "category has no prize yet", "categories have no prize yet", count
            ),
            _("Judging is over: award prizes, or prepare the list without them."),
            reverse("judging:decision-list", args=[edition.code]),
            _("Award prizes"),
        )


def publishing(
    edition: Edition, role: str | None, newest: WinnerList | None
) -> Iterator[Need]:
    """From prizes to a list, from a draft to its moment."""
    if not may_act(role, Area.PUBLICATION):
        return
    if newest is None:
        yield Need(
            1,
            _("winner list to prepare"),
            _("Prizes are awarded in every category."),
            reverse("judging:list-preview", args=[edition.code]),
            _("Preview winner list"),
        )
    elif newest.state == WorkState.DRAFT:
        yield Need(
            1,
            _("winner list without a publication time"),
            _("Nothing is public until you set it or publish now."),
            reverse("judging:list-show", args=[edition.code, newest.version]),
            _("Read the list"),
            newest.created_at,
        )
