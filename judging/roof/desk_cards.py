from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Max, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.accounts.desk_cards import Card
from awards.accounts.models import User
from awards.models import Round
from judging.models import Assignment, Judge
from judging.statuses import BallotState, JudgeState


def desk_cards(user: User) -> list[Card]:
    """For whoever is a judge: invitations without an answer, ballots that are left in
    rounds that are open, and the way to their page.
    """
    roles = list(
        Judge.objects.filter(user=user)
        .exclude(state=JudgeState.DECLINED)
        .select_related("edition")
    )
    if not roles:
        return []
    asked = [role for role in roles if role.state == JudgeState.INVITED]
    text = _("Read the entries assigned to you and score them.")
    return [
        *(invitation_card(role) for role in asked),
        *ballot_cards(user),
        Card(_("My judging"), text, reverse("judging:judge-home")),
    ]


def invitation_card(role: Judge) -> Card:
    return Card(
        _("Answer the invitation to the jury"),
        str(role.edition.name),
        reverse("judging:judge-home"),
        role=_("Judge"),
        act=_("Answer"),
    )


def ballot_cards(user: User) -> list[Card]:
    """One for each round, with the last moment at which any of its ballots can be
    submitted; one statement.
    """
    left = (
        Assignment.objects.visible_to(user)
        .exclude(ballot__state=BallotState.SUBMITTED)
        .with_window()
        .filter(Q(round__opens_at__lte=Now(), closes__gt=Now()))
        .order_by("round__closes_at", "round")
        .values_list("round__edition__code", "round__name_th", "round__name_en")
        .annotate(
            n=Count("pk"),
            closed=Count("pk", filter=Q(cleared_at=None)),
            due=Max("closes"),
        )
    )
    return [card for row in left for card in cards_of_round(*row)]


def cards_of_round(
    edition: str, thai: str, english: str, count: int, closed: int, due: datetime
) -> list[Card]:
    """``closed``: entries whose titles wait for a word on conflicts of interest."""
    desk, name = (
        reverse("judging:judge-home"),
        Round(name_th=thai, name_en=english).name,
    )
    made = []
    if closed:
        words = ngettext(
            "Check %(n)d entry for conflicts of interest",
            "Check %(n)d entries for conflicts of interest",
            closed,
        )
        titles = reverse("judging:judge-titles", args=[edition])
        made.append(Card(words % {"n": closed}, str(name), titles, closed, _("Judge"), _("Check"), due))  # fmt: skip
    if count > closed:
        words = ngettext("Submit %(n)d ballot", "Submit %(n)d ballots", count - closed)
        words = words % {"n": count - closed}
        made.append(Card(words, str(name), desk, count - closed, _("Judge"), _("Score"), due))  # fmt: skip
    return made
