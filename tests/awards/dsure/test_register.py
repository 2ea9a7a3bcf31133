from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from awards.dsure.models import Certificate
from awards.dsure.register.services import (
    NoteMissing,
    NumberTaken,
    WrongState,
    change_state,
    edit_certificate,
    register_certificate,
    save_part,
)
from awards.dsure.statuses import CertificateState
from awards.ledger.models import Row
from awards.outbox.models import Message
from tests.factories import make_certificate, make_maker, make_mark, make_registrar

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def register(number: str = "dS-001") -> Certificate:
    return register_certificate(
        actor=make_registrar(),
        number=number,
        name_th="เซนเซอร์น้ำ",
        name_en="Water sensor",
        maker=make_maker(),
        mark=make_mark(),
        issued_on=date(2026, 1, 5),
    )


def test_certificate_registered_is_in_history_and_ledger_and_not_public() -> None:
    certificate = register()
    assert certificate.events.get().kind == "registered"
    assert Row.objects.get(chain="dsure").act == "certificate-registered"
    assert not Certificate.objects.announced().exists()


@pytest.mark.parametrize("number", ["dS-001", "ds-001", "dS- 001", "dS-๐๐๑"])
def test_number_taken_whatever_way_it_is_written(number: str) -> None:
    register("dS-001")
    with pytest.raises(NumberTaken):
        register(number)


def test_edit_of_unannounced_certificate_needs_no_note() -> None:
    certificate = register()
    changes = edit_certificate(
        actor=None, certificate=certificate, fields={"name_en": "Sensor", "kind": ""}
    )
    assert changes == {"name_en": ["Water sensor", "Sensor"]}


def test_edit_of_public_certificate_without_note_is_refused() -> None:
    certificate = make_certificate()
    with pytest.raises(NoteMissing):
        edit_certificate(actor=None, certificate=certificate, fields={"kind": "IoT"})


def test_edit_with_note_stands_in_the_history() -> None:
    certificate = make_certificate()
    edit_certificate(
        actor=None,
        certificate=certificate,
        fields={"kind": "IoT"},
        note_th="แก้ประเภท",
        note_en="Kind corrected",
    )
    event = certificate.public_events().get()
    assert (event.kind, event.note_en, event.changes) == (
        "amended",
        "Kind corrected",
        {"kind": ["", "IoT"]},
    )


def test_edit_that_changes_nothing_writes_nothing() -> None:
    certificate = make_certificate()
    assert (
        edit_certificate(
            actor=None, certificate=certificate, fields={"number": certificate.number}
        )
        == {}
    )
    assert not certificate.events.exists()


def change(certificate: Certificate, to_state: CertificateState) -> None:
    change_state(
        actor=None,
        certificate=certificate,
        to_state=to_state,
        reason_th="ตรวจซ้ำ",
        reason_en="Tested again",
    )


def test_state_change_tells_the_maker_of_a_public_certificate() -> None:
    certificate = make_certificate()
    change(certificate, CertificateState.SUSPENDED)
    certificate.refresh_from_db()
    assert (certificate.state, certificate.state_since) == (
        "suspended",
        timezone.localdate(),
    )
    message = Message.objects.get(event="dsure-state")
    assert message.to_email == certificate.maker.email
    assert "ตรวจซ้ำ" in message.text


def test_state_change_of_unannounced_certificate_sends_no_mail() -> None:
    change(make_certificate(announced=False), CertificateState.SUSPENDED)
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("state", "wanted"),
    [
        (CertificateState.REVOKED, CertificateState.CERTIFIED),
        (CertificateState.CERTIFIED, CertificateState.CERTIFIED),
        (CertificateState.CERTIFIED, CertificateState.EXPIRED),
    ],
)
def test_state_change_outside_the_table_is_refused(
    state: CertificateState, wanted: CertificateState
) -> None:
    with pytest.raises(WrongState):
        change(make_certificate(state=state), wanted)


def test_certificate_past_its_last_day_reads_expired_and_cannot_be_suspended() -> None:
    certificate = make_certificate(expires_on=timezone.localdate() - timedelta(days=1))
    assert certificate.current_state == CertificateState.EXPIRED
    assert certificate.standing_since == timezone.localdate()
    assert Certificate.objects.in_state("expired").get() == certificate
    assert not Certificate.objects.in_state("certified").exists()
    with pytest.raises(WrongState):
        change(certificate, CertificateState.SUSPENDED)


def test_certificate_is_valid_on_its_last_day() -> None:
    assert (
        make_certificate(expires_on=timezone.localdate()).current_state
        == CertificateState.CERTIFIED
    )


@pytest.mark.parametrize(
    "words", ["water", "WATER sens", "น้ำ", "ds-001", "DS-๐๐๑", "ตัวอย่าง"]
)
def test_search_finds_parts_of_words_in_both_languages(words: str) -> None:
    maker = make_maker(name_th="บริษัทตัวอย่าง")
    make_certificate("dS-001", name_th="เซนเซอร์น้ำ", name_en="Water sensor", maker=maker)
    make_certificate("dS-002")
    assert [found.number for found in Certificate.objects.search(words)] == ["dS-001"]


def test_search_finds_by_the_makers_new_name() -> None:
    certificate = make_certificate()
    certificate.maker.name_en = "Renamed Ltd"
    save_part(actor=None, part=certificate.maker)
    assert Certificate.objects.search("renamed").get() == certificate
