"""Versions of the privacy notice: published once, never changed, told and shown."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from awards.accounts import consents
from awards.accounts.models import Consent, NoticeSeen, PrivacyNotice
from awards.ledger.models import Row
from awards.outbox.models import Message
from awards.refusals import WrongState, WrongTimes
from config.people.personal_data import all_tables
from config.privacy.notices.services import (
    NoticeWords,
    note_shown,
    publish_notice,
    save_draft,
    tell_of_notices,
)
from config.privacy.notices.starter import starter
from tests.factories import make_notice, make_operator, make_user

pytestmark = pytest.mark.django_db


def words(day: date | None = None, **changed: object) -> NoticeWords:
    text = {"text_th": "ข้อความ", "text_en": "A text", "material": False, **changed}
    return NoticeWords(effective_on=day or timezone.localdate(), **text)  # type: ignore[arg-type]


def test_a_draft_is_published_once_and_never_changes() -> None:
    officer = make_operator()
    draft = save_draft(officer=officer, words=words())
    assert save_draft(officer=officer, words=words(text_en="Better")).pk == draft.pk
    notice = publish_notice(officer=officer)
    assert consents.notice_version() == notice.version
    assert Row.objects.get(chain="privacy").act == "notice-published"
    with pytest.raises(WrongState):
        publish_notice(officer=officer)
    with pytest.raises(DatabaseError), transaction.atomic():
        PrivacyNotice.objects.filter(pk=notice.pk).update(text_en="Otherwise")
    with pytest.raises(DatabaseError), transaction.atomic():
        notice.delete()


def test_what_is_marked_to_fill_in_is_not_published() -> None:
    officer = make_operator()
    begun = starter()
    save_draft(officer=officer, words=words(text_th=begun.th, text_en=begun.en))
    with pytest.raises(WrongState, match=r"\[\["):
        publish_notice(officer=officer)


def test_a_day_that_is_past_is_refused() -> None:
    officer = make_operator()
    yesterday = timezone.localdate() - timedelta(days=1)
    save_draft(officer=officer, words=words(yesterday))
    with pytest.raises(WrongTimes):
        publish_notice(officer=officer)


def test_a_later_day_is_not_in_force_yet() -> None:
    make_notice(timezone.localdate() + timedelta(days=3))
    assert consents.notice_version() == consents.PRIVACY_VERSION


def test_the_person_is_told_on_the_dashboard_until_they_read_it() -> None:
    person, client = make_user(), Client()
    client.force_login(person)
    assert "The privacy notice has changed" not in client.get("/en/desk/").text
    notice = make_notice(changes_en="We keep files for less long.")
    page = client.get("/en/desk/").text
    assert "The privacy notice has changed" in page
    assert "We keep files for less long." in page
    assert "I have read it" in client.get("/en/privacy/").text
    client.post("/en/account/my-data/notice/read/")
    assert "The privacy notice has changed" not in client.get("/en/desk/").text
    seen = NoticeSeen.objects.filter(user=person, version=notice.version)
    assert set(seen.values_list("how", flat=True)) == {"shown", "read"}
    assert Consent.objects.get(user=person).version == notice.version
    assert len(all_tables(person)["accounts.noticeseen"]) == 2


def test_who_came_after_it_is_not_told_that_it_changed() -> None:
    make_notice()
    assert consents.unread_notice(make_user()) is None


def test_what_was_seen_is_never_changed() -> None:
    person = make_user()
    for _time in range(2):
        note_shown(user=person)
    consents.read_notice(user=person)
    assert NoticeSeen.objects.count() == 2
    with pytest.raises(DatabaseError), transaction.atomic():
        NoticeSeen.objects.update(version="9999")


def test_a_material_change_is_mailed_once_to_proven_addresses() -> None:
    officer = make_operator(verified=True)
    reader = make_user(language="en", verified=True)
    make_user()  # nobody has proven this address
    save_draft(officer=officer, words=words(changes_en="Shorter.", material=True))
    publish_notice(officer=officer)
    assert tell_of_notices() == 2
    assert tell_of_notices() == 0
    mail = Message.objects.get(event="privacy_notice_changed", recipient=reader)
    assert "Shorter." in mail.text


def test_versions_stay_readable_with_what_differs(client: Client) -> None:
    today = timezone.localdate()
    make_notice(today - timedelta(days=9), text_en="Kept ten years\n\nThe same")
    newer = make_notice(today, text_en="Kept five years\n\nThe same")
    make_notice(None, version="draft", published_at=None, text_en="Not yet")
    assert "In force" in client.get("/en/privacy/versions/").text
    page = client.get(f"/en/privacy/versions/{newer.version}/").text
    assert "Kept ten years</del>" in page
    assert "Kept five years</ins>" in page
    assert client.get("/en/privacy/versions/draft/").status_code == 404


def test_starting_text_says_what_cookies_there_are_in_both_languages() -> None:
    begun = starter()
    for text in (begun.th, begun.en):
        assert "sessionid" in text
        assert "{" not in text
        assert "[[" in text


def test_the_officer_writes_and_publishes_on_the_page() -> None:
    client = Client()
    client.force_login(make_operator())
    page = "/en/operator/privacy/notice/"
    assert "[[" in client.get(page).text
    today = f"{timezone.localdate():%d/%m/%Y}"
    typed = {"effective_on": today, "text_th": "ข้อความ", "text_en": "**A** text"}
    assert client.post(page, typed).status_code == 302
    client.post(f"{page}publish/")
    assert "<strong>A</strong> text" in client.get("/en/privacy/").text
