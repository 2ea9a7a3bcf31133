"""The mails of an announcement that an edition may word anew. What stands for their
placeholders: ``mail_values.py``.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from awards.mails.kinds import Placeholder, Readers, WordedKind
from awards.mails.placeholders import EDITION, WINNERS_LINK

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


CHANGES = Placeholder(
    "changes",
    gettext_lazy("Each changed entry: what was published, and what is right"),
    gettext_lazy(
        "SCSA-2570-0001 Flood warnings by the hour\n"
        "Published before: Good · Smart Environment\n"
        "Correct text: Very good · Smart Environment"
    ),
)
WHY = Placeholder(
    "reason",
    gettext_lazy("Why it was corrected"),
    gettext_lazy("Two prizes were exchanged by mistake."),
)
PUBLISHED = Placeholder(
    "published",
    gettext_lazy("How many prizes were published, and when"),
    gettext_lazy(
        "The list with 12 prizes was published 1 December 2026, 10:00 (UTC+7)."
    ),
)
CORRECTED = Placeholder(
    "published",
    gettext_lazy("How many entries the correction changes, and when it was published"),
    gettext_lazy(
        "The corrected list was published 1 December 2026, 10:00 (UTC+7). "
        "It changes 1 entry, and only its entrant gets an email."
    ),
)
WINNERS = Placeholder(
    "winners",
    gettext_lazy("All winners: category, prize, reference and title"),
    gettext_lazy(
        "Smart Environment · Good · SCSA-2570-0001 Flood warnings by the hour"
    ),
)


def kind(
    event: str, *own: Placeholder, readers: Readers = Readers.WINNERS
) -> WordedKind:
    return WordedKind(
        event=event,
        template=f"judging/emails/{event}.txt",
        placeholders=(EDITION, *own, WINNERS_LINK),
        readers=readers,
    )


WINNER_ANNOUNCED = kind("winner_announced", PRIZES, FEEDBACK, FEEDBACK_LINKS)
ENTRANT_ANNOUNCED = kind(
    "entrant_announced", THANKS, ENTRIES, UNJUDGED, FEEDBACK, FEEDBACK_LINKS
)
UNJUDGED_ANNOUNCED = kind("unjudged_announced", NOT_JUDGED, ENTRIES)
CORRECTION_WON = kind("correction_won", CHANGES, WHY)
CORRECTION_CHANGED = kind("correction_changed", CHANGES, WHY)
CORRECTION_LOST = kind("correction_lost", CHANGES, WHY)
ORGANISER_ANNOUNCED = kind(
    "organiser_announced", PUBLISHED, WINNERS, readers=Readers.ORGANISERS
)
ORGANISER_CORRECTED = kind(
    "organiser_corrected", CORRECTED, CHANGES, WHY, readers=Readers.ORGANISERS
)
KINDS = (
    WINNER_ANNOUNCED,
    ENTRANT_ANNOUNCED,
    UNJUDGED_ANNOUNCED,
    CORRECTION_WON,
    CORRECTION_CHANGED,
    CORRECTION_LOST,
    ORGANISER_ANNOUNCED,
    ORGANISER_CORRECTED,
)
BY_EVENT = {one.event: one for one in KINDS}
