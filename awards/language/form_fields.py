"""Form fields that understand how people here type: Buddhist-era years, Thai digits,
stray invisible characters.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from awards.language.bilingual import reader_language
from awards.language.dates import read_typed_date
from awards.language.number_fields import TidyNumber, TidyWhole
from awards.language.thai import ERA, ascii_digits, clean_text, common_year

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MOMENT = re.compile(
    r"(\S.*?),?(?:\s+|T)(?:เวลา\s*)?(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\s*น\.?)?",
    re.ASCII | re.IGNORECASE,
)


def parse_moment(text: str) -> datetime:
    """``31/08/2569 16:30``, ``๓๑/๘/๒๕๖๙ ๑๖.๓๐ น.``, ``31 สิงหาคม 2569 เวลา 16:30 น.`` or
    ``2026-08-31 16:30:05``, in the site's zone. Raises ValueError.
    """
    found = MOMENT.fullmatch(ascii_digits(clean_text(text)))
    if not found:
        raise ValueError(text)
    day, hours, minutes, seconds = found.groups(default="0")
    moment = time(int(hours), int(minutes), int(seconds))
    return timezone.make_aware(datetime.combine(read_typed_date(day), moment))


def type_moment(moment: datetime, language: str) -> str:
    """The moment as ``parse_moment`` reads it back, with the year of the reader's era."""
    local = timezone.localtime(moment)
    clock = f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}"
    return f"{type_day(local, language)} {clock}"


def type_day(day: date, language: str) -> str:
    """The day as ``read_typed_date`` reads it back, with the year of the reader's era."""
    year = day.year + ERA if language == "th" else day.year
    return f"{day:%d/%m}/{year}"


def as_typed(value: object) -> object:
    """A day or a moment as its reader types it; anything else as it is."""
    if isinstance(value, datetime):
        return type_moment(value, reader_language())
    if isinstance(value, date):
        return type_day(value, reader_language())
    return value


class DatedInput(forms.TextInput):
    def format_value(self, value: object) -> str | None:
        shown: str | None = super().format_value(as_typed(value))
        return shown


class DatedField(forms.Field):
    """A day, with or without a time, in one box as people write it; B.E. years and Thai
    digits are understood.
    """

    widget = DatedInput
    hint: _StrPromise

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", self.hint)
        super().__init__(**options)

    def read(self, text: str) -> date:
        """Raises ValueError or OverflowError where it is none."""
        raise NotImplementedError

    def widget_attrs(self, widget: forms.Widget) -> dict[str, object]:
        return {"autocomplete": "off", "maxlength": "60"}

    def to_python(self, value: object) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        try:
            return self.read(str(value))
        except (ValueError, OverflowError) as error:
            raise forms.ValidationError(
                self.error_messages["invalid"], code="invalid"
            ) from error

    def has_changed(self, initial: object, data: object) -> bool:
        return bool((as_typed(initial) or "") != (data or ""))


class MomentField(DatedField):
    """A day and a time, in Thai time."""

    hint = _(
        "Day/month/year and time, for example 31/08/2569 16:30. Thai time (UTC+7)."
    )
    default_error_messages = {
        "invalid": _(
            "Enter day/month/year and time, for example 31/08/2569 16:30. C.E. years "
            "work too."
        )
    }

    def read(self, text: str) -> datetime:
        return parse_moment(text)


class DayField(DatedField):
    hint = _("Day/month/year, for example 31/08/2569. C.E. years work too.")
    default_error_messages = {
        "invalid": _("Enter a valid date as day/month/year, for example 31/8/2566.")
    }

    def read(self, text: str) -> date:
        return read_typed_date(text)


class YearInput(forms.TextInput):
    def format_value(self, value: object) -> str | None:
        if isinstance(value, int) and reader_language() == "th":
            return str(value + ERA)
        shown: str | None = super().format_value(value)
        return shown


class YearField(forms.Field):
    """A year, typed in either era, kept in C.E."""

    widget = YearInput
    default_error_messages = {
        "invalid": _("Enter a four-digit year, for example 2569 or 2026.")
    }

    def __init__(self, **options: Any) -> None:
        options.setdefault(
            "help_text",
            _("Buddhist or Christian era: 2569 and 2026 are the same year."),
        )
        super().__init__(**options)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, object]:
        return {"inputmode": "numeric", "maxlength": "8"}

    def to_python(self, value: object) -> int | None:
        if value in self.empty_values:
            return None
        text = ascii_digits(clean_text(str(value)))
        year = common_year(int(text)) if re.fullmatch(r"\d{4}", text, re.ASCII) else 0
        if not 1900 <= year <= 2200:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return year


class TidyText(forms.CharField):
    """One-line or long text, cleaned: NFC, nothing invisible."""

    def to_python(self, value: object) -> str:
        return clean_text(str(value)) if value not in self.empty_values else ""


def tidy_field(db_field: models.Field[Any, Any], **options: Any) -> forms.Field | None:
    """``formfield_callback`` for model forms: the fields above in place of Django's."""
    if isinstance(db_field, models.DateTimeField):
        label = capfirst(db_field.verbose_name)
        return MomentField(label=label, required=not db_field.blank)
    if isinstance(db_field, models.DecimalField):
        return TidyNumber(
            label=capfirst(db_field.verbose_name),
            help_text=db_field.help_text,
            required=not db_field.blank,
            validators=db_field.validators,
            max_digits=db_field.max_digits,
            decimal_places=db_field.decimal_places,
        )
    if isinstance(db_field, models.IntegerField):
        return TidyWhole(
            label=capfirst(db_field.verbose_name),
            help_text=db_field.help_text,
            min_value=0,
            max_value=32767,
            # where there is none, it stands as a class of Django's
            initial=db_field.default if db_field.has_default() else None,
        )
    if db_field.choices:
        return chosen_field(db_field, **options)
    if isinstance(db_field, models.TextField):
        return tidy_text(db_field, forms.Textarea(attrs={"rows": 3}))
    if isinstance(db_field, models.CharField):
        return tidy_text(db_field, forms.TextInput())
    return chosen_field(db_field, **options)


def tidy_text(db_field: models.Field[Any, Any], widget: forms.Widget) -> TidyText:
    return TidyText(
        label=capfirst(db_field.verbose_name),
        required=not db_field.blank,
        max_length=db_field.max_length,
        validators=db_field.validators,
        widget=widget,
    )


def chosen_field(
    db_field: models.Field[Any, Any], **options: Any
) -> forms.Field | None:
    """Django's own: for choices, for related rows, for ticks."""
    field: forms.Field | None = db_field.formfield(**options)
    return field
