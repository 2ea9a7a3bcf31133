from __future__ import annotations

import csv
import io
import json
import shutil
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone

from awards.ledger import signing
from awards.ledger.models import Actor
from awards.models import Edition, Round
from awards.outbox.work import WorkState
from config.people.personal_data import erase_person
from config.privacy.retention.services import run_retention
from judging.assigning.replacements import assign_one
from judging.ballots.saving import save_scores
from judging.ballots.services import submit_ballot
from judging.bundle.gathering import NotPublishedError, bundle_of
from judging.bundle.leavers import bind_due_leavers
from judging.bundle.verifier.archive import SIGNATURE, read_bundle
from judging.bundle.verifier.report import Check
from judging.bundle.verify_here import verify_files
from judging.conflicts.services import declare_conflict
from judging.jury.invitations import accept_invitation
from judging.models import Assignment, Ballot, Judge
from judging.results.score_import import import_scores
from judging.results.services import compute_results
from nominations.entries.search_text import keep_search_texts
from nominations.entries.services import withdraw_entry
from nominations.models import Entry
from tests.factories import make_attachment, make_message
from tests.judging.rounds import judged_round, publish, published_round, score_rows
from tests.judging.stage import FULL, assigned, judge_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    path = tmp_path / "key.pem"
    signing.make_key(path)
    return path


def failing(checks: list[Check]) -> list[str]:
    return [check.name for check in checks if not check.ok]


def lived_in_round() -> Round:
    """With a recusal, a replaced ballot, a withdrawn entry, and a ballot that was asked
    for and never given.
    """
    round_ = judged_round(entries=6, judges=5)
    first = (
        Assignment.objects.filter(round=round_)
        .order_by("pk")
        .select_related("judge__user", "entry_category__entry")
    )
    again, recused = first[4], first[9]
    names = (again.judge.user.email, again.entry_category.entry.reference)
    lines: list[tuple[Any, ...]] = [
        (*names, code, 6, "") for code in ("impact", "design")
    ] + [(*names, "reach", "", "")]
    assert (
        import_scores(
            edition=round_.edition, round_=round_, rows=score_rows(lines)
        ).rejected
        == []
    )
    declare_conflict(
        judge=recused.judge,
        entry=recused.entry_category.entry,
        reason="private-reason ญาติ",
    )
    gone = first.last()
    assert gone is not None
    withdraw(gone.entry_category.entry)
    free = next(
        judge
        for judge in round_.edition.judges.all()
        if not first.filter(judge=judge, entry_category=first[0].entry_category)
    )
    assign_one(judge=free, standing=first[0].entry_category, round_=round_, actor=None)
    for judge in round_.edition.judges.all():
        accept_invitation(judge=judge)
    bind_due_leavers()
    publish(round_.edition)
    return round_


def withdraw(entry: Entry) -> None:
    """The call is open once more for as long as it takes."""
    closed = entry.edition.closes_at
    Edition.objects.filter(pk=entry.edition_id).update(
        closes_at=timezone.now() + timedelta(hours=1)
    )
    withdraw_entry(entry=entry, user=entry.owner)
    Edition.objects.filter(pk=entry.edition_id).update(closes_at=closed)


def files_of(round_: Round, tmp_path: Path) -> dict[str, bytes]:
    path = tmp_path / "bundle.zip"
    path.write_bytes(bundle_of(round_))
    return read_bundle(path)


def test_bundle_is_sound_and_the_same_each_time() -> None:
    round_ = lived_in_round()
    first, second = bundle_of(round_), bundle_of(round_)
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    assert failing(verify_files(files)) == []
    states = [
        row["state"]
        for row in csv.DictReader(io.StringIO(files["ballots.csv"].decode()))
    ]
    assert {"counted", "replaced", "recused", "withdrawn"} == set(states)


def test_bundle_gives_the_figures_of_the_result(tmp_path: Path) -> None:
    round_ = published_round()
    stated = json.loads(files_of(round_, tmp_path)["results.json"])["categories"][
        "area-0"
    ]["entries"]
    shown = compute_results(round_.edition, round_)["categories"]["area-0"]["entries"]
    figures = ("rank", "raw", "adjusted", "se", "p_first", "rank_low", "rank_high")
    assert [[row[name] for name in figures] for row in stated] == [
        [row[name] for name in figures] for row in shown
    ]


def test_nothing_is_handed_out_before_publication(tmp_path: Path, capsys: Any) -> None:
    round_ = judged_round(entries=3)
    with pytest.raises(NotPublishedError):
        bundle_of(round_)


def test_signature_is_checked_against_a_key_from_elsewhere(
    tmp_path: Path, key_file: Path
) -> None:
    round_ = published_round(entries=3)
    with override_settings(SIGNING_KEY_FILE=key_file):
        files = files_of(round_, tmp_path)
        own = signing.public_pem(signing.site_keys().public[0])
    stranger = tmp_path / "other.pem"
    signing.make_key(stranger)
    with override_settings(SIGNING_KEY_FILE=stranger):
        foreign = signing.public_pem(signing.site_keys().public[0])
    assert failing(verify_files(files, own)) == []
    assert failing(verify_files(files, own + foreign)) == []
    assert failing(verify_files(files, foreign)) == ["signature"]
    unsigned = {name: content for name, content in files.items() if name != SIGNATURE}
    assert failing(verify_files(unsigned, own)) == ["signature"]


def test_nothing_private_can_be_read_from_it(tmp_path: Path) -> None:
    round_ = lived_in_round()
    files = files_of(round_, tmp_path)
    readable = b"\n".join(
        content for name, content in files.items() if not name.endswith(".pdf")
    )
    readable += printed(files["protocol-th.pdf"]) + printed(files["protocol-en.pdf"])
    entries = list(
        round_.edition.entries.select_related("owner", "organisation").order_by("pk")
    )
    secrets = [
        round_.edition.result_secret.secret,
        "secret-comment",
        "ความเห็นลับ",
        "private-reason",
        "มติคณะกรรมการ",
        "@example",
    ]
    for judge in round_.edition.judges.select_related("user"):
        secrets += [judge.user.email]
    for entry in entries[2:]:
        organisation = entry.organisation
        secrets += [
            entry.reference,
            entry.title_th,
            organisation.name_th,
            organisation.name_en,
            entry.owner.email,
        ]
    assert [secret for secret in secrets if secret.encode() in readable] == []
    assert Ballot.objects.exists()


def printed(pdf: bytes) -> bytes:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text.replace("\u200b", "").encode()


def words(pdf: bytes) -> str:
    """What is printed, whatever the lines."""
    return " ".join(printed(pdf).decode().split())


def test_commands_publish_and_verify(tmp_path: Path, capsys: Any) -> None:
    round_ = published_round(entries=3)
    path = tmp_path / "out.zip"
    scope = {"edition": round_.edition.code, "round": round_.code}
    call_command("publish_results", str(path), **scope)
    assert "SIGNING_KEY_FILE" in capsys.readouterr().err
    call_command("verify_results", str(path), json=True)
    document = json.loads(capsys.readouterr().out)
    assert document["valid"] is True
    assert {"files", "chain", "ballots", "ranking", "signature"} <= {
        check["name"] for check in document["checks"]
    }
    shutil.copy(path, tmp_path / "bad.zip")
    with zipfile.ZipFile(tmp_path / "bad.zip", "a") as archive:
        archive.writestr("extra", b"")
    with pytest.raises(SystemExit) as end:
        call_command("verify_results", str(tmp_path / "bad.zip"), json=True)
    assert end.value.code == 1
    assert json.loads(capsys.readouterr().out)["valid"] is False


def erased_judge(round_: Round) -> Judge:
    """A judge who submitted in person, then had themself erased."""
    judge = judge_of(round_.edition, f"goes@{round_.edition.code}.example.com")
    standing = Assignment.objects.filter(round=round_).earliest("pk").entry_category
    row = assigned(judge, standing)
    save_scores(assignment=row, user=judge.user, scores=FULL)
    submit_ballot(assignment=row, user=judge.user)
    return judge


def test_results_and_their_proofs_hold_when_all_that_may_go_is_gone(
    tmp_path: Path,
) -> None:
    round_ = lived_in_round()
    edition = round_.edition
    before = files_of(round_, tmp_path)
    sent = Entry.objects.filter(edition=edition)
    sent.update(contact_name="ผู้ประสานงาน", submitted_at=timezone.now())
    keep_search_texts(entries=sent.values_list("pk", flat=True))
    make_attachment(sent.latest("pk"))
    edition.judges.update(relations="ญาติ")
    make_message(edition_code=edition.code, state=WorkState.DONE)
    run = run_retention(today=timezone.localdate() + timedelta(days=4000))
    assert run
    gone = {line["kind"] for line in run.lines if line["deleted"]}
    assert {"contacts", "files", "judges", "mails"} <= gone
    assert not sent.exclude(contact_name="").exists()
    files = files_of(round_, tmp_path)
    assert failing(verify_files(files)) == []
    # the bundle says when it was made; all that is about the result is the same
    for name in ("ballots.csv", "results.json", "ledger.jsonl"):
        assert files[name] == before[name], name
    call_command("verify_ledger", "--json", stdout=io.StringIO())
    call_command("check_invariants", "--json", stdout=io.StringIO())


def test_bundle_is_sound_after_a_judge_was_erased(tmp_path: Path) -> None:
    round_ = judged_round(entries=4)
    judge = erased_judge(round_)
    name = Actor.objects.get(user_id=judge.user_id).pseudonym
    publish(round_.edition)
    before = files_of(round_, tmp_path)
    erase_person(email=judge.user.email)
    files = files_of(round_, tmp_path)
    assert failing(verify_files(files)) == []
    assert files["ballots.csv"] == before["ballots.csv"]
    assert name in files["ballots.csv"].decode()
