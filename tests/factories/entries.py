"""What was sent in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils import timezone

from awards.accounts.models import User
from awards.files.sealing import seal
from awards.ledger.services import append
from awards.models import Category, Edition
from awards.outbox.work import WorkState
from nominations.entries.content import content_of
from nominations.models import (
    Agreement,
    Answer,
    Attachment,
    Declaration,
    DeclarationText,
    Entry,
    EntryCategory,
    IdentityPaper,
    Member,
    Organisation,
    PageImage,
    Preparation,
    Question,
    Receipt,
    Rule,
    RuleAnswer,
    Upload,
)
from nominations.statuses import EntryState, OrganisationKind, QuestionKind, Screening
from tests.factories.basics import PDF, ago, moment, numbers
from tests.factories.people import made_up, make_user


def make_organisation(user: User | None = None, **fields: Any) -> Organisation:
    n = next(numbers)
    usual = {
        "name_th": f"เทศบาลทดสอบ {n}",
        "name_en": f"Test municipality {n}",
        "number": "0994000617739",
    }
    organisation = Organisation.objects.create(
        **{
            "kind": OrganisationKind.MUNICIPALITY,
            "province_id": "TH-40",
            **usual,
            **fields,
        }
    )
    if user:
        Member.objects.create(organisation=organisation, user=user)
    return organisation


def make_question(edition: Edition, code: str = "problem", **fields: Any) -> Question:
    usual = {
        "kind": QuestionKind.LONG_TEXT,
        "label_th": "ปัญหา",
        "label_en": "Problem",
        "limit": 2000,
    }
    return Question.objects.create(edition=edition, code=code, **{**usual, **fields})


def make_rule(edition: Edition, code: str = "who-may-enter", **fields: Any) -> Rule:
    usual = {
        "kind": "yes_no",
        "label_th": f"เงื่อนไข {code}",
        "label_en": f"Rule {code}",
        "options": {"passes": ["yes"]},
    }
    return Rule.objects.create(edition=edition, code=code, **{**usual, **fields})


def make_declaration(
    edition: Edition, code: str = "originality", **fields: Any
) -> DeclarationText:
    """With its first version; required unless it is a consent."""
    kind = fields.pop("kind", "originality")
    usual = {"kind": kind, "required": kind != "consent"}
    declaration = Declaration.objects.create(
        edition=edition, code=code, **{**usual, **fields}
    )
    words = {
        "title_th": "คำรับรอง",
        "title_en": "Declared",
        "text_th": "ข้าพเจ้ารับรอง",
        "text_en": "I declare",
    }
    return DeclarationText.objects.create(declaration=declaration, version=1, **words)


def make_agreement(entry: Entry, text: DeclarationText, **fields: Any) -> Agreement:
    return Agreement.objects.create(
        entry=entry, text=text, **{"user": entry.owner, **fields}
    )


def make_rule_answer(entry: Entry, rule: Rule, value: Any = "yes") -> RuleAnswer:
    return RuleAnswer.objects.create(
        entry=entry, rule=rule, value=value, updated_by=entry.owner
    )


def make_entry(
    edition: Edition,
    owner: User | None = None,
    *,
    category: str | Category | None = None,
    state: str = EntryState.SUBMITTED,
    organisation: Organisation | None = None,
    **fields: Any,
) -> Entry:
    """A submitted entry in the edition's first category, or the one given by row or by code."""
    owner = owner or make_user()
    n = next(numbers)
    usual = {
        "reference": f"{edition.code.upper()}-{n:04d}", "title_th": f"ผลงานทดสอบ {n}", "title_en": f"Test solution {n}",
        "summary_th": "สรุปผลงานทดสอบ", "summary_en": "What the test solution does",
        "submitted_at": ago(hours=1) if state == EntryState.SUBMITTED else None,
    }  # fmt: skip
    entry = Entry.objects.create(
        edition=edition,
        owner=owner,
        organisation=organisation or make_organisation(owner),
        state=state,
        **{**usual, **fields},
    )
    stand(entry, category)
    return entry


def stand(entry: Entry, category: str | Category | None = None) -> EntryCategory:
    if not isinstance(category, Category):
        categories = entry.edition.categories.all()
        category = categories.get(code=category) if category else categories.first()
    return EntryCategory.objects.create(entry=entry, category=category)


def make_answer(entry: Entry, question: Question, value: Any = "คำตอบ") -> Answer:
    return Answer.objects.create(
        entry=entry, question=question, value=value, updated_by=entry.owner
    )


def make_attachment(
    entry: Entry, *, content: bytes = PDF, name: str = "file.pdf", **fields: Any
) -> Attachment:
    usual = {
        "media_type": "application/pdf",
        "size": len(content),
        "sha256": "0" * 64,
        "created_by": entry.owner,
    }
    return Attachment.objects.create(
        entry=entry, file=ContentFile(content, "x"), name=name, **{**usual, **fields}
    )


def make_paper(entry: Entry, *, content: bytes = PDF, **fields: Any) -> IdentityPaper:
    """An identity paper, encrypted, of a question that is asked no longer."""
    question = make_question(
        entry.edition,
        "identity",
        kind="identity",
        retired_at=timezone.now(),
        order=99,
    )
    usual = {
        "media_type": "application/pdf",
        "size": len(content),
        "created_by": entry.owner,
    }
    paper = IdentityPaper(entry=entry, question=question, **{**usual, **fields})
    key = settings.PAPERS_KEYS[0]
    sealed = seal(content, key, bound_to=str(paper.key))
    paper.file.save("paper", ContentFile(sealed))
    return paper


def make_preparation(
    attachment: Attachment, *, content: bytes = PDF, **fields: Any
) -> Preparation:
    """The file was looked at, nothing was found, and its blind copy may be read."""
    done = {
        "state": WorkState.DONE,
        "screening": Screening.PASSED,
        "blind_size": len(content),
    }
    row = Preparation.objects.create(
        attachment=attachment, blind=ContentFile(content, "x"), **{**done, **fields}
    )
    PageImage.objects.create(
        preparation=row, number=1, file=ContentFile(b"\xff\xd8\xff", "x")
    )
    Preparation.objects.filter(pk=row.pk).update(pages=1, pages_shown=1)
    return row


def make_upload(entry: Entry, user: User | None = None, **fields: Any) -> Upload:
    return Upload.objects.create(
        entry=entry,
        user=user or entry.owner,
        **{"name": "plan.pdf", "size": 10, **fields},
    )


def make_receipt(entry: Entry, **fields: Any) -> Receipt:
    usual = {
        "received_at": moment(hours=-1),
        "content": content_of(entry),
        "sha256": "0" * 64,
        "language": "th",
    }
    made = Receipt.objects.create(entry=entry, **{**usual, **fields})
    said = {"entry": entry.reference, "content_sha256": made.sha256}
    subject = f"entry:{entry.reference}"
    append(entry.edition.code, made_up("received"), entry.owner, said, subject=subject)
    return made
