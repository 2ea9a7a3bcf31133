"""The form with which an organiser builds the entry form."""

from __future__ import annotations

from typing import Any, Unpack

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from awards.language.form_arguments import Files, FormArguments, Posted, offer_choices
from awards.language.form_layout import PlainHelper
from awards.language.number_fields import TidyWhole
from awards.models import Edition, code_validator
from nominations.form_parts import CleanText
from nominations.models import Question
from nominations.questions.answers import show_answer
from nominations.questions.kinds import KINDS, kind_of
from nominations.questions.kinds.base import Kind


class QuestionForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        validators=[code_validator],
        help_text=_("a–z, 0–9 and hyphens. Cannot be changed later."),
    )
    kind = forms.ChoiceField(label=_("Question type"))
    label_th = CleanText(label=_("Question in Thai"), max_length=300)
    label_en = CleanText(label=_("Question in English"), max_length=300)
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
    required = forms.BooleanField(label=_("Required to submit"), required=False)
    limit = TidyWhole(
        label=_("Maximum characters"), required=False, min_value=1, max_value=50_000
    )
    names_entrant = forms.BooleanField(
        label=_("Names the entrant (hidden in blind rounds)"), required=False
    )
    public_if_wins = forms.BooleanField(
        label=_("Public if the entry wins"), required=False
    )
    section_th = CleanText(
        label=_("Heading above it, in Thai"),
        required=False,
        max_length=200,
        help_text=_(
            "Starts a new part of the form. Leave empty to stay in the part above."
        ),
    )
    section_en = CleanText(
        label=_("Heading above it, in English"), required=False, max_length=200
    )
    shown_when = forms.ChoiceField(
        label=_("Asked"),
        required=False,
        help_text=_(
            "A question with options decides; the list has all of its answers."
        ),
    )

    def __init__(
        self,
        data: Posted | None = None,
        files: Files | None = None,
        *,
        edition: Edition,
        question: Question | None,
        **kwargs: Unpack[FormArguments],
    ) -> None:
        """With the fields that fit the kind: the one sent, else the question's."""
        self.question = question
        kwargs["initial"] = {**(kwargs.get("initial") or {}), **initial_of(question)}
        super().__init__(data, files, **kwargs)
        self.chosen = self.kind_asked_for()
        self.offer_kinds()
        others = [q for q in edition.questions.filter(retired_at=None) if q != question]
        when = rule_text(question.options.get("shown_if")) if question else ""
        offer_choices(self, "shown_when", conditions(others, when))
        self.fields["categories"] = forms.ModelMultipleChoiceField(
            label=_("Only for these categories"),
            queryset=edition.categories.all(),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        if question:
            del self.fields["code"]
        self.taken = set(edition.questions.values_list("code", flat=True))
        self.helper = PlainHelper()

    def kind_asked_for(self) -> Kind[Any]:
        sent = str(self.data.get("kind", "")) or self.initial.get("kind", "")
        return KINDS.get(sent) or next(iter(KINDS.values()))

    def offer_kinds(self) -> None:
        """All kinds in the list; of the fields only those that this one has, before the
        rule that shows a question.
        """
        last = {
            name: self.fields.pop(name)
            for name in ("section_th", "section_en", "shown_when")
        }
        if not self.chosen.is_text:
            del self.fields["limit"]
        self.fields.update(self.chosen.setup_fields())
        self.fields.update(last)
        offered = [(kind.code, kind.label) for kind in KINDS.values()]
        offer_choices(self, "kind", offered)
        self.fields["kind"].initial = self.chosen.code

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

    def values(self) -> dict[str, Any]:
        """What ``save_question`` takes."""
        data = dict(self.cleaned_data)
        when = data.pop("shown_when")
        before = self.question.options if self.question else {}
        owned = {name for kind in KINDS.values() for name in kind.option_names}
        options = {name: value for name, value in before.items() if name not in owned}
        options |= KINDS[data["kind"]].options_from(data)
        options["shown_if"] = rule_of(when)
        data["options"] = {name: value for name, value in options.items() if value}
        data["categories"] = list(data["categories"])
        data.setdefault("limit", None)
        for kind in KINDS.values():
            for name in kind.setup_fields():
                data.pop(name, None)
        return data


def rule_text(rule: dict[str, str] | None) -> str:
    """A rule as one choice of the list: the question's code and the answer's."""
    return f"{rule['question']}={rule['equals']}" if rule else ""


def rule_of(text: str) -> dict[str, str] | None:
    """The other way; codes hold no equals sign."""
    question, _equals, answer = text.partition("=")
    return {"question": question, "equals": answer} if question else None


def conditions(others: list[Question], standing: str) -> list[tuple[Any, Any]]:
    """Always, or upon one answer to a question with options. A rule that stands upon
    something else stays on the list.
    """
    groups: list[tuple[Any, Any]] = [("", _("Always"))]
    known = {""}
    for other in others:
        answers = [
            (f"{other.code}={choice['code']}", answer_label(other, choice["code"]))
            for choice in kind_of(other).choices(other)
        ]
        known |= {value for value, _label in answers}
        groups += [(str(other.label), answers)] if answers else []
    if standing not in known:
        groups.append((standing, standing))
    return groups


def answer_label(question: Question, code: str) -> str:
    answer = show_answer(question, [code]) or code
    words = {"question": question.label, "answer": answer}
    return _("if “%(question)s” is “%(answer)s”") % words


def initial_of(question: Question | None) -> dict[str, Any]:
    if question is None:
        return {}
    options = question.options
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
        "section_th",
        "section_en",
    )
    return {
        **{name: getattr(question, name) for name in columns},
        **kind_of(question).setup_initial(options),
        "shown_when": rule_text(options.get("shown_if")),
        "categories": question.categories.all(),
    }
