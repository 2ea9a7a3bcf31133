"""What the glossary says not to say is said nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings

from config.locale import library_words
from config.locale.catalog import load, po_path
from judging.bundle.protocol_words import WORDS
from judging.matching.words import SENTENCES
from judging.ranking.wording import TEXTS

ROOT: Path = settings.BASE_DIR
GLOSSARY = ROOT / "docs" / "glossary.md"
PLACEHOLDER = re.compile(r"%\(\w+\)[sdr]|\{\w+\}")


@dataclass(frozen=True)
class Refused:
    word: str
    allowed: tuple[str, ...]
    language: str

    def stands_in(self, text: str) -> bool:
        text = PLACEHOLDER.sub(" ", text)
        for phrase in self.allowed:
            text = re.sub(re.escape(phrase), " ", text, flags=re.IGNORECASE)
        word = re.escape(self.word)
        if self.language == "en":  # Thai has no spaces to tell a word by
            word = rf"(?<![\w-]){word}(?![\w-])"
        return re.search(word, text, re.IGNORECASE) is not None


def refused_words(table: str) -> Iterator[Refused]:
    """Of the two last columns: ``word, word; word but allowed, allowed``."""
    for line in table.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) != 5 or cells[0] in ("English", "---"):
            continue
        for language, cell in zip(("en", "th"), cells[3:], strict=True):
            for part in filter(None, cell.split(";")):
                words, _, but = part.partition(" but ")
                allowed = tuple(phrase.strip() for phrase in but.split(",") if phrase)
                for word in words.split(","):
                    yield Refused(word.strip(), allowed, language)


def library_strings() -> set[str]:
    """What the libraries say in English is theirs; its Thai is ours."""
    counted = {one for one, _many in library_words.DJANGO_COUNTED}
    return {*library_words.DJANGO, *library_words.ALLAUTH, *counted}


def said(language: str) -> Iterator[str]:
    catalog = load(po_path(ROOT / "config" / "locale", "th"), "th")
    theirs = library_strings()
    for message in filter(lambda message: message.id, catalog):
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        if language == "th":
            thai = message.string
            yield from thai if isinstance(thai, tuple | list) else (thai,)
        elif ids[0] not in theirs:
            yield from ids
    for texts in (TEXTS, WORDS):
        yield from (text[language] for text in texts.values())
    yield from (pair[language == "th"] for pair in SENTENCES.values())


REFUSED = list(refused_words(GLOSSARY.read_text()))


def test_table_is_read() -> None:
    assert Refused("mailbox", (), "en") in REFUSED
    assert Refused("กรุณา", (), "th") in REFUSED
    assert len(REFUSED) > 100


def test_refused_word_is_found_and_its_exceptions_are_not() -> None:
    refused = Refused("คุณ", ("คุณสมบัติ",), "th")
    assert refused.stands_in("เรียน คุณ")
    assert not refused.stands_in("ตรวจคุณสมบัติ")
    assert Refused("state", (), "en").stands_in("The State of it")
    assert not Refused("state", (), "en").stands_in("%(state)s was restated")


@pytest.mark.parametrize("language", ["en", "th"])
def test_no_refused_word_is_said(language: str) -> None:
    refused = [word for word in REFUSED if word.language == language]
    found = [
        (word.word, text)
        for text in said(language)
        for word in refused
        if word.stands_in(text)
    ]
    assert found == []


def test_no_refused_thai_word_is_printed_on_papers() -> None:
    refused = [word for word in REFUSED if word.language == "th"]
    papers = {path: path.read_text() for path in (ROOT / "templates").rglob("*.typ")}
    assert papers
    found = [
        (path.name, word.word)
        for path, text in papers.items()
        for word in refused
        if word.stands_in(text)
    ]
    assert found == []
