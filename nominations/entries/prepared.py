"""What the entrant's pages and the judge's ask of the database about an entry, prepared: see
``awards.speed.prepared_query``. Who may see what is said by the same querysets as everywhere.
"""

from __future__ import annotations

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery

from awards.models import Category
from awards.speed.prepared_query import Prepared
from nominations.checklist.questions_asked import current_texts
from nominations.models import (
    Agreement,
    Answer,
    Attachment,
    DeclarationText,
    EntryCategory,
    Question,
    Revision,
    Rule,
    RuleAnswer,
)
from nominations.models.with_columns import AnsweredRule, AskedQuestion


def with_only(questions: QuerySet[Question]) -> QuerySet[AskedQuestion]:
    """Each with ``only``: the numbers of the categories to which it is put, none for
    all of them.
    """
    through = Question.categories.through.objects.filter(question=OuterRef("pk"))
    return questions.annotate(only=ArraySubquery(through.values_list("category")))


def rules_given(edition: int, entry: int) -> QuerySet[AnsweredRule]:
    """Every rule of the edition with what this entry answered; ``given`` is None where
    nothing.
    """
    given = RuleAnswer.objects.filter(entry=entry, rule=OuterRef("pk")).values("value")
    return Rule.objects.filter(edition=edition).annotate(given=Subquery(given))


def texts_to_agree(edition: int, entry: int) -> QuerySet[DeclarationText]:
    """Of the declarations that are required, the words as they stand to which nobody
    agreed for this entry.
    """
    agreed = Agreement.objects.filter(entry=entry, withdrawn_at=None).values("text")
    return (
        current_texts(edition).filter(declaration__required=True).exclude(pk__in=agreed)
    )


questions_of: Prepared[AskedQuestion] = Prepared(
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
rules_of: Prepared[AnsweredRule] = Prepared(rules_given)
texts_missing_of = Prepared[DeclarationText](texts_to_agree)
# Without the values: which versions they are is all that saving has to know.
revisions_of = Prepared[Revision](
    lambda entry: (
        Revision.objects.filter(entry=entry).latest_of_each_field().defer("value")
    )
)
