"""What the entrant's pages and the judge's ask of the database about an entry, prepared: see
``awards.speed.prepared_query``. Who may see what is said by the same querysets as everywhere.
"""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import DateTimeField, Exists, Func, OuterRef, Subquery

from awards.accounts.models import User
from awards.models import Category
from awards.speed.prepared_query import Prepared
from nominations.checklist.questions_asked import current_texts
from nominations.models import (
    Agreement,
    Answer,
    Attachment,
    DeclarationText,
    Entry,
    EntryCategory,
    Question,
    Receipt,
    Revision,
    Rule,
    RuleAnswer,
)

PAGE = ("edition", "organisation__province", "owner", "fallback")
LOCKED = ("edition", "organisation", "owner", "fallback")


class TransactionNow(Func):
    """The database's clock when this transaction began, as ``database_now`` tells it."""

    template = "transaction_timestamp()"
    output_field = DateTimeField()


def with_only(questions: Any) -> Any:
    """Each with ``only``: the numbers of the categories to which it is put, none for
    all of them.
    """
    through = Question.categories.through.objects.filter(question=OuterRef("pk"))
    return questions.annotate(only=ArraySubquery(through.values_list("category")))


def visible(user: int, email: str) -> Any:
    return Entry.objects.visible_to(User(pk=user, email=email))


def page_rows(user: int, email: str, reference: str) -> Any:
    """With ``seen_at``, the database's clock, and ``has_receipts``: whether something
    was sent in and is not erased.
    """
    receipts = Receipt.objects.filter(entry=OuterRef("pk")).exclude(content={})
    rows = visible(user, email).filter(reference=reference).select_related(*PAGE)
    return rows.annotate(seen_at=TransactionNow(), has_receipts=Exists(receipts))


def locked(entries: Any) -> Any:
    """Held until the transaction ends, each with ``began_at``: the database's clock
    when that began.
    """
    return (
        entries.select_for_update(of=("self",))
        .select_related(*LOCKED)
        .annotate(began_at=TransactionNow())
    )


def rules_given(edition: int, entry: int) -> Any:
    given = RuleAnswer.objects.filter(entry=entry, rule=OuterRef("pk")).values("value")
    return Rule.objects.filter(edition=edition).annotate(given=Subquery(given))


def texts_to_agree(edition: int, entry: int) -> Any:
    """Of the declarations that are required, the words as they stand to which nobody
    agreed for this entry.
    """
    agreed = Agreement.objects.filter(entry=entry, withdrawn_at=None).values("text")
    return (
        current_texts(edition).filter(declaration__required=True).exclude(pk__in=agreed)
    )


seen_entry = Prepared[Entry](page_rows)
locked_entry = Prepared[Entry](lambda pk: locked(Entry.objects.filter(pk=pk)))
locked_seen_entry = Prepared[Entry](
    lambda user, email, ref: locked(visible(user, email).filter(reference=ref))
)

questions_of = Prepared[Question](
    lambda edition: with_only(Question.objects.filter(edition=edition))
)
categories_in = Prepared[Category](
    lambda edition: Category.objects.filter(edition=edition)
)
standings_of = Prepared[EntryCategory](
    lambda entry: (
        EntryCategory.objects.filter(entry=entry)
        .select_related("category__smart")
        .order_by("pk")
    )
)
answers_of = Prepared[Answer](
    lambda entry: Answer.objects.filter(entry=entry).order_by("pk")
)
files_of = Prepared[Attachment](
    lambda entry: (
        Attachment.objects.filter(entry=entry).with_preparation().order_by("pk")
    )
)
rules_of = Prepared[Rule](rules_given)
texts_missing_of = Prepared[DeclarationText](texts_to_agree)
# Without the values: which versions they are is all that saving has to know.
revisions_of = Prepared[Revision](
    lambda entry: (
        Revision.objects.filter(entry=entry).latest_of_each_field().defer("value")
    )
)
