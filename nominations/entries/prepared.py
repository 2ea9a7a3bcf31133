"""What the entrant's pages and the judge's ask of the database about an entry, prepared: see
``awards.speed.prepared_query``. Who may see what is said by the same querysets as everywhere.
"""

from __future__ import annotations

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet

from awards.models import Category
from awards.speed.kept_rows import KeptRows
from awards.speed.prepared_query import Prepared
from nominations.models import (
    Attachment,
    Entry,
    Question,
    Revision,
    Rule,
)
from nominations.models.given import GIVEN, given_columns
from nominations.models.with_columns import AskedQuestion


def with_only(questions: QuerySet[Question]) -> QuerySet[AskedQuestion]:
    """Each with ``only``: the numbers of the categories to which it is put, none for
    all of them.
    """
    through = Question.categories.through.objects.filter(question=OuterRef("pk"))
    return questions.annotate(only=ArraySubquery(through.values_list("category")))


# Of an edition; kept for as long as its form is the same: ``Edition.form_stamp``.
questions_of: KeptRows[AskedQuestion] = KeptRows(
    lambda edition: with_only(Question.objects.filter(edition=edition))
)
categories_in = KeptRows[Category](
    lambda edition: Category.objects.filter(edition=edition).select_related("smart")
)
rules_in = KeptRows[Rule](lambda edition: Rule.objects.filter(edition=edition))


given_of = Prepared[Entry](
    lambda entry: (
        Entry.objects.filter(pk=entry).annotate(**given_columns()).values_list(*GIVEN)
    )
)
files_of = Prepared[Attachment](
    lambda entry: (
        Attachment.objects.filter(entry=entry).with_preparation().order_by("pk")
    )
)
# Without the values: which versions they are is all that saving has to know.
revisions_of = Prepared[Revision](
    lambda entry: (
        Revision.objects.filter(entry=entry).latest_of_each_field().defer("value")
    )
)
