"""A mail from one text template: its first line is the subject, the HTML part is made
from the same words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template import Context, engines
from django.template.loader import render_to_string
from django.utils import translation


@dataclass(frozen=True)
class Mail:
    subject: str
    text: str
    html: str


def render_mail(template: str, context: dict[str, Any], language: str) -> Mail:
    """Render in the reader's language, whatever the language of the page that caused the mail."""
    with translation.override(language):
        # Plain text: an ampersand in a title stays one.
        plain = Context(
            {"site_url": settings.SITE_URL, "language": language, **context},
            autoescape=False,
        )
        whole = engines["django"].get_template(template).template.render(plain)  # type: ignore[attr-defined]
        subject, _, text = whole.strip().partition("\n")
        parts = {
            "subject": subject,
            "text": text.strip(),
            "language": language,
            "site_url": settings.SITE_URL,
        }
        html = render_to_string("outbox/mail.html", parts)
    return Mail(" ".join(subject.split()), text.strip() + "\n", html)
