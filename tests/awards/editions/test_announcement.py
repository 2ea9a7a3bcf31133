"""The moment planned for the announcement and the moment of publication are two things:
the second one counts.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import override

from awards.certificates import services as certificates
from awards.editions.timeline import timeline
from awards.models import CertificateKind, Credential, Edition, WinnerList
from awards.outbox.work import WorkState
from awards.statuses import Phase
from awards.winners.services import freeze_list
from config.people.invariants import editions_are_announced_by_their_first_list
from judging.publication.services import publish_due
from tests.awards.winners.test_lists import line
from tests.factories import (
    ago,
    ahead,
    make_edition,
    make_list,
    make_organiser,
    make_winner,
    moment,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_storage(settings: Any, tmp_path: Any) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path},
        },
    }


def judged_edition(**times: Any) -> Edition:
    usual = {
        "opens_at": ago(days=90),
        "closes_at": ago(days=30),
        "announces_at": ahead(days=90),
    }
    edition = make_edition(**{**usual, **times})
    make_organiser(edition)
    return edition


def published(edition: Edition) -> Edition:
    frozen = freeze_list(edition=edition, lines=[line("SCSA-2569-0001")], actor=None)
    WinnerList.objects.filter(pk=frozen.pk).update(state=WorkState.QUEUED)
    assert publish_due() == 1
    return Edition.objects.get(pk=edition.pk)


def test_publication_months_before_the_planned_moment_is_the_announcement() -> None:
    edition = judged_edition()
    assert edition.phase == Phase.JUDGING
    edition = published(edition)
    assert edition.announced_at == edition.winner_lists.get().published_at
    assert edition.phase == Phase.ANNOUNCED
    assert edition.announcement == edition.announced_at
    page = Client().get(f"/en/editions/{edition.code}/").content.decode()
    assert "Winners announced" in page
    assert 'badge-calm">Being judged' not in page
    assert list(editions_are_announced_by_their_first_list()) == []


def test_planned_moment_that_has_passed_announces_nothing() -> None:
    edition = judged_edition(announces_at=ago(days=1))
    assert edition.phase == Phase.DUE
    with override("en"):
        assert edition.phase.public_label == "Closed for entries"
    last = timeline(edition, [])[-1]
    assert (last.at, last.passed, last.current) == (edition.announces_at, False, False)


def test_timeline_ends_with_the_moment_that_it_was_published() -> None:
    edition = published(judged_edition())
    with override("en"):
        last = timeline(edition, [])[-1]
    assert (last.at, last.public, last.current) == (
        edition.announced_at,
        "Winners announced",
        True,
    )


def test_correction_leaves_the_moment_of_the_announcement() -> None:
    edition = published(judged_edition())
    first = edition.announced_at
    fixed = freeze_list(edition=edition, lines=[line("SCSA-2569-0002")], actor=None)
    WinnerList.objects.filter(pk=fixed.pk).update(state=WorkState.QUEUED)
    assert publish_due() == 1
    edition.refresh_from_db()
    assert edition.announced_at == first


def test_invariant_finds_an_edition_announced_at_another_moment() -> None:
    edition = make_edition()
    make_list(edition)
    assert list(editions_are_announced_by_their_first_list()) == []
    Edition.objects.filter(pk=edition.pk).update(announced_at=None)
    assert len(list(editions_are_announced_by_their_first_list())) == 1


def test_certificates_made_before_are_dated_by_the_publication_and_typeset_again() -> (
    None
):
    edition = judged_edition()
    frozen = freeze_list(edition=edition, lines=[line("SCSA-2569-0001")], actor=None)
    certificates.prepare_for_winners(winner_list=frozen, actor=None)
    one = certificates.Recipient(
        reference="judge:1", name_th="ดร. กรรมการ", name_en="Dr Judge"
    )
    certificates.prepare(
        edition=edition, kind=CertificateKind.JUDGE, recipients=[one], actor=None
    )
    assert certificates.make_due_certificates() == 2
    former = {row.pk: row.pdf.name for row in Credential.objects.all()}
    WinnerList.objects.filter(pk=frozen.pk).update(state=WorkState.QUEUED)
    assert publish_due() == 1
    at = WinnerList.objects.get().published_at
    assert set(Credential.objects.values_list("issued_at", "state", "pdf")) == {
        (at, WorkState.QUEUED, "")
    }
    assert certificates.make_due_certificates() == 2
    assert localtime(at).date() == timezone.localdate()
    assert all(row.pdf for row in Credential.objects.all())
    assert len(former) == 2


def test_certificate_of_the_same_day_keeps_its_file() -> None:
    edition = judged_edition(
        announces_at=ahead(minutes=1)
        if timezone.localtime().hour < 23
        else ago(minutes=1)
    )
    frozen = freeze_list(edition=edition, lines=[line("SCSA-2569-0001")], actor=None)
    certificates.prepare_for_winners(winner_list=frozen, actor=None)
    certificates.make_due_certificates()
    name = Credential.objects.get().pdf.name
    WinnerList.objects.filter(pk=frozen.pk).update(state=WorkState.QUEUED)
    assert publish_due() == 1
    row = Credential.objects.get()
    assert (row.pdf.name, row.state, row.issued_at) == (
        name,
        WorkState.DONE,
        WinnerList.objects.get().published_at,
    )


def test_certificate_of_a_corrected_list_is_dated_by_it() -> None:
    edition = judged_edition()
    at = moment(days=-2)
    winner_list = make_list(edition, published_at=at)
    make_winner(winner_list)
    certificates.prepare_for_winners(winner_list=winner_list, actor=None)
    assert Credential.objects.get().issued_at == at
    assert edition.announced_at is not None
    assert edition.announces_at - edition.announced_at > timedelta(days=90)
