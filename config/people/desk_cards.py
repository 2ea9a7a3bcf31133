from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.accounts.asking import Visitor
from awards.accounts.desk_cards import Card
from config.people.erasure_requests import due_at, waiting


def desk_cards(user: Visitor) -> list[Card]:
    """For the operator: people who asked to have their data erased, or lost a phone."""
    if not user.is_authenticated or not user.is_operator:
        return []
    lost = Card(
        _("Phone or key lost"),
        _("Help someone who can no longer sign in."),
        reverse("factors-reset"),
    )
    asked = list(waiting().order_by("asked_at"))
    if not asked:
        return [lost]
    words = ngettext(
        "%(n)d person asks to have their data erased",
        "%(n)d people ask to have their data erased",
        len(asked),
    )
    return [
        Card(
            words % {"n": len(asked)},
            _("The law requires an answer within 30 days."),
            reverse("erasure-requests"),
            len(asked),
            _("Operator"),
            _("Open"),
            due_at(asked[0]),
        ),
        lost,
    ]
