from __future__ import annotations

import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook
from PIL import Image

from awards.models import Edition
from awards.outbox.models import Message
from judging.assigning.open_seats import open_seats
from judging.ballots.saving import save_scores
from judging.ballots.services import submit_ballot
from judging.conflicts.findings import refresh_conflicts
from judging.conflicts.services import declare_conflict
from judging.jury.jury_page import open_jury_page, set_public
from judging.models import Assignment, Conflict, Judge, Remark
from nominations.models import Collaborator
from tests.judging.stage import (
    FULL,
    assigned,
    edition_in_judging,
    entry_in,
    judge_of,
    organisation,
    person,
)

pytestmark = pytest.mark.django_db


def organiser_of(edition: Edition) -> Any:
    return edition.organisers.get().user


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


# Inviting from a list


def book(rows: list[list[Any]]) -> SimpleUploadedFile:
    made, out = Workbook(), io.BytesIO()
    for row in rows:
        made.active.append(row)  # type: ignore[union-attr]
    made.save(out)
    return SimpleUploadedFile("judges.xlsx", out.getvalue())


def seal_of(page: str) -> str:
    found = re.search(r'name="apply"\s+value="([^"]+)"', page)
    assert found, "nothing to send"
    return found[1]


def test_list_is_previewed_and_then_sent_as_it_was_seen() -> None:
    edition = edition_in_judging()
    client, address = (
        signed_in(organiser_of(edition)),
        reverse("judging:jury-import", args=[edition.code]),
    )
    rows = [["อีเมล", "ชื่อ", "หน่วยงาน", "ภาษาที่ตัดสินได้", "limit", "panels"]]
    rows += [["Nok@example.com", "นก สมมุติ", "สถาบันสมมุติ", "th, en", "๑๒", "area-0"]]
    rows += [["second@example.com", "", "", "", None, ""]]
    seen = client.post(address, {"file": book(rows), "language": "th"})
    assert seen.status_code == 200
    assert not Judge.objects.exists()
    assert (
        client.post(address, {"apply": seal_of(seen.content.decode())}).status_code
        == 302
    )
    judge = Judge.objects.get(user__email="nok@example.com")
    assert (judge.user.name_th, judge.organisation, judge.limit) == (
        "นก สมมุติ",
        "สถาบันสมมุติ",
        12,
    )
    assert judge.languages == ["th", "en"]
    assert [category.code for category in judge.categories.all()] == ["area-0"]
    assert Message.objects.filter(event="judge_invited").count() == 2


def test_one_bad_row_and_nobody_is_invited_unasked() -> None:
    edition = edition_in_judging()
    client, address = (
        signed_in(organiser_of(edition)),
        reverse("judging:jury-import", args=[edition.code]),
    )
    pasted = "email,limit,language,panels\ngood@example.com,5,th,\nnot-an-address,5,th,\ngood@example.com,,,"
    pasted += "\nthird@example.com,900,fr,nowhere"
    page = client.post(address, {"people": pasted, "language": "en"})
    text = page.content.decode()
    assert page.status_code == 422
    assert [f'<th scope="row">{row}</th>' in text for row in (2, 3, 4, 5)] == [
        False,
        True,
        True,
        True,
    ]
    assert not Judge.objects.exists()
    assert (
        client.post(
            address,
            {"file": SimpleUploadedFile("x.csv", b"\xff\xfe\x00"), "language": "th"},
        ).status_code
        == 422
    )
    assert client.post(address, {"apply": "forged"}).status_code == 302
    assert not Judge.objects.exists()


# The public page


def portrait() -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "secret-place"
    Image.new("RGB", (900, 700), "navy").save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_judge_stands_in_public_only_with_consent_and_after_it_is_opened() -> None:
    edition = edition_in_judging()
    judge = judge_of(edition, organisation="สถาบันสมมุติ", bio_th="นักวิจัยสมมุติ")
    judge.user.name_th = "ชื่นใจ สมมุติ"
    judge.user.save()
    profile = reverse("judging:judge-profile", args=[edition.code])
    fields = {"public": "on", "bio_th": "นักวิจัยสมมุติ", "organisation": "สถาบันสมมุติ"}
    upload = SimpleUploadedFile("me.jpg", portrait(), "image/jpeg")
    assert (
        signed_in(judge.user).post(profile, {**fields, "portrait": upload}).status_code
        == 302
    )
    address = reverse("judging:jury-show", args=[edition.code])
    picture = reverse("judging:jury-picture", args=[edition.code, judge.pk])
    assert "ชื่นใจ" not in Client().get(address).content.decode()
    assert Client().get(picture).status_code == 404
    open_jury_page(edition=edition, is_open=True, actor=organiser_of(edition))
    page = Client().get(address)
    assert {"ชื่นใจ สมมุติ", "นักวิจัยสมมุติ", "สถาบันสมมุติ"} <= {
        word
        for word in ("ชื่นใจ สมมุติ", "นักวิจัยสมมุติ", "สถาบันสมมุติ")
        if word in page.content.decode()
    }
    assert "csrf" not in page.content.decode()
    assert "Cookie" not in page.headers.get("Vary", "")
    assert not page.cookies
    assert (
        Client().get(address, headers={"If-None-Match": page["ETag"]}).status_code
        == 304
    )
    shown = b"".join(Client().get(picture).streaming_content)  # type: ignore[attr-defined]
    assert b"secret-place" not in shown
    with Image.open(io.BytesIO(shown)) as image:
        assert max(image.size) <= 640
    set_public(judge=Judge.objects.get(), agrees=False)
    assert "ชื่นใจ" not in Client().get(address).content.decode()
    assert Client().get(picture).status_code == 404


def test_what_is_no_picture_is_refused_beside_the_field() -> None:
    edition = edition_in_judging()
    judge = judge_of(edition)
    upload = SimpleUploadedFile("me.jpg", b"\xff\xd8 no picture", "image/jpeg")
    page = signed_in(judge.user).post(
        reverse("judging:judge-profile", args=[edition.code]), {"portrait": upload}
    )
    assert "invalid-feedback" in page.content.decode()
    assert not Judge.objects.get().picture


# Chairs, recusals, reminders, conflicts


def test_chair_sees_the_panel_only_after_own_ballots_and_may_remind() -> None:
    edition = edition_in_judging()
    chair, other = (
        judge_of(edition, "chair@example.com"),
        judge_of(edition, "other@example.com"),
    )
    category = edition.categories.get(code="area-0")
    chair.chairs.add(category)
    standing = entry_in(edition)
    own, theirs = assigned(chair, standing), assigned(other, standing)
    assert (
        signed_in(other.user)
        .get(reverse("judging:chair-panels", args=[edition.code]))
        .status_code
        == 404
    )
    client, address = (
        signed_in(chair.user),
        reverse("judging:chair-panels", args=[edition.code]),
    )
    fields = {"member": other.pk, "category": category.pk, "round": theirs.round_id}
    assert "other@example.com" not in client.get(address).content.decode()
    assert client.post(address, fields).status_code == 403
    save_scores(assignment=own, user=chair.user, scores=FULL)
    submit_ballot(assignment=own, user=chair.user)
    assert "0/1" in client.get(address).content.decode()
    assert client.post(address, fields).status_code == 302
    assert (
        Message.objects.filter(event="judge_reminded", recipient=other.user).count()
        == 1
    )
    assert client.post(address, {**fields, "member": chair.pk}).status_code == 403
    assert not Remark.objects.exists()


def test_recusal_proposes_a_replacement_that_one_click_applies() -> None:
    edition = edition_in_judging()
    edition.rounds.update(judges_per_entry=1)
    first, second = judge_of(edition), judge_of(edition)
    standing = entry_in(edition)
    assigned(first, standing)
    round_ = edition.rounds.select_related("edition").get()
    assert open_seats(edition, round_) == []
    declare_conflict(judge=first, entry=standing.entry, reason="รู้จักกัน")
    (seat,) = open_seats(edition, round_)
    assert seat.judge == second
    client = signed_in(organiser_of(edition))
    page = client.get(
        reverse("judging:progress-board", args=[edition.code])
    ).content.decode()
    address = reverse("judging:assignment-add", args=[edition.code, standing.pk])
    assert address in page
    assert client.post(address, {"round": round_.code, "best": "1"}).status_code == 302
    assert Assignment.objects.standing().get().judge == second
    assert open_seats(edition, round_) == []


def test_collaborator_of_an_entry_is_found_as_a_conflict() -> None:
    edition = edition_in_judging()
    judge = judge_of(edition, "helper@example.com")
    standing = entry_in(edition)
    Collaborator.objects.create(entry=standing.entry, email="Helper@example.com")
    refresh_conflicts(edition=edition)
    assert Conflict.objects.get(judge=judge).source == "entrant"


def test_plain_ballot_sent_after_the_login_ran_out_is_offered_again() -> None:
    edition = edition_in_judging()
    judge = judge_of(edition)
    row = assigned(judge, entry_in(edition))
    client, address = Client(), reverse("judging:ballot-edit", args=[row.pk])
    typed = {"score-impact": "8", "comment_panel": "ข้อความที่พิมพ์ไว้"}
    answer = client.post(address, typed, headers={"Origin": "http://testserver"})
    assert answer.headers["Location"].startswith(reverse("judging:judge-link"))
    client.force_login(judge.user)
    assert "ข้อความที่พิมพ์ไว้" in client.get(address).content.decode()
    assert client.get(address).status_code == 200


# Names in blind titles


def test_blind_title_covers_family_name_and_name_without_its_kind() -> None:
    edition = edition_in_judging()
    owner = person(name_th="นางสาวกาหลง ชัยพฤกษ์สมมุติ")
    body = organisation(
        owner, name_th="เทศบาลนครบัวหลวงสมมุติ", name_en="Bualuang City Municipality"
    )
    standing = entry_in(
        edition,
        owner=owner,
        organisation=body,
        title_th="ระบบของบัว หลวงสมมุติ โดยชัยพฤกษ์สมมุติ",
    )
    judge = judge_of(edition)
    row = assigned(judge, standing)
    client = signed_in(judge.user)
    for address in (
        reverse("judging:judge-home"),
        reverse("judging:ballot-edit", args=[row.pk]),
    ):
        text = client.get(address).content.decode()
        assert "หลวงสมมุติ" not in text
        assert "ชัยพฤกษ์สมมุติ" not in text
    Assignment.objects.update(cleared_at=None)
    titles = client.get(
        reverse("judging:judge-titles", args=[edition.code])
    ).content.decode()
    assert "ชัยพฤกษ์สมมุติ" not in titles
