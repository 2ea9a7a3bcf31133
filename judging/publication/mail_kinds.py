"""The mails of an announcement that an edition may word anew, and what their words may
name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from awards.language.filters import plain_moment
from awards.mails.kinds import Placeholder, Readers, Value, WordedKind
from awards.mails.placeholders import EDITION, WINNERS_LINK
from awards.models import Winner
from judging.models import FeedbackRules
from nominations.models import Entry

ENTRIES = Placeholder(
    "entries",
    gettext_lazy("References and titles of the entries"),
    gettext_lazy("SCSA-2570-0001 Flood warnings by the hour"),
)
THANKS = Placeholder(
    "thanks",
    gettext_lazy("Thanks, and that there is no prize, for one entry or several"),
    gettext_lazy("Thank you for your entry. It is not among the winners this time."),
)
NOT_JUDGED = Placeholder(
    "thanks",
    gettext_lazy("Thanks, and that it was not judged, for one entry or several"),
    gettext_lazy(
        "Thank you for your entry. It was not judged, because it was found not eligible."
    ),
)
PRIZES = Placeholder(
    "prizes",
    gettext_lazy("Entries that won, with prize and category"),
    gettext_lazy("SCSA-2570-0001 Flood warnings by the hour\nGood · Smart Environment"),
)
UNJUDGED = Placeholder(
    "unjudged",
    gettext_lazy("Entries that were not judged, if there are any"),
    gettext_lazy("SCSA-2570-0002 Parking without a search"),
)
FEEDBACK = Placeholder(
    "feedback",
    gettext_lazy("How to get the jury's feedback, if the edition gives it"),
    gettext_lazy("Sign in to see the jury's feedback on your entry:"),
)
FEEDBACK_LINKS = Placeholder(
    "feedback_links",
    gettext_lazy("Links to the jury's feedback"),
    "https://awards.example.go.th/th/entries/SCSA-2570-0001/feedback/",
    is_link=True,
)


def kind(event: str, *own: Placeholder) -> WordedKind:
    return WordedKind(
        event=event,
        template=f"judging/emails/{event}.txt",
        placeholders=(EDITION, *own, WINNERS_LINK),
        readers=Readers.WINNERS,
    )


WINNER_ANNOUNCED = kind("winner_announced", PRIZES, FEEDBACK, FEEDBACK_LINKS)
ENTRANT_ANNOUNCED = kind(
    "entrant_announced", THANKS, ENTRIES, UNJUDGED, FEEDBACK, FEEDBACK_LINKS
)
UNJUDGED_ANNOUNCED = kind("unjudged_announced", NOT_JUDGED, ENTRIES)
KINDS = (WINNER_ANNOUNCED, ENTRANT_ANNOUNCED, UNJUDGED_ANNOUNCED)
BY_EVENT = {one.event: one for one in KINDS}


def values_of(
    kind: WordedKind, words: Mapping[str, object], language: str
) -> dict[str, Value]:
    """In the language that is set. ``words``: what ``list_mails.message`` gathers."""
    entries = cast("list[Entry]", words["entries"])
    unjudged = cast("list[Entry]", words["unjudged"])
    known: dict[str, Value] = {
        "edition": str(getattr(words["edition"], "name", "")),
        "link": str(words["link"]),
        "prizes": prize_lines(cast("list[Winner]", words["won"])),
        "entries": lines(entries),
        "unjudged": lines(unjudged),
        "thanks": thanks(len(entries)),
    }
    if kind is UNJUDGED_ANNOUNCED:
        known |= {"entries": lines(unjudged), "thanks": not_judged(len(unjudged))}
    known |= feedback(cast("FeedbackRules", words["feedback"]), entries, language)
    return {name: known[name] for name in kind.names}


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
