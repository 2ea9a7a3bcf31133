from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from awards.accounts.models import User
from awards.dsure.acts import REGISTRAR_APPOINTED
from awards.ledger.models import Actor, Value
from awards.ledger.services import MOMENT, append
from awards.ledger.verifying import verify
from config.people.personal_data import PARTS, erase_person, export_person
from nominations.acts import ENTRY_SUBMITTED
from nominations.models import Entry
from tests.factories import (
    EMBARGO_SECRETS,
    ENTRANT_SECRETS,
    made_up,
    make_assignment,
    make_attachment,
    make_ballot,
    make_edition,
    make_entry,
    make_full_edition,
    make_judge,
    make_message,
    make_organiser,
    make_secret_entry,
    make_user,
    make_world,
)

pytestmark = pytest.mark.django_db


def entrant_with_everything() -> Entry:
    entrant = make_user(
        "anchan@example.org", name_th=ENTRANT_SECRETS["person_th"], verified=True
    )
    entry = make_secret_entry(make_full_edition("test-1"), entrant)
    make_attachment(entry, name="plan.pdf", content=b"%PDF-1.4 plan")
    make_message(entrant.email, recipient=entrant)
    append("test-1", ENTRY_SUBMITTED, entrant, {"entry": entry.reference})
    return entry


def test_export_holds_every_table_and_file_of_the_person(tmp_path: Path) -> None:
    entry = entrant_with_everything()
    counts = export_person(email="Anchan@Example.org", target=tmp_path / "me.zip")
    with zipfile.ZipFile(tmp_path / "me.zip") as archive:
        names = archive.namelist()
        assert (
            json.loads(archive.read("nominations.entry.json"))[0]["reference"]
            == entry.reference
        )
        assert "password" not in archive.read("accounts.user.json").decode()
        [file] = [name for name in names if name.startswith("files/")]
        assert archive.read(file) == b"%PDF-1.4 plan"
    assert counts["nominations.answer"] == 2
    assert {
        "ledger.row",
        "outbox.message",
        "nominations.organisation",
        "sign-in.address",
    } <= set(counts)


# Rows that name a person only as who did something to a thing of others; the account's
# own erasure makes them nameless.
ACTED = {
    "judging.calibration",
    "judging.jurypage",
    "dsure.event",
    "dsure.announcement",
    "awards.winnerlist",
    "judging.decision",
    "judging.overalldecision",
    "judging.methodlock",
    "judging.methodchange",
    "judging.extrastep",
    "nominations.declarationtext",
    "judging.sharedhost",
}
# No account stands behind these: office addresses of makers and organisers, and allauth's passing tokens.
NO_ACCOUNT = {
    "dsure.maker",
    "account.emailconfirmation",
    "awards.identity",
    "awards.privacyoffice",
}


def test_every_table_that_points_to_a_person_is_exported_or_says_why_not() -> None:
    exported = {
        name.replace("sign-in.address", "account.emailaddress")
        .replace("sign-in.second-factor", "mfa.authenticator")
        .replace("sign-in.provider", "socialaccount.socialaccount")
        .replace("sign-in.session", "usersessions.usersession")
        for name in every_table()
    }
    pointing = {
        model._meta.label_lower
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model is User
        or "email" in field.name
        or field.name == "user_id"
    }
    assert pointing - exported - ACTED - NO_ACCOUNT == set()


def every_table() -> set[str]:
    user = make_user()
    return {
        "sign-in.address",
        "sign-in.provider",
        "sign-in.second-factor",
        "sign-in.session",
    } | {name for part in PARTS for name in part.tables(user)}


def test_export_holds_nothing_of_others(tmp_path: Path) -> None:
    entrant_with_everything()
    make_user("other@example.org", name_en="Someone else")
    assert export_person(email="other@example.org", target=tmp_path / "o.zip") == {
        "accounts.user": 1
    }


def test_export_tells_nothing_before_its_announcement(tmp_path: Path) -> None:
    world = make_world()
    secrets = {name: word for name, word in EMBARGO_SECRETS.items() if name != "reason"}
    for role in ("entrant", "other_entrant", "judge"):
        export_person(email=getattr(world, role).email, target=tmp_path / "me.zip")
        with zipfile.ZipFile(tmp_path / "me.zip") as archive:
            text = " ".join(
                archive.read(name).decode()
                for name in archive.namelist()
                if name.endswith((".json", ".html"))
            )
        assert [name for name, word in secrets.items() if word in text] == [], role


def test_erasure_leaves_no_word_of_the_person(tmp_path: Path) -> None:
    entry = entrant_with_everything()
    person = entry.owner_id
    erased = erase_person(email="anchan@example.org")
    entry.refresh_from_db()
    left = export_person(
        email=f"erased-{person}@erased.invalid", target=tmp_path / "left.zip"
    )
    with zipfile.ZipFile(tmp_path / "left.zip") as archive:
        text = " ".join(
            archive.read(name).decode()
            for name in archive.namelist()
            if name.endswith(".json")
        )
    assert entry.contact_name == ""
    assert ENTRANT_SECRETS["person_th"] not in text
    assert "outbox.message" not in left
    assert erased.refused[0]["what"] == f"entry {entry.reference}"


def test_erasure_keeps_the_chain_whole_and_the_pseudonym_nobodys() -> None:
    entry = entrant_with_everything()
    erase_person(email="anchan@example.org")
    assert verify("test-1") == []
    assert not Actor.objects.filter(user_id=entry.owner_id).exists()
    assert Value.objects.filter(chain="privacy", name="refused").exists()


def test_erasure_takes_values_that_name_the_person_out_of_reach_of_the_chain() -> None:
    user = make_user("named@example.org", name_th="ชื่อในสมุด")
    append("test-1", REGISTRAR_APPOINTED, None, {"email": user.email, "other": 1})
    append(
        "test-1", made_up("said"), None, {"reason": "คุณชื่อในสมุด", "lines": ["คุณชื่อในสมุด"]}
    )
    erased = erase_person(email="named@example.org")
    assert erased.tables["ledger.value"] == 2
    assert [kept["what"] for kept in erased.refused] == ["1 values of the record"]
    assert verify("test-1") == []
    assert list(
        Value.objects.filter(chain="test-1")
        .exclude(name=MOMENT)
        .order_by("pk")
        .values_list("name", flat=True)
    ) == [
        "other",
        "lines",
        "rows",
    ]


def test_erasure_deletes_drafts_with_their_files() -> None:
    owner = make_user("draft@example.org")
    draft = make_entry(make_full_edition(), owner, state="draft")
    attachment = make_attachment(draft)
    storage, name = attachment.file.storage, attachment.file.name
    erase_person(email="draft@example.org")
    assert not Entry.objects.filter(pk=draft.pk).exists()
    assert not storage.exists(name)


def test_erasure_keeps_ballots_and_the_last_organiser() -> None:
    judge_user = make_user("judge@example.net")
    edition = make_full_edition(organiser=judge_user)
    make_ballot(make_assignment(make_judge(edition, judge_user), make_entry(edition)))
    erased = erase_person(email="judge@example.net")
    assert [kept["what"] for kept in erased.refused] == [
        "1 ballots",
        f"owner of {edition.code}",
    ]


def test_erasure_takes_the_role_where_another_organiser_stays() -> None:
    user = make_user("second@example.org")
    edition = make_edition(organiser=user)
    make_organiser(edition)
    assert erase_person(email="second@example.org").tables["awards.organiser"] == 1


def test_erased_person_cannot_sign_in_any_more(client: object) -> None:
    user = make_user("gone@example.org", password="korapin-2566-mali")
    erase_person(email="gone@example.org")
    user.refresh_from_db()
    assert not user.is_active
    assert not user.has_usable_password()


def test_unknown_address_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"nobody@example\.org"):
        call_command("export_person", "nobody@example.org", str(tmp_path / "x.zip"))


def test_commands_print_one_json_document(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_user("a@example.org")
    call_command("export_person", "a@example.org", str(tmp_path / "x.zip"), "--json")
    assert json.loads(capsys.readouterr().out) == {"tables": {"accounts.user": 1}}
    call_command("erase_person", "a@example.org", "--json")
    assert json.loads(capsys.readouterr().out) == {
        "tables": {"accounts.user": 1},
        "refused": [],
    }
