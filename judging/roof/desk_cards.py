from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from awards.accounts.desk_cards import Card
from awards.accounts.models import User
from judging.models import Assignment, Judge
from judging.statuses import BallotState, JudgeState


def desk_cards(user: User) -> list[Card]:
    """The judging desk, for whoever is a judge; with the number of ballots that are left."""
    if not Judge.objects.filter(user=user).exclude(state=JudgeState.DECLINED).exists():
        return []
    done = Q(ballot__state=BallotState.SUBMITTED)
    left = Assignment.objects.visible_to(user).exclude(done).count()
    text = _("Read the entries assigned to you and score them.")
    return [Card(_("My judging"), text, reverse("judging:judge-home"), left)]
