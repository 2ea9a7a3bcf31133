"""Mails about an edition itself, one function per event."""

from __future__ import annotations

from awards.models import Organiser
from awards.outbox.services import queue_mail


def tell_organiser(organiser: Organiser) -> None:
    """They run an edition from now on, and how to get in."""
    edition, user = organiser.edition, organiser.user
    queue_mail(
        "organiser-added",
        "awards/emails/organiser_added.txt",
        {"edition": edition, "has_password": user.has_usable_password()},
        dedupe_key=f"organiser-added:{organiser.pk}",
        recipient=user,
        edition_code=edition.code,
    )
