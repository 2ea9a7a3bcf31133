"""What the entrant's pages and the judge's ask of the database about an entry, prepared: see
``awards.speed.prepared_query``. Who may see what is said by the same querysets as everywhere.
"""

from __future__ import annotations

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Model, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from awards.models import Category
from awards.speed.kept_rows import KeptRows
from awards.speed.prepared_query import Prepared
from nominations.models import (
    Agreement,
    Answer,
    Attachment,
    Entry,
    EntryCategory,
    Question,
    Revision,
    Rule,
    RuleAnswer,
)
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


def given_rows(entry: int) -> QuerySet[Entry, object]:
    """All that an entry consists of besides its own columns, in one row: as ``Given``."""
    own = {"entry": OuterRef("pk")}
    answers = Answer.objects.filter(**own).order_by("pk")
    rules = RuleAnswer.objects.filter(**own).order_by("pk")
    standings = EntryCategory.objects.filter(**own).order_by("pk")
    agreements = Agreement.objects.filter(**own, withdrawn_at=None).order_by("pk")
    columns = (
        rows(answers, pk="pk", question="question", value="value", version="version"),
        rows(rules, rule="rule", value="value"),
        rows(standings, pk="pk", category="category"),
        rows(agreements, **AGREEMENT),
        rows(Attachment.objects.filter(**own), **FILE),
    )
    return Entry.objects.filter(pk=entry).values_list(*columns)


def rows(found: QuerySet[Model], **columns: str) -> ArraySubquery:
    """Of each row the named columns, as JSON."""
    return ArraySubquery(found.values_list(JSONObject(**columns)))


AGREEMENT = {
    "text": "text",
    "declaration": "text__declaration",
    "code": "text__declaration__code",
    "order": "text__declaration__order",
    "version": "text__version",
    "agreed_at": "agreed_at",
    "detail": "detail",
}
FILE = {
    name: name
    for name in ("question", "name", "sha256", "size", "caption_th", "caption_en")
}
given_of = Prepared[Entry](given_rows)
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
