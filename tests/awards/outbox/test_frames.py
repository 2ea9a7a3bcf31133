"""The frame of a mail is made once; what it says follows the edition's face."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awards.models import Identity
from awards.outbox.frames import BODY, OPENING, SUBJECT, as_html
from awards.outbox.rendering import Mail, render_mail
from awards.site.frame import forget_frame
from tests.factories import make_edition

pytestmark = pytest.mark.django_db
TEMPLATE = "judging/emails/feedback_released.txt"


def announced(name: str = "สมหญิง", title: str = "ผลงาน", language: str = "th") -> Mail:
    edition = make_edition()
    context = {
        "edition": edition,
        "addressee": {"name": name},
        "entry": {"reference": "R-1", "title": title},
        "link": "https://example.org/th/winners/",
    }
    return render_mail(TEMPLATE, context, language, edition.code)


def test_a_changed_face_is_in_the_next_mail() -> None:
    edition = make_edition()
    context = {"edition": edition, "entry": {}, "link": "x"}
    before = render_mail(TEMPLATE, context, "th", edition.code)
    Identity.objects.update_or_create(
        edition=edition, defaults={"phone": "02 141 7100", "accent": "#a03010"}
    )
    forget_frame()
    after = render_mail(TEMPLATE, context, "th", edition.code)
    assert "02 141 7100" not in before.text
    assert "02 141 7100" in after.text
    assert "#a03010" in after.html


def test_each_mail_has_its_own_name_and_language() -> None:
    thai, english = announced("สมหญิง"), announced("Bob", language="en")
    assert thai.text.startswith("เรียน สมหญิง")
    assert english.text.startswith("Dear Bob,")
    assert "สมหญิง" in thai.html
    assert "สมหญิง" not in english.html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "see https://a.example/x?y=1&z=2.",
            '<a href="https://a.example/x?y=1&amp;z=2">',
        ),
        ("(https://a.example/x)", '<a href="https://a.example/x">'),
        ("write to a.b@example.org.", '<a href="mailto:a.b@example.org">'),
        ("<script>alert(1)</script>", "&lt;script&gt;"),
        ("one\ntwo\n\nthree", "<p>one<br>two</p>\n\n<p>three</p>"),
    ],
)
def test_text_becomes_paragraphs_and_links(text: str, html: str) -> None:
    assert html in as_html(text)


@pytest.mark.parametrize("text", ["javascript:alert(1)", "evil.example", "data:x"])
def test_only_whole_addresses_become_links(text: str) -> None:
    assert "<a " not in as_html(text)


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.found.append(tag)


@given(text=st.text(max_size=60))
@settings(
    max_examples=60,
    deadline=None,
)
def test_no_text_brings_markup_or_takes_the_place_of_another(
    text: str,
) -> None:
    words = f"{text}{BODY}{OPENING}{SUBJECT}<b onclick=x>"
    tags = Tags()
    tags.feed(as_html(words))
    assert set(tags.found) <= {"p", "br", "a"}
    assert re.search("<b[ >]", as_html(words)) is None
