"""A mail from one text template: its first line is the subject, the rest stands between
an opening and a closing (``frames``); the HTML part is made from the same words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation

from awards.outbox.frames import as_html, frame_of, opening_of, plain_text


@dataclass(frozen=True)
class Mail:
    subject: str
    text: str
    html: str


def render_mail(
    template: str, context: Mapping[str, object], language: str, edition_code: str = ""
) -> Mail:
    """Render in the reader's language, whatever the language of the page that caused the mail.

    Of the context, the letter reads ``addressee`` (whom it calls by ``name``; the
    ``recipient`` if none is given), ``greeting`` where there is no name, ``signature``,
    and the ``edition``, which signs where nothing else does. ``edition_code``: whose
    letterhead and signature it has; empty for the site's.
    """
    with translation.override(language):
        context = letter_context(context, language, edition_code)
        subject, _, body = plain_text(template, context).strip().partition("\n")
        return framed(subject, body.strip(), as_html(body), context)


def letter_context(
    context: Mapping[str, object], language: str, edition_code: str
) -> dict[str, object]:
    return {
        "site_url": settings.SITE_URL,
        "edition_code": edition_code,
        "language": language,
        "addressee": context.get("recipient"),
        **context,
    }


def framed(subject: str, text: str, html: str, context: Mapping[str, object]) -> Mail:
    """The words of a mail, as text and as HTML, in their frame, in the language set."""
    subject = " ".join(subject.split())
    frame, opening = frame_of(context), opening_of(context)
    whole = frame.filled_text(opening, text).strip() + "\n"
    return Mail(subject, whole, frame.filled_html(subject, opening, html))
