"""The reader's word on an entry, and the entrant's answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Unpack

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from awards.language.form_arguments import Files, FormArguments, Posted, offer_choices
from awards.language.form_fields import MomentField
from awards.language.form_layout import PlainHelper
from awards.language.number_fields import TidyWhole
from nominations.eligibility.services import Word
from nominations.form_parts import CleanText
from nominations.models import Entry
from nominations.refusals import EntryError, VerdictError, WhenError, WhichFieldsError
from nominations.statuses import Eligibility, Outcome

CORRECTION_DAYS = 7


class WordForm(forms.Form):
    """Which parts are needed depends on the outcome; the service says what lacks."""

    number = TidyWhole(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label=_("Your decision"),
        choices=Outcome,
        error_messages={"required": _("Choose one.")},
    )
    reason = CleanText(
        label=_("Reason (the entrant will read it)"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Required for “not eligible”. Judges never see it."),
    )
    note = CleanText(
        label=_("Note for organisers"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    until = MomentField(label=_("Corrections due by"), required=False)

    def __init__(
        self,
        data: Posted | None = None,
        files: Files | None = None,
        *,
        entry: Entry,
        labels: dict[str, str],
        **kwargs: Unpack[FormArguments],
    ) -> None:
        kwargs["initial"] = {
            "number": entry.eligibility_pass,
            "until": usual_deadline(entry),
        }
        super().__init__(data, files, **kwargs)
        self.labels = labels
        for name, label in labels.items():
            self.fields[f"fix-{name}"] = CleanText(
                label=label, required=False, max_length=1000
            )
        self.may_return = entry.eligibility != Eligibility.ANSWERED
        if not self.may_return:
            kept = [
                choice for choice in Outcome.choices if choice[0] != Outcome.RETURNED
            ]
            offer_choices(self, "outcome", kept)
        self.helper = PlainHelper()

    def clean(self) -> None:
        """Instructions are for an entry that goes back: with another decision they
        would be lost.
        """
        super().clean()
        data = self.cleaned_data
        noted = any(data.get(f"fix-{name}") for name in self.labels)
        if noted and data.get("outcome") in (Outcome.ELIGIBLE, Outcome.NOT_ELIGIBLE):
            self.add_error(
                None,
                _(
                    "You wrote what is to be corrected. Return the entry for "
                    "correction, or remove those instructions."
                ),
            )

    def field_of(self, refused: EntryError) -> str | None:
        """Where to put right what the service refused; None: nowhere in the form."""
        if isinstance(refused, VerdictError):
            return "reason"
        if isinstance(refused, WhichFieldsError):
            return next((f"fix-{name}" for name in self.labels), None)
        return "until" if isinstance(refused, WhenError) else None

    def marks(self) -> Iterator[forms.BoundField]:
        for name in self.labels:
            yield self[f"fix-{name}"]

    def word(self) -> Word:
        data = self.cleaned_data
        notes = {
            name: data[f"fix-{name}"] for name in self.labels if data.get(f"fix-{name}")
        }
        return Word(
            Outcome(data["outcome"]), data["reason"], data["note"], notes, data["until"]
        )


def usual_deadline(entry: Entry) -> datetime:
    """In a week at the end of the working day, or the day before the announcement."""
    week = timezone.localtime() + timedelta(days=CORRECTION_DAYS)
    return min(
        week.replace(hour=16, minute=30, second=0, microsecond=0),
        entry.edition.announcement - timedelta(days=1),
    )


class ReplyForm(forms.Form):
    text = CleanText(
        label=_("Your reply"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6, "data-limit": "5000"}),
        help_text=_(
            "You can reply once. The organiser reads your reply and makes a final "
            "decision."
        ),
    )

    def __init__(
        self,
        data: Posted | None = None,
        files: Files | None = None,
        **kwargs: Unpack[FormArguments],
    ) -> None:
        super().__init__(data, files, **kwargs)
        self.helper = PlainHelper()
