"""A person's part in what was sent in: see ``awards.accounts.personal_data``."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.utils import timezone

from awards.accounts.models import User
from awards.accounts.personal_data import Erased, Held, rows
from awards.ledger.erasing import erase_values, own_words
from nominations.acts import ELIGIBILITY_ANSWERED
from nominations.files.services import delete_attachment
from nominations.files.uploads import drop_upload
from nominations.models import (
    Agreement,
    Answer,
    Attachment,
    BulkAct,
    Collaborator,
    Correction,
    Entry,
    EntryImport,
    Export,
    Hold,
    IdentityPaper,
    ImportedEntry,
    ImportFile,
    Member,
    Note,
    Organisation,
    Preparation,
    Receipt,
    RememberedColumn,
    Reply,
    Revision,
    RuleAnswer,
    SavedView,
    Upload,
    Verdict,
)
from nominations.papers.services import drop, erase_unconfirmed
from nominations.statuses import DeclarationKind, EntryState

CONTACT = ("contact_name", "contact_phone")


def tables(user: User) -> Held:
    """Rows by table: as a member, as an entrant, and as one who works for an edition."""
    return {
        "nominations.member": rows(Member.objects.filter(user=user)),
        "nominations.organisation": rows(
            Organisation.objects.filter(members__user=user)
        ),
        "nominations.collaborator": rows(
            Collaborator.objects.filter(email__iexact=user.email)
        ),
        "nominations.upload": rows(Upload.objects.filter(user=user)),
        **tables_of_entries(user),
        **tables_of_organisers(user),
    }


def tables_of_entries(user: User) -> Held:
    """What this person's entries hold, and what the person wrote into entries of others."""
    entries = Entry.objects.filter(owner=user)
    within = Q(entry__in=entries)
    return {
        "nominations.entry": rows(entries),
        "nominations.answer": rows(Answer.objects.filter(within)),
        "nominations.ruleanswer": rows(RuleAnswer.objects.filter(within)),
        "nominations.agreement": rows(Agreement.objects.filter(within | Q(user=user))),
        "nominations.correction": rows(
            Correction.objects.filter(within | Q(sent_by=user))
        ),
        "nominations.reply": rows(Reply.objects.filter(within | Q(given_by=user))),
        "nominations.revision": rows(
            Revision.objects.filter(within | Q(saved_by=user))
        ),
        "nominations.receipt": rows(Receipt.objects.filter(within)),
        "nominations.identitypaper": rows(
            IdentityPaper.objects.filter(
                within | Q(created_by=user) | Q(confirmed_by=user)
            )
        ),
        "nominations.attachment": rows(Attachment.with_removed.filter(within)),
    }


def tables_of_organisers(user: User) -> Held:
    """What this person did at the desks of entries and of eligibility."""
    return {
        "nominations.verdict": rows(Verdict.objects.filter(reader=user)),
        "nominations.hold": rows(Hold.objects.filter(reader=user)),
        "nominations.preparation": rows(
            Preparation.objects.filter(screened_by=user).defer("texts", "findings")
        ),
        "nominations.savedview": rows(SavedView.objects.filter(owner=user)),
        "nominations.bulkact": rows(
            BulkAct.objects.filter(Q(actor=user) | Q(undone_by=user))
        ),
        # without the rows of others that came in the same file
        "nominations.entryimport": rows(
            EntryImport.objects.filter(Q(actor=user) | Q(undone_by=user)).defer(
                "rest", "made"
            )
        ),
        "nominations.rememberedcolumn": rows(
            RememberedColumn.objects.filter(chosen_by=user)
        ),
        "nominations.importfile": rows(ImportFile.objects.filter(user=user)),
        "nominations.note": rows(Note.objects.filter(created_by=user)),
        "nominations.export": rows(Export.objects.filter(requested_by=user)),
    }


def files(user: User) -> Iterator[tuple[str, bytes]]:
    """The files of this person's entries, by name."""
    for attachment in Attachment.with_removed.filter(entry__owner=user).select_related(
        "entry"
    ):
        with attachment.file.open("rb") as file:
            yield (
                f"{attachment.entry.reference}/{attachment.pk}-{attachment.name}",
                file.read(),
            )


def erase(user: User) -> Erased:
    """Drafts go with their files. What was sent in stays a work of its organisation,
    without the person.
    """
    erased = Erased()
    erase_drafts(user, erased)
    erase_from_entries(user, erased)
    erase_work(user, erased)
    erased.count("nominations.member", Member.objects.filter(user=user).delete()[0])
    return erased


def erase_drafts(user: User, erased: Erased) -> None:
    for draft in Entry.objects.filter(
        owner=user, state=EntryState.DRAFT, submitted_at=None
    ):
        erased.count("nominations.draft", delete_draft(draft))


def delete_draft(draft: Entry) -> int:
    """With its files and what hangs on it; how many rows. Within a transaction."""
    for attachment in Attachment.with_removed.filter(entry=draft):
        delete_attachment(attachment)
        attachment.file.delete(save=False)
    for paper in draft.papers.all():
        drop(paper)
    for upload in draft.uploads.all():
        drop_upload(upload=upload)
    return draft.delete()[0]


def erase_from_entries(user: User, erased: Erased) -> None:
    """The person's name, words and consents leave what was sent in; that the entry
    itself stays is told as a refusal.
    """
    sent = Entry.objects.filter(owner=user)
    for reference in sent.values_list("reference", flat=True):
        erased.refuse(
            f"entry {reference}",
            "sent in for an award: the organisation's work is kept, without your name",
        )
    erased.count("ledger.value", erase_values(own_words(user, ELIGIBILITY_ANSWERED)))
    erased.count(
        "nominations.receipt",
        Receipt.objects.filter(entry__owner=user).update(content={}),
    )
    erased.count("nominations.entry", sent.update(**dict.fromkeys(CONTACT, "")))
    erased.count("nominations.identitypaper", erase_papers(user))
    erased.count("nominations.agreement", end_consents(user))
    contact = Revision.objects.filter(entry__in=sent, field__in=CONTACT)
    erased.count("nominations.revision", contact.delete()[0])
    invited = Collaborator.objects.filter(email__iexact=user.email)
    erased.count("nominations.collaborator", invited.delete()[0])


def erase_papers(user: User) -> int:
    """Those that came with the person's entries, and those that they brought."""
    theirs = IdentityPaper.objects.filter(Q(entry__owner=user) | Q(created_by=user))
    found = list(theirs.exclude(file=""))
    for paper in found:
        erase_unconfirmed(paper=paper)
    return len(found)


def erase_work(user: User, erased: Erased) -> None:
    """What the person kept, exported and brought in as an organiser, files first."""
    exports = Export.objects.filter(requested_by=user)
    for export in exports.exclude(file=""):
        export.file.delete(save=False)
    brought = ImportFile.objects.filter(user=user)
    for file in brought:
        file.file.delete(save=False)
    views, holds = (
        SavedView.objects.filter(owner=user),
        Hold.objects.filter(reader=user),
    )
    erased.count("nominations.importfile", brought.delete()[0])
    erased.count("nominations.entryimport", forget_imported(user))
    erased.count("nominations.savedview", views.delete()[0])
    erased.count("nominations.hold", holds.delete()[0])
    erased.count("nominations.export", exports.delete()[0])


def forget_imported(user: User) -> int:
    """What imports keep of the person: their row where it was left out, with the others
    of that file, and what stood in their entries before.
    """
    rests = EntryImport.objects.filter(rest__icontains=user.email).update(rest={})
    before = ImportedEntry.objects.filter(entry__owner=user).exclude(before=[])
    return rests + before.update(before=[])


def end_consents(user: User) -> int:
    """Consents end with the person; what an entry was sent in with stays a proof,
    without words of their own.
    """
    given = Agreement.objects.filter(
        Q(entry__owner=user) | Q(user=user), withdrawn_at=None
    )
    ended = given.filter(text__declaration__kind=DeclarationKind.CONSENT).update(
        withdrawn_at=timezone.now()
    )
    return ended + given.exclude(detail="").update(detail="")
