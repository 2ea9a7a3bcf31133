"""What was typed before a session was lost is shown under the labels of its form."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from config.site.form_labels import Typed, as_read, boxes_of
from tests.factories import (
    make_announcement,
    make_category,
    make_certificate,
    make_edition,
    make_entry,
    make_organiser,
    make_registrar,
    make_user,
)

pytestmark = pytest.mark.django_db
OWN_PAGE = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
MARKS = "/{}/dsure/manage/marks/add/"


def told(page: str) -> dict[str, str]:
    """Labels of the list of what was typed, and what stands under each."""
    shown = page[page.index('<dl class="facts mt-3">') :]
    pairs = re.findall(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", shown, re.DOTALL)
    return {strip_tags(label): strip_tags(text).strip() for label, text in pairs}


def sent_signed_out(address: str, fields: dict[str, str], page: str = "") -> Client:
    client = Client()
    headers = {**OWN_PAGE, "Referer": f"http://testserver{page or address}"}
    client.post(address, fields, headers=headers)
    return client


@pytest.mark.parametrize(
    ("language", "name", "mark"),
    [("en", "Name in Thai", "Code"), ("th", "ชื่อภาษาไทย", "รหัส")],
)
def test_labels_are_those_of_the_form_in_the_readers_language(
    language: str, name: str, mark: str
) -> None:
    address = MARKS.format(language)
    typed = {"name_th": "ทอง", "code": "gold", "of_another_form": "x"}
    client = sent_signed_out(address, typed)
    client.force_login(make_registrar())
    page = client.get(address).content.decode()
    assert told(page) == {name: "ทอง", mark: "gold", "of_another_form": "x"}
    assert 'name="name_th" value="ทอง"' in page


def test_lost_token_shows_labels_and_the_words_of_what_was_chosen() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_registrar())
    announcement = make_announcement(make_certificate(announced=False))
    address = reverse("dsure:announcement-preview", args=[announcement.pk])
    fields = {"when": "ceremony", "at": "1/12/2569 17:00", "edition_code": ""}
    answer = client.post(f"/en{address[3:]}", fields, headers=OWN_PAGE)
    assert answer.status_code == 403
    assert told(answer.content.decode()) == {
        "When it is published": "With an edition&#x27;s ceremony",
        "Publication time": "1/12/2569 17:00",
    }


def test_page_on_which_the_form_stood_is_asked_where_its_address_shows_none() -> None:
    edition = make_edition()
    organiser = make_organiser(edition)
    entry = make_entry(edition, state="submitted", category=make_category(edition))
    stood, sent_to = (
        f"/en{reverse(name, args=[edition.code, entry.reference])[3:]}"
        for name in ("nominations:manage-entry", "nominations:note-add")
    )
    labels = []
    for reader in (organiser, make_user()):  # the other may not read that page
        client = sent_signed_out(sent_to, {"text": "โทรแล้ว"}, stood)
        client.force_login(reader)
        labels += told(client.get(sent_to).content.decode())
    assert labels[0] not in ("", "text")
    assert labels[1] == "text"


def test_visitor_is_shown_the_labels_of_a_public_form_on_whatever_page() -> None:
    client = Client(enforce_csrf_checks=True)
    typed = {"email": "a@example.org", "words": "ขอสำเนา"}
    answer = client.post("/en/privacy/ask/", typed, headers=OWN_PAGE)
    assert told(answer.content.decode()) == {
        "Email": "a@example.org",
        "Your request": "ขอสำเนา",
    }
    for page, labels in (
        ("/en/privacy/ask/", ["Email", "Your request"]),
        ("/en/dsure/manage/marks/add/", list(typed)),  # a visitor may not read it
    ):
        headers = {**OWN_PAGE, "Referer": f"http://testserver{page}"}
        answer = client.post("/en/account/logout/", typed, headers=headers)
        assert list(told(answer.content.decode())) == labels


def test_what_waits_to_be_said_is_said_on_the_page_of_a_lost_token() -> None:
    client = Client(headers=OWN_PAGE)
    client.force_login(make_user())
    address = "/en/account/profile/"
    client.post(address, {"name_en": "Anchan", "language": "en"})
    client.handler.enforce_csrf_checks = True
    lost = client.post(address, {"name_en": "Another"})
    assert lost.status_code == 403
    assert "Saved." in lost.content.decode()


def test_page_of_another_site_is_never_asked_for() -> None:
    client = Client()
    headers = {**OWN_PAGE, "Referer": f"http://evil.example{MARKS.format('en')}"}
    client.post(MARKS.format("en"), {"code": "gold"}, headers=headers)
    assert client.session["kept_text"]["page"] == ""


PAGE = """
<form><input type="hidden" name="seen" value="p"><button name="act" value="go">Go</button>
<label for="a">First <b>name</b> <span class="asteriskField">*</span></label>
<input id="a" name="first">
<fieldset><legend>Colour</legend>
<label for="r">Red</label><input type="radio" id="r" name="colour" value="r">
<label><input type="radio" name="colour" value="b"> Blue</label></fieldset>
<label for="t">I agree</label><input id="t" type="checkbox" name="agree">
<label for="s">Size</label>
<select id="s" name="size"><option value="1">Small</option><option>2</option></select>
<label>Kind <select name="kind"><option>One</option><option value="2">Two</option></select>
</label><label>Note <textarea name="note">as it stood</textarea></label>
<textarea name="why" aria-label="Reason"></textarea></form>
"""


def test_each_kind_of_box_is_read_as_the_page_says_it() -> None:
    sent = [
        ("seen", "p"),
        ("act", "go"),
        ("first", "A"),
        ("colour", "b"),
        ("agree", "on"),
        ("size", "1"),
        ("kind", "2"),
        ("note", "new"),
        ("why", "so"),
        ("empty", ""),
        ("other", "1"),
        ("other", "2"),
    ]
    assert as_read(sent, boxes_of(PAGE)) == [
        Typed("First name", "A"),
        Typed("Colour", "Blue"),
        Typed("I agree", "ใช่"),
        Typed("Size", "Small"),
        Typed("Kind", "Two"),
        Typed("Note", "new"),
        Typed("Reason", "so"),
        Typed("other", "1\n2"),
    ]
