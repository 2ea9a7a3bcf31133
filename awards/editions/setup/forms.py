from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Unpack

from django import forms
from django.utils.translation import gettext_lazy as _

from awards.editions.standard import HUNDRED
from awards.language.form_arguments import (
    Files,
    ModelFormArguments,
    Posted,
)
from awards.language.form_errors import ErrorLine
from awards.language.form_fields import TidyText, tidy_field
from awards.language.form_layout import LaidOut
from awards.language.thai import clean_text
from awards.language.typed_numbers import read_decimal
from awards.models import Category, Criterion, PrizeLevel, Round
from awards.models.winners import ACROSS_CODE

if TYPE_CHECKING:
    AnyModelForm = forms.ModelForm[Any]
else:
    AnyModelForm = forms.ModelForm


class RuleForm(LaidOut, AnyModelForm):
    """A rule of an edition. Once judging has opened, changing one needs a reason: it
    goes into the ledger.
    """

    def __init__(self, *args: Any, needs_reason: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if needs_reason:
            self.fields["reason"] = TidyText(
                label=_("Reason for the change"),
                max_length=500,
                help_text=_(
                    "Judging has started, so this change and its reason are recorded "
                    "in the audit log."
                ),
            )

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        # "new" is the address of the page that makes one.
        if code in ("new", ACROSS_CODE):
            raise forms.ValidationError(
                _("This code is reserved for the site. Choose another one.")
            )
        return code

    def clean(self) -> None:
        self.keep_untouched_moments()

    @property
    def reason(self) -> str:
        return str(self.cleaned_data.get("reason", ""))


class CategoryForm(RuleForm):
    class Meta:
        model = Category
        fields = [
            "code",
            "order",
            "smart",
            "name_th",
            "name_en",
            "description_th",
            "description_en",
        ]
        formfield_callback = tidy_field


class CriterionForm(RuleForm):
    class Meta:
        model = Criterion
        fields = [
            "code",
            "order",
            "smart",
            "name_th",
            "name_en",
            "looked_for_th",
            "looked_for_en",
            "low_th",
            "low_en",
            "middle_th",
            "middle_en",
            "high_th",
            "high_en",
        ]
        formfield_callback = tidy_field


class PrizeLevelForm(RuleForm):
    class Meta:
        model = PrizeLevel
        fields = [
            "code",
            "order",
            "name_th",
            "name_en",
            "per_category",
            "minimum_entries",
            "minimum_score",
            "across",
        ]
        formfield_callback = tidy_field

    def __init__(
        self,
        data: Posted | None = None,
        files: Files | None = None,
        **options: Unpack[ModelFormArguments[PrizeLevel]],
    ) -> None:
        super().__init__(data, files, **options)
        if self.instance.pk:  # decisions may hang on it: a step of the ladder stays one
            del self.fields["across"]


class RoundForm(RuleForm):
    class Meta:
        model = Round
        fields = [
            "name_th",
            "name_en",
            "active",
            "blind",
            "opens_at",
            "closes_at",
            "judges_per_entry",
            "quorum",
            "scale_min",
            "scale_max",
            "scale_step",
        ]
        formfield_callback = tidy_field


@dataclass(frozen=True)
class WeightCell:
    """One box: its name in the form and the text in it."""

    name: str
    text: str
    criterion: Criterion
    wrong: bool

    @property
    def anchor(self) -> str:
        return f"id_{self.name}"


@dataclass(frozen=True)
class WeightsRow:
    """A category's boxes; ``percents`` by criterion code, 0 where a box is wrong."""

    category: Category
    cells: list[WeightCell]
    percents: dict[str, Decimal]
    total: str
    error: str

    @property
    def error_lines(self) -> list[ErrorLine]:
        """Leads to the first wrong box; where only the sum is wrong, to the first of all."""
        if not self.error:
            return []
        boxes = [cell for cell in self.cells if cell.wrong] or self.cells
        anchor = boxes[0].anchor if boxes else ""
        return [ErrorLine(anchor, str(self.category.name), self.error)]


class WeightsForm:
    """The table of weights of one round: a box per category and criterion, a sum per
    category.

    ``rows`` is what the page shows: the texts as typed where they were, with what is
    wrong beside each row.
    """

    def __init__(
        self,
        categories: Iterable[Category],
        criteria: Iterable[Criterion],
        standing: dict[tuple[int, int], Decimal],
        typed: Posted | None = None,
        reason_needed: bool = False,
    ) -> None:
        self.categories, self.criteria = list(categories), list(criteria)
        self.standing, self.typed = standing, typed
        self.reason_needed = reason_needed
        self.reason = (
            clean_text(str(typed.get("reason", ""))) if typed is not None else ""
        )
        self.reason_error = (
            _("Enter a reason, because judging has started.")
            if typed is not None and self.lacks_reason
            else ""
        )
        self.rows = [self.row(category) for category in self.categories]

    @property
    def lacks_reason(self) -> bool:
        return self.reason_needed and not self.reason

    def row(self, category: Category) -> WeightsRow:
        cells, percents, error = [], {}, ""
        for criterion in self.criteria:
            name = f"w-{category.pk}-{criterion.pk}"
            text = self.text(
                name, self.standing.get((category.pk, criterion.pk), Decimal(0))
            )
            percent = read_percent(text)
            if percent is None:
                error = str(
                    _("Enter a number from 0 to 100 with at most three decimals.")
                )
            percents[criterion.code] = percent or Decimal(0)
            cells.append(WeightCell(name, text, criterion, wrong=percent is None))
        total = sum(percents.values(), Decimal(0))
        if self.typed is not None and not error and total != HUNDRED:
            error = str(_("The weights must add up to 100."))
        shown = f"{total.normalize():f}"
        return WeightsRow(category, cells, percents, shown, error)

    def text(self, name: str, standing: Decimal) -> str:
        return (
            str(self.typed.get(name, ""))
            if self.typed is not None
            else f"{standing.normalize():f}"
        )

    def is_valid(self) -> bool:
        return (
            self.typed is not None
            and not self.reason_error
            and not any(row.error for row in self.rows)
        )

    @property
    def error_lines(self) -> list[ErrorLine]:
        lines = [line for row in self.rows for line in row.error_lines]
        if self.reason_error:
            label = str(_("reason for the change"))
            lines.append(ErrorLine("id_reason", label, str(self.reason_error)))
        return lines

    def changed(self) -> list[tuple[Category, dict[str, Decimal]]]:
        """Category and percents by criterion code, where they differ from what stands."""
        return [
            (row.category, row.percents)
            for row in self.rows
            if any(
                row.percents[criterion.code]
                != self.standing.get((row.category.pk, criterion.pk), Decimal(0))
                for criterion in self.criteria
            )
        ]


def read_percent(text: str) -> Decimal | None:
    """0 to 100 with at most three decimals; an empty box is 0; None when it is none of these."""
    try:
        percent = read_decimal(text) if clean_text(text) else Decimal(0)
    except ValueError:
        return None
    if (
        "," in text
        or not 0 <= percent <= HUNDRED
        or percent != percent.quantize(Decimal("0.001"))
    ):
        return None
    return percent
