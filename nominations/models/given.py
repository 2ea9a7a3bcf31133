"""All that an entry consists of besides its own columns, as columns of JSON beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Model, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from nominations.models.attachments import Attachment
from nominations.models.eligibility import Agreement, RuleAnswer
from nominations.models.entries import EntryCategory
from nominations.models.questions import Answer

if TYPE_CHECKING:
    from nominations.models.with_columns import (
        GivenAgreement,
        GivenAnswer,
        GivenCategory,
        GivenFile,
        GivenRuleAnswer,
    )

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


class Given(NamedTuple):
    """Answers, answers to rules, categories, agreements that stand, files that are there."""

    answers: list[GivenAnswer]
    rules: list[GivenRuleAnswer]
    standings: list[GivenCategory]
    agreements: list[GivenAgreement]
    files: list[GivenFile]


def given_columns() -> dict[str, ArraySubquery]:
    """For a question about entries; ``given_in`` takes them from its rows."""
    own = {"entry": OuterRef("pk")}
    answers = Answer.objects.filter(**own).order_by("pk")
    rules = RuleAnswer.objects.filter(**own).order_by("pk")
    standings = EntryCategory.objects.filter(**own).order_by("pk")
    agreements = Agreement.objects.filter(**own, withdrawn_at=None).order_by("pk")
    answer = {name: name for name in ("pk", "question", "value", "version")}
    columns = {
        "answers": as_json(answers, answer),
        "rules": as_json(rules, {"rule": "rule", "value": "value"}),
        "standings": as_json(standings, {"pk": "pk", "category": "category"}),
        "agreements": as_json(agreements, AGREEMENT),
        "files": as_json(Attachment.objects.filter(**own), FILE),
    }
    return {f"given_{name}": column for name, column in columns.items()}


def as_json(rows: QuerySet[Model], columns: dict[str, str]) -> ArraySubquery:
    return ArraySubquery(rows.values_list(JSONObject(**columns)))


GIVEN = tuple(f"given_{name}" for name in Given._fields)
