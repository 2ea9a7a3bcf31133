"""What the forms of the register have in common."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from awards.language.bilingual import reader_language
from awards.language.dates import read_typed_date
from awards.language.form_fields import type_day
from awards.language.form_layout import PlainHelper
from awards.language.seen_form import SEEN, Seen
from awards.language.thai import clean_text
from awards.refusals import ChangedMeanwhile


class CleanForm(forms.Form):
    """Every text field cleaned: NFC, no invisible characters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # also stands before a ModelForm, which takes more
        super().__init__(*args, **kwargs)
        self.helper = PlainHelper()

    def _clean_fields(self) -> None:
        super()._clean_fields()  # type: ignore[misc]
        for name, value in self.cleaned_data.items():
            if isinstance(value, str):
                self.cleaned_data[name] = clean_text(value)


class ModelCleanForm(CleanForm, forms.ModelForm):  # type: ignore[type-arg]
    pass


class SeenModelForm(Seen, ModelCleanForm):
    """Of a row that another window may change meanwhile; a new row has nothing to look
    at.
    """

    @property
    def words(self) -> dict[str, Any]:
        """What was typed, without the mark of what was seen."""
        return {
            name: value for name, value in self.cleaned_data.items() if name != SEEN
        }

    def take_changed(self, refused: ChangedMeanwhile) -> None:
        self.add_error(None, str(refused))
        self.show_meanwhile()


def values_of(row: Model, names: Iterable[str]) -> dict[str, object]:
    """As they stand, for ``check_seen``; related rows by their keys."""
    return {name: row.serializable_value(name) for name in names}


class DayField(forms.Field):
    """A day as people write it: 31/08/2565, ๓๑/๐๘/๒๕๖๕ or 2022-08-31."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "help_text",
            _("For example 31/8/2566 or 2023-08-31. Buddhist-era years work too."),
        )
        super().__init__(**kwargs)

    def prepare_value(self, value: object) -> object:
        return type_day(value, reader_language()) if isinstance(value, date) else value

    def to_python(self, value: object) -> date | None:
        if not value:
            return None
        try:
            return read_typed_date(str(value)[:40])
        except ValueError:
            message = _("Enter a valid date as day/month/year, for example 31/8/2566.")
            raise forms.ValidationError(message, code="day") from None

    def has_changed(self, initial: object, data: object) -> bool:
        return str(self.prepare_value(initial) or "") != str(data or "")
