from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from awards.language.form_arguments import offer_choices
from awards.language.form_fields import TidyText
from awards.language.form_layout import LaidOut
from awards.models import DataRequest, RightKind
from awards.models.privacy import Decision
from config.privacy.office.grounds import grounds_for

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

WORDS = {"rows": 5}


def words_field(
    label: str | _StrPromise, longest: int = 4000, **options: Any
) -> TidyText:
    return TidyText(
        label=capfirst(label),
        max_length=longest,
        widget=forms.Textarea(attrs=WORDS),
        **options,
    )


class AskForm(LaidOut, forms.Form):
    """Of somebody who is signed in."""

    kind = forms.ChoiceField(
        label=_("What you ask for"),
        choices=[one for one in RightKind.choices if one[0] != RightKind.ERASE],
        widget=forms.RadioSelect,
    )
    words = words_field(
        _("your request"),
        help_text=_("Which data, and why. The officer reads this."),
    )


class StrangerForm(LaidOut, forms.Form):
    email = forms.EmailField(
        label=_("Email"),
        max_length=254,
        help_text=_("The address that your data may be under. A link is sent to it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    name = TidyText(
        label=_("Your name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    kind = forms.ChoiceField(
        label=_("What you ask for"),
        choices=RightKind.choices,
        widget=forms.RadioSelect,
    )
    words = words_field(
        _("your request"),
        help_text=_(
            "Where we may hold your data, for example as the contact person of an entry."
        ),
    )


class ReplyForm(LaidOut, forms.Form):
    reply = words_field(_("your reply"))


class QuestionForm(LaidOut, forms.Form):
    question = words_field(_("question to the person"), 2000)


class ExtendForm(LaidOut, forms.Form):
    reason = words_field(
        _("reason"),
        2000,
        help_text=_(
            "The person reads it. The Act itself names no extension: check whether a "
            "rule of the Committee allows it in this case."
        ),
    )


class DecideForm(LaidOut, forms.Form):
    decision = forms.ChoiceField(
        label=capfirst(_("decision")),
        choices=Decision.choices,
        widget=forms.RadioSelect,
    )
    ground = forms.ChoiceField(
        label=_("Ground, where something is refused"), required=False
    )
    answer = words_field(
        _("answer in words"),
        help_text=_("The person reads it: what was done, what not, and why."),
    )

    def __init__(self, data: object = None, *, request: DataRequest) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        grounds = [(one.code, str(one.words)) for one in grounds_for(request.kind)]
        offer_choices(self, "ground", [("", "–"), *grounds])
