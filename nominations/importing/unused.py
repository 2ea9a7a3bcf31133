"""Rows that an import made beside its list, once nothing points to them any more."""

from __future__ import annotations

from django.db.models import Model, QuerySet

from awards.accounts.models import User
from nominations.importing.standing import pointing_to
from nominations.models import Organisation


def remove_unused(rows: QuerySet[Organisation] | QuerySet[User]) -> None:
    keys = [row.pk for row in rows.select_for_update().order_by("pk")]
    rows.model._default_manager.filter(
        pk__in=set(keys) - in_use(rows.model, keys)
    ).delete()


def in_use(model: type[Model], keys: list[int]) -> set[int]:
    """Of these rows, those that any other row points to."""
    return {
        key
        for other, name in pointing_to(model)
        for key in other._base_manager.filter(**{f"{name}__in": keys}).values_list(
            f"{name}_id" if hasattr(other, f"{name}_id") else name, flat=True
        )
    }
