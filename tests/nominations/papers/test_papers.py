"""Identity papers: unreadable where they are stored, opened by few, each look recorded."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from awards.files.sealing import SealError, key_id, seal, unseal
from awards.ledger.acts import ACTOR_ERASED
from awards.ledger.models import Row, Value
from awards.models import Edition
from awards.roles import Role
from config.environment.papers import read_papers_keys
from config.people.personal_data import erase_person
from nominations import acts
from nominations.entries.form_state import sheet_of
from nominations.entries.missing import missing_answers
from nominations.entries.missing_in_sql import missing_in
from nominations.entries.reading import read_entry
from nominations.files.invariants import problems as file_problems
from nominations.models import Attachment, Entry, IdentityPaper, Question
from nominations.papers.services import (
    add_paper,
    confirm_paper,
    erase_confirmed_papers,
    erase_paper,
    erase_unconfirmed,
    open_paper,
    remove_paper,
    sweep_strays,
)
from nominations.questions.forms import QuestionForm
from nominations.refusals import FileRefusedError, WrongStateError
from nominations.roof.personal_data import delete_draft
from nominations.statuses import EntryState
from tests.factories import make_edition, make_operator, make_organiser, make_user
from tests.nominations.filemakers import pdf_bytes, upload
from tests.nominations.makers import make_entry, make_question

pytestmark = pytest.mark.django_db

OLD, NEW = b"o" * 32, b"n" * 32
CONTENT = pdf_bytes()


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    storage = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tmp_path},
    }
    settings.STORAGES = {**settings.STORAGES, "default": storage}
    settings.PAPERS_KEYS = (OLD,)
    return tmp_path


@pytest.fixture
def edition() -> Edition:
    return make_edition("papers-2566")


@pytest.fixture
def question(edition: Edition) -> Question:
    return make_question(edition, "card", "identity", required=True)


@pytest.fixture
def entry(edition: Edition, question: Question) -> Entry:
    return make_entry(edition)


@pytest.fixture
def paper(entry: Entry, question: Question) -> IdentityPaper:
    return added(entry, question)


def added(entry: Entry, question: Question, content: bytes = CONTENT) -> IdentityPaper:
    return add_paper(
        entry=entry,
        user=entry.owner,
        upload=upload(content, "บัตรประชาชน สมหญิง.pdf"),
        question=question,
    )


def stored(paper: IdentityPaper) -> Path:
    return Path(default_storage.path(paper.file.name))


def acts_of(code: str) -> list[str]:
    return list(Row.objects.filter(chain=code).values_list("act", flat=True))


def test_disk_and_database_hold_nothing_readable(
    paper: IdentityPaper, folder: Path
) -> None:
    [file] = [path for path in folder.rglob("*") if path.is_file()]
    assert b"%PDF" in CONTENT
    assert b"%PDF" not in file.read_bytes()
    assert CONTENT[20:60] not in file.read_bytes()
    row = str(IdentityPaper.objects.values().get())
    assert "สมหญิง" not in row
    assert "สมหญิง" not in str(list(Value.objects.values_list("value", flat=True)))


def test_demonstration_alone_makes_its_key_and_once(tmp_path: Path) -> None:
    var = tmp_path / "var"
    assert read_papers_keys({}, var) == ()
    first = read_papers_keys({}, var, demo=True)
    assert read_papers_keys({}, var, demo=True) == first
    assert [len(key) for key in first] == [32]
    assert (var / "demo_papers.key").stat().st_mode & 0o777 == 0o600


def test_two_papers_of_the_same_content_look_different(
    entry: Entry, question: Question
) -> None:
    first, second = added(entry, question), added(entry, question)
    assert stored(first).read_bytes()[40:] != stored(second).read_bytes()[40:]


def test_each_look_stands_in_the_ledger(paper: IdentityPaper) -> None:
    reader = make_organiser(paper.entry.edition)
    assert open_paper(paper=paper, user=reader) == CONTENT
    assert open_paper(paper=paper, user=reader) == CONTENT
    looks = [acts.PAPER_OPENED.code] * 2
    assert acts_of("papers-2566") == [acts.PAPER_ADDED.code, *looks]
    said = Value.objects.filter(subject=f"entry:{paper.entry.reference}")
    assert set(said.values_list("name", "value")) == {("paper", "card")}


@pytest.mark.parametrize("place", [0, 10, 20, 60, -1])
def test_a_changed_byte_is_refused(paper: IdentityPaper, place: int) -> None:
    content = bytearray(stored(paper).read_bytes())
    content[place] ^= 1
    stored(paper).write_bytes(content)
    with pytest.raises(SealError, match=r"changed|PAPERS_KEY_FILE|แก้ไข"):
        open_paper(paper=paper, user=paper.entry.owner)
    assert acts.PAPER_OPENED.code not in acts_of("papers-2566")


def test_file_put_under_another_row_is_refused(
    entry: Entry, question: Question
) -> None:
    first, second = added(entry, question), added(entry, question)
    stored(second).write_bytes(stored(first).read_bytes())
    with pytest.raises(SealError):
        open_paper(paper=second, user=entry.owner)


def test_missing_key_says_which_and_what_to_do(
    paper: IdentityPaper, settings: Any
) -> None:
    settings.PAPERS_KEYS = (NEW,)
    with pytest.raises(SealError, match=key_id(OLD)) as refused:
        open_paper(paper=paper, user=paper.entry.owner)
    assert "PAPERS_KEY_FILE" in str(refused.value)


@pytest.mark.parametrize("content", [b"", b"SEALED1\n", b"%PDF-1.7 " + b"x" * 90])
def test_what_was_never_sealed_is_refused(content: bytes) -> None:
    with pytest.raises(SealError):
        unseal(content, (OLD,), bound_to="x")


def test_new_key_takes_over_and_the_old_one_may_go(
    paper: IdentityPaper,
    settings: Any,
    folder: Path,
    django_capture_on_commit_callbacks: Any,
) -> None:
    settings.PAPERS_KEYS = (NEW, OLD)
    with django_capture_on_commit_callbacks(execute=True):
        call_command("seal_papers")
    settings.PAPERS_KEYS = (NEW,)
    paper.refresh_from_db()
    assert open_paper(paper=paper, user=paper.entry.owner) == CONTENT
    assert len([path for path in folder.rglob("*") if path.is_file()]) == 1


def test_sealing_anew_without_the_old_key_says_so(
    paper: IdentityPaper, settings: Any
) -> None:
    settings.PAPERS_KEYS = (NEW,)
    with pytest.raises(CommandError, match=key_id(OLD)):
        call_command("seal_papers")
    settings.PAPERS_KEYS = ()
    with pytest.raises(CommandError, match="PAPERS_KEY_FILE"):
        call_command("seal_papers")


def test_no_attachment_is_made_and_no_reader_is_given_it(paper: IdentityPaper) -> None:
    assert not Attachment.with_removed.exists()
    for blind in (True, False):
        dossier = read_entry(paper.entry, blind=blind)
        assert not dossier.files
        assert not dossier.answers


def test_entry_lacks_it_until_it_is_there(entry: Entry, question: Question) -> None:
    assert [one.field for one in missing_answers(sheet_of(entry))] == ["q-card"]
    rows = Entry.objects.prefetch_related("standings")
    assert question.label in missing_in(entry.edition, rows)[entry.pk]
    added(entry, question)
    entry = Entry.objects.get(pk=entry.pk)
    assert missing_answers(sheet_of(entry)) == []
    assert question.label not in missing_in(entry.edition, rows.all())[entry.pk]


def test_entrant_takes_it_out_of_a_draft_only(
    paper: IdentityPaper, django_capture_on_commit_callbacks: Any
) -> None:
    path = stored(paper)
    Entry.objects.update(state="submitted")
    with pytest.raises(WrongStateError):
        remove_paper(paper=paper, user=paper.entry.owner)
    Entry.objects.update(state="draft")
    with django_capture_on_commit_callbacks(execute=True):
        remove_paper(paper=paper, user=paper.entry.owner)
    assert not path.exists()
    assert not IdentityPaper.objects.exists()


def test_confirmed_paper_is_erased_after_its_days_and_the_proof_stays(
    paper: IdentityPaper, django_capture_on_commit_callbacks: Any
) -> None:
    path, officer = stored(paper), make_organiser(paper.entry.edition)
    assert erase_confirmed_papers() == 0
    confirm_paper(paper=paper, user=officer)
    assert erase_confirmed_papers() == 0
    days = timedelta(days=31)
    IdentityPaper.objects.update(confirmed_at=timezone.now() - days)
    with django_capture_on_commit_callbacks(execute=True):
        assert erase_confirmed_papers() == 1
    assert not path.exists()
    paper.refresh_from_db()
    assert (paper.confirmed_by, bool(paper.erased_at)) == (officer, True)
    assert acts_of("papers-2566")[1:] == [
        acts.PAPER_CONFIRMED.code,
        acts.PAPER_ERASED.code,
    ]
    with pytest.raises(FileRefusedError):
        open_paper(paper=paper, user=officer)
    assert missing_answers(sheet_of(paper.entry)) == []
    assert erase_confirmed_papers() == 0


def test_days_are_those_of_the_question(paper: IdentityPaper) -> None:
    Question.objects.update(options={"erase_after": 90})
    confirm_paper(paper=paper, user=make_organiser(paper.entry.edition))
    past = timezone.now() - timedelta(days=31)
    IdentityPaper.objects.update(confirmed_at=past)
    assert erase_confirmed_papers() == 0


def test_nothing_is_erased_before_somebody_confirmed_it(paper: IdentityPaper) -> None:
    with pytest.raises(FileRefusedError):
        erase_paper(paper=paper, user=make_organiser(paper.entry.edition))


def test_without_a_key_nothing_is_taken_in_and_nobody_can_ask(
    entry: Entry, question: Question, settings: Any
) -> None:
    settings.PAPERS_KEYS = ()
    with pytest.raises(FileRefusedError, match="PAPERS_KEY_FILE"):
        added(entry, question)
    form = QuestionForm(
        {"code": "id", "kind": "identity", "label_th": "บัตร", "label_en": "Card"},
        edition=entry.edition,
        question=None,
    )
    assert "PAPERS_KEY_FILE" in str(form.errors["kind"])


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.OWNER, 200),
        (Role.ORGANISER, 200),
        (Role.ELIGIBILITY, 200),
        (Role.COMMUNICATIONS, 404),
        (Role.READER, 404),
    ],
)
def test_who_may_open_it(
    client: Client, paper: IdentityPaper, role: Role, status: int
) -> None:
    Entry.objects.update(state="submitted", submitted_at=timezone.now())
    client.force_login(make_organiser(paper.entry.edition, role=role))
    answer = client.post(reverse("nominations:paper-open", args=[paper.key]))
    assert answer.status_code == status
    if status == 200:
        assert answer.content == CONTENT
        assert answer["Cache-Control"] == "private, no-store"
        assert "card.pdf" in answer["Content-Disposition"]


def test_others_are_not_told_that_it_is_there(
    client: Client, paper: IdentityPaper
) -> None:
    elsewhere = make_organiser(make_edition("other-2566"))
    for user in (make_user(), make_operator(), elsewhere):
        client.force_login(user)
        for name in ("open", "remove", "check"):
            address = reverse(f"nominations:paper-{name}", args=[paper.key])
            assert client.post(address).status_code == 404


def test_entrant_uploads_reads_and_is_told_what_is_wrong(
    client: Client, entry: Entry, question: Question
) -> None:
    client.force_login(entry.owner)
    page = reverse("nominations:entry-papers", args=[entry.reference])
    form = reverse("nominations:entry-edit", args=[entry.reference])
    assert page in client.get(form).content.decode()
    wrong = {"question": "card", "file": upload(b"no paper at all", "x.pdf")}
    assert client.post(page, wrong).status_code == 422
    assert client.post(page, {"question": "card"}).status_code == 422
    assert client.post(page, {"question": "none"}).status_code == 404
    right = {"question": "card", "file": upload(CONTENT, "card.pdf")}
    assert client.post(page, right).status_code == 302
    [paper] = IdentityPaper.objects.all()
    address = reverse("nominations:paper-open", args=[paper.key])
    assert address in client.get(page).content.decode()
    assert client.post(address).content == CONTENT


def test_officer_confirms_and_erases(client: Client, paper: IdentityPaper) -> None:
    Entry.objects.update(state="submitted", submitted_at=timezone.now())
    edition = paper.entry.edition
    client.force_login(make_organiser(edition, role=Role.ELIGIBILITY))
    page = reverse(
        "nominations:manage-papers", args=[edition.code, paper.entry.reference]
    )
    act = reverse("nominations:paper-check", args=[paper.key])
    assert 'value="confirm"' in client.get(page).content.decode()
    client.post(act, {"act": "confirm"})
    assert 'value="erase"' in client.get(page).content.decode()
    client.post(act, {"act": "erase"})
    paper.refresh_from_db()
    assert paper.erased_at
    assert 'name="act"' not in client.get(page).content.decode()


def keys_in(path: Path, text: str) -> tuple[bytes, ...]:
    path.write_text(text)
    return read_papers_keys({"PAPERS_KEY_FILE": str(path)}, path.parent / "var")


def test_keys_are_read_from_a_file(tmp_path: Path) -> None:
    old, new = "b29vb29vb29vb29vb29vb29vb29vb29vb29vb29vb28=", "bm5u" * 10 + "bm4="
    assert keys_in(tmp_path / "keys", f"{new}\n{old}\n") == (NEW, OLD)
    assert read_papers_keys({}, tmp_path) == ()


@pytest.mark.parametrize("text", ["", "short", "bm5u", "not base64 at all!"])
def test_bad_keys_end_the_start(tmp_path: Path, text: str) -> None:
    with pytest.raises(SystemExit, match="PAPERS_KEY_FILE"):
        keys_in(tmp_path / "keys", text)


def test_key_beside_what_it_opens_ends_the_start(tmp_path: Path) -> None:
    source = {"PAPERS_KEY_FILE": str(tmp_path / "var" / "keys")}
    with pytest.raises(SystemExit, match="outside"):
        read_papers_keys(source, tmp_path / "var")


def test_sealed_content_opens_with_its_own_key_alone() -> None:
    sealed = seal(b"words", OLD, bound_to="a")
    assert unseal(sealed, (NEW, OLD), bound_to="a") == b"words"
    with pytest.raises(SealError):
        unseal(sealed, (OLD,), bound_to="b")


def test_file_that_no_row_names_is_told_of_and_swept_up(paper: IdentityPaper) -> None:
    other = added(paper.entry, paper.question)
    file, kept = stored(paper), stored(other)
    IdentityPaper.objects.filter(pk=paper.pk).delete()  # as a cascade takes it
    assert any("a file without a row" in problem for problem in file_problems())
    assert sweep_strays() == 0  # a row may still be on its way
    assert file.exists()
    yesterday = (timezone.now() - timedelta(days=2)).timestamp()
    for path in (file, kept):
        os.utime(path, (yesterday, yesterday))
    assert sweep_strays() == 1
    assert not file.exists()
    assert kept.exists()
    assert file_problems() == []


def test_paper_whose_file_is_missing_is_told_of(paper: IdentityPaper) -> None:
    stored(paper).unlink()
    assert any(str(paper.key) in problem for problem in file_problems())


def test_erasing_a_person_takes_papers_of_what_they_sent_in(
    paper: IdentityPaper, django_capture_on_commit_callbacks: Any
) -> None:
    file, owner = stored(paper), paper.entry.owner
    Entry.objects.filter(pk=paper.entry_id).update(
        state=EntryState.SUBMITTED, submitted_at=timezone.now()
    )
    with django_capture_on_commit_callbacks(execute=True):
        erased = erase_person(email=owner.email)
    assert erased.tables["nominations.identitypaper"] == 1
    assert not file.exists()
    paper.refresh_from_db()
    assert paper.file.name == ""
    said = acts_of("papers-2566")[-2:]
    assert said == [acts.PAPER_ERASED.code, ACTOR_ERASED.code]


def test_erased_paper_is_confirmed_no_more(paper: IdentityPaper) -> None:
    erase_unconfirmed(paper=paper)
    with pytest.raises(FileRefusedError):
        confirm_paper(paper=paper, user=make_organiser(paper.entry.edition))
    paper.refresh_from_db()
    assert paper.confirmed_at is None


def test_deleting_a_draft_takes_its_papers_from_disk(
    paper: IdentityPaper, django_capture_on_commit_callbacks: Any
) -> None:
    file = stored(paper)
    with django_capture_on_commit_callbacks(execute=True):
        delete_draft(paper.entry)
    assert not file.exists()
    assert not IdentityPaper.objects.exists()
