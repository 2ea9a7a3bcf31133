"""What the forms of the register have in common."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Model

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
