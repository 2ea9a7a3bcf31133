"""The sweep that publishes, with what a test lets happen in each list's transaction."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from awards.models import WinnerList
from awards.winners.publishing import due_lists, publish_list, trying


def publish_due_lists(told: Callable[[WinnerList], None] | None = None) -> int:
    """As ``judging.publication.services.publish_due`` does it; how many were published."""
    published = 0
    for winner_list in due_lists():
        with trying(winner_list):
            published += publish_one(winner_list, told)
    return published


@transaction.atomic
def publish_one(
    winner_list: WinnerList, told: Callable[[WinnerList], None] | None
) -> bool:
    if not publish_list(winner_list):
        return False
    if told:
        told(winner_list)
    return True
