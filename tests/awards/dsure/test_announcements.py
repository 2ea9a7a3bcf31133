from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from awards.dsure.announcements.services import (
    AnnouncementError,
    edit_announcement,
    publish_due_announcements,
    publish_with_edition,
    schedule_announcement,
    unschedule_announcement,
)
from awards.dsure.models import Certificate, Subscriber
from awards.ledger.models import Row
from awards.ledger.services import MOMENT
from awards.outbox.models import Message
from awards.outbox.work import WorkState
from awards.refusals import MomentPassed
from tests.factories import make_announcement, make_certificate, make_maker, moment

pytestmark = pytest.mark.django_db


def test_announcement_due_publishes_batch_mails_and_ledger_in_one_go() -> None:
    maker = make_maker(language="en", email="own@example.org")
    batch = [make_certificate(announced=False, maker=maker) for _ in range(2)]
    announcement = make_announcement(*batch, make_certificate(announced=False))
    schedule_announcement(actor=None, announcement=announcement)
    assert publish_due_announcements() == 1
    assert Certificate.objects.announced().count() == 3
    assert Message.objects.filter(event="dsure-announced").count() == 2
    own = Message.objects.get(to_email=maker.email)
    assert own.subject == "dSURE: Products announced"
    assert all(certificate.number in own.text for certificate in batch)
    assert Row.objects.filter(act="announcement-published").count() == 1


def test_announcement_is_published_once() -> None:
    schedule_announcement(
        actor=None, announcement=make_announcement(make_certificate(announced=False))
    )
    assert [publish_due_announcements() for _ in range(3)] == [1, 0, 0]
    assert Message.objects.count() == 1


def test_announcement_before_its_moment_and_draft_stay_hidden() -> None:
    later = make_announcement(make_certificate(announced=False))
    schedule_announcement(actor=None, announcement=later, publish_at=moment(minutes=1))
    make_announcement(make_certificate(announced=False))
    assert publish_due_announcements() == 0
    assert not Certificate.objects.announced().exists()


def test_announcement_for_a_moment_that_has_passed_is_refused() -> None:
    announcement = make_announcement(make_certificate(announced=False))
    with pytest.raises(MomentPassed) as refused:
        schedule_announcement(
            actor=None, announcement=announcement, publish_at=moment(seconds=-1)
        )
    assert refused.value.field == "at"
    announcement.refresh_from_db()
    assert announcement.state == WorkState.DRAFT
    assert publish_due_announcements() == 0


def test_announcement_taken_back_is_not_published() -> None:
    announcement = make_announcement(make_certificate(announced=False))
    schedule_announcement(actor=None, announcement=announcement)
    unschedule_announcement(actor=None, announcement=announcement)
    assert publish_due_announcements() == 0


def test_announcement_with_ceremony_waits_for_its_edition() -> None:
    announcement = make_announcement(make_certificate(announced=False))
    schedule_announcement(
        actor=None, announcement=announcement, edition_code="scsa-2566"
    )
    assert publish_due_announcements() == 0
    assert publish_with_edition("other") == 0
    assert publish_with_edition("scsa-2566") == 1
    assert publish_with_edition("scsa-2566") == 0


def test_announcement_without_certificates_is_not_scheduled() -> None:
    with pytest.raises(AnnouncementError):
        schedule_announcement(actor=None, announcement=make_announcement())


def test_published_announcement_is_neither_edited_nor_taken_back() -> None:
    certificate = make_certificate(announced=False)
    announcement = make_announcement(certificate)
    schedule_announcement(actor=None, announcement=announcement)
    publish_due_announcements()
    with pytest.raises(AnnouncementError):
        edit_announcement(
            actor=None, announcement=announcement, fields={}, certificates=[certificate]
        )
    with pytest.raises(AnnouncementError):
        unschedule_announcement(actor=None, announcement=announcement)


def test_second_announcement_keeps_the_first_moment_of_a_certificate() -> None:
    certificate = make_certificate()
    first = certificate.announced_at
    schedule_announcement(actor=None, announcement=make_announcement(certificate))
    publish_due_announcements()
    certificate.refresh_from_db()
    assert certificate.announced_at == first


def test_confirmed_subscribers_hear_of_it_with_a_one_click_end() -> None:
    Subscriber.objects.create(
        email="a@example.org", token="secret", confirmed_at=moment(), language="en"
    )
    Subscriber.objects.create(email="b@example.org", token="other")
    schedule_announcement(
        actor=None, announcement=make_announcement(make_certificate(announced=False))
    )
    publish_due_announcements()
    news = Message.objects.get(event="dsure-news")
    assert news.to_email == "a@example.org"
    assert news.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = news.headers["List-Unsubscribe"].strip("<>")
    assert "/en/unsubscribe/dsure." in address
    assert address in news.text
    assert address in news.html


def test_failed_mail_leaves_nothing_published(settings: Any) -> None:
    announcement = make_announcement(make_certificate(announced=False))
    schedule_announcement(actor=None, announcement=announcement)
    Subscriber.objects.create(email="x@example.org", token="t", confirmed_at=moment())
    site, settings.SITE_URL = settings.SITE_URL, None
    with pytest.raises(TypeError):
        publish_due_announcements()
    settings.SITE_URL = site
    assert not Certificate.objects.announced().exists()
    assert publish_due_announcements() == 1


def test_announcement_that_fails_keeps_no_other_from_being_tried_and_comes_again(
    settings: Any,
) -> None:
    both = [make_announcement(make_certificate(announced=False)) for _ in range(2)]
    for announcement in both:
        schedule_announcement(actor=None, announcement=announcement)
    Subscriber.objects.create(email="x@example.org", token="t", confirmed_at=moment())
    site, settings.SITE_URL = settings.SITE_URL, None
    with pytest.raises(TypeError):
        publish_due_announcements()
    settings.SITE_URL = site
    for announcement in both:
        announcement.refresh_from_db()
        assert (announcement.state, announcement.attempts) == ("queued", 1)
        assert "TypeError" in announcement.last_error
    assert publish_due_announcements() == 2


def test_announcement_edit_moves_certificates_until_publication() -> None:
    first, second = make_certificate(announced=False), make_certificate(announced=False)
    announcement = make_announcement(first)
    edit_announcement(
        actor=None,
        announcement=announcement,
        fields={"title_en": "New"},
        certificates=[second],
    )
    announcement.refresh_from_db()
    assert (announcement.title_en, list(announcement.certificates.all())) == (
        "New",
        [second],
    )


def test_scheduled_moment_stands_in_the_ledger() -> None:
    announcement = make_announcement(make_certificate(announced=False))
    schedule_announcement(
        actor=None, announcement=announcement, publish_at=moment() + timedelta(days=1)
    )
    assert Row.objects.get().commitments.keys() - {MOMENT} == {
        "publish_at",
        "edition",
        "certificates",
    }
