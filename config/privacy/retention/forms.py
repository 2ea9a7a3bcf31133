from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from awards.language.form_arguments import offer_choices
from awards.language.form_fields import TidyText
from awards.language.form_layout import LaidOut
from awards.language.number_fields import TidyWhole
from awards.models import Edition, RetentionRule
from config.privacy.retention.kinds import KINDS

SHORTEST, LONGEST = 30, 36_500  # days: nothing goes before an objection could be made


class PeriodsForm(LaidOut, forms.Form):
    """A box for each kind of data; empty is as the site has it, or as proposed."""

    def __init__(self, data: object = None, *, edition: Edition | None) -> None:
        own = rules_of(edition)
        super().__init__(data, initial=own)  # type: ignore[arg-type]
        site = rules_of(None) if edition else {}
        for kind in KINDS:
            proposed = site.get(kind.code, kind.days)
            self.fields[kind.code] = TidyWhole(
                label=str(kind.title),
                required=False,
                min_value=SHORTEST,
                max_value=LONGEST,
                help_text=_("days %(since)s; empty: %(days)d")
                % {"since": kind.since.label, "days": proposed},
            )

    def days(self) -> dict[str, int | None]:
        return {kind.code: self.cleaned_data[kind.code] for kind in KINDS}


def rules_of(edition: Edition | None) -> Mapping[str, int]:
    found = RetentionRule.objects.filter(edition=edition)
    return dict(found.values_list("kind", "days"))


class HoldForm(LaidOut, forms.Form):
    edition = forms.ModelChoiceField(
        Edition.objects.order_by("-year", "code"),
        label=_("Edition"),
        required=False,
        to_field_name="code",
        empty_label=_("All editions"),
    )
    kind = forms.ChoiceField(label=_("Type of data"), required=False)
    reason = TidyText(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example a legal claim, a complaint or an audit."),
    )

    def __init__(self, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        kinds = [(kind.code, str(kind.title)) for kind in KINDS]
        offer_choices(self, "kind", [("", _("All kinds")), *kinds])
