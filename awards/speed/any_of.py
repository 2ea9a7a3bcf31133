"""Many values in one question."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BigIntegerField,
    BooleanField,
    F,
    Field,
    Func,
    TextField,
    Value,
)


def any_of(column: str, texts: Iterable[str]) -> Func:
    """For ``filter(any_of("reference", references))``: the same as ``reference__in``,
    but with one parameter and one statement however many there are, which is what
    hundreds of them cost otherwise.
    """
    return among(column, list(texts), TextField())


def any_number_of(column: str, numbers: Iterable[int]) -> Func:
    return among(column, list(numbers), BigIntegerField())


def among(column: str, listed: list[Any], kind: Field[Any, Any]) -> Func:
    values = Value(listed, output_field=ArrayField(kind))
    return Func(
        F(column),
        values,
        template="(%(expressions)s))",
        arg_joiner=" = ANY(",
        output_field=BooleanField(),
    )
