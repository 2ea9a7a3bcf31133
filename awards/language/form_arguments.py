"""What Django's forms and fields are made with, for those of ours that add something.

A form of ours says ``**more: Unpack[FormArguments]`` and hands it on, so a misspelt
argument is found before anybody opens the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableMapping
from typing import Any, Generic, TypeAlias, TypedDict, TypeVar

from django import forms
from django.db.models import Model, QuerySet
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise

M = TypeVar("M", bound=Model)
Posted: TypeAlias = Mapping[str, object]
Files: TypeAlias = MultiValueDict[str, Any]


class FormArguments(TypedDict, total=False):
    initial: MutableMapping[str, Any] | None
    prefix: str | None


class ModelFormArguments(FormArguments, Generic[M], total=False):
    instance: M | None


def offer_rows(form: forms.BaseForm, name: str, rows: QuerySet[Model]) -> None:
    """What a field that chooses among rows has to choose from in this form."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows


def offer_choices(
    form: forms.BaseForm, name: str, choices: Iterable[tuple[str, str | Promise]]
) -> None:
    """The same for a field of fixed choices: what is kept and what is read."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)
