"""What stands for the placeholders of an announcement, in the language that is set."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.language.filters import plain_moment
from awards.mails.kinds import Value, WordedKind
from awards.models import Winner
from judging.models import FeedbackRules
from judging.publication.mail_kinds import (
    ENTRANT_ANNOUNCED,
    UNJUDGED_ANNOUNCED,
    WINNER_ANNOUNCED,
)
from judging.publication.outcomes import Change
from nominations.models import Entry


@dataclass(frozen=True)
class Outcome:
    """What a first list says of one person's entries. ``unjudged``: never in the running."""

    won: list[Winner]
    entries: list[Entry]
    unjudged: list[Entry]
    feedback: FeedbackRules

    @property
    def kind(self) -> WordedKind:
        """Of the prizes; without one that the entries did not win; of those never in
        the running, just that.
        """
        if self.won:
            return WINNER_ANNOUNCED
        return ENTRANT_ANNOUNCED if self.entries else UNJUDGED_ANNOUNCED

    @property
    def about(self) -> tuple[str, ...]:
        """References, each once."""
        rows: list[Winner] | list[Entry] = self.won or self.entries or self.unjudged
        return tuple(dict.fromkeys(row.reference for row in rows))

    def values(self, language: str) -> dict[str, Value]:
        known: dict[str, Value] = {
            "prizes": prize_lines(self.won),
            "entries": lines(self.entries),
            "unjudged": lines(self.unjudged),
            "thanks": thanks(len(self.entries)),
        }
        if self.kind is UNJUDGED_ANNOUNCED:
            known["entries"] = lines(self.unjudged)
            known["thanks"] = not_judged(len(self.unjudged))
        known |= feedback(self.feedback, self.entries, language)
        return {name: known[name] for name in known if name in self.kind.names}


def correction_values(changes: Iterable[Change], erratum: str) -> dict[str, Value]:
    return {
        "changes": "\n\n".join(change_in_words(one) for one in changes),
        "reason": erratum,
    }


def change_in_words(change: Change) -> str:
    was_published, is_right = _("Published before:"), _("Correct text:")
    said = [
        f"{change.reference} {change.title}",
        f"{was_published} {in_short(change.before)}",
        f"{is_right} {in_short(change.after)}",
    ]
    words = _("“%(was)s” now reads “%(now)s”")
    said += [
        words % {"was": was or "–", "now": now or "–"} for was, now in change.texts
    ]
    return "\n".join(said)


def in_short(winners: Iterable[Winner]) -> str:
    return "; ".join(prize_in_short(one) for one in winners) or _("no prize")


def prize_in_short(winner: Winner) -> str:
    words = _("shared prize")
    shared = f" ({words})" if winner.shared else ""
    return f"{winner.level}{shared} · {winner.category}"


def published_values(winners: list[Winner], at: datetime) -> dict[str, Value]:
    words = ngettext(
        "The list with %(n)s prize was published %(at)s.",
        "The list with %(n)s prizes was published %(at)s.",
        len(winners),
    )
    return {
        "published": words % {"n": len(winners), "at": plain_moment(at)},
        "winners": [
            f"{one.category} · {one.level} · {one.reference} {one.title}"
            for one in winners
        ],
    }


def corrected_values(
    changes: list[Change], erratum: str, at: datetime
) -> dict[str, Value]:
    words = ngettext(
        "The corrected list was published %(at)s. It changes %(n)s entry, and only its entrant gets an email.",
        "The corrected list was published %(at)s. It changes %(n)s entries, and only their entrants get an email.",
        len(changes),
    )
    published = words % {"n": len(changes), "at": plain_moment(at)}
    return {"published": published, **correction_values(changes, erratum)}


def lines(entries: Iterable[Entry]) -> list[str]:
    return [f"{entry.reference} {entry.title}" for entry in entries]


def prize_lines(won: Iterable[Winner]) -> list[str]:
    found: list[str] = []
    for winner in won:
        found += [
            f"{winner.reference} {winner.title}",
            f"{winner.level} · {winner.category}",
        ]
    return found


def thanks(count: int) -> str:
    return ngettext(
        "Thank you for your entry. It is not among the winners this time.",
        "Thank you for your entries. They are not among the winners this time.",
        count,
    )


def not_judged(count: int) -> str:
    return ngettext(
        "Thank you for your entry. It was not judged, because it was found not eligible.",
        "Thank you for your entries. They were not judged, because they were found not eligible.",
        count,
    )


def feedback(
    rules: FeedbackRules, entries: Iterable[Entry], language: str
) -> dict[str, Value]:
    if rules.mode == "off":
        return {"feedback": "", "feedback_links": ""}
    if rules.mode == "all":
        words = _("Sign in to see the jury's feedback on your entry:")
    elif rules.ask_until:
        until = plain_moment(rules.ask_until)
        words = _(
            "Until %(until)s you can request jury feedback on your entry. Sign in:"
        )
        words = words % {"until": until}
    else:
        words = _("Sign in to request jury feedback on your entry:")
    start = f"{settings.SITE_URL}/{language}/entries/"
    links = [f"{start}{entry.reference}/feedback/" for entry in entries]
    return {"feedback": words if links else "", "feedback_links": links}
