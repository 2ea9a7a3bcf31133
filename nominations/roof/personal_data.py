"""A person's part in what was sent in: see ``awards.accounts.personal_data``."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.utils import timezone

from awards.accounts.models import User
from awards.accounts.personal_data import Erased, Tables, rows
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
    Export,
    Hold,
    ImportFile,
    Member,
    Note,
    Organisation,
    Preparation,
    Receipt,
    Reply,
    Revision,
    RuleAnswer,
    SavedView,
    Upload,
    Verdict,
)
from nominations.statuses import DeclarationKind, EntryState

CONTACT = ("contact_name", "contact_phone")


def tables(user: User) -> Tables:
    entries = Entry.objects.filter(owner=user)
    return {
        "nominations.member": rows(Member.objects.filter(user=user)),
        "nominations.organisation": rows(
            Organisation.objects.filter(members__user=user)
        ),
        "nominations.entry": rows(entries),
        "nominations.answer": rows(Answer.objects.filter(entry__in=entries)),
        "nominations.ruleanswer": rows(RuleAnswer.objects.filter(entry__in=entries)),
        "nominations.agreement": rows(
            Agreement.objects.filter(Q(entry__in=entries) | Q(user=user))
        ),
        "nominations.correction": rows(
            Correction.objects.filter(Q(entry__in=entries) | Q(sent_by=user))
        ),
        "nominations.reply": rows(
            Reply.objects.filter(Q(entry__in=entries) | Q(given_by=user))
        ),
        "nominations.verdict": rows(Verdict.objects.filter(reader=user)),
        "nominations.hold": rows(Hold.objects.filter(reader=user)),
        "nominations.revision": rows(
            Revision.objects.filter(Q(entry__in=entries) | Q(saved_by=user))
        ),
        "nominations.upload": rows(Upload.objects.filter(user=user)),
        "nominations.preparation": rows(
            Preparation.objects.filter(screened_by=user).defer("texts", "findings")
        ),
        "nominations.receipt": rows(Receipt.objects.filter(entry__in=entries)),
        "nominations.attachment": rows(
            Attachment.with_removed.filter(entry__in=entries)
        ),
        "nominations.savedview": rows(SavedView.objects.filter(owner=user)),
        "nominations.bulkact": rows(
            BulkAct.objects.filter(Q(actor=user) | Q(undone_by=user))
        ),
        "nominations.importfile": rows(ImportFile.objects.filter(user=user)),
        "nominations.collaborator": rows(
            Collaborator.objects.filter(email__iexact=user.email)
        ),
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
    for draft in Entry.objects.filter(
        owner=user, state=EntryState.DRAFT, submitted_at=None
    ):
        for attachment in draft.attachments.all():
            delete_attachment(attachment)
            attachment.file.delete(save=False)
        for upload in draft.uploads.all():
            drop_upload(upload=upload)
        erased.count("nominations.draft", draft.delete()[0])
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
    erased.count("nominations.agreement", end_consents(user))
    contact = Revision.objects.filter(entry__in=sent, field__in=CONTACT)
    erased.count("nominations.revision", contact.delete()[0])
    invited = Collaborator.objects.filter(email__iexact=user.email)
    erased.count("nominations.collaborator", invited.delete()[0])
    for export in Export.objects.filter(requested_by=user).exclude(file=""):
        export.file.delete(save=False)
    for brought in ImportFile.objects.filter(user=user):
        brought.file.delete(save=False)
    erased.count(
        "nominations.importfile", ImportFile.objects.filter(user=user).delete()[0]
    )
    erased.count(
        "nominations.savedview", SavedView.objects.filter(owner=user).delete()[0]
    )
    erased.count("nominations.hold", Hold.objects.filter(reader=user).delete()[0])
    erased.count(
        "nominations.export", Export.objects.filter(requested_by=user).delete()[0]
    )
    erased.count("nominations.member", Member.objects.filter(user=user).delete()[0])
    return erased


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
