"""Mails about feedback. None of them holds a comment: those are read on the page, signed in."""

from __future__ import annotations

from awards.outbox.services import queue_mail
from awards.roles import Area
from judging.mail_basics import address
from nominations.models import Entry


def feedback_released(entry: Entry) -> bool:
    """To the entrant: the comments on the entry can be read."""
    link = address("judging:feedback-show", entry.owner.language, entry.reference)
    return queue_mail(
        "feedback_released",
        "judging/emails/feedback_released.txt",
        {"edition": entry.edition, "entry": entry, "link": link},
        dedupe_key=f"feedback-released:{entry.pk}",
        recipient=entry.owner,
        edition_code=entry.edition.code,
    )


def feedback_asked(entry: Entry) -> None:
    """To the organisers: somebody waits for comments that nobody has read yet."""
    for organiser in entry.edition.organisers.acting(Area.RESULTS).select_related(
        "user"
    ):
        link = address(
            "judging:feedback-desk", organiser.user.language, entry.edition.code
        )
        queue_mail(
            "feedback_asked",
            "judging/emails/feedback_asked.txt",
            {"edition": entry.edition, "entry": entry, "link": link},
            dedupe_key=f"feedback-asked:{entry.pk}:{organiser.user_id}",
            recipient=organiser.user,
            edition_code=entry.edition.code,
        )
