"""A mail put together from what was read once is the mail that reading everything anew
for it would give, whatever its values are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from weakref import ref

import pytest
from django.conf import settings as site
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from awards.mails.kinds import LANGUAGES, Source, WordedKind, said
from awards.mails.wording import (
    BLOCKS,
    LONGEST_SUBJECT,
    Place,
    Reading,
    one_line,
    says,
    target_of,
    tidy,
)
from awards.mails.writing import worded, write_mail
from awards.outbox import services
from awards.outbox.frames import as_html, opening_of, plain_text
from awards.outbox.models import Message
from awards.outbox.rendering import Mail
from awards.outbox.services import save_messages
from config.shell.worded_kinds import KINDS
from judging.publication.mail_kinds import UNJUDGED_ANNOUNCED

pytestmark = pytest.mark.django_db
ODD = (
    "",
    "<b onclick=\"x\">&amp; 'y' & z",
    "*a* _b_ **c** `d` ~~e~~ [f](https://g.example) # h",
    "one\ntwo\n\nthree\r\n- four\r    five",
    "{link} {edition} {{ x }} {% y %} {# z #} { } %s %(a)s",
    "<!-- way out --></p></body>",
    "ภาษาไทย น้ำ ก็ ำ",
    "العربية \u202eabc\u2067",
    "x" * 9000,
    "https://a.example/?q=1&r=<2>",
    "https://a.example/1\nhttps://a.example/2\na@b.example",
    "javascript:alert(1)",
    "\ue000\ue001\ue002\ue010\ue100\ue011 \x00\x1f\x85\u2028",
)
WORDED = Source(
    "{edition}: {reference}",
    "# {edition}\n\n* {title}\n* [see *it*]({link})\n\n{link}\n\n<{link}> {nothing}\n\n"
    'https://a.example/{reference}/\n\n`{edition}` [{title}]({link} "t")\n\n---\n\n'
    "1. {until}\n2. {received}\n\n\n{reference} **{title}**\n{until}",
)


def directly(
    kind: WordedKind, values: dict[str, str], language: str, who: object, typed: Source
) -> Mail:
    """Nothing is kept between two mails: the words are read as Markdown, and the frame
    is rendered, with this mail's values at hand.
    """
    with override(language):
        told = said({**values})
        empty = frozenset(name for name in kind.names if not told.get(name))
        lines = tidy(typed.text).split("\n")
        kept = "\n".join(line for line in lines if says(line, kind.names, empty))
        reading = Reading(kind.names)
        blocks = [reading.block(part) for part in BLOCKS.split(kept) if part.strip()]
        heard = [b for b in blocks if not b.names or any(told.get(n) for n in b.names)]
        text = "\n\n".join(
            "".join(p if isinstance(p, str) else told.get(p.name, "") for p in b.text)
            for b in heard
        )
        html = "\n".join(
            "".join(marked_up(piece, kind, told) for piece in block.html)
            for block in heard
        )
        subject = "".join(
            piece if isinstance(piece, str) else told.get(piece.name, "")
            for piece in reading.pieces(reading.marked(one_line(tidy(typed.subject))))
        )
        subject = " ".join(one_line(subject)[:LONGEST_SUBJECT].split())
        opening = opening_of({"addressee": who, "greeting": kind.greeting})
        return in_frame(subject, text, html, opening, language)


def marked_up(piece: str | Place, kind: WordedKind, told: dict[str, str]) -> str:
    if isinstance(piece, str):
        return piece
    value = told.get(piece.name, "")
    if piece.where == "address":
        return str(escape(target_of(value))) or "#"
    if piece.where == "in_text" and piece.name in kind.links:
        return "<br>".join(
            f'<a href="{escape(target_of(line))}">{escape(line)}</a>'
            if target_of(line)
            else escape(line)
            for line in value.splitlines()
        )
    return escape(value).replace("\n", "<br>")


def in_frame(subject: str, text: str, html: str, opening: str, language: str) -> Mail:
    context = {
        "language": language,
        "site_url": site.SITE_URL,
        "signature": "",
        "edition_code": "",
        "subject": subject,
    }
    letter = {**context, "opening": opening, "body": text}
    whole = plain_text("outbox/letter.txt", letter)
    around = plain_text("outbox/letter.txt", {**context, "opening": "A1", "body": "B1"})
    words = as_html(around).replace("<p>A1</p>", as_html(opening))
    letter = {**context, "words": mark_safe(words.replace("<p>B1</p>", html))}
    return Mail(
        subject, whole.strip() + "\n", render_to_string("outbox/mail.html", letter)
    )


def as_read(html: str) -> str:
    """Without indents and empty lines, which say nothing."""
    return re.sub(r"\n\s+", "\n", html.strip())


@given(data=st.data())
@settings(
    max_examples=40,
    deadline=None,
)
def test_put_together_or_read_anew_a_mail_is_the_same(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(list(KINDS.values())))
    language = data.draw(st.sampled_from(LANGUAGES))
    value = st.sampled_from(ODD) | st.text(max_size=40)
    values = {name: data.draw(value) for name in kind.names}
    who = data.draw(st.none() | st.fixed_dictionaries({"name": value}))
    typed = data.draw(st.sampled_from([kind.default(language), WORDED]))
    made = worded(kind, values, language, "", who, typed)
    anew = directly(kind, values, language, who, typed)
    assert (made.subject, made.text) == (anew.subject, anew.text)
    assert as_read(made.html) == as_read(anew.html)


def announced(count: int) -> Iterator[Message]:
    return (
        write_mail(
            UNJUDGED_ANNOUNCED,
            {"edition": "E", "thanks": "T", "entries": [f"R-{n}"], "link": ""},
            dedupe_key=f"many:{n}",
            recipient=None,
            to_email=f"reader{n}@example.org",
            language="th",
        )
        for n in range(count)
    )


def test_a_mass_is_written_portion_by_portion(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "PORTION", 50)
    with CaptureQueriesContext(connection) as asked:
        assert save_messages(announced(121)) == 121
    assert len(asked) == 3
    assert set(Message.objects.values_list("priority", flat=True)) == {Message.MASS}
    assert save_messages(announced(130)) == 9


def test_of_a_mass_no_more_than_a_portion_is_in_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(services, "PORTION", 30)
    made: list[ref[Message]] = []
    most = 0
    for_each = announced(150)

    def watched() -> Iterator[Message]:
        nonlocal most
        for one in for_each:
            made.append(ref(one))
            most = max(most, sum(each() is not None for each in made))
            yield one

    assert save_messages(watched()) == 150
    assert 30 <= most <= 62
