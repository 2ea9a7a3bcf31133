"""A mail from one text template: its first line is the subject, the rest stands between
an opening and a closing (``outbox/letter.txt``); the HTML part is made from the same words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.template import Context, engines
from django.template.loader import render_to_string
from django.utils import translation


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
        frame = {"site_url": settings.SITE_URL, "edition_code": edition_code}
        context = {**frame, "language": language, **context}
        subject, _, body = plain_text(template, context).strip().partition("\n")
        context = {"addressee": context.get("recipient"), **context}
        text = plain_text("outbox/letter.txt", {**context, "body": body.strip()})
        parts = {
            "subject": subject,
            "text": text.strip(),
            "language": language,
            **frame,
        }
        html = render_to_string("outbox/mail.html", parts)
    return Mail(" ".join(subject.split()), text.strip() + "\n", html)


def plain_text(template: str, context: Mapping[str, object]) -> str:
    """Rendered as text, in which an ampersand in a title stays one."""
    found = engines["django"].get_template(template).template  # type: ignore[attr-defined]
    return str(found.render(Context(context, autoescape=False)))
