"""The words of a winner on a list that is not public yet: title, organisation and
summary, in both languages. They are changed on the list, not in the entry.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from awards import acts
from awards.accounts.models import User
from awards.language.seen_form import check_seen
from awards.ledger.services import append
from awards.models import Edition, Winner, WinnerList
from awards.outbox.work import WorkState
from awards.winners.open_lists import list_subject, locked

WORDS = (
    *("title_th", "title_en", "organisation_th", "organisation_en"),
    *("summary_th", "summary_en"),
)


def words_of(winner: Winner) -> dict[str, str]:
    return {name: getattr(winner, name) for name in WORDS}


@transaction.atomic
def set_words(
    *, winner: Winner, words: Mapping[str, str], actor: User, seen: str = ""
) -> list[Winner]:
    """Other words for a draft's winner, on each of its prizes. An approval given before
    is void: it was for what was seen then.

    ``words``: field → text, of ``WORDS``; what is not named stays. ``seen``: the print
    of the words that the page showed; raises ChangedMeanwhile when others stand, and
    WrongState when the list is no draft.
    """
    current = locked(winner.winner_list, WorkState.DRAFT)
    prizes = list(current.winners.filter(reference=winner.reference))
    check_seen(seen, words_of(prizes[0]))
    before = words_of(prizes[0])
    changed = {name: text for name, text in words.items() if before[name] != text}
    if not changed:
        return prizes
    for prize in prizes:
        edit(prize, changed)
    WinnerList.objects.filter(pk=current.pk).update(
        approved_by=None, approved_at=None, changed_by=actor
    )
    values = {
        "version": current.version,
        "reference": winner.reference,
        "words": {name: [before[name], text] for name, text in changed.items()},
    }
    append(
        current.edition.code,
        acts.WORDS_SET,
        actor,
        values,
        subject=list_subject(current),
    )
    return prizes


def edit(prize: Winner, changed: Mapping[str, str]) -> None:
    """Each changed text remembers what it was frozen as."""
    for name, text in changed.items():
        prize.edited.setdefault(name, getattr(prize, name))
        setattr(prize, name, text)
        if prize.edited[name] == text:
            del prize.edited[name]
    prize.save(update_fields=[*changed, "edited", "search_text"])


def known_words(edition: Edition) -> dict[str, Winner]:
    """Winners whose words organisers changed, by reference, from the newest list."""
    winners = Winner.objects.filter(winner_list__edition=edition).exclude(edited={})
    return {
        winner.reference: winner for winner in winners.order_by("winner_list__version")
    }


def keep_words(winner: Winner, before: Winner | None) -> None:
    """A new list keeps what was changed on the one before, as long as the entry still
    says what was changed.
    """
    for name, original in (before.edited if before else {}).items():
        if getattr(winner, name) == original:
            winner.edited[name] = original
            setattr(winner, name, getattr(before, name))
    winner.search_text = winner.searchable()


def names_frozen(winner: Winner) -> tuple[str, str, str, str]:
    """Title and organisation, Thai and English each, as they came from the entry."""
    thai, english, body_thai, body_english = (
        str(winner.edited.get(name, getattr(winner, name))) for name in WORDS[:4]
    )
    return thai, english, body_thai, body_english
