"""What is wrong with words that somebody typed for a mail, and what a reader will not see
as it was meant: said while they are typed, and again before they are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from awards.mails.kinds import Source, WordedKind
from awards.mails.wording import PLACEHOLDER
from awards.mails.wordings import problems_of
from awards.models.mails import LONGEST_SUBJECT, LONGEST_TEXT

PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
HTML = re.compile(r"</?[a-zA-Z][^>\n@:]*>")
TABLE = re.compile(r"^\s*\|.*\|\s*$", re.MULTILINE)
BRACES = re.compile(r"\{[^{}\n]{1,40}\}")
MARKS = re.compile(r"\*\*|~~|\]\(")


@dataclass(frozen=True)
class Finding:
    """``field``: ``subject`` or ``text``. ``stops``: it cannot be kept like this."""

    field: str
    words: str
    stops: bool


def findings_of(kind: WordedKind, source: Source) -> list[Finding]:
    """Problems first. Nothing where both fields are empty: the default stands then."""
    if not source.subject and not source.text:
        return []
    problems = [*too_long(source), *problems_of(kind, source)]
    return [Finding(field, words, True) for field, words in problems] + [
        Finding(field, words, False) for field, words in remarks_of(source)
    ]


def too_long(source: Source) -> Iterator[tuple[str, str]]:
    for field, typed, longest in (
        ("subject", source.subject, LONGEST_SUBJECT),
        ("text", source.text, LONGEST_TEXT),
    ):
        if len(typed) > longest:
            words = _("Too long: %(length)s of at most %(longest)s characters.")
            yield field, words % {"length": len(typed), "longest": longest}


def remarks_of(source: Source) -> Iterator[tuple[str, str]]:
    """What is kept, and read otherwise than it was perhaps meant."""
    if PICTURE.search(source.text):
        yield "text", _("Emails show no pictures: only the description is shown.")
    if HTML.search(source.text):
        yield "text", _("HTML is shown as it is typed.")
    if TABLE.search(source.text):
        yield "text", _("A table is shown as it is typed. A list is easier to read.")
    if MARKS.search(source.subject):
        yield "subject", _("A subject has no bold words and no links.")
    for field, typed in (("subject", source.subject), ("text", source.text)):
        for braces in BRACES.findall(typed):
            if not PLACEHOLDER.fullmatch(braces):
                words = _("%(braces)s is no placeholder and is shown as it is typed.")
                yield field, words % {"braces": braces}
