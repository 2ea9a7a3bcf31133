"""Mails about feedback. None of them holds a comment: those are read on the page, signed in."""

from __future__ import annotations

from awards.accounts.models import User
from awards.mails.kinds import WordedKind
from awards.mails.writing import write_mail
from awards.outbox.models import Message
from awards.outbox.services import save_messages
from awards.roles import Area
from judging.feedback.mail_kinds import FEEDBACK_ASKED, FEEDBACK_RELEASED
from judging.mails.basics import address
from nominations.mails.basics import about
from nominations.models import Entry


def feedback_released(entry: Entry) -> bool:
    """To the entrant: the comments on the entry can be read."""
    link = address("judging:feedback-show", entry.owner.language, entry.reference)
    key = f"feedback-released:{entry.pk}"
    mail = mail_about(FEEDBACK_RELEASED, entry, entry.owner, link, key)
    return save_messages([mail]) == 1


def feedback_asked(entry: Entry) -> None:
    """To the organisers: somebody waits for comments that nobody has read yet."""
    mails = []
    acting = entry.edition.organisers.acting(Area.RESULTS)
    for user in [row.user for row in acting.select_related("user")]:
        link = address("judging:feedback-desk", user.language, entry.edition.code)
        key = f"feedback-asked:{entry.pk}:{user.pk}"
        mails.append(mail_about(FEEDBACK_ASKED, entry, user, link, key))
    save_messages(mails)


def mail_about(
    kind: WordedKind, entry: Entry, reader: User, link: str, key: str
) -> Message:
    return write_mail(
        kind,
        about(entry, reader.language) | {"link": link},
        dedupe_key=key,
        recipient=reader,
        edition_code=entry.edition.code,
    )
