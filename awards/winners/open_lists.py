"""A winner list held while something of it changes, before it is public."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from awards.accounts.models import User
from awards.editions.two_persons import ask_for_approval
from awards.language.seen_form import print_of
from awards.models import Edition, Winner, WinnerList
from awards.refusals import ChangedMeanwhile, WrongState


def list_subject(winner_list: WinnerList) -> str:
    return f"list:{winner_list.version}"


def locked(winner_list: WinnerList, *states: str) -> WinnerList:
    """The list, held until the end of this transaction; raises ``WrongState`` when it
    is in none of the states.

    The edition is locked first, everywhere, so that two people and the worker never
    wait for each other in a ring.
    """
    Edition.objects.select_for_update().get(pk=winner_list.edition_id)
    current = (
        WinnerList.objects.select_for_update()
        .select_related("edition")
        .filter(pk=winner_list.pk)
        .first()
    )
    if (
        current is None
        or current.state not in states
        or current.published_at is not None
    ):
        raise WrongState(
            _(
                "This list was published, replaced or discarded in the meantime. "
                "Reload the page."
            )
        )
    return current


def print_of_list(winner_list: WinnerList) -> str:
    """Of all that this list says. Who approves or publishes it has read it so: another
    list has another print, also where it takes the version of one that was discarded.
    """
    names = [field.attname for field in Winner._meta.concrete_fields]
    lines = [
        [str(getattr(winner, name)) for name in names]
        for winner in winner_list.winners.all()
    ]
    said = (winner_list.pk, winner_list.erratum_th, winner_list.erratum_en, lines)
    return print_of({"list": repr(said)})


def check_read(current: WinnerList, seen: str) -> None:
    """Raises ChangedMeanwhile where the list is not the one that was read: ``seen`` is
    the print on that page. An empty one comes from no page: nothing is checked.
    """
    if seen and seen != print_of_list(current):
        raise ChangedMeanwhile(
            _(
                "This list was changed after you opened the page. Read it again as it "
                "stands now, then decide."
            )
        )


def void_approval(current: WinnerList, actor: User) -> None:
    """It was for what was seen then: who may approve the list as it is now is asked."""
    current.approved_by, current.approved_at, current.changed_by = None, None, actor
    current.save(update_fields=["approved_by", "approved_at", "changed_by"])
    ask_for_approval(current)
