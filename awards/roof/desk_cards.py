from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from awards.accounts.asking import Visitor
from awards.accounts.desk_cards import Card
from awards.accounts.models import User
from awards.editions.two_persons import changes_to_agree, lists_to_approve
from awards.models import Credential, Edition


def desk_cards(user: Visitor) -> list[Card]:
    """A card for each edition this person organises; for the operator one for making
    and repairing editions.
    """
    if not user.is_authenticated:
        return []
    editions = list(Edition.objects.organised_by(user).with_judged_at())
    cards = waiting_cards(user, organises=bool(editions))
    cards += [
        Card(
            str(edition.name),
            str(edition.phase.label),
            reverse("edition-home", args=[edition.code]),
        )
        for edition in editions
    ]
    if user.is_operator:
        text = _("Create an edition and name its organisers.")
        cards.append(Card(_("All editions"), text, reverse("awards:edition-list")))
    return cards + certificate_cards(user)


def waiting_cards(user: User, *, organises: bool) -> list[Card]:
    """Lists and requests that wait for this person as the second organiser; a request
    may also wait for the operator.
    """
    if not organises and not user.is_operator:
        return []
    lists = (
        lists_to_approve(user).select_related("edition").order_by("pk")
        if organises
        else []
    )
    changes = changes_to_agree(user).select_related("edition").order_by("pk")
    return [
        *(
            Card(
                _("A winner list waits for your approval"),
                str(one.edition.name),
                reverse("judging:list-show", args=[one.edition.code, one.version]),
                role=_("Organiser"),
                act=_("Read the list"),
                due=coming(one.edition),
            )
            for one in lists
        ),
        *(
            Card(
                _("A request waits for a second organiser"),
                f"{one.get_kind_display()} · {one.edition.name}",
                reverse("awards:organiser-list", args=[one.edition.code]),
                role=_("Organiser"),
                act=_("Answer"),
            )
            for one in changes
        ),
    ]


def coming(edition: Edition) -> datetime | None:
    """The planned announcement, where it lies ahead."""
    return edition.announces_at if edition.announces_at > timezone.now() else None


def certificate_cards(user: Visitor) -> list[Card]:
    """For whoever holds a certificate that is public."""
    count = Credential.objects.held_by(user).standing().exclude(pdf="").count()
    text = _("Print it, or share it as a digital credential that anyone can check.")
    return (
        [Card(_("My certificates"), text, reverse("awards:own-certificates"))]
        if count
        else []
    )
