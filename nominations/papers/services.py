"""Identity papers: taken in, opened, confirmed and erased, each as an act of the ledger."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from io import BytesIO

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from awards.accounts.models import User
from awards.files.sealing import key_id, key_of, seal, unseal
from awards.ledger.acts import Act
from awards.ledger.services import append, database_now
from nominations import acts
from nominations.files.invariants import listed
from nominations.files.preparing import delete_files
from nominations.files.services import Inspected, inspect_upload
from nominations.files.virus_scanner import ScannerAwayError, scan
from nominations.guard import check_editable, check_in_time, lock_entry
from nominations.models import Entry, IdentityPaper, Question
from nominations.questions.kinds.file_limits import HEIC, JPEG, MB, PDF, PNG, Limits
from nominations.questions.kinds.identity import days_kept
from nominations.refusals import FileRefusedError

FOLDER = "papers"
STRAY_FOR = timedelta(days=1)
LIMITS = Limits(dict.fromkeys((PDF, PNG, JPEG, HEIC), 10 * MB), 5)


def add_paper(
    *, entry: Entry, user: User, upload: File[bytes], question: Question
) -> IdentityPaper:
    """Raises FileRefusedError, and what ``check_editable`` does."""
    check_in_time(entry)
    if not settings.PAPERS_KEYS:
        raise FileRefusedError(
            _(
                "This site cannot store identity papers safely yet. Tell the "
                "organisers: the operator must set PAPERS_KEY_FILE."
            )
        )
    with closing(inspect_upload(upload, LIMITS)) as found:
        content = found.file.read()
    check_for_viruses(content)
    return store_paper(entry, user, question, found, content)


def check_for_viruses(content: bytes) -> None:
    """At once: nobody could look into it later. Raises FileRefusedError."""
    if not settings.CLAMD_URL:
        return
    try:
        found = scan(settings.CLAMD_URL, BytesIO(content))
    except ScannerAwayError:
        raise FileRefusedError(
            _("The file cannot be checked for viruses now. Try again in a few minutes.")
        ) from None
    if found:
        raise FileRefusedError(_("A virus was found in this file. Choose another one."))


@transaction.atomic
def store_paper(
    entry: Entry, user: User, question: Question, found: Inspected, content: bytes
) -> IdentityPaper:
    entry = lock_entry(entry)
    check_editable(entry, [f"q-{question.code}"])
    if entry.papers.filter(question=question).count() >= LIMITS.most_files:
        raise FileRefusedError(
            _("You have reached the limit of %(most)d files. Remove one first.")
            % {"most": LIMITS.most_files}
        )
    paper = IdentityPaper(
        entry=entry,
        question=question,
        media_type=found.media_type,
        size=len(content),
        created_by=user,
    )
    sealed = seal(content, settings.PAPERS_KEYS[0], bound_to=str(paper.key))
    paper.file.save("paper", ContentFile(sealed), save=True)
    note(acts.PAPER_ADDED, paper, user)
    return paper


def note(act: Act, paper: IdentityPaper, user: User | None) -> None:
    """Which question's paper of which entry; nothing of the file itself."""
    entry = paper.entry
    values = {"paper": paper.question.code}
    append(entry.edition.code, act, user, values, subject=f"entry:{entry.reference}")


@transaction.atomic
def open_paper(*, paper: IdentityPaper, user: User) -> bytes:
    """The file as it came. Whoever looks stands in the ledger. Raises FileRefusedError
    for one that is erased, and SealError.
    """
    if not paper.file:
        raise FileRefusedError(_("This identity paper has been erased."))
    content = unseal(
        sealed_content(paper), settings.PAPERS_KEYS, bound_to=str(paper.key)
    )
    note(acts.PAPER_OPENED, paper, user)
    return content


def sealed_content(paper: IdentityPaper) -> bytes:
    with paper.file.open("rb") as file:
        return bytes(file.read())


@transaction.atomic
def remove_paper(*, paper: IdentityPaper, user: User) -> None:
    """By the entrant, as long as the entry may be changed."""
    entry = lock_entry(paper.entry)
    check_editable(entry, [f"q-{paper.question.code}"])
    note(acts.PAPER_REMOVED, paper, user)
    drop(paper)


def names_of(paper: IdentityPaper) -> list[str]:
    return [paper.file.name] if paper.file.name else []


def drop(paper: IdentityPaper) -> None:
    """With its file. Call it within a transaction."""
    names = names_of(paper)
    paper.delete()
    transaction.on_commit(lambda: delete_files(names))


@transaction.atomic
def confirm_paper(*, paper: IdentityPaper, user: User) -> None:
    """Seen and found right: from now on it is kept for the days its question names.
    Raises FileRefusedError for one that is erased.
    """
    paper = IdentityPaper.objects.select_for_update().get(pk=paper.pk)
    if not paper.file:
        raise FileRefusedError(_("This identity paper has been erased."))
    if paper.confirmed_at is None:
        paper.confirmed_at, paper.confirmed_by = database_now(), user
        paper.save(update_fields=["confirmed_at", "confirmed_by"])
        note(acts.PAPER_CONFIRMED, paper, user)


@transaction.atomic
def erase_paper(*, paper: IdentityPaper, user: User | None) -> None:
    """The file goes, the row stays: who confirmed it, and when. Raises FileRefusedError
    for one that nobody confirmed.
    """
    paper = IdentityPaper.objects.select_for_update().get(pk=paper.pk)
    if paper.confirmed_at is None:
        raise FileRefusedError(_("Confirm the identity paper before you erase it."))
    take_file(paper, user)


@transaction.atomic
def erase_unconfirmed(*, paper: IdentityPaper) -> None:
    """Nobody confirmed it in time, or its person asks for erasure: the file goes all the
    same. The row says that it was there.
    """
    take_file(IdentityPaper.objects.select_for_update().get(pk=paper.pk), None)


def take_file(paper: IdentityPaper, user: User | None) -> None:
    """Of a paper that is held. ``user``: None for the site itself."""
    if not paper.file:
        return
    names = names_of(paper)
    paper.file, paper.erased_at = "", database_now()
    paper.save(update_fields=["file", "erased_at"])
    note(acts.PAPER_ERASED, paper, user)
    transaction.on_commit(lambda: delete_files(names))


def erase_confirmed_papers() -> int:
    """Those whose days are over: how many."""
    now, count = database_now(), 0
    confirmed = IdentityPaper.objects.exclude(confirmed_at=None).exclude(file="")
    for paper in confirmed.select_related("question"):
        days = timedelta(days=days_kept(paper.question))
        if paper.confirmed_at and paper.confirmed_at + days <= now:
            erase_paper(paper=paper, user=None)
            count += 1
    return count


def seal_anew() -> int:
    """All papers with the first key of PAPERS_KEY_FILE, so that the others may go: how
    many were changed. Raises SealError, with those before it changed.
    """
    key, count = settings.PAPERS_KEYS[0], 0
    for paper in IdentityPaper.objects.exclude(file=""):
        sealed = sealed_content(paper)
        if key_of(sealed) != key_id(key):
            seal_one_anew(paper.pk, key)
            count += 1
    return count


@transaction.atomic
def seal_one_anew(pk: int, key: bytes) -> None:
    paper = IdentityPaper.objects.select_for_update().get(pk=pk)
    if not paper.file:
        return
    bound, old = str(paper.key), names_of(paper)
    content = unseal(sealed_content(paper), settings.PAPERS_KEYS, bound_to=bound)
    paper.file.save("paper", ContentFile(seal(content, key, bound_to=bound)))
    transaction.on_commit(lambda: delete_files(old))


def sweep_strays() -> int:
    """Files that no row names any more, whatever took the row away: how many. One that
    is younger than a day may belong to a row that is not written yet.
    """
    known = set(IdentityPaper.objects.exclude(file="").values_list("file", flat=True))
    old = timezone.now() - STRAY_FOR
    strays = [
        name
        for name in listed(FOLDER)
        if name not in known and default_storage.get_modified_time(name) < old
    ]
    delete_files(strays)
    return len(strays)
