"""Form fields of this room: typed text cleaned, numbers checked, answers parsed by
their question.
"""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext as _

from nominations.models.questions import Question
from nominations.questions.answers import parse_answer, show_choices
from nominations.statuses import QuestionKind


class AnswerField(forms.Field):
    """The field of one question; ``clean`` gives the value as it is stored. Never
    required: drafts may be partial.

    ``upon``: the question upon whose answer this one is asked, where the form has it.
    """

    def __init__(self, question: Question, upon: Question | None = None) -> None:
        self.question = question
        words = help_for(question, upon)
        super().__init__(
            label=question.label,
            help_text=escape(words),
            required=False,
            widget=widget_for(question),
        )

    def clean(self, value: Any) -> Any:
        return parse_answer(self.question, value)

    def prepare_value(self, value: Any) -> Any:
        if (
            self.question.kind == QuestionKind.DATE
            and isinstance(value, str)
            and value.count("-") == 2
        ):
            year, month, day = value.split("-")
            return (
                f"{day}/{month}/{int(year) + 543}"
                if year.isdigit() and int(year) < 2400
                else value
            )
        return value


def help_for(question: Question, upon: Question | None) -> str:
    """Its help, and upon which answer it is asked: the only sign of that where no script runs."""
    rule = question.options.get("shown_if") or {}
    if not rule or upon is None:
        return str(question.help)
    answer = ", ".join(show_choices(upon, [str(rule["equals"])])) or str(rule["equals"])
    only = _("Only if the answer to “%(question)s” is “%(answer)s”.") % {
        "question": upon.label,
        "answer": answer,
    }
    return f"{question.help} {only}".strip()


class TableWidget(forms.Widget):
    """Rows of indicator, before, after and source; always with some empty rows at the
    end, so no script is needed.
    """

    template_name = "nominations/questions/_table_widget.html"
    spare_rows = 3

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        rows = list(value or [])
        rows += [{} for _ in range(self.spare_rows)]
        headings = table_headings()
        context["headings"] = headings.values()
        context["rows"] = [
            [
                (f"{name}-{n}-{key}", f"{label} {n + 1}", row.get(key, ""))
                for key, label in headings.items()
            ]
            for n, row in enumerate(rows)
        ]
        return context

    def value_from_datadict(
        self, data: Any, files: Any, name: str
    ) -> list[dict[str, str]]:
        cell = re.compile(re.escape(name) + r"-(\d{1,2})-(\w+)", re.ASCII)
        rows: dict[int, dict[str, str]] = {}
        for key in data:
            if found := cell.fullmatch(key):
                rows.setdefault(int(found[1]), {})[found[2]] = data[key]
        return [rows[number] for number in sorted(rows)]

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-0"


def table_headings() -> dict[str, str]:
    return {
        "indicator": _("Indicator"),
        "before": _("Before"),
        "after": _("After"),
        "source": _("Source"),
    }


def widget_for(question: Question) -> forms.Widget:
    limit = {"data-limit": str(question.limit)} if question.limit else {}
    if question.kind in (QuestionKind.LONG_TEXT, QuestionKind.ADDRESS):
        return forms.Textarea(attrs={"rows": 7 if question.required else 4, **limit})
    if question.kind in (QuestionKind.LINK, QuestionKind.VIDEO):
        return forms.Textarea(
            attrs={"rows": 3, "inputmode": "url", "spellcheck": "false", **limit}
        )
    if question.kind == QuestionKind.SINGLE_CHOICE:
        return forms.RadioSelect(choices=choices_of(question))
    if question.kind == QuestionKind.MULTIPLE_CHOICE:
        return forms.CheckboxSelectMultiple(choices=choices_of(question))
    if question.kind == QuestionKind.TABLE:
        return TableWidget()
    if question.kind == QuestionKind.NUMBER:
        return forms.TextInput(attrs={"inputmode": "decimal"})
    return forms.TextInput(attrs=limit)


def choices_of(question: Question) -> list[tuple[str, str]]:
    codes = [str(choice["code"]) for choice in question.options.get("choices", [])]
    return list(zip(codes, show_choices(question, codes), strict=True))
