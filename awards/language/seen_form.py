"""Two windows on one text: who saves second is shown what was saved meanwhile, beside
what they typed, and decides.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from django import forms
from django.db.models import Model
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from awards.language.bilingual import reader_language
from awards.language.form_layout import LaidOut
from awards.language.thai import format_date
from awards.refusals import ChangedMeanwhile, Refused

SEEN = "seen"


def print_of(texts: Mapping[str, object]) -> str:
    """The same words have the same print: it stands in the form as what was seen."""
    words = {name: word_of(value) for name, value in texts.items()}
    said = json.dumps(words, sort_keys=True, ensure_ascii=False)
    return sha256(said.encode()).hexdigest()[:24]


def word_of(value: object) -> str:
    """The same in both languages; several rows in whatever order."""
    if isinstance(value, tuple):
        return " ".join(sorted(word_of(one) for one in value))
    if isinstance(value, Model):
        return str(value.pk)
    return "" if value is None else str(value)


def standing_of(row: Model, names: Iterable[str]) -> dict[str, object]:
    """What stands in these columns, as ``look_at`` and ``check_seen`` take it."""
    return {name: getattr(row, name) for name in names}


def check_seen(seen: str, standing: Mapping[str, object]) -> None:
    """Raises ChangedMeanwhile where what stands is not what the page showed. An empty
    print was not shown anything: nothing is checked.
    """
    if seen and seen != print_of(standing):
        raise ChangedMeanwhile(
            _(
                "This was changed in the meantime. What you typed is still here, and "
                "what is saved now stands on this page. Save again to replace it."
            )
        )


@dataclass(frozen=True)
class SavedMeanwhile:
    """A field whose saved text is not the one typed."""

    label: str
    text: str


class Seen(forms.BaseForm):
    """A form that knows which words stood when its page was opened.

    ``look_at`` is called by ``__init__`` before anything typed reaches the row.
    """

    standing: Mapping[str, object]
    meanwhile: tuple[SavedMeanwhile, ...] = ()

    def look_at(self, standing: Mapping[str, object]) -> None:
        self.standing = standing
        self.fields[SEEN] = forms.CharField(
            required=False, widget=forms.HiddenInput, initial=print_of(standing)
        )

    @property
    def seen(self) -> str:
        return str(self.cleaned_data.get(SEEN, ""))

    def show_meanwhile(self) -> None:
        """From now on the saved words count as seen."""
        typed = QueryDict(mutable=True)
        typed.update(self.data)
        typed[self.add_prefix(SEEN)] = print_of(self.standing)
        self.data = typed
        self.meanwhile = tuple(
            SavedMeanwhile(
                str(self.fields[name].label), chosen(self.fields[name], value)
            )
            for name, value in self.standing.items()
            if name in self.fields and differs(self.cleaned_data.get(name), value)
        )


def differs(typed: Any, standing: object) -> bool:
    """``standing``: a tuple where several rows are chosen."""
    if isinstance(standing, tuple):
        return word_of(tuple(typed or ())) != word_of(standing)
    return bool(typed != standing)


def chosen(field: forms.Field, value: object) -> str:
    """As the form says it: a choice by its words."""
    offered = dict(getattr(field, "choices", ()))
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    return read_as(offered.get(value, value) if isinstance(value, str) else value)


def read_as(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "–"
    if isinstance(value, date):
        return format_date(value, reader_language())
    return str(value or "–")


class SeenForm(Seen, LaidOut):
    def take_refusal(self, refused: Refused) -> None:
        super().take_refusal(refused)
        if isinstance(refused, ChangedMeanwhile):
            self.show_meanwhile()
