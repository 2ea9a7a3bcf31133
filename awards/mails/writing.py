"""Writing a mail of a kind that an edition may word anew: in its own words where it has
any, else in those by default.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import override

from awards.accounts.models import User
from awards.mails.kinds import Source, Value, WordedKind, said
from awards.models import MailWording
from awards.outbox.models import Message
from awards.outbox.rendering import Mail, framed, letter_context
from awards.outbox.services import addressed
from awards.site.face import face_of_code
from awards.site.frame import site_frame


def write_mail(
    kind: WordedKind,
    values: Mapping[str, Value],
    *,
    dedupe_key: str,
    recipient: User | None,
    edition_code: str,
    language: str = "",
    to_email: str = "",
    attachments: list[dict[str, str]] | None = None,
    useful_until: datetime | None = None,
) -> Message:
    """Not written yet: hand it to ``save_messages``. ``values`` by placeholder; what a
    language decides in them is in ``language`` already.
    """
    language = language or getattr(recipient, "language", "th")
    mail = worded(kind, values, language, edition_code, recipient)
    return addressed(
        mail,
        kind.event,
        dedupe_key=dedupe_key,
        recipient=recipient,
        to_email=to_email,
        language=language,
        edition_code=edition_code,
        attachments=attachments,
        useful_until=useful_until,
    )


def worded(
    kind: WordedKind,
    values: Mapping[str, Value],
    language: str,
    edition_code: str,
    addressee: object,
    source: Source | None = None,
) -> Mail:
    """``source``: words that are not in force, for a preview."""
    wording = kind.read(source or source_in_force(kind, language, edition_code))
    with override(language):
        words = wording.filled(said(values))
        told = {"addressee": addressee, "head": head_of(edition_code)}
        context = letter_context(told, language, edition_code)
        return framed(words.subject, words.text, words.html, context)


def head_of(edition_code: str) -> str:
    """All that a letterhead says, in the language that is set."""
    face = face_of_code(edition_code)
    said = (face.title, face.organiser, face.phone, face.email, face.accent)
    return "\n".join(said)


def source_in_force(kind: WordedKind, language: str, edition_code: str) -> Source:
    """Asks the database nothing, as the face of a mail: see ``site_frame``."""
    own = site_frame().wordings.get((edition_code, kind.event))
    return source_of(kind, own, language)


def source_of(kind: WordedKind, own: MailWording | None, language: str) -> Source:
    text = getattr(own, f"text_{language}", "")
    if not text:
        return kind.default(language)
    return Source(getattr(own, f"subject_{language}"), text)
