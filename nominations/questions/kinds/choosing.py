"""What both kinds with answers to choose from share."""

from __future__ import annotations

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.language.bilingual import reader_language
from awards.language.thai import clean_text
from awards.spreadsheets.headings import squash
from nominations.models import Question
from nominations.questions.kinds.base import Kind, Options, V

NAMES = ("code", "th", "en")


class ChoiceLines(forms.CharField):
    """Lines of ``code | in Thai | in English``, as a list of choices."""

    def clean(self, value: object) -> list[dict[str, str]]:
        choices = []
        for line in clean_text(super().clean(value)).splitlines():
            parts = [part.strip() for part in line.split("|")]
            wrong = len(parts) != len(NAMES) or not all(parts)
            if wrong or not re.fullmatch(r"[a-z0-9-]+", parts[0]):
                raise ValidationError(
                    _("Enter each line as: code | in Thai | in English")
                )
            choices.append(dict(zip(NAMES, parts, strict=True)))
        return choices


class Choosing(Kind[V]):
    """``options["choices"]``: code, th, en of each. The code is stored."""

    option_names = ("choices",)

    def setup_fields(self) -> dict[str, forms.Field]:
        lines = ChoiceLines(
            label=gettext_lazy("Options"),
            required=False,
            widget=forms.Textarea(attrs={"rows": 4}),
            help_text=gettext_lazy("One per line: code | in Thai | in English"),
        )
        return {"choices": lines}

    def setup_initial(self, options: Options) -> Options:
        lines = [
            " | ".join(choice[name] for name in NAMES)
            for choice in options.get("choices", [])
        ]
        return {"choices": "\n".join(lines)}

    def setup_errors(self, data: Options) -> dict[str, str]:
        if data.get("choices"):
            return {}
        return {"choices": _("Enter at least one option.")}

    def options_from(self, data: Options) -> Options:
        return {"choices": data["choices"]}

    def narrows(self, before: Options, after: Options) -> bool:
        return bool(codes_in(before) - codes_in(after))

    def choices(self, question: Question) -> list[dict[str, str]]:
        choices: list[dict[str, str]] = question.options.get("choices", [])
        return choices

    def show(self, question: Question, value: V) -> str:
        return ", ".join(names_of(self.choices(question), value))


def codes_in(options: Options) -> set[str]:
    return {str(choice["code"]) for choice in options.get("choices", [])}


def offered(question: Question) -> list[tuple[str, str]]:
    """Code and name of each, for a widget."""
    choices = question.options.get("choices", [])
    codes = [str(choice["code"]) for choice in choices]
    return list(zip(codes, names_of(choices, codes), strict=True))


def names_of(choices: list[dict[str, str]], value: object) -> list[str]:
    """Of the chosen codes, in the reader's language; without those that are on offer no
    longer.
    """
    codes = value if isinstance(value, list) else [value]
    known = {choice["code"]: choice for choice in choices}
    language = reader_language()
    return [
        known[code].get(language) or known[code].get("th") or code
        for code in codes
        if code in known
    ]


def parse_choice(question: Question, typed: object) -> str:
    code = clean_text(str(typed))
    if code and code not in codes_in(question.options):
        raise ValidationError(_("Choose one of the options."))
    return code


def every_name(question: Question) -> list[str]:
    """Codes and both names of all choices: what a spreadsheet may say."""
    names = [
        str(choice.get(key, ""))
        for choice in question.options.get("choices", [])
        for key in NAMES
    ]
    return [name for name in names if name]


def code_of(question: Question, typed: str) -> str:
    """The code of a choice written as code or in either language."""
    for choice in question.options.get("choices", []):
        if squash(typed) in {squash(str(choice.get(key, ""))) for key in NAMES}:
            return str(choice["code"])
    return typed
