from __future__ import annotations

import re
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from awards.language.thai import clean_text
from nominations.models import Question
from nominations.questions.kinds.base import PARTS, Kind, Told, limit_of, parse_text
from nominations.statuses import QuestionKind

LONGEST_LINK = 500
# vowels and tone marks of Thai domain names are no letters to ``re``
NAME_PART = "[\\w\u0e31\u0e34-\u0e3a\u0e47-\u0e4e-]+"
HOST = re.compile(rf"{NAME_PART}(?:\.{NAME_PART})+(?::\d{{1,5}})?(?:[/?#]|\Z)")


class Link(Kind[str]):
    """Links, one a line. Only http and https: nothing else is safe to offer for a click."""

    code = QuestionKind.LINK
    told = Told.AS_LINKS
    template = f"{PARTS}/_links.html"

    def widget(self, question: Question) -> forms.Widget:
        about = {"rows": 3, "inputmode": "url", "spellcheck": "false"}
        return forms.Textarea(attrs={**about, **limit_of(question)})

    def parse(self, question: Question, typed: object) -> str:
        links = clean_text(str(typed)).split()
        return parse_text(question, "\n".join(map(web_link, links)))

    def links(self, value: str) -> tuple[str, ...]:
        return tuple(link for link in str(value).split() if is_web_link(link))

    def sample(self, question: Question) -> str:
        return "https://example.org/"


def web_link(typed: str) -> str:
    """As it is stored: an address typed without its beginning gets https://. Raises
    ValidationError for no address.
    """
    link = typed if "://" in typed else f"https://{typed}"
    if not is_web_link(link) or ("://" not in typed and not HOST.match(typed)):
        raise ValidationError(
            _(
                "%(link)s is not a web address. Enter an address that starts with "
                "https://"
            ),
            params={"link": typed[:80]},
        )
    return link


def is_web_link(link: str) -> bool:
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and "." in (parts.hostname or "")
        and len(link) <= LONGEST_LINK
    )
