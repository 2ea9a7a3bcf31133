from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.accounts.asking import Visitor
from awards.accounts.consents import unread_notice
from awards.accounts.desk_cards import Card
from awards.accounts.models import User
from awards.models import Breach, DataRequest, RequestState
from config.people.erasure_requests import due_at, waiting

WAITING = (RequestState.OPEN, RequestState.ASKED_BACK)


def desk_cards(user: Visitor) -> list[Card]:
    """For everybody: a privacy notice that is new to them. For the operator: what people
    asked about their data, breaches whose clock runs, and help for who lost a phone.
    """
    if not user.is_authenticated:
        return []
    cards = list(notice_cards(user))
    if user.is_operator:
        cards += [*erasure_cards(), *request_cards(), *breach_cards()]
        cards += [desk_card(), lost_card()]
    return cards


def notice_cards(user: User) -> Iterator[Card]:
    notice = unread_notice(user)
    if notice is not None:
        text = str(notice.changes) or _("Read what it says of your data.")
        yield Card(
            _("The privacy notice has changed"),
            text,
            reverse("privacy"),
            act=_("Read the notice"),
        )


def erasure_cards() -> Iterator[Card]:
    asked = list(waiting().order_by("asked_at"))
    if not asked:
        return
    words = ngettext(
        "%(n)d person asks to have their data erased",
        "%(n)d people ask to have their data erased",
        len(asked),
    )
    yield Card(
        words % {"n": len(asked)},
        _("The law requires an answer within 30 days."),
        reverse("erasure-requests"),
        len(asked),
        _("Operator"),
        _("Open"),
        due_at(asked[0]),
    )


def request_cards() -> Iterator[Card]:
    open_ones = DataRequest.objects.filter(state__in=WAITING)
    found = open_ones.aggregate(n=Count("pk"), due=Min("due_at"))
    if found["n"]:
        words = ngettext(
            "%(n)d request on personal data",
            "%(n)d requests on personal data",
            found["n"],
        )
        yield Card(
            words % {"n": found["n"]},
            _("Each is to be answered by its day, in words and with a reason."),
            reverse("privacy-desk"),
            found["n"],
            _("Operator"),
            _("Answer"),
            found["due"],
        )


def breach_cards() -> Iterator[Card]:
    waiting_ones = Breach.objects.filter(notified_at=None, closed_at=None)
    for breach in waiting_ones.order_by("aware_at"):
        yield Card(
            breach.title,
            _(
                "Notify the Office within 72 hours of becoming aware, unless there is no risk."
            ),
            reverse("privacy-breach", args=[breach.pk]),
            1,
            _("Operator"),
            _("Open"),
            breach.due_at,
        )


def desk_card() -> Card:
    return Card(
        _("Personal data"),
        _(
            "The privacy notice, the record of processing, requests of people, how long "
            "data are kept, and breaches."
        ),
        reverse("privacy-desk"),
    )


def lost_card() -> Card:
    return Card(
        _("Phone or key lost"),
        _("Help someone who can no longer sign in."),
        reverse("factors-reset"),
    )
