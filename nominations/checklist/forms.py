"""Forms with which an organiser writes the checklist and the declarations."""

from __future__ import annotations

import re
from typing import Any, Unpack

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from awards.language.form_arguments import Files, FormArguments, Posted, offer_choices
from awards.language.form_layout import PlainHelper
from awards.language.number_fields import TidyWhole
from awards.language.thai import ascii_digits, clean_text
from awards.models import Edition, code_validator
from nominations.form_parts import CleanText
from nominations.models import Declaration, DeclarationText, Rule
from nominations.questions.kinds import codes_of_days
from nominations.questions.kinds.number import NUMBER
from nominations.statuses import DeclarationKind, RuleKind

CODE_HELP = _("a–z, 0–9 and hyphens. Cannot be changed later.")


class RuleForm(forms.Form):
    code = forms.CharField(
        label=_("Code"), max_length=40, validators=[code_validator], help_text=CODE_HELP
    )
    label_th = CleanText(label=_("Rule in Thai"), max_length=300)
    label_en = CleanText(label=_("Rule in English"), max_length=300)
    help_th = CleanText(
        label=_("Help in Thai"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    help_en = CleanText(
        label=_("Help in English"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    kind = forms.ChoiceField(label=_("Answer type"), choices=RuleKind)
    required = forms.BooleanField(
        label=_("Required to submit"), required=False, initial=True
    )
    passes_if = forms.ChoiceField(
        label=_("Answer that qualifies (yes or no)"),
        required=False,
        choices=[("yes", _("Yes")), ("no", _("No")), ("", _("either"))],
        initial="yes",
    )
    choices = forms.CharField(
        label=_("Options"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "One per line: code | in Thai | in English. Put * before the code of an "
            "answer that qualifies."
        ),
    )
    least = forms.CharField(label=_("Number: minimum"), required=False, max_length=20)
    most = forms.CharField(label=_("Number: maximum"), required=False, max_length=20)
    unit_th = CleanText(label=_("Unit in Thai"), required=False, max_length=40)
    unit_en = CleanText(label=_("Unit in English"), required=False, max_length=40)
    since = forms.ChoiceField(
        label=_("Number of months: compare with this date"),
        required=False,
        help_text=_(
            "The eligibility check compares this number with the months between this "
            "date and the closing date."
        ),
    )
    months = TidyWhole(
        label=_("Date: at least this many months before the call closes"),
        required=False,
        min_value=1,
        max_value=600,
    )

    def __init__(
        self,
        data: Posted | None = None,
        files: Files | None = None,
        *,
        edition: Edition,
        rule: Rule | None,
        **kwargs: Unpack[FormArguments],
    ) -> None:
        kwargs["initial"] = rule_initial(rule) if rule else {}
        super().__init__(data, files, **kwargs)
        if rule:
            del self.fields["code"]
        dates = edition.questions.filter(kind__in=codes_of_days(), retired_at=None)
        offered = [
            ("", _("none")),
            *((question.code, question.label) for question in dates),
        ]
        offer_choices(self, "since", offered)
        self.taken = set(edition.rules.values_list("code", flat=True))
        self.helper = PlainHelper()

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if code in self.taken:
            raise ValidationError(_("This code is already used by another rule."))
        return code

    def clean_least(self) -> str:
        return clean_limit(self.cleaned_data["least"])

    def clean_most(self) -> str:
        return clean_limit(self.cleaned_data["most"])

    def clean_choices(self) -> list[dict[str, str]]:
        choices = []
        for line in clean_text(self.cleaned_data["choices"]).splitlines():
            parts = [part.strip() for part in line.split("|")]
            if (
                len(parts) != 3
                or not all(parts)
                or not re.fullmatch(r"\*?\s*[a-z0-9-]+", parts[0])
            ):
                raise ValidationError(
                    _("Enter each line as: code | in Thai | in English")
                )
            choices.append(dict(zip(("code", "th", "en"), parts, strict=True)))
        return choices

    def clean(self) -> None:
        super().clean()
        data = self.cleaned_data
        if (
            data.get("kind") == RuleKind.CHOICE
            and not data.get("choices")
            and "choices" not in self.errors
        ):
            self.add_error("choices", _("Enter at least one option."))

    def values(self) -> dict[str, Any]:
        """What ``save_rule`` takes."""
        data = {
            name: self.cleaned_data[name]
            for name in COLUMNS
            if name in self.cleaned_data
        }
        return {**data, "options": self.options(RuleKind(data["kind"]))}

    def options(self, kind: RuleKind) -> dict[str, object]:
        """Only what belongs to the kind of answer that was chosen."""
        data = self.cleaned_data
        if kind == RuleKind.YES_NO:
            return {"passes": [data["passes_if"]]} if data["passes_if"] else {}
        if kind == RuleKind.CHOICE:
            choices = [
                {**choice, "code": choice["code"].lstrip("* ")}
                for choice in data["choices"]
            ]
            passing = [
                choice["code"].lstrip("* ")
                for choice in data["choices"]
                if choice["code"].startswith("*")
            ]
            return {"choices": choices, **({"passes": passing} if passing else {})}
        if kind == RuleKind.NUMBER:
            return {
                name: data[name]
                for name in ("least", "most", "unit_th", "unit_en", "since")
                if data[name]
            }
        return (
            {"months": data["months"]}
            if kind == RuleKind.DATE and data["months"]
            else {}
        )


COLUMNS = ("code", "label_th", "label_en", "help_th", "help_en", "kind", "required")


def clean_limit(typed: str) -> str:
    text = ascii_digits(clean_text(typed)).replace(",", "").replace(" ", "")
    if text and not NUMBER.fullmatch(text):
        raise ValidationError(_("Enter a number, for example 1250 or 3.5."))
    return text


def rule_initial(rule: Rule) -> dict[str, object]:
    options = rule.options
    passing = options.get("passes", [])
    lines = [
        (
            f"{'*' if choice['code'] in passing else ''}{choice['code']} | "
            f"{choice['th']} | {choice['en']}"
        )
        for choice in options.get("choices", [])
    ]
    return {
        **{name: getattr(rule, name) for name in COLUMNS},
        **{
            name: options.get(name, "")
            for name in ("least", "most", "unit_th", "unit_en", "since", "months")
        },
        "passes_if": passing[0] if passing and rule.kind == RuleKind.YES_NO else "",
        "choices": "\n".join(lines),
    }


class DeclarationForm(forms.Form):
    code = forms.CharField(
        label=_("Code"), max_length=40, validators=[code_validator], help_text=CODE_HELP
    )
    kind = forms.ChoiceField(label=_("Type"), choices=DeclarationKind)
    title_th = CleanText(label=capfirst(_("title in Thai")), max_length=200)
    title_en = CleanText(label=capfirst(_("title in English")), max_length=200)
    text_th = CleanText(
        label=_("Text in Thai"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    text_en = CleanText(
        label=_("Text in English"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    required = forms.BooleanField(
        label=_("Required to submit"),
        required=False,
        help_text=_(
            "Consent must be voluntary: people must be as free to refuse as to agree."
        ),
    )
    asks_detail = forms.BooleanField(
        label=_("Asks for details in the entrant's own words"), required=False
    )

    def __init__(
        self,
        data: Posted | None = None,
        files: Files | None = None,
        *,
        edition: Edition,
        text: DeclarationText | None,
        **kwargs: Unpack[FormArguments],
    ) -> None:
        kwargs["initial"] = declaration_initial(text) if text else {"required": True}
        super().__init__(data, files, **kwargs)
        if text:
            del self.fields["code"]
        self.taken = set(
            Declaration.objects.filter(edition=edition).values_list("code", flat=True)
        )
        self.helper = PlainHelper()

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if code in self.taken:
            raise ValidationError(
                _("This code is already used by another declaration.")
            )
        return code

    def clean(self) -> None:
        super().clean()
        data = self.cleaned_data
        if data.get("kind") == DeclarationKind.CONSENT and data.get("required"):
            self.add_error(
                "required", _("Consent must be voluntary. Clear this checkbox.")
            )


def declaration_initial(text: DeclarationText) -> dict[str, object]:
    words = {
        name: getattr(text, name)
        for name in ("title_th", "title_en", "text_th", "text_en")
    }
    return words | {
        name: getattr(text.declaration, name)
        for name in ("kind", "required", "asks_detail")
    }


class CheckingForm(forms.Form):
    """How an edition checks its entries."""

    eligibility_readers = forms.TypedChoiceField(
        label=_("Number of reviewers per entry"),
        choices=[
            ("1", _("one reviewer")),
            ("2", _("two reviewers, without seeing each other's decision")),
        ],
        coerce=int,
        widget=forms.RadioSelect,
    )
    only_eligible_judged = forms.BooleanField(
        label=_("Judges get only eligible entries"),
        required=False,
        help_text=_(
            "Otherwise judges get every entry except those found not eligible."
        ),
    )

    def __init__(
        self,
        data: Posted | None = None,
        files: Files | None = None,
        *,
        edition: Edition,
        **kwargs: Unpack[FormArguments],
    ) -> None:
        kwargs["initial"] = {name: getattr(edition, name) for name in self.base_fields}
        super().__init__(data, files, **kwargs)
        self.helper = PlainHelper()
