"""Writing a mail of a kind that an edition may word anew: in its own words where it has
any, else in those by default.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Unpack

from django.utils.translation import override

from awards.mails.kinds import Source, Value, WordedKind, said
from awards.models import MailWording
from awards.outbox.models import Message
from awards.outbox.rendering import Mail, framed, letter_context
from awards.outbox.services import Sending, addressed, language_of
from awards.site.face import face_of_code
from awards.site.frame import site_frame


def write_mail(
    kind: WordedKind, values: Mapping[str, Value], **sending: Unpack[Sending]
) -> Message:
    """Not written yet: hand it to ``save_messages``. ``values`` by placeholder; what a
    language decides in them is in the mail's language already.
    """
    mail = worded(
        kind,
        values,
        language_of(sending),
        sending.get("edition_code", ""),
        sending.get("recipient"),
    )
    return addressed(mail, kind.event, **sending)


def worded(
    kind: WordedKind,
    values: Mapping[str, Value],
    language: str,
    edition_code: str,
    addressee: object,
    source: Source | None = None,
) -> Mail:
    """``source``: words that are not in force, for a preview."""
    source = source or source_in_force(kind, language, edition_code)
    with override(language):
        words = kind.filled(source, said(values))
        told = {
            "addressee": addressee,
            "greeting": kind.greeting,
            "head": head_of(edition_code, language),
        }
        context = letter_context(told, language, edition_code)
        return framed(words.subject, words.text, words.html, context)


def head_of(edition_code: str, language: str) -> str:
    """All that a letterhead says, in this language, which is set."""
    heads = site_frame().heads
    key = (edition_code, language)
    if key not in heads:
        face = face_of_code(edition_code)
        said = (face.title, face.organiser, face.phone, face.email, face.accent)
        heads[key] = "\n".join(said)
    return heads[key]


def source_in_force(kind: WordedKind, language: str, edition_code: str) -> Source:
    """Asks the database nothing, as the face of a mail: see ``site_frame``."""
    own = site_frame().wordings.get((edition_code, kind.event))
    return source_of(kind, own, language)


def source_of(kind: WordedKind, own: MailWording | None, language: str) -> Source:
    text = getattr(own, f"text_{language}", "")
    if not text:
        return kind.default(language)
    return Source(getattr(own, f"subject_{language}"), text)
