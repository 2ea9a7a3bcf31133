"""An edition words its mails anew: checked, in versions, and never a broken mail."""

from __future__ import annotations

import email
import re
from email.message import EmailMessage
from email.policy import default as modern
from html.parser import HTMLParser
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from awards.ledger.models import Row
from awards.mails.kinds import LANGUAGES, Source, WordedKind
from awards.mails.wording import LONGEST_SUBJECT, read_wording
from awards.mails.wordings import (
    UnusableWording,
    back_to_default,
    problems_of,
    save_wording,
)
from awards.mails.writing import worded, write_mail
from awards.models import Edition, MailWording
from awards.outbox.delivery import deliver_messages
from awards.outbox.models import Message
from awards.outbox.outgoing import as_mail
from awards.outbox.services import save_messages
from awards.refusals import ChangedMeanwhile
from awards.roles import Role
from awards.site.frame import forget_frame, site_frame
from awards.site.markdown import SCHEMES
from config.shell.worded_kinds import KINDS
from nominations.entries.mail_kinds import ENTRY_NOT_ELIGIBLE, ENTRY_RECEIVED
from nominations.statuses import EntryState
from tests.factories import (
    make_category,
    make_edition,
    make_entry,
    make_judge,
    make_organiser,
    make_user,
)

pytestmark = pytest.mark.django_db
LINK = "https://example.org/th/entries/R-1/"
VALUES = {
    "edition": "รางวัล",
    "reference": "R-1",
    "title": "*ผลงาน* <b> & {link}",
    "received": "วันนี้",
    "until": "พรุ่งนี้",
    "link": LINK,
}


@pytest.fixture
def edition() -> Edition:
    made = make_edition()
    make_category(made)
    forget_frame()  # of the process, which an edition made a moment ago is not in
    return made


def save(edition: Edition, seen: int = 0, **texts: str) -> MailWording:
    usual = {"subject_th": "ได้รับ {reference}", "text_th": "ได้รับแล้ว {link}"}
    return save_wording(
        edition=edition,
        kind=ENTRY_RECEIVED,
        actor=make_user(),
        seen=seen,
        **{**usual, **texts},
    )


def written(edition: Edition, language: str = "th", **values: str) -> Message:
    message = write_mail(
        ENTRY_RECEIVED,
        {**VALUES, **values},
        dedupe_key=f"x:{language}",
        recipient=make_user(),
        edition_code=edition.code,
        language=language,
    )
    save_messages([message])
    return Message.objects.get(dedupe_key=f"x:{language}")


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_default_words_name_known_placeholders_only(
    kind: WordedKind, language: str
) -> None:
    source = kind.default(language)
    assert list(problems_of(kind, source)) == []
    for name in {*kind.names} - {"edition"}:
        assert f"{{{name}}}" in source.subject + source.text


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_placeholder_of_each_kind_is_put_in(
    kind: WordedKind, language: str
) -> None:
    values = {
        name: f"https://{name}.example" if name in kind.links else f"«{name}»"
        for name in kind.names
    }
    default = kind.default(language)
    source = Source(default.subject, default.text + "\n\n{edition}")
    made = worded(kind, {**values}, language, "", None, source)
    for value in values.values():
        assert value in made.subject + made.text
        assert value in made.html
    assert "{" not in made.text


def test_own_words_are_used_in_their_language_and_default_in_the_other(
    edition: Edition,
) -> None:
    save(edition)
    thai, english = written(edition), written(edition, "en")
    assert thai.subject == "ได้รับ R-1"
    assert "ได้รับแล้ว" in thai.text
    assert english.subject == "Entry received: R-1"
    other = written(make_edition(), "en")
    assert other.subject == english.subject


def test_values_are_never_read_as_markdown_or_html(edition: Edition) -> None:
    save(edition, text_th="**{title}** [เปิด]({link}) <i>x</i>")
    made = written(edition)
    assert "*ผลงาน* <b> & {link}" in made.text
    assert "<strong>*ผลงาน* &lt;b&gt; &amp; {link}</strong>" in made.html
    assert f'<a href="{LINK}" rel="noopener">เปิด</a>' in made.html
    assert "<i>" not in made.html
    assert f"เปิด: {LINK}" in made.text


def test_a_paragraph_whose_values_are_empty_is_left_out() -> None:
    made = worded(ENTRY_NOT_ELIGIBLE, {**VALUES, "reason": ""}, "en", "", make_user())
    assert "Reason" not in made.text
    assert "Reason" not in made.html


@pytest.mark.parametrize(
    ("texts", "field", "words"),
    [
        ({"text_th": "{link} {refernce}"}, "text_th", "refernce"),
        ({"subject_th": "{nobody}"}, "subject_th", "nobody"),
        ({"text_th": "no way in"}, "text_th", "link"),
        ({"subject_th": ""}, "subject_th", ""),
        ({"text_th": "{link} [x]({title})"}, "text_th", ""),
        ({"text_th": "{link} [x](/th/entries/)"}, "text_th", ""),
        ({"text_th": "{link} [x](https://a.example/{title})"}, "text_th", ""),
        ({"text_th": "{link} <https://a.example/{reference}>"}, "text_th", ""),
    ],
)
def test_what_cannot_be_used_is_refused_at_its_field(
    edition: Edition, texts: dict[str, str], field: str, words: str
) -> None:
    with pytest.raises(UnusableWording) as refused:
        save(edition, **texts)
    assert refused.value.field == field
    assert words in str(refused.value)
    assert not MailWording.objects.exists()


def test_versions_follow_each_other_and_the_default_comes_back(
    edition: Edition,
) -> None:
    save(edition)
    save(edition, seen=1, subject_th="อีกแบบ")
    with pytest.raises(ChangedMeanwhile):
        save(edition, seen=1, subject_th="ช้าไป")
    assert written(edition).subject == "อีกแบบ"
    back_to_default(edition=edition, kind=ENTRY_RECEIVED, actor=make_user(), seen=2)
    Message.objects.all().delete()
    assert written(edition).subject != "อีกแบบ"
    numbers = edition.mail_wordings.values_list("number", flat=True)
    assert sorted(numbers) == [1, 2, 3]
    acts = Row.objects.filter(chain=edition.code, act="mail-worded")
    assert acts.count() == 3


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.found.append((tag, dict(attrs)))


ALLOWED = {"p", "br", "a", "strong", "em", "s", "code", "pre", "ul", "ol", "li", "hr"}
ALLOWED |= {"blockquote", "h2", "h3", "h4", "h5", "h6"}
TYPED = st.text(max_size=80) | st.lists(
    st.sampled_from(
        [
            "{link}",
            "{title}",
            "{ref",
            "[x](",
            ")",
            "<b onload=x>",
            "<https://a.example/{title}>",
            "javascript:alert(1)",
            "\r\nBcc: all@example.org",
            "\n\n- ",
            "1. ",
            "`",
            "```\n",
            "**",
            "# ",
            "> ",
            "\ue010\ue100\ue011",
            '"',
            "&amp;",
            "\u2028",
            "![i](https://a.example/x.png)",
            "\x00",
            "\ud7ff",
        ]
    ),
    max_size=10,
).map("".join)
NASTY = st.text(max_size=30) | st.sampled_from(
    ["javascript:alert(1)", 'x" onclick="y', "a\r\nBcc: b@example.org", "</a><script>"]
)


@given(subject=TYPED, text=TYPED, title=NASTY)
@settings(
    max_examples=150,
    deadline=None,
)
def test_no_wording_breaks_a_mail_or_brings_a_header(
    subject: str, text: str, title: str
) -> None:
    values = {**VALUES, "title": title}
    made = worded(ENTRY_RECEIVED, values, "th", "", None, Source(subject, text))
    assert len(made.subject) <= LONGEST_SUBJECT
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
    assert isinstance(read, EmailMessage)
    assert read["Bcc"] is None
    assert read["To"] == "a@example.org"
    assert [part.get_content_type() for part in read.iter_parts()] == [
        "text/plain",
        "text/html",
    ]
    words = read_wording(
        subject, text, ENTRY_RECEIVED.names, ENTRY_RECEIVED.links
    ).filled(values)
    tags = Tags()
    tags.feed(words.html)
    for tag, attributes in tags.found:
        assert tag in ALLOWED
        assert set(attributes) <= {"href", "rel", "start"}
        scheme = re.match(r"\s*([a-z][\w+.-]*):", attributes.get("href") or "", re.I)
        assert scheme is None or scheme[1].lower() in SCHEMES


def signed_in(edition: Edition, role: Role = Role.OWNER) -> Client:
    user = make_user()
    make_organiser(edition, user, role=role)
    client = Client()
    client.force_login(user)
    return client


def post(client: Client, edition: Edition, do: str, **sent: object) -> Any:
    usual: dict[str, object] = {
        "subject_th": "ได้รับ {reference}",
        "text_th": "ได้รับแล้ว **{title}**\n\n{link}",
        "subject_en": "",
        "text_en": "",
        "seen": 0,
        "do": do,
    }
    return client.post(
        reverse("mail-word", args=[edition.code, "entry-received"]), {**usual, **sent}
    )


def asked(client: Client, edition: Edition, what: str, **sent: object) -> Any:
    """What the page asks while one types: ``check`` or ``preview``."""
    where = [edition.code, "entry-received"]
    usual = {"subject_th": "ได้รับ {reference}", "text_th": "**{title}** {link}"}
    address = reverse(f"mail-word-{what}", args=where)
    return client.post(address, {**usual, "seen": 0, "language": "th", **sent})


def test_preview_shows_what_is_typed_and_keeps_nothing(edition: Edition) -> None:
    page = asked(signed_in(edition), edition, "preview").content.decode()
    assert "<strong>ระบบเตือนภัยน้ำท่วมรายชั่วโมง</strong>" in page
    assert str(edition.name_th) in page
    assert not MailWording.objects.exists()


@pytest.mark.parametrize(("look", "query"), [("light", "not all"), ("dark", "all")])
def test_a_frame_is_light_or_dark_as_asked_and_runs_nothing(
    edition: Edition, look: str, query: str
) -> None:
    answer = asked(signed_in(edition), edition, "preview", look=look)
    assert f"@media {query} {{" in answer.content.decode()
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src" not in policy
    assert "frame-ancestors 'self'" in policy
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"text_th": "{refernce} {link}"}, "refernce"),
        ({"text_th": "no way in"}, "{link}"),
        ({"subject_th": "x" * 151}, "151"),
        ({"text_th": "x" * 5001 + "{link}"}, "5007"),
        ({"text_th": "{link} ![x](https://a.example/x.png)"}, "pictures"),
        ({"text_th": "{link} <b>x</b>"}, "HTML"),
        ({"text_th": "{link}\n\n| a | b |\n| - | - |"}, "table"),
        ({"text_th": "{link} {Name}"}, "{Name}"),
        ({"subject_th": "**x**"}, "bold"),
    ],
)
def test_what_is_typed_is_checked_at_once(
    edition: Edition, typed: dict[str, str], said: str
) -> None:
    client = signed_in(edition)
    client.cookies["django_language"] = "en"
    with override("en"):
        assert said in asked(client, edition, "check", **typed).content.decode()
        assert asked(client, edition, "check").content.decode().strip() == ""


def test_a_preview_is_about_a_real_entry_where_the_role_sees_entries(
    edition: Edition,
) -> None:
    entry = make_entry(edition, make_user(name_th="กานดา ใจดี"))
    about = f"entry-{entry.pk}"
    owner, press = signed_in(edition), signed_in(edition, Role.COMMUNICATIONS)
    shown = asked(owner, edition, "preview", about=about).content.decode()
    assert "กานดา ใจดี" in shown
    assert str(entry.title_th) in shown
    kept = asked(press, edition, "preview", about=about).content.decode()
    assert "กานดา ใจดี" not in kept
    assert "ระบบเตือนภัยน้ำท่วมรายชั่วโมง" in kept
    address = reverse("mail-word", args=[edition.code, "entry-received"])
    assert entry.reference in owner.get(address).content.decode()
    assert entry.reference not in press.get(address).content.decode()


@pytest.mark.parametrize(
    ("role", "sees"),
    [(Role.OWNER, True), (Role.READER, True), (Role.COMMUNICATIONS, False)],
)
def test_judges_are_offered_to_those_who_may_see_them(
    edition: Edition, role: Role, sees: bool
) -> None:
    judge = make_judge(edition, make_user(name_th="กานดา ใจดี", name_en="Kanda"))
    client = signed_in(edition, role)
    address = reverse("mail-word", args=[edition.code, "judge_invited"])
    page = client.get(address).content.decode()
    assert (f'value="judge-{judge.pk}"' in page) is sees
    shown = client.post(
        reverse("mail-word-preview", args=[edition.code, "judge_invited"]),
        {"language": "th", "about": f"judge-{judge.pk}", "seen": 0},
    )
    expected = 403 if role == Role.READER else 200
    assert shown.status_code == expected
    assert ("กานดา ใจดี" in shown.content.decode()) is (sees and expected == 200)


def test_an_entry_is_shown_in_no_mail_to_judges_and_a_judge_in_none_to_entrants(
    edition: Edition,
) -> None:
    """A key of another kind's choice is nobody."""
    client = signed_in(edition)
    entry = make_entry(edition, make_user(name_th="กานดา ใจดี"))
    judge = make_judge(edition, make_user(name_th="กานดา ใจดี"))
    for event, about in (
        ("judge_assigned", f"entry-{entry.pk}"),
        ("entry-received", f"judge-{judge.pk}"),
    ):
        address = reverse("mail-word-preview", args=[edition.code, event])
        sent = {"language": "th", "about": about, "seen": 0}
        page = client.post(address, sent).content.decode()
        assert "กานดา ใจดี" not in page
        assert entry.reference not in page


def test_words_of_an_edition_are_read_once_for_any_number_of_mails(
    edition: Edition, django_assert_num_queries: Any
) -> None:
    save(edition, text_th="own words {link}")
    reader = make_user()
    site_frame()  # read anew after what was saved, as each process does every few seconds
    with django_assert_num_queries(0):
        mails = [
            write_mail(
                ENTRY_RECEIVED,
                {**VALUES, "until": "" if number % 2 else "พรุ่งนี้"},
                dedupe_key=f"many:{number}",
                recipient=reader,
                language="th",
                edition_code=edition.code,
            )
            for number in range(30)
        ]
    assert all("own words" in one.text for one in mails)


def test_no_draft_and_no_entry_of_another_edition_is_shown(edition: Edition) -> None:
    client, owner = signed_in(edition), make_user(name_th="กานดา ใจดี")
    draft = make_entry(edition, owner, state=EntryState.DRAFT)
    elsewhere = make_edition()
    make_category(elsewhere)
    other = make_entry(elsewhere, owner)
    for entry in (draft, other):
        about = f"entry-{entry.pk}"
        page = asked(client, edition, "preview", about=about).content.decode()
        assert "กานดา ใจดี" not in page


def test_a_version_is_compared_with_the_one_before(edition: Edition) -> None:
    save(edition, text_th="first words {link}")
    save(edition, seen=1, text_th="second words {link}")
    address = reverse("mail-word", args=[edition.code, "entry-received"])
    page = signed_in(edition).get(address + "?version=2").content.decode()
    removed, added = (
        re.search("<del.*?</del>", page, re.S),
        re.search("<ins.*?</ins>", page, re.S),
    )
    assert removed is not None
    assert added is not None
    assert "first words" in removed[0]
    assert "second words" in added[0]


def test_a_refused_wording_is_still_in_the_form(edition: Edition) -> None:
    answer = post(signed_in(edition), edition, "save", text_th="typed words {wrong}")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "typed words {wrong}" in page
    assert not MailWording.objects.exists()


def test_saved_from_the_page_and_taken_back(edition: Edition) -> None:
    client = signed_in(edition, Role.COMMUNICATIONS)
    assert post(client, edition, "save").status_code == 302
    assert MailWording.objects.get().text_en == ""
    assert post(client, edition, "default", seen=1).status_code == 302
    assert MailWording.objects.order_by("-number")[0].is_default


def test_words_left_as_they_are_stay_the_default(edition: Edition) -> None:
    english = ENTRY_RECEIVED.default("en")
    post(
        signed_in(edition),
        edition,
        "save",
        subject_en=english.subject,
        text_en=english.text.replace("\n", "\r\n"),
    )
    assert MailWording.objects.get().text_en == ""


def test_test_mails_come_in_both_languages(edition: Edition) -> None:
    assert post(signed_in(edition), edition, "test").status_code == 200
    assert deliver_messages().sent == 2
    assert {"ได้รับ SCSA-2570-0001", "Entry received: SCSA-2570-0001"} == {
        sent.subject for sent in mail.outbox
    }


def test_an_earlier_version_is_read_again(edition: Edition) -> None:
    save(edition, text_th="first words {link}")
    save(edition, seen=1, text_th="second words {link}")
    client = signed_in(edition, Role.READER)
    address = reverse("mail-word", args=[edition.code, "entry-received"])
    assert "first words" in client.get(address + "?version=1").content.decode()
    assert "second words" in client.get(address + "?version=x").content.decode()
    assert post(client, edition, "save", seen=2).status_code == 403
    unknown = reverse("mail-word", args=[edition.code, "sign-in-link"])
    assert client.get(unknown).status_code == 404
