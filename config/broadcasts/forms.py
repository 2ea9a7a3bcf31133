from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from awards.language.form_arguments import offer_choices
from awards.language.form_fields import DatedInput, MomentField
from awards.language.number_fields import TidyWhole
from awards.mails.audiences import Audience, Chosen
from awards.mails.editor import WordsForm
from awards.models import Edition

MOST_PICKED = 5000


def seen_field() -> TidyWhole:
    """The version of the message that the page showed."""
    return TidyWhole(min_value=0, max_value=2_000_000_000, widget=forms.HiddenInput)


class GroupForm(forms.Form):
    """``audiences``: those that this person may know."""

    audience = forms.ChoiceField(label=_("Group"), widget=forms.RadioSelect)
    category = forms.ChoiceField(label=_("Category"), required=False)
    smart = forms.ChoiceField(label=_("Smart"), required=False)

    def __init__(
        self,
        data: object = None,
        *,
        edition: Edition,
        audiences: Iterable[Audience],
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)  # type: ignore[arg-type]
        offer_choices(self, "audience", [(one.code, one.label) for one in audiences])
        categories = list(edition.categories.select_related("smart"))
        everything = ("", _("All"))
        offer_choices(
            self,
            "category",
            [everything, *((one.code, str(one.name)) for one in categories)],
        )
        smarts = {one.smart.code: one.smart for one in categories if one.smart}
        offer_choices(
            self,
            "smart",
            [everything, *((code, str(smart.name)) for code, smart in smarts.items())],
        )

    def chosen(self) -> Chosen:
        names = ("category", "smart")
        return Chosen({name: self.cleaned_data.get(name, "") for name in names})


class MessageForm(WordsForm):
    purpose = forms.ChoiceField(
        label=_("Purpose of the message"),
        choices=[
            ("work", _("Necessary for the work on this award")),
            ("news", _("News")),
        ],
        widget=forms.RadioSelect,
        initial="work",
    )
    seen = seen_field()

    @property
    def is_news(self) -> bool:
        return self.cleaned_data.get("purpose") == "news"


class ActForm(forms.Form):
    """What to do with a message; ``moment`` where it is scheduled."""

    seen = seen_field()
    moment = MomentField(
        label=_("Send on"),
        required=False,
        widget=DatedInput(attrs={"class": "form-control"}),
    )
