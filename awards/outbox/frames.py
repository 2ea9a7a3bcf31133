"""What stands around the words of a mail: opening, closing, letterhead. Made once for a
language and a letterhead; for each mail only its own words are put in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from django.conf import settings
from django.template import Context, engines
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

# Places in a frame, of Unicode's private use: no catalogue and no template holds them.
# What is put in is never looked through for them.
SUBJECT, OPENING, BODY = "\ue000", "\ue001", "\ue002"
INDENT = re.compile(r"\n\s+")
PLACES = re.compile(f"([{SUBJECT}{OPENING}{BODY}])")
LINK = re.compile(
    r"""(?P<url>https?://[^\s<>"']*[^\s<>"'.,:;!?)\]}…])"""
    r"|(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
)


@dataclass(frozen=True)
class Frame:
    """Pieces, in order, with places between them."""

    text: tuple[str, ...]
    html: tuple[str, ...]

    def filled_text(self, opening: str, body: str) -> str:
        return fill(self.text, {OPENING: opening, BODY: body})

    def filled_html(self, subject: str, opening: str, body: str) -> str:
        """``body`` is HTML; the others are text."""
        values = {SUBJECT: escape(subject), OPENING: as_html(opening), BODY: body}
        return fill(self.html, values)


def fill(pieces: tuple[str, ...], values: Mapping[str, str]) -> str:
    return "".join([values.get(piece, piece) for piece in pieces])


def frame_of(context: Mapping[str, object]) -> Frame:
    """In the language that is set. ``context``: see ``rendering.render_mail``; its
    ``head``, where there is one, saves reading the letterhead from a template.
    """
    head = context.get("head") or plain_text("outbox/head.txt", context)
    edition = context.get("edition")
    return made_frame(
        str(context["language"]),
        settings.SITE_URL,
        str(head),
        str(context.get("signature") or getattr(edition, "name", "")),
        str(context["edition_code"]),
    )


@lru_cache(maxsize=64)
def made_frame(
    language: str, site_url: str, head: str, signature: str, edition_code: str
) -> Frame:
    """``head``: all that the letterhead says, which the templates read anew. Named here
    so that a frame is made again when any of it changes.
    """
    context = {
        "language": language,
        "site_url": site_url,
        "signature": signature,
        "edition_code": edition_code,
        "subject": SUBJECT,
        "opening": OPENING,
        "body": BODY,
    }
    text = plain_text("outbox/letter.txt", context).strip()
    words = as_html(text).replace(f"<p>{OPENING}</p>", OPENING)
    words = mark_safe(words.replace(f"<p>{BODY}</p>", BODY))
    html = render_to_string("outbox/mail.html", {**context, "words": words})
    return Frame(tuple(PLACES.split(text)), tuple(PLACES.split(unindented(html))))


def unindented(html: str) -> str:
    """The template's indents and empty lines are two fifths of a mail, and say nothing:
    each would be kept and sent with every one.
    """
    return INDENT.sub("\n", html.strip()) + "\n"


def opening_of(context: Mapping[str, object]) -> str:
    """How a mail begins: with whom it is to, if that is known."""
    addressee = context.get("addressee")
    known = addressee if isinstance(addressee, Mapping) else {}
    if name := known.get("name") or getattr(addressee, "name", ""):
        return _("Dear %(name)s,") % {"name": name}
    return str(context.get("greeting") or _("Hello,"))


def plain_text(template: str, context: Mapping[str, object]) -> str:
    """Rendered as text, in which an ampersand in a title stays one."""
    found = engines["django"].get_template(template).template  # type: ignore[attr-defined]
    return str(found.render(Context(context, autoescape=False)))


def as_html(text: str) -> str:
    """Paragraphs of a text, in which an empty line ends one; addresses become links."""
    parts = [part for part in re.split(r"\n\s*\n", text.strip()) if part]
    return "\n\n".join([f"<p>{linked(part)}</p>" for part in parts])


def linked(text: str) -> str:
    """Escaped, with links where an address of a page or of a person stands."""
    pieces, end = [], 0
    for found in LINK.finditer(text):
        address = escape(found[0])
        target = address if found["url"] else f"mailto:{address}"
        pieces += [
            escape(text[end : found.start()]),
            f'<a href="{target}">{address}</a>',
        ]
        end = found.end()
    pieces.append(escape(text[end:]))
    return "".join(pieces).replace("\n", "<br>")
