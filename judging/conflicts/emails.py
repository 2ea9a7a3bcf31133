from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from awards.accounts.models import User
from awards.mails.kinds import Value, listed
from awards.mails.writing import write_mail
from awards.models import Edition
from awards.outbox.services import save_messages
from judging.conflicts.mail_kinds import CONFLICTS_FOUND, JUDGE_RECUSED
from judging.mails.basics import address, named
from judging.models.assignments import Assignment
from judging.models.jury import Judge
from nominations.models import Entry


def conflicts_found(
    edition: Edition, organiser: User, lines: Sequence[Mapping[str, object]], key: str
) -> bool:
    """To an organiser: entries closed to a judge who was already judging them.
    ``lines``: judge, reference, source.
    """
    language, count = organiser.language, len(lines)
    with override(language):
        words = ngettext(
            "A conflict of interest was found with %(n)s assigned entry",
            "Conflicts of interest were found with %(n)s assigned entries",
            count,
        )
        values: dict[str, Value] = {
            "edition": named(edition, language),
            "found": words % {"n": count},
            "conflicts": listed(in_words(line) for line in lines),
            "link": address("judging:conflict-list", language, edition.code),
        }
    mail = write_mail(
        CONFLICTS_FOUND,
        values,
        dedupe_key=f"conflicts-found:{key}:{organiser.pk}",
        recipient=organiser,
        edition_code=edition.code,
    )
    return save_messages([mail]) == 1


def in_words(line: Mapping[str, object]) -> str:
    """In the language that is set."""
    source = line["source"]
    said = source() if callable(source) else source
    return f"{line['reference']}: {line['judge']} ({said})"


def judge_recused(
    edition: Edition,
    organiser: User,
    judge: Judge,
    entry: Entry,
    seats: list[Assignment],
) -> bool:
    """To an organiser, with the page of each seat that is empty now: who is proposed
    instead stands there.

    The reason stands on the organiser's pages, not in the mail.
    """
    language = organiser.language
    with override(language):
        nothing = _(
            "The entry was not assigned to this judge. You do not need to do anything."
        )
        values: dict[str, Value] = {
            "edition": named(edition, language),
            "judge": str(judge.user),
            "reference": entry.reference,
            "seats": listed(
                f"{seat.entry_category.category.name}, {seat.round.name}"
                for seat in seats
            ),
            "seat_links": [page_of(seat, edition, language) for seat in seats],
            "nothing_to_do": "" if seats else nothing,
            "link": address("judging:conflict-list", language, edition.code),
        }
    mail = write_mail(
        JUDGE_RECUSED,
        values,
        dedupe_key=f"judge-recused:{judge.pk}:{entry.pk}:{organiser.pk}",
        recipient=organiser,
        edition_code=edition.code,
    )
    return save_messages([mail]) == 1


def page_of(seat: Assignment, edition: Edition, language: str) -> str:
    page = address(
        "judging:entry-watch", language, edition.code, seat.entry_category_id
    )
    return f"{page}?round={seat.round.code}"
