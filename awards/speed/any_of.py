"""Many values in one question."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.postgres.fields import ArrayField
from django.db.models import BooleanField, F, Func, TextField, Value


def any_of(column: str, texts: Iterable[str]) -> Func:
    """For ``filter(any_of("reference", references))``: the same as ``reference__in``,
    but with one parameter and one statement however many there are, which is what
    hundreds of them cost otherwise.
    """
    values = Value(list(texts), output_field=ArrayField(TextField()))
    return Func(
        F(column),
        values,
        template="(%(expressions)s))",
        arg_joiner=" = ANY(",
        output_field=BooleanField(),
    )
