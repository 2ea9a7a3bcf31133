"""What an edition asks of an entry besides its questions: the checklist with its
answers, and declarations.
"""

from __future__ import annotations

from django.db.models import OuterRef, QuerySet, Subquery

from awards.speed.kept_rows import KeptRows
from nominations.models import DeclarationText, Entry, Rule, RuleAnswer
from nominations.models.with_columns import AnsweredRule


def rules_answered(entry: Entry, *, retired: bool = False) -> QuerySet[AnsweredRule]:
    """The rules put to this entry, each with ``given``: the answer as it is stored,
    None where there is none.
    """
    rules = Rule.objects.filter(edition=entry.edition_id)
    rules = rules if retired else rules.filter(retired_at=None)
    if not entry.pk:
        return rules.annotate(given=Subquery(RuleAnswer.objects.none().values("value")))
    given = RuleAnswer.objects.filter(entry=entry, rule=OuterRef("pk")).values("value")
    return rules.annotate(given=Subquery(given))


def current_texts(edition_id: int) -> QuerySet[DeclarationText]:
    """The newest words of each declaration that is asked, in its order."""
    return newest_texts(
        DeclarationText.objects.filter(
            declaration__edition=edition_id, declaration__retired_at=None
        )
    )


# Kept for as long as the edition's form is the same: ``Edition.form_stamp``.
texts_in = KeptRows[DeclarationText](current_texts)


def retired_texts(edition_id: int) -> QuerySet[DeclarationText]:
    """The last words of each declaration that is asked no longer."""
    retired = DeclarationText.objects.filter(
        declaration__edition=edition_id, declaration__retired_at__isnull=False
    )
    return newest_texts(retired)


def newest_texts(asked: QuerySet[DeclarationText]) -> QuerySet[DeclarationText]:
    newest = asked.order_by("declaration_id", "-version").distinct("declaration_id")
    rows = DeclarationText.objects.filter(pk__in=newest.values("pk")).select_related(
        "declaration"
    )
    return rows.order_by("declaration__order", "declaration__code")
