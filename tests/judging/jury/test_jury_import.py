"""Judges from a list: columns remembered, the good rows alone, and all of it undone."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from awards.accounts.models import User
from awards.ledger.models import Row
from awards.ledger.verifying import verify
from awards.models import Edition
from awards.outbox.models import Message
from awards.spreadsheets import read_table
from judging.conflicts.services import record_conflict
from judging.jury.import_undoing import undo_jury_import
from judging.jury.importing import import_jury
from judging.jury.invitation_list import guess, pasted_table, read_list
from judging.jury.invitations import (
    accept_invitation,
    decline_invitation,
    invite_judge,
    send_sign_in_link,
    withdraw_invitation,
)
from judging.jury.sealed_lists import Invitees
from judging.models import ImportedJudge, Judge, JudgeLink, JuryImport
from judging.refusals import JuryTouchedError, JuryUndoneError
from judging.roof.personal_data import erase
from nominations.models import RememberedColumn
from tests.factories import ago
from tests.judging.jury.test_jury import book, organiser_of, seal_of, signed_in
from tests.judging.stage import edition_in_judging, entry_in, person

MATTERING = (User, Judge, Judge.categories.through, JudgeLink, Message)
HEADS = ["คอลัมน์ ก", "คอลัมน์ ข", "คอลัมน์ ค"]
SAID = {"column-0": "email", "column-1": "name", "column-2": "organisation"}
LIST = "email,name,organisation,panels\n"
ONE = "one@example.org,หนึ่ง สมมุติ,สถาบันสมมุติ,area-0\n"
TWO = "two@example.org,Two Invented,,\n"


@pytest.fixture
def edition(db: None) -> Edition:
    return edition_in_judging()


def address_of(edition: Edition) -> str:
    return reverse("judging:jury-import", args=[edition.code])


def invited(edition: Edition, text: str) -> JuryImport:
    table = pasted_table(LIST + text)
    reading = read_list(edition, table, mapping=guess(edition, table.header))
    assert reading.problems == []
    return import_jury(
        edition=edition,
        invitees=Invitees(reading.good, "", None),
        actor=organiser_of(edition),
    )


def undo(record: JuryImport) -> Any:
    return undo_jury_import(brought_in=record, actor=organiser_of(record.edition))


def everything() -> dict[str, list[dict[str, object]]]:
    return {
        model.__name__: list(model._base_manager.order_by("pk").values())
        for model in MATTERING
    }


# Columns


def test_columns_that_were_matched_once_are_matched_the_next_time(
    edition: Edition,
) -> None:
    organiser = organiser_of(edition)
    client, address = signed_in(organiser), address_of(edition)
    rows = [HEADS, ["one@example.org", "หนึ่ง", "สถาบัน"]]
    first: Any = client.post(address, {"file": book(rows), "language": "th"})
    assert [column.field for column in first.context["columns"]] == ["", "", ""]
    client.post(address, {**SAID, "sheet": first.context["sheet"]})
    assert not Judge.objects.exists(), "a preview invites nobody"
    turned = [row[::-1] for row in rows]
    again: Any = client.post(
        address.replace("/th/", "/en/"), {"file": book(turned), "language": "th"}
    )
    fields = [column.field for column in again.context["columns"]]
    assert fields == ["organisation", "name", "email"]
    assert [row.email for row in again.context["rows"]] == ["one@example.org"]
    assert f"Last chosen by {organiser}" in again.text


def test_what_a_column_is_for_entries_says_nothing_of_judges(edition: Edition) -> None:
    RememberedColumn.objects.create(edition=edition, head="email", field="")
    client = signed_in(organiser_of(edition))
    page: Any = client.post(
        address_of(edition), {"people": LIST + ONE, "language": "th"}
    )
    assert page.context["columns"][0].field == "email"


# The good rows alone


def test_good_rows_are_invited_and_the_rest_comes_back_corrected(
    edition: Edition,
) -> None:
    client, address = signed_in(organiser_of(edition)), address_of(edition)
    rows = [["email", "name", "limit"], ["one@example.org", "One", 5]]
    rows += [["nobody", "-1+1", 5], ["three@example.org", "Three", 900]]
    seen = client.post(address, {"file": book(rows), "language": "en"})
    assert seen.status_code == 422
    assert not Judge.objects.exists()
    client.post(address, {"apply": seal_of(seen.text)})
    record = JuryImport.objects.get()
    assert (record.name, record.created, record.left_out) == ("judges.xlsx", 1, 2)
    assert [judge.user.email for judge in Judge.objects.all()] == ["one@example.org"]
    show = reverse("judging:jury-import-show", args=[edition.code, record.key])
    numbers = [row["number"] for row in client.get(show).context["rest"]]
    assert numbers == [3, 4]
    rest = reverse("judging:jury-import-rest", args=[edition.code, record.key])
    table = read_table(client.get(rest).content)
    assert table.header[:-1] == ["email", "name", "limit"]
    assert table.rows[0].shown(1) == "-1+1"
    assert "1 " in table.rows[1].shown(3)
    corrected = [table.header, ["two@example.org", "Two", 5, ""]]
    corrected += [["three@example.org", "Three", 9, ""]]
    seen = client.post(address, {"file": book(corrected), "language": "en"})
    client.post(address, {"apply": seal_of(seen.text)})
    assert Message.objects.filter(event="judge_invited").count() == 3


def test_list_without_one_good_row_offers_nothing_to_send(edition: Edition) -> None:
    client = signed_in(organiser_of(edition))
    page = client.post(address_of(edition), {"people": "nobody", "language": "th"})
    assert page.status_code == 422
    assert 'name="apply"' not in page.text


def test_rows_left_out_are_forgotten_after_a_month(edition: Edition) -> None:
    client = signed_in(organiser_of(edition))
    seen = client.post(
        address_of(edition), {"people": LIST + ONE + "nobody,,,", "language": "th"}
    )
    client.post(address_of(edition), {"apply": seal_of(seen.text)})
    assert JuryImport.forget_rests() == 0
    JuryImport.objects.update(created_at=ago(days=31))
    assert JuryImport.forget_rests() == 1
    rest = reverse(
        "judging:jury-import-rest", args=[edition.code, JuryImport.objects.get().key]
    )
    assert client.get(rest).status_code == 404


# Undoing


def test_list_undone_before_its_mails_left_is_a_list_that_never_was(
    edition: Edition,
) -> None:
    person("two@example.org")
    before = everything()
    undone = undo(invited(edition, ONE + TWO))
    assert everything() == before
    assert (undone.removed, undone.mails_stopped, undone.told) == (2, 2, 0)
    assert verify(edition.code) == []


@pytest.mark.parametrize(
    ("state", "attempts", "told"),
    [
        ("queued", 0, False),
        ("queued", 1, True),
        ("claimed", 1, True),
        ("done", 1, True),
        ("failed", 24, False),
    ],
)
def test_person_whose_invitation_may_have_left_is_told_that_it_is_withdrawn(
    edition: Edition, state: str, attempts: int, told: bool
) -> None:
    record = invited(edition, ONE)
    Message.objects.update(state=state, attempts=attempts)
    undone = undo(record)
    mails = Message.objects.filter(event="invitation_withdrawn")
    assert (undone.told, mails.count()) == (int(told), int(told))
    assert not Message.objects.filter(event="judge_invited", state="queued").exists()
    assert not Judge.objects.exists()
    assert not JudgeLink.objects.exists()


def answer_yes(judge: Judge) -> None:
    accept_invitation(judge=judge)


def answer_no(judge: Judge) -> None:
    decline_invitation(judge=judge)


def be_withdrawn(judge: Judge) -> None:
    withdraw_invitation(judge=judge, actor=organiser_of(judge.edition))


def be_known_to_an_entrant(judge: Judge) -> None:
    record_conflict(
        judge=judge,
        reference=entry_in(judge.edition).entry.reference,
        reason="เคยร่วมงาน",
        actor=organiser_of(judge.edition),
    )


@pytest.mark.parametrize(
    "touch", [answer_yes, answer_no, be_withdrawn, be_known_to_an_entrant]
)
def test_list_stays_once_one_of_its_people_answered_or_was_changed(
    edition: Edition, touch: Any
) -> None:
    record = invited(edition, ONE + TWO)
    touch(Judge.objects.get(user__email="two@example.org"))
    before = everything()
    with pytest.raises(JuryTouchedError) as refusal:
        undo(record)
    assert len(refusal.value.people) == 1
    assert everything() == before


def test_asking_for_the_link_again_is_no_answer(edition: Edition) -> None:
    record = invited(edition, ONE)
    send_sign_in_link(email="one@example.org")
    undo(record)
    assert not Judge.objects.exists()
    assert not JudgeLink.objects.exists()
    assert not Message.objects.exists(), "neither invitation is sent any more"


def test_person_invited_before_stays_invited_as_they_were_and_hears_nothing(
    edition: Edition,
) -> None:
    judge = invite_judge(
        edition=edition,
        email="one@example.org",
        organisation="เดิม",
        actor=organiser_of(edition),
    )
    judge.categories.set(edition.categories.filter(code="area-1"))
    record = invited(edition, ONE)
    Message.objects.update(state="done")
    undone = undo(record)
    judge.refresh_from_db()
    assert (undone.restored, undone.told, judge.organisation) == (1, 0, "เดิม")
    assert [category.code for category in judge.categories.all()] == ["area-1"]
    assert judge.links.exists(), "the earlier invitation still holds"
    judge.user.refresh_from_db()
    assert judge.user.name_th == ""


def test_person_who_had_declined_has_declined_again_and_is_told(
    edition: Edition,
) -> None:
    judge = invite_judge(
        edition=edition, email="one@example.org", actor=organiser_of(edition)
    )
    decline_invitation(judge=judge, reason="ไม่ว่าง")
    record = invited(edition, ONE)
    Message.objects.update(state="done")
    undone = undo(record)
    judge.refresh_from_db()
    assert (judge.state, judge.decline_reason) == ("declined", "ไม่ว่าง")
    assert (undone.restored, undone.told, judge.links.count()) == (1, 1, 0)


def test_accepted_judge_of_a_list_is_no_part_of_it(edition: Edition) -> None:
    judge = invite_judge(
        edition=edition, email="one@example.org", actor=organiser_of(edition)
    )
    accept_invitation(judge=judge)
    record = invited(edition, ONE + TWO)
    assert (record.created, record.updated) == (1, 0)
    undo(record)
    assert list(Judge.objects.values_list("state", flat=True)) == ["accepted"]


def test_page_undoes_it_once_and_says_what_went(
    client: Client, edition: Edition
) -> None:
    client.force_login(organiser_of(edition))
    record = invited(edition, ONE)
    Message.objects.update(state="done")
    page = reverse("judging:jury-import-show", args=[edition.code, record.key])
    page = page.replace("/th/", "/en/")
    assert "1 invitation is withdrawn" in client.get(page).text
    said = client.post(f"{page}undo/", follow=True).text
    assert "1 invitation withdrawn" in said
    assert "1 person who may already have read" in said
    assert "already" in client.post(f"{page}undo/", follow=True).text
    assert Row.objects.filter(act="judges import undone").count() == 1


def test_page_names_the_people_who_hold_it_back(
    client: Client, edition: Edition
) -> None:
    client.force_login(organiser_of(edition))
    record = invited(edition, ONE + TWO)
    answer_yes(Judge.objects.get(user__email="one@example.org"))
    page = reverse("judging:jury-import-show", args=[edition.code, record.key])
    shown: Any = client.get(page)
    assert shown.context["touched"] == ["หนึ่ง สมมุติ"]
    assert f'action="{page}undo/"' not in shown.text


def test_list_of_another_edition_is_not_found(client: Client, edition: Edition) -> None:
    record = invited(edition, ONE)
    other = edition_in_judging()
    client.force_login(organiser_of(other))
    for name in ("jury-import-show", "jury-import-rest"):
        page = reverse(f"judging:{name}", args=[other.code, record.key])
        assert client.get(page).status_code == 404


def test_erased_person_leaves_the_lists_they_stood_in(edition: Edition) -> None:
    invite_judge(edition=edition, email="one@example.org", actor=organiser_of(edition))
    client = signed_in(organiser_of(edition))
    wrong = LIST + ONE.replace("area-0", "nowhere") + TWO
    seen = client.post(address_of(edition), {"people": wrong, "language": "th"})
    client.post(address_of(edition), {"apply": seal_of(seen.text)})
    invited(edition, ONE)
    user = User.objects.get(email="one@example.org")
    assert ImportedJudge.objects.exclude(before=[]).exists()
    erase(user)
    assert not ImportedJudge.objects.exclude(before=[]).exists()
    assert not JuryImport.objects.filter(rest__icontains="one@example.org").exists()


@pytest.mark.django_db(transaction=True)
def test_two_people_undo_at_the_same_moment_and_nobody_is_told_twice() -> None:
    record = invited(edition_in_judging(), ONE + TWO)
    Message.objects.update(state="done")
    together, said = threading.Barrier(2), list[str]()

    def undo_once() -> None:
        try:
            together.wait(timeout=60)
            undo(record)
            said.append("undone")
        except JuryUndoneError:
            said.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=undo_once) for _person in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert sorted(said) == ["told", "undone"]
    assert Message.objects.filter(event="invitation_withdrawn").count() == 2
