"""The form with which an organiser builds the entry form."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from awards.language.number_fields import TidyWhole
from awards.language.thai import clean_text
from awards.models import Edition, code_validator
from nominations.form_parts import CleanText, plain_helper
from nominations.models import Question
from nominations.questions.file_limits import GROUPS, MB, MOST_FILES, USUAL_BYTES
from nominations.statuses import QuestionKind

FILE_TYPES = [
    ("pdf", "PDF"),
    ("image", _("Pictures (PNG, JPEG)")),
    ("video", _("Videos (MP4, WebM)")),
]
WITH_CHOICES = (QuestionKind.SINGLE_CHOICE, QuestionKind.MULTIPLE_CHOICE)


class QuestionForm(forms.Form):
    code = forms.CharField(
        label=_("code"),
        max_length=40,
        validators=[code_validator],
        help_text=_("a–z, 0–9 and hyphens. Cannot be changed later."),
    )
    kind = forms.ChoiceField(label=_("Question type"), choices=QuestionKind)
    label_th = CleanText(label=_("question in Thai"), max_length=300)
    label_en = CleanText(label=_("question in English"), max_length=300)
    help_th = CleanText(
        label=_("help in Thai"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    help_en = CleanText(
        label=_("help in English"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    required = forms.BooleanField(label=_("required to submit"), required=False)
    limit = TidyWhole(
        label=_("maximum characters"), required=False, min_value=1, max_value=50_000
    )
    names_entrant = forms.BooleanField(
        label=_("names the entrant (hidden in blind rounds)"), required=False
    )
    public_if_wins = forms.BooleanField(
        label=_("public if the entry wins"), required=False
    )
    choices = forms.CharField(
        label=_("Options"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One per line: code | in Thai | in English"),
    )
    unit_th = CleanText(label=_("Unit in Thai"), required=False, max_length=40)
    unit_en = CleanText(label=_("Unit in English"), required=False, max_length=40)
    file_types = forms.MultipleChoiceField(
        label=_("File types"),
        required=False,
        choices=FILE_TYPES,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "For file questions only. If none is ticked, all types are allowed."
        ),
    )
    file_most = TidyWhole(
        label=_("Maximum number of files"),
        required=False,
        min_value=1,
        max_value=MOST_FILES,
    )
    file_megabytes = TidyWhole(
        label=_("Maximum file size (MB)"),
        required=False,
        min_value=1,
        max_value=200,
        help_text=_(
            "Up to 20 MB for documents and pictures, 200 MB for videos. If a question "
            "accepts both, a number above 20 applies only to videos."
        ),
    )
    shown_if = forms.ChoiceField(label=_("Shown only if the answer to"), required=False)
    shown_equals = CleanText(label=_("is"), required=False, max_length=100)

    def __init__(
        self, *args: Any, edition: Edition, question: Question | None, **kwargs: Any
    ) -> None:
        self.question = question
        kwargs["initial"] = initial_of(question) if question else {}
        super().__init__(*args, **kwargs)
        others = [q for q in edition.questions.filter(retired_at=None) if q != question]
        self.others = {q.code: q for q in others}
        self.fields["shown_if"].choices = [  # type: ignore[attr-defined]
            ("", "—"),
            *((q.code, q.label) for q in others),
        ]
        self.fields["categories"] = forms.ModelMultipleChoiceField(
            label=_("Only for these categories"),
            queryset=edition.categories.all(),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        if question:
            del self.fields["code"]
        self.taken = set(edition.questions.values_list("code", flat=True))
        self.helper = plain_helper()

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if code in self.taken:
            raise ValidationError(
                _(
                    "This code is already used by another question, perhaps a retired "
                    "one."
                )
            )
        return code

    def clean_choices(self) -> list[dict[str, str]]:
        """Each line as code and both names; the code is made from the English name
        where none is given.
        """
        choices = []
        for line in clean_text(self.cleaned_data["choices"]).splitlines():
            parts = [part.strip() for part in line.split("|")]
            if (
                len(parts) != 3
                or not all(parts)
                or not re.fullmatch(r"[a-z0-9-]+", parts[0])
            ):
                raise ValidationError(
                    _("Enter each line as: code | in Thai | in English")
                )
            choices.append(dict(zip(("code", "th", "en"), parts, strict=True)))
        return choices

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if (
            data.get("kind") in WITH_CHOICES
            and not data.get("choices")
            and "choices" not in self.errors
        ):
            self.add_error("choices", _("Enter at least one option."))
        self.check_rule(data)
        self.check_size(data)
        return data

    def check_size(self, data: dict[str, Any]) -> None:
        """A limit above what any of the chosen kinds may have would be a promise that
        the upload breaks.
        """
        kinds = [
            kind for group in data.get("file_types") or GROUPS for kind in GROUPS[group]
        ]
        most = max(USUAL_BYTES[kind] for kind in kinds) // MB
        if (
            data.get("kind") == QuestionKind.FILE
            and (data.get("file_megabytes") or 0) > most
        ):
            text = _(
                "These file types can have at most %(most)d MB. Enter a smaller "
                "number, or leave it empty."
            )
            self.add_error("file_megabytes", text % {"most": most})

    def check_rule(self, data: dict[str, Any]) -> None:
        """A rule that can never hold would hide the question for ever."""
        asked, equals = (
            self.others.get(data.get("shown_if", "")),
            data.get("shown_equals", ""),
        )
        if asked is None:
            return
        if not equals:
            self.add_error(
                "shown_equals", _("Enter the answer that makes this question appear.")
            )
        elif asked.kind in WITH_CHOICES:
            code = next(
                (
                    c["code"]
                    for c in asked.options.get("choices", [])
                    if equals in c.values()
                ),
                "",
            )
            data["shown_equals"] = code
            if not code:
                offered = ", ".join(
                    str(c["code"]) for c in asked.options.get("choices", [])
                )
                self.add_error(
                    "shown_equals",
                    _("Enter one of the options: %(offered)s") % {"offered": offered},
                )

    def values(self) -> dict[str, Any]:
        """What ``save_question`` takes."""
        data = dict(self.cleaned_data)
        options = dict(self.question.options) if self.question else {}
        for name in ("choices", "unit_th", "unit_en"):
            options[name] = data.pop(name)
        shown_if, equals = data.pop("shown_if"), data.pop("shown_equals")
        files = {
            "types": data.pop("file_types"),
            "most": data.pop("file_most"),
            "megabytes": data.pop("file_megabytes"),
        }
        is_file = data["kind"] == QuestionKind.FILE
        options["files"] = (
            {name: value for name, value in files.items() if value} if is_file else None
        )
        options["shown_if"] = (
            {"question": shown_if, "equals": equals} if shown_if else None
        )
        data["options"] = {name: value for name, value in options.items() if value}
        data["categories"] = list(data["categories"])
        return data


def initial_of(question: Question) -> dict[str, Any]:
    options = question.options
    rule = options.get("shown_if") or {}
    columns = (
        "kind",
        "label_th",
        "label_en",
        "help_th",
        "help_en",
        "required",
        "limit",
        "names_entrant",
        "public_if_wins",
    )
    return {
        **{name: getattr(question, name) for name in columns},
        "choices": "\n".join(
            f"{c['code']} | {c['th']} | {c['en']}" for c in options.get("choices", [])
        ),
        "unit_th": options.get("unit_th", ""),
        "unit_en": options.get("unit_en", ""),
        "file_types": (options.get("files") or {}).get("types", []),
        "file_most": (options.get("files") or {}).get("most"),
        "file_megabytes": (options.get("files") or {}).get("megabytes"),
        "shown_if": rule.get("question", ""),
        "shown_equals": rule.get("equals", ""),
        "categories": question.categories.all(),
    }
