from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from judging.autopilot.plans import Chosen
from judging.form_parts import CleanCharField, WholeNumber, area

BY_HAND_MOST = 200


class PlanForm(forms.Form):
    first = WholeNumber(
        label=_("First ballots per entry"),
        min_value=2,
        max_value=50,
    )
    more = WholeNumber(
        label=_("Extra ballots in all"),
        min_value=0,
        max_value=20_000,
        help_text=_("0 turns extra ballots off."),
    )
    cap = WholeNumber(
        label=_("Most ballots per entry"),
        min_value=2,
        max_value=200,
        help_text=_("The first ones counted. A low number costs certainty."),
    )
    batch = WholeNumber(
        label=_("Requests on their way at a time, at most"),
        min_value=1,
        max_value=1000,
        help_text=_("Few at a time, and each goes where it is needed by then."),
    )
    enough = WholeNumber(
        label=_("Stop a category when its winners are this certain, per cent"),
        min_value=50,
        max_value=99,
    )

    @property
    def plan(self) -> Chosen:
        return Chosen(**self.cleaned_data)


class ReasonForm(forms.Form):
    reason = CleanCharField(
        label=_("Reason for pausing (kept in the audit log)"),
        max_length=1000,
        widget=area(2),
    )


class MoreForm(forms.Form):
    count = WholeNumber(
        label=_("How many more ballots"),
        min_value=1,
        max_value=BY_HAND_MOST,
    )
