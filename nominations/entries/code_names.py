"""What an edition's codes are called by people, wherever the ledger's words are read to
somebody: the chain itself keeps the codes.
"""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, F, QuerySet, Value

from awards.language.bilingual import other_language, reader_language
from awards.models import Category, Criterion, Edition, PrizeLevel, Round
from awards.winners.lines import ACROSS
from nominations.models import DeclarationText, Question, Rule

# By the word before the colon of a subject: rows of the edition, and their name.
NAMED = {
    "category": (Category, "name"),
    "round": (Round, "name"),
    "criterion": (Criterion, "name"),
    "prizelevel": (PrizeLevel, "name"),
    "question": (Question, "label"),
    "rule": (Rule, "label"),
}
# Values of an act that say a code, or several: all others stand as they are.
CODED = {*NAMED, "declaration", "level", "paper", "fields"}


def code_names(edition: Edition) -> dict[str, dict[str, str]]:
    """Kind or value of an act → code → name, in one statement."""
    rows = [
        named(model._default_manager.filter(edition=edition), kind, "code", name)
        for kind, (model, name) in NAMED.items()
    ]
    words = DeclarationText.objects.filter(declaration__edition=edition)
    newest = words.order_by("declaration_id", "-version").distinct("declaration_id")
    titles = DeclarationText.objects.filter(pk__in=newest.values("pk"))
    rows.append(named(titles, "declaration", "declaration__code", "title"))
    names: dict[str, dict[str, str]] = {kind: {} for kind in (*NAMED, "declaration")}
    for kind, code, name, other in rows[0].union(*rows[1:], all=True):
        names[kind][code] = name or other
    across = ACROSS[f"category_{reader_language()}"]
    names["category"][ACROSS["category_code"]] = across
    return names | as_values(names)


def named(rows: QuerySet[Any], kind: str, code: str, name: str) -> QuerySet[Any, Any]:
    own = reader_language()
    return rows.order_by().values_list(
        Value(kind, output_field=CharField()),
        code,
        F(f"{name}_{own}"),
        F(f"{name}_{other_language(own)}"),
    )


def as_values(names: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """Those that stand in an act's values under another name than in its subject."""
    questions = {f"q-{code}": name for code, name in names["question"].items()}
    rules = {f"r-{code}": name for code, name in names["rule"].items()}
    return {
        "level": names["prizelevel"],
        "paper": names["question"],
        "fields": questions | rules,
    }
