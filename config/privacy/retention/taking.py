"""What of an edition is left to delete, kind by kind, and how a portion of it is taken
away. Nothing here is part of a result.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from awards.models import BroadcastRecipient, Edition, StageWord, Winner
from awards.outbox.models import Message
from awards.outbox.work import WorkState
from judging.models import (
    Ballot,
    BallotVersion,
    Comment,
    FeedbackRequest,
    Judge,
    Score,
)
from nominations.files.services import delete_attachment
from nominations.models import (
    Attachment,
    Entry,
    Export,
    IdentityPaper,
    ImportFile,
    Receipt,
    Revision,
)
from nominations.papers.services import erase_unconfirmed
from nominations.roof.personal_data import CONTACT, delete_draft
from nominations.statuses import EntryState

JUDGE_WORDS = ("relations", "suggestion", "decline_reason", "organisation_number")
Rows = QuerySet[Any]


def drafts(edition: Edition) -> Rows:
    return Entry.objects.filter(
        edition=edition, state=EntryState.DRAFT, submitted_at=None
    )


def delete_drafts(found: Rows) -> int:
    portion = list(found)
    for draft in portion:
        delete_draft(draft)
    return len(portion)


def contacts(edition: Edition) -> Rows:
    named = Q(contact_name="", contact_phone="")
    return Entry.objects.filter(edition=edition, submitted_at__isnull=False).exclude(
        named & ~Q(pk__in=Receipt.objects.exclude(content={}).values("entry"))
    )


def empty_contacts(found: Rows) -> int:
    """The receipts go with them: each holds the contact as it was sent in."""
    numbers = [entry.pk for entry in found]
    entries = Entry.objects.filter(pk__in=numbers)
    Receipt.objects.filter(entry__in=numbers).update(content={})
    Revision.objects.filter(entry__in=numbers, field__in=CONTACT).delete()
    return entries.update(**dict.fromkeys(CONTACT, ""))


def files(edition: Edition) -> Rows:
    """Of what was sent in and stands on no winner list that was published."""
    won = Winner.objects.filter(
        winner_list__edition=edition, winner_list__published_at__isnull=False
    )
    sent = Entry.objects.filter(edition=edition, submitted_at__isnull=False)
    lost = sent.exclude(reference__in=won.values("reference"))
    return Attachment.with_removed.filter(entry__in=lost)


def delete_files(found: Rows) -> int:
    portion = list(found)
    for attachment in portion:
        delete_attachment(attachment)
    return len(portion)


def mails(edition: Edition) -> Rows:
    over = (WorkState.DONE, WorkState.FAILED, WorkState.DROPPED)
    return Message.objects.filter(edition_code=edition.code, state__in=over).exclude(
        text="", html=""
    )


def blank_mails(found: Rows) -> int:
    """That, when and to whom it was sent stays; what it said goes."""
    numbers = [message.pk for message in found]
    blank = {"text": "", "html": "", "attachments": [], "was_blanked": True}
    return Message.objects.filter(pk__in=numbers).update(**blank)


def judges(edition: Edition) -> Rows:
    return Judge.objects.filter(edition=edition).exclude(
        **dict.fromkeys(JUDGE_WORDS, "")
    )


def empty_judges(found: Rows) -> int:
    numbers = [judge.pk for judge in found]
    return Judge.objects.filter(pk__in=numbers).update(**dict.fromkeys(JUDGE_WORDS, ""))


def feedback(edition: Edition) -> Rows:
    return FeedbackRequest.objects.filter(entry__edition=edition)


def ceremony(edition: Edition) -> Rows:
    return StageWord.objects.filter(edition=edition)


def papers(edition: Edition) -> Rows:
    """Of confirmed ones the question names the days."""
    unconfirmed = IdentityPaper.objects.filter(
        entry__edition=edition, confirmed_at=None
    )
    return unconfirmed.exclude(file="")


def erase_papers(found: Rows) -> int:
    portion = list(found)
    for paper in portion:
        erase_unconfirmed(paper=paper)
    return len(portion)


def comments(edition: Edition) -> Rows:
    """Ballots with a word in them, or in what is kept of them."""
    row = OuterRef("pk")
    words = (
        ~Q(comment_panel="")
        | ~Q(comment_entrant="")
        | Exists(Score.objects.filter(ballot=row).exclude(comment=""))
        | Exists(Comment.objects.filter(ballot=row).exclude(text="", original=""))
        | Exists(BallotVersion.objects.filter(ballot=row).exclude(comments={}))
    )
    return Ballot.objects.filter(words, assignment__round__edition=edition)


def empty_comments(found: Rows) -> int:
    """The scores stay, and what was submitted: neither holds a word."""
    numbers = [ballot.pk for ballot in found]
    Score.objects.filter(ballot__in=numbers).update(comment="")
    Comment.objects.filter(ballot__in=numbers).update(text="", original="")
    BallotVersion.objects.filter(ballot__in=numbers).update(comments={})
    ballots = Ballot.objects.filter(pk__in=numbers)
    return ballots.update(comment_panel="", comment_entrant="")


def recipients(edition: Edition) -> Rows:
    return BroadcastRecipient.objects.filter(
        broadcast__edition=edition, broadcast__state=WorkState.DONE
    )


def exports(edition: Edition) -> Rows:
    return Export.objects.filter(edition=edition, state=WorkState.DONE)


def imports(edition: Edition) -> Rows:
    return ImportFile.objects.filter(edition=edition)


def delete_rows(found: Rows) -> int:
    """Rows that nothing else rests on."""
    numbers = [row.pk for row in found]
    deleted: int = found.model._default_manager.filter(pk__in=numbers).delete()[0]
    return deleted


def delete_with_file(found: Rows) -> int:
    portion = list(found)
    for row in portion:
        if row.file:
            row.file.delete(save=False)
        row.delete()
    return len(portion)
