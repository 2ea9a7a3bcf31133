from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.accounts.asking import Visitor
from awards.accounts.desk_cards import Card
from config.people.privacy_waiting import Waiting, privacy_waiting


def desk_cards(user: Visitor) -> list[Card]:
    """For everybody: a privacy notice that is new to them. For the operator: what people
    asked about their data, breaches whose clock runs, and help for who lost a phone.
    """
    if not user.is_authenticated:
        return []
    waiting = privacy_waiting(user)
    cards = list(notice_cards(waiting))
    if user.is_operator:
        cards += [*erasure_cards(waiting), *request_cards(waiting)]
        cards += [*breach_cards(waiting), desk_card(), lost_card()]
        cards.append(state_card())
    return cards


def notice_cards(waiting: Waiting) -> Iterator[Card]:
    if waiting.notice is not None:
        text = str(waiting.notice.changes) or _("Read what it says of your data.")
        yield Card(
            _("The privacy notice has changed"),
            text,
            reverse("privacy"),
            act=_("Read the notice"),
        )


def erasure_cards(waiting: Waiting) -> Iterator[Card]:
    if not waiting.erasures:
        return
    words = ngettext(
        "%(n)d person asks to have their data erased",
        "%(n)d people ask to have their data erased",
        waiting.erasures,
    )
    yield Card(
        words % {"n": waiting.erasures},
        _("You answer within 30 days, as the privacy notice promises."),
        reverse("erasure-requests"),
        waiting.erasures,
        _("Operator"),
        _("Open"),
        waiting.erasures_due,
    )


def request_cards(waiting: Waiting) -> Iterator[Card]:
    if waiting.requests:
        words = ngettext(
            "%(n)d request on personal data",
            "%(n)d requests on personal data",
            waiting.requests,
        )
        yield Card(
            words % {"n": waiting.requests},
            _("Each is to be answered by its day, in words and with a reason."),
            reverse("privacy-desk"),
            waiting.requests,
            _("Operator"),
            _("Answer"),
            waiting.requests_due,
        )


def breach_cards(waiting: Waiting) -> Iterator[Card]:
    for breach in waiting.breaches:
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


def state_card() -> Card:
    return Card(
        _("Site status"),
        _("Rights in the database, keys, and who tried to get in."),
        reverse("site-state"),
    )
