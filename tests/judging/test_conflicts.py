"""Conflicts by machine, by word of mouth, and by the judge: however a body, a host or a
person is written.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.ledger.models import Row
from awards.ledger.verifying import verify
from awards.outbox.models import Message
from judging.conflicts.findings import refresh_conflicts
from judging.conflicts.hosts import belonging
from judging.conflicts.services import overrule_conflict, record_conflict
from judging.conflicts.shared_hosts import share_host, unshare_host
from judging.models import Assignment, Conflict, SharedHost
from judging.refusals import JudgingError
from judging.statuses import ConflictSource
from nominations.models import Collaborator
from nominations.organisations.bodies import body_of, person_key
from tests.judging.stage import (
    assigned,
    edition_in_judging,
    entry_in,
    judge_of,
    organisation,
    person,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("บจก. สยามเซนเซอร์สมมุติ", "บริษัท สยามเซนเซอร์สมมุติ จำกัด"),
        ("บริษัท สยามเซนเซอร์สมมุติ จํากัด", "บริษัทสยามเซนเซอร์สมมุติ จำกัด (มหาชน)"),
        ("Invented Sensor Co., Ltd.", "INVENTED SENSOR COMPANY LIMITED"),
        ("คณะวิศวกรรมศาสตร์ มหาวิทยาลัยสมมุติ", "มหาวิทยาลัยสมมุติ"),
        ("คณะแพทยศาสตร์ ม.สมมุติ", "คณะวิศวกรรมศาสตร์ มหาวิทยาลัยสมมุติ"),
        ("คณะวิศวกรรมศาสตร์สมมุติการมหาวิทยาลัย", "สมมุติการมหาวิทยาลัย"),
        ("Faculty of Engineering, Invented University", "Invented University"),
        (
            "Faculty of Law, Invented University",
            "Faculty of Engineering, Invented University",
        ),
        ("ทน.สมมุติ", "เทศบาลนครสมมุติ"),
        ("อบต. บ้านสมมุติ", "องค์การบริหารส่วนตําบลบ้านสมมุติ"),
        ("กองช่าง เทศบาลนครสมมุติ", "เทศบาลนครสมมุติ"),
    ],
)
def test_body_is_known_however_it_is_written(one: str, other: str) -> None:
    assert body_of(one).is_or_is_part_of(body_of(other))
    assert body_of(other).is_or_is_part_of(body_of(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("เทศบาลนครสมมุติ", "มหาวิทยาลัยสมมุติ"),
        ("จังหวัดสมมุติ", "เทศบาลนครสมมุติ"),
        ("มหาวิทยาลัยเทคโนโลยีสมมุติ", "มหาวิทยาลัยเทคโนโลยีสมมุติธานี"),
        ("Faculty of Law, Invented University", "Faculty of Law, Imagined University"),
        ("บริษัท เอ จำกัด", "บริษัท บี จำกัด"),
        ("", ""),
        ("บริษัท จำกัด", "Company Limited"),
    ],
)
def test_bodies_that_only_look_alike_are_two(one: str, other: str) -> None:
    assert not body_of(one).is_or_is_part_of(body_of(other))


@pytest.mark.parametrize(
    ("address", "belongs"),
    [
        ("a@eng.invented.ac.th", "invented.ac.th"),
        ("a@invented.ac.th", "invented.ac.th"),
        ("https://www.lab.invented.co.th/about", "invented.co.th"),
        ("a@team.invented.com", "invented.com"),
        ("a@invented.co.uk", "invented.co.uk"),
        ("a@gmail.com", ""),
        ("a@mail.go.th", ""),
        ("a@dla.go.th", ""),
        ("a@invented-town.mail.go.th", "invented-town.mail.go.th"),
        ("nothing", ""),
    ],
)
def test_host_belongs_to_the_body_that_registered_it(
    address: str, belongs: str
) -> None:
    assert belonging(address) == belongs


def test_persons_name_is_known_with_and_without_titles() -> None:
    assert (
        person_key("ผศ.ดร. อัญชัน  ช่อม่วงสมมุติ") == person_key("นางสาวอัญชัน ช่อม่วงสมมุติ") != ""
    )
    assert person_key("Anchan") == "", "one word is borne by many"


def found_for(judge: Any) -> dict[int, tuple[str, str]]:
    rows = Conflict.objects.filter(judge=judge)
    return {row.entry_id: (row.source, row.words) for row in rows}


def test_faculty_host_contact_and_collaborator_are_compared_and_say_what_matched() -> (
    None
):
    edition = edition_in_judging()
    university = entry_in(
        edition, organisation=organisation(person(), name_th="มหาวิทยาลัยสมมุติ")
    )
    site = entry_in(
        edition,
        organisation=organisation(person(), website="https://www.invented.ac.th/smart"),
    )
    contact = entry_in(edition, contact_name="นางสาวอัญชัน ช่อม่วงสมมุติ")
    invited = entry_in(edition)
    helper = person("helper@somewhere.example.net", name_th="อัญชัน ช่อม่วงสมมุติ")
    Collaborator.objects.create(
        entry=invited.entry, email=helper.email, invited_by=helper
    )
    stranger = entry_in(edition, contact_name="ผู้อื่น สมมุติ")
    judge = judge_of(
        edition,
        "anchan@eng.invented.ac.th",
        organisation="คณะวิศวกรรมศาสตร์ มหาวิทยาลัยสมมุติ",
    )
    judge.user.name_th = "ดร.อัญชัน ช่อม่วงสมมุติ"
    judge.user.save()
    refresh_conflicts(edition=edition)
    found = found_for(judge)
    assert set(found) == {row.entry_id for row in (university, site, contact, invited)}
    assert stranger.entry_id not in found
    source, words = found[university.entry_id]
    assert source == ConflictSource.ORGANISATION
    assert "คณะวิศวกรรมศาสตร์ มหาวิทยาลัยสมมุติ" in words
    source, words = found[site.entry_id]
    assert source == ConflictSource.DOMAIN
    assert all(host in words for host in ("eng.invented.ac.th", "invented.ac.th"))
    assert (
        found[contact.entry_id][0]
        == found[invited.entry_id][0]
        == ConflictSource.ENTRANT
    )
    assert "นางสาวอัญชัน" in found[contact.entry_id][1]


def test_relation_of_a_judge_may_be_a_person() -> None:
    edition = edition_in_judging()
    entry = entry_in(edition, contact_name="นายสมชาย สมมุติวงศ์")
    judge = judge_of(edition, relations="สมชาย สมมุติวงศ์")
    refresh_conflicts(edition=edition)
    assert found_for(judge)[entry.entry_id][0] == ConflictSource.FORMER


def test_host_that_many_share_ties_nobody_and_frees_what_it_tied() -> None:
    edition = edition_in_judging()
    organiser = edition.organisers.get().user
    row = assigned(
        judge_of(edition, "a@agency.go.th"),
        entry_in(edition, owner=person("b@other.agency.go.th")),
    )
    refresh_conflicts(edition=edition)
    assert not Assignment.objects.standing().exists()
    assert share_host(edition=edition, host="x@Agency.go.th", actor=organiser) == 1
    assert Assignment.objects.standing().get() == row
    entry_in(edition, owner=person("c@agency.go.th"))
    assert refresh_conflicts(edition=edition) == 0
    unshare_host(row=SharedHost.objects.get(), actor=organiser)
    assert refresh_conflicts(edition=edition) == 1
    acts = [
        act
        for act in Row.objects.order_by("number").values_list("act", flat=True)
        if act.startswith("host")
    ]
    assert acts == ["host.shared", "host.unshared"]


@pytest.mark.parametrize("host", ["", "no host", "agency"])
def test_shared_host_has_to_be_a_host(host: str) -> None:
    edition = edition_in_judging()
    with pytest.raises(JudgingError):
        share_host(edition=edition, host=host, actor=edition.organisers.get().user)


def test_conflict_told_by_telephone_takes_the_entry_away_and_can_be_set_aside() -> None:
    edition = edition_in_judging()
    organiser = edition.organisers.get().user
    row = assigned(judge_of(edition), entry_in(edition))
    reference = row.entry_category.entry.reference
    record_conflict(
        judge=row.judge,
        reference=reference.lower(),
        reason="โทรศัพท์แจ้งว่าเป็นพี่น้อง",
        actor=organiser,
    )
    assert not Assignment.objects.standing().exists()
    assert Message.objects.filter(event="judge_recused").count() == 1
    acts = set(Row.objects.values_list("act", flat=True))
    assert {"conflict.recorded", "judge.recused"} <= acts
    overrule_conflict(
        conflict=Conflict.objects.get(), reason="เข้าใจผิด", actor=organiser
    )
    assert Assignment.objects.standing().get() == row
    again = record_conflict(
        judge=row.judge, reference=reference, reason="ยืนยันอีกครั้ง", actor=organiser
    )
    assert Conflict.objects.standing().get() == again
    assert Conflict.objects.get().reason == "ยืนยันอีกครั้ง"
    assert verify(edition.code) == []


def test_what_was_taken_by_hand_does_not_come_back_with_a_conflict_set_aside() -> None:
    edition = edition_in_judging()
    organiser = edition.organisers.get().user
    row = assigned(judge_of(edition), entry_in(edition))
    conflict = record_conflict(
        judge=row.judge,
        reference=row.entry_category.entry.reference,
        reason="โทรแจ้ง",
        actor=organiser,
    )
    Assignment.objects.update(reasons={"removed": "hand"})
    overrule_conflict(conflict=conflict, reason="เข้าใจผิด", actor=organiser)
    assert not Assignment.objects.standing().exists()


def test_organiser_records_a_conflict_on_the_page_and_is_told_what_is_wrong() -> None:
    edition = edition_in_judging()
    row = assigned(judge_of(edition), entry_in(edition))
    client = Client()
    client.force_login(edition.organisers.get().user)
    address = reverse("judging:conflict-record", args=[edition.code])
    fields = {"judge": row.judge_id, "reference": "NOTHING-1", "reason": "โทรแจ้งเมื่อเช้า"}
    wrong = client.post(address, fields)
    assert (wrong.status_code, Conflict.objects.count()) == (422, 0)
    assert "โทรแจ้งเมื่อเช้า" in wrong.content.decode(), "nothing typed is lost"
    fields["reference"] = row.entry_category.entry.reference
    assert client.post(address, fields).status_code == 302
    assert (
        "โทรแจ้งเมื่อเช้า"
        in client.get(
            reverse("judging:conflict-list", args=[edition.code])
        ).content.decode()
    )


def test_unanswered_title_is_no_answer() -> None:
    edition = edition_in_judging()
    judge = judge_of(edition)
    rows = [assigned(judge, entry_in(edition), cleared=False) for _ in range(2)]
    client = Client()
    client.force_login(judge.user)
    address = reverse("judging:judge-titles", args=[edition.code])
    assert "checked" not in client.get(address).content.decode()
    shown = [str(row.pk) for row in rows]
    for fields in (
        {},
        {"shown": shown},
        {"shown": shown, f"conflict-{rows[0].pk}": "no"},
    ):
        answer = client.post(address, fields)
        assert answer.status_code == 422
    assert answer.content.decode().count("checked") == 1, "the answer given is kept"
    assert Assignment.objects.filter(cleared_at=None).count() == 2
    done = client.post(
        address, {"shown": shown} | {f"conflict-{row.pk}": "no" for row in rows}
    )
    assert (done.status_code, Assignment.objects.filter(cleared_at=None).count()) == (
        302,
        0,
    )


def statements(entries: int, judges: int) -> int:
    edition = edition_in_judging()
    for number in range(entries):
        entry = entry_in(
            edition, owner=person(f"e{number}@{edition.code}-{number}.example.net")
        )
        Collaborator.objects.create(
            entry=entry.entry,
            email=f"c{number}@{edition.code}.example.net",
            invited_by=entry.entry.owner,
        )
    for number in range(judges):
        judge_of(
            edition,
            f"j{number}@{edition.code}.ac.th",
            organisation=f"คณะ {number} มหาวิทยาลัยสมมุติ {number}",
        )
    refresh_conflicts(edition=edition)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        refresh_conflicts(edition=edition)
    return len(seen)


def test_search_asks_as_much_for_two_entries_as_for_twelve() -> None:
    assert statements(2, 2) == statements(12, 8)
