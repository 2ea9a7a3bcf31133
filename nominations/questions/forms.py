"""The form with which an organiser builds the entry form."""

from __future__ import annotations

from typing import Any, Unpack

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from awards.language.form_arguments import Files, FormArguments, Posted
from awards.language.number_fields import TidyWhole
from awards.models import Edition, code_validator
from nominations.form_parts import CleanText, plain_helper
from nominations.models import Question
from nominations.questions.kinds import KINDS, kind_of


class QuestionForm(forms.Form):
    code = forms.CharField(
        label=_("code"),
        max_length=40,
        validators=[code_validator],
        help_text=_("a–z, 0–9 and hyphens. Cannot be changed later."),
    )
    kind = forms.ChoiceField(label=_("Question type"))
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
    shown_if = forms.ChoiceField(label=_("Shown only if the answer to"), required=False)
    shown_equals = CleanText(label=_("is"), required=False, max_length=100)

    def __init__(
        self,
        data: Posted | None = None,
        files: Files | None = None,
        *,
        edition: Edition,
        question: Question | None,
        **kwargs: Unpack[FormArguments],
    ) -> None:
        self.question = question
        kwargs["initial"] = initial_of(question) if question else {}
        super().__init__(data, files, **kwargs)
        self.add_fields_of_kinds()
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

    def add_fields_of_kinds(self) -> None:
        """Before the rule that shows a question, in the kinds' order."""
        after = {name: self.fields.pop(name) for name in ("shown_if", "shown_equals")}
        for kind in KINDS.values():
            self.fields.update(kind.setup_fields())
        self.fields.update(after)
        offered = [(kind.code, kind.label) for kind in KINDS.values()]
        self.fields["kind"].choices = offered  # type: ignore[attr-defined]

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

    def clean(self) -> None:
        super().clean()
        data = self.cleaned_data
        if kind := KINDS.get(data.get("kind", "")):
            for name, text in kind.setup_errors(data).items():
                if name not in self.errors:
                    self.add_error(name, text)
        self.check_rule(data)

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
        elif choices := kind_of(asked).choices(asked):
            named = (c["code"] for c in choices if equals in c.values())
            data["shown_equals"] = code = next(named, "")
            if not code:
                offered = ", ".join(str(choice["code"]) for choice in choices)
                text = _("Enter one of the options: %(offered)s")
                self.add_error("shown_equals", text % {"offered": offered})

    def values(self) -> dict[str, Any]:
        """What ``save_question`` takes."""
        data = dict(self.cleaned_data)
        shown_if, equals = data.pop("shown_if"), data.pop("shown_equals")
        before = self.question.options if self.question else {}
        owned = {name for kind in KINDS.values() for name in kind.option_names}
        options = {name: value for name, value in before.items() if name not in owned}
        options |= KINDS[data["kind"]].options_from(data)
        options["shown_if"] = (
            {"question": shown_if, "equals": equals} if shown_if else None
        )
        data["options"] = {name: value for name, value in options.items() if value}
        data["categories"] = list(data["categories"])
        for kind in KINDS.values():
            for name in kind.setup_fields():
                data.pop(name, None)
        return data


def initial_of(question: Question) -> dict[str, object]:
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
        **kind_of(question).setup_initial(options),
        "shown_if": rule.get("question", ""),
        "shown_equals": rule.get("equals", ""),
        "categories": question.categories.all(),
    }
