"""Every kind of mail that an edition may word anew, in both languages: its HTML, and
each of its placeholders with whatever may stand there.
"""

from __future__ import annotations

import email
import re
from collections.abc import Mapping
from email.policy import default as modern
from pathlib import Path

import pytest
from django.conf import settings as site
from hypothesis import given, settings
from hypothesis import strategies as st

from awards.mails.kinds import LANGUAGES, Readers, Source, WordedKind
from awards.mails.writing import worded
from awards.models import Edition, Identity
from awards.outbox.models import Message
from awards.outbox.outgoing import as_mail
from awards.outbox.rendering import Mail
from awards.site.frame import forget_frame
from config.shell.worded_kinds import KINDS
from config.site.mail_kinds import LABELS
from tests.awards.mails.html_rules import faults_of
from tests.awards.mails.test_wording import TYPED
from tests.factories import make_edition

pytestmark = pytest.mark.django_db
each_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
each_language = pytest.mark.parametrize("language", LANGUAGES)
HOSTILE = (
    '</a></p><script>alert(1)</script>" onclick="x {link} **b** &amp;\r\nBcc: x@y.z'
)
LONG = "โครงการพัฒนาระบบเตือนภัยน้ำท่วมอัจฉริยะแบบมีส่วนร่วมของประชาชน" * 8


@pytest.fixture
def edition() -> Edition:
    made = make_edition()
    Identity.objects.create(
        edition=made,
        accent="#a03010",
        organiser_th="สำนักงาน <เมือง> & เทศบาล",
        organiser_en="Office of <Cities> & Towns",
        phone="02 141 7100",
        email="office@awards.example.go.th",
    )
    forget_frame()
    return made


def written(
    kind: WordedKind,
    language: str,
    edition: Edition,
    other: Mapping[str, str | None] | None = None,
) -> Mail:
    values = {**kind.examples(language), **(other or {})}
    reader = {"name": "สมหญิง <รักดี> & คณะ"}
    return worded(kind, values, language, edition.code, reader)


@each_kind
@each_language
def test_the_html_is_right_and_fetches_nothing(
    kind: WordedKind, language: str, edition: Edition
) -> None:
    made = written(kind, language, edition)
    assert faults_of(made.html) == []
    assert "<img" not in made.html
    assert "{" not in made.text


@pytest.mark.parametrize(
    "wrong",
    [
        "<p>a<b></p>",
        "<p>a</p></p>",
        "<p><p>a</p></p>",
        "<table><p>a</p></table>",
        '<a href="/th/">a</a>',
        '<a href="javascript:x">a</a>',
        '<p onclick="x">a</p>',
        '<td class="a" class="b">a</td>',
        "<ul><li>a</ul>",
        '<img src="https://a.example/x.png">',
        "<p>a > b</p>",
        "<p>",
    ],
)
def test_the_rules_see_what_is_wrong(edition: Edition, wrong: str) -> None:
    made = written(next(iter(KINDS.values())), "th", edition)
    assert faults_of(made.html.replace("<h1>", f"{wrong}<h1>")) != []


@each_kind
@each_language
def test_whatever_stands_for_a_placeholder_breaks_no_mail(
    kind: WordedKind, language: str, edition: Edition
) -> None:
    for name in kind.names:
        for value in (HOSTILE, LONG, "", None):
            made = written(kind, language, edition, {name: value})
            assert faults_of(made.html) == [], (name, value)
            assert "\n" not in made.subject
            assert "None" not in made.text
            assert len(made.subject) <= 300


@each_kind
@each_language
def test_a_mail_greets_and_closes_in_its_language(
    kind: WordedKind, language: str, edition: Edition
) -> None:
    made = written(kind, language, edition)
    opening = {"th": "เรียน สมหญิง", "en": "Dear สมหญิง"}[language]
    closing = {"th": "ขอแสดงความนับถือ", "en": "Kind regards,"}[language]
    assert made.text.startswith(opening)
    assert closing in made.text
    other = "[ก-๙]{4}" if language == "en" else r"\b(the|your|you|was|for)\b"
    words = re.sub(r"สมหญิง.*|https?://\S+|[\w.]+@[\w.]+", "", made.text)
    found = re.search(other, words.replace(str(edition.name_th), ""))
    assert found is None, found
    years = set(re.findall(r"\b(20[23]\d)\b", words.replace(edition.code, "")))
    assert language == "en" or not years


@each_kind
def test_a_kind_says_whom_it_is_to_and_what_it_is_called(kind: WordedKind) -> None:
    assert kind.readers in Readers.values
    assert kind.event.replace("_", "-") in LABELS
    assert set(kind.needed) <= set(kind.names)
    assert len(set(kind.names)) == len(kind.names)


def test_every_mail_of_an_edition_is_worded_or_said_to_stay_code() -> None:
    """Which mails stay code, and why, stands in docs/add-a-mail.md."""
    pages = Path(site.BASE_DIR, "docs", "add-a-mail.md").read_text()
    worded_ones = {kind.template for kind in KINDS.values()}
    templates = Path(site.BASE_DIR, "templates")
    for path in sorted(templates.glob("*/emails/*.txt")):
        name = str(path.relative_to(templates))
        if name.startswith(("config/emails/", "dsure/")):
            continue  # of accounts and of the register: of no edition
        assert name in worded_ones or f"`{path.stem}`" in pages, name


@given(data=st.data(), subject=TYPED, text=TYPED)
@settings(
    max_examples=120,
    deadline=None,
)
def test_no_wording_of_any_kind_breaks_a_mail(
    data: st.DataObject, subject: str, text: str
) -> None:
    kind = data.draw(st.sampled_from(list(KINDS.values())))
    names = st.sampled_from(kind.names)
    typed = text + "".join(f" {{{name}}}" for name in data.draw(st.lists(names)))
    values = {name: data.draw(TYPED) for name in kind.names}
    made = worded(kind, {**values}, "th", "", None, Source(subject, typed))
    assert faults_of(made.html) == []
    row = Message(
        pk=1,
        dedupe_key="k",
        to_email="a@example.org",
        language="th",
        subject=made.subject,
        text=made.text,
        html=made.html,
    )
    read = email.message_from_bytes(as_mail(row).message().as_bytes(), policy=modern)
    assert read["Bcc"] is None
    assert read["To"] == "a@example.org"
