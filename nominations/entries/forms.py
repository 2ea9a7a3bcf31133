"""The entry form, built from the rows of the edition's questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Unpack

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Fieldset, Layout, LayoutObject
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from awards.language.form_arguments import Files, FormArguments, Posted
from awards.language.form_layout import PlainHelper
from awards.models import Edition
from nominations.checklist.passing import as_question
from nominations.checklist.questions_asked import rules_answered
from nominations.entries.form_state import Sheet, sheet_of
from nominations.entries.missing import REQUIRED_FIELDS
from nominations.entries.prepared import categories_in
from nominations.entries.saving import Clash, versions_of
from nominations.entries.sections import (
    CONDITIONS,
    CONTACT,
    SMARTS,
    TITLE,
    TITLES,
    parts_of,
)
from nominations.form_parts import CleanText
from nominations.models import (
    TEXT_FIELDS,
    TEXT_LABELS,
    Entry,
    Organisation,
    Question,
    Rule,
)
from nominations.models.with_columns import AnsweredRule
from nominations.questions.form_fields import AnswerField
from nominations.questions.kinds import by_files, in_writing, sealed

SUMMARY_LIMIT = 1000


class CategoriesField(forms.MultipleChoiceField):
    """Codes of the chosen categories; radio buttons where the edition lets an entry
    stand in one only.
    """

    def __init__(self, edition: Edition, **kwargs: Any) -> None:
        self.most = edition.max_categories
        choices = [
            (category.code, category.name)
            for category in categories_in(edition.form_stamp, edition.pk)
        ]
        widget = forms.RadioSelect if self.most == 1 else forms.CheckboxSelectMultiple
        super().__init__(
            choices=choices,
            widget=widget,
            label=_("Category"),
            required=False,
            **kwargs,
        )

    def prepare_value(self, value: object) -> object:
        return (
            (value or [""])[0] if self.most == 1 and isinstance(value, list) else value
        )

    def to_python(self, value: object) -> list[str]:
        return super().to_python([value] if isinstance(value, str) and value else value)

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        if len(value) > self.most:
            raise ValidationError(
                _("Choose up to %(most)d categories."), params={"most": self.most}
            )


class BeginForm(forms.Form):
    """For which organisation, and in which category, an entry is begun."""

    def __init__(
        self,
        data: Posted | None = None,
        files: Files | None = None,
        *,
        edition: Edition,
        organisations: Sequence[Organisation],
        **kwargs: Unpack[FormArguments],
    ) -> None:
        super().__init__(data, files, **kwargs)
        self.own = {str(one.pk): one for one in organisations}
        self.fields["organisation"] = forms.ChoiceField(
            label=_("Organisation"),
            choices=[(pk, str(one)) for pk, one in self.own.items()],
            widget=forms.RadioSelect,
        )
        self.fields["categories"] = CategoriesField(edition)
        self.fields["categories"].required = True
        self.helper = PlainHelper()

    @property
    def organisation(self) -> Organisation:
        return self.own[self.cleaned_data["organisation"]]


class EntryForm(forms.Form):
    """A draft may be saved partial, so no field is required here; what is lacking is
    listed by ``missing_items``.
    """

    use_required_attribute = False

    title_th = CleanText(label=TEXT_LABELS["title_th"], max_length=200, required=False)
    title_en = CleanText(label=TEXT_LABELS["title_en"], max_length=200, required=False)
    summary_th = CleanText(
        label=TEXT_LABELS["summary_th"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    summary_en = CleanText(
        label=TEXT_LABELS["summary_en"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    contact_name = CleanText(
        label=TEXT_LABELS["contact_name"],
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    contact_phone = CleanText(
        label=TEXT_LABELS["contact_phone"],
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )

    def __init__(
        self,
        data: Posted | None = None,
        files: Files | None = None,
        *,
        entry: Entry,
        only: Iterable[str] | None = None,
        every_question: bool = False,
        sheet: Sheet | None = None,
        **kwargs: Unpack[FormArguments],
    ) -> None:
        """``only``: the fields to look at, where some of the form was sent.
        ``every_question``: for a preview.

        ``sheet``: what the form needs of the entry, where it was read already.
        """
        self.entry = entry
        sheet = sheet or (sheet_of(entry) if entry.pk else None)
        wanted = None if only is None else set(only)
        self.partly = wanted is not None
        asked: Sequence[Question] = sheet.asked() if sheet else []
        if every_question:
            asked = list(entry.edition.questions.filter(retired_at=None))
        self.questions = in_writing(asked)
        self.file_questions = by_files(asked)
        self.paper_questions = sealed(asked)
        self.rules = sheet.rules if sheet else list(rules_answered(entry))
        kwargs["initial"] = initial_values(entry, self.questions, sheet) | rule_values(
            self.rules
        )
        super().__init__(data, files, **kwargs)
        self.add_fields(wanted)
        if wanted is None:
            self.helper = entry_helper(self.questions, self.rules)

    @cached_property
    def versions(self) -> dict[str, int]:
        """At which its fields are now: for the page, read when that is written."""
        return versions_of(self.entry) if self.entry.pk else {}

    def add_fields(self, wanted: set[str] | None) -> None:
        """The fields of this edition; only the wanted ones, where not all of them were sent."""
        if wanted is None or "categories" in wanted:
            self.fields["categories"] = CategoriesField(self.entry.edition)
        self.limit_texts()
        by_code = {question.code: question for question in self.questions}
        for question in self.questions:
            if wanted is None or f"q-{question.code}" in wanted:
                rule = question.options.get("shown_if") or {}
                self.fields[f"q-{question.code}"] = AnswerField(
                    question, by_code.get(rule.get("question", ""))
                )
        for asked in self.rules:
            if wanted is None or f"r-{asked.code}" in wanted:
                self.fields[f"r-{asked.code}"] = AnswerField(as_question(asked))
        if wanted is not None:
            self.fields = {
                name: field for name, field in self.fields.items() if name in wanted
            }

    def limit_texts(self) -> None:
        for name in ("summary_th", "summary_en"):
            summary = self.fields[name]
            assert isinstance(summary, forms.CharField)
            summary.max_length = SUMMARY_LIMIT
            summary.validators.append(MaxLengthValidator(SUMMARY_LIMIT))
            summary.widget.attrs["data-limit"] = str(SUMMARY_LIMIT)
        for name in ("title_th", "title_en", "contact_name", "contact_phone"):
            # it would cut a pasted text without a word
            self.fields[name].widget.attrs.pop("maxlength", None)

    def mark_required(self) -> None:
        """For the page, once the form was read: what must be filled in before the entry
        is submitted. A draft may lack it, so the fields themselves do not insist.
        """
        names = {"categories", *REQUIRED_FIELDS}
        names |= {
            f"q-{question.code}" for question in self.questions if question.required
        }
        names |= {f"r-{rule.code}" for rule in self.rules if rule.required}
        for name in names & self.fields.keys():
            field = self.fields[name]
            field.required = True
            if isinstance(field.widget, forms.TextInput | forms.Textarea):
                field.widget.attrs["aria-required"] = "true"

    def ask_only(self, notes: Mapping[str, str]) -> None:
        """For an entry returned for correction: the marked fields, each with what the
        organiser noted.
        """
        for name, field in self.fields.items():
            note = format_html(
                '<span class="field-note"><strong>{}</strong> {}</span>',
                _("To correct:"),
                notes[name],
            )
            field.help_text = (
                format_html("{}<br>{}", note, field.help_text)
                if field.help_text
                else note
            )
        self.questions = [
            question
            for question in self.questions
            if f"q-{question.code}" in self.fields
        ]
        self.file_questions = [
            question
            for question in self.file_questions
            if f"q-{question.code}" in notes
        ]
        self.helper = PlainHelper()
        self.helper.layout = Layout(*self.fields)

    def typed(self) -> dict[str, object]:
        """What is valid of what was sent, by field."""
        return {
            name: self.cleaned_data[name]
            for name in self.fields
            if name in self.cleaned_data and self.sent(name)
        }

    def sent(self, name: str) -> bool:
        """A field that the page did not have (it was cut off, or a question is new) is
        not taken for an empty one.

        Boxes of which none is ticked send nothing: the version beside them tells that
        they were there.
        """
        if self.partly or name in self.data or f"v-{name}" in self.data:
            return True
        return bool(
            self.fields[name].widget.value_from_datadict(self.data, self.files, name)
        )

    def read_at(self) -> dict[str, int]:
        """The version at which each field was read, as the page sent it along."""
        sent = {name: self.data.get(f"v-{name}", "") for name in self.fields}
        return {
            name: int(version)
            for name, version in sent.items()
            if version.isascii() and version.isdigit()
        }

    def mark_clashes(self, clashes: Mapping[str, Clash]) -> None:
        """Say beside each field that somebody else saved it, and what; saving once more
        keeps one's own text.
        """
        for name, clash in clashes.items():
            theirs = str(self.fields[name].prepare_value(clash.theirs))[:2000]
            text = _(
                "%(by)s has also saved this field. To keep your text, save again. "
                "Their text: %(theirs)s"
            )
            self.add_error(name, text % {"by": clash.by, "theirs": theirs})

    def version_fields(self) -> list[tuple[str, int]]:
        return [(f"v-{name}", self.versions.get(name, 0)) for name in self.fields]


def initial_values(
    entry: Entry, questions: Iterable[Question], sheet: Sheet | None
) -> dict[str, object]:
    values: dict[str, Any] = {name: getattr(entry, name) for name in TEXT_FIELDS}
    values["categories"] = sheet.category_codes if sheet else []
    return values | {
        f"q-{q.code}": sheet.value_of(q) if sheet else "" for q in questions
    }


def rule_values(rules: Iterable[AnsweredRule]) -> dict[str, object]:
    return {f"r-{rule.code}": rule.given or "" for rule in rules}


def entry_helper(questions: list[Question], rules: Sequence[Rule]) -> FormHelper:
    """The order in which an entrant thinks: may I, what, why and how, what for, whom to call."""
    general = [
        Fieldset(
            part.title,
            *(Div(f"q-{q.code}", **rule_attributes(q)) for q in part.questions),
            css_id=f"section-{part.code}",
        )
        for part in parts_of(questions)
    ]
    smarts = [q for q in questions if q.options.get("smart")]
    marked = [
        Div(
            f"q-{q.code}",
            css_class=f"smart smart-{q.options['smart']}",
            **rule_attributes(q),
        )
        for q in smarts
    ]
    helper = PlainHelper()
    helper.layout = Layout(
        *(
            [section(CONDITIONS, *(f"r-{rule.code}" for rule in rules))]
            if rules
            else []
        ),
        section(
            TITLE,
            "categories",
            "title_th",
            "title_en",
            "summary_th",
            "summary_en",
        ),
        *general,
        *([section(SMARTS, HTML(SMART_HINT), *marked)] if smarts else []),
        section(CONTACT, "contact_name", "contact_phone"),
    )
    return helper


def section(code: str, *fields: LayoutObject | str) -> Fieldset:
    return Fieldset(TITLES[code], *fields, css_id=f"section-{code}")


def rule_attributes(question: Question) -> dict[str, str]:
    """For the page's script, which hides the field while its rule does not hold."""
    rule = question.options.get("shown_if") or {}
    return (
        {
            "data_shown_if": f"q-{rule['question']}",
            "data_shown_equals": str(rule["equals"]),
        }
        if rule
        else {}
    )


SMART_HINT = (
    '{% load i18n %}<p class="quiet">{% translate "Answer only for the Smarts that '
    'the solution claims." %}</p>'
)
gettext_noop("Answer only for the Smarts that the solution claims.")
