"""Two versions of the words of a mail, line by line."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import ndiff

from awards.mails.kinds import LANGUAGES, WordedKind
from awards.mails.writing import source_of
from awards.models import MailWording


@dataclass(frozen=True)
class Line:
    """``sign``: "+" only in the later version, "-" only in the earlier, "" in both."""

    sign: str
    words: str


@dataclass(frozen=True)
class Compared:
    language: str
    lines: list[Line]


def compared(
    kind: WordedKind, before: MailWording | None, after: MailWording
) -> list[Compared]:
    """The languages in which something is otherwise; ``before`` None: the default."""
    found = []
    for language in LANGUAGES:
        lines = lines_of(
            written(kind, before, language), written(kind, after, language)
        )
        if any(line.sign for line in lines):
            found.append(Compared(language, lines))
    return found


def written(kind: WordedKind, version: MailWording | None, language: str) -> list[str]:
    source = source_of(kind, version, language)
    return [source.subject, *source.text.replace("\r\n", "\n").split("\n")]


def lines_of(before: list[str], after: list[str]) -> list[Line]:
    rows = [row for row in ndiff(before, after) if not row.startswith("?")]
    return [Line(row[0].strip(), row[2:]) for row in rows]
