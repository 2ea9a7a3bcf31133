from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from awards.accounts.asking import Visitor
from awards.accounts.desk_cards import Card
from awards.models import Credential, Edition


def desk_cards(user: Visitor) -> list[Card]:
    """A card for each edition this person organises; for the operator one for making
    and repairing editions.
    """
    cards = [
        Card(
            str(edition.name),
            str(edition.phase.label),
            reverse("edition-home", args=[edition.code]),
        )
        for edition in Edition.objects.organised_by(user)
    ]
    if user.is_authenticated and user.is_operator:
        text = _("Create an edition and name its organisers.")
        cards.append(
            Card(
                _("All editions"),
                text,
                reverse("awards:edition-list"),
                Edition.objects.count(),
            )
        )
    return cards + certificate_cards(user)


def certificate_cards(user: Visitor) -> list[Card]:
    """For whoever holds a certificate that is public."""
    count = Credential.objects.held_by(user).standing().exclude(pdf="").count()
    text = _("Print it, or share it as a digital credential that anyone can check.")
    return (
        [Card(_("My certificates"), text, reverse("awards:own-certificates"))]
        if count
        else []
    )
