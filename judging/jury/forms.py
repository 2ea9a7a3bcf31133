from __future__ import annotations

from typing import Any, Unpack

from django import forms
from django.utils.translation import gettext_lazy as _

from awards.accounts.addresses import read_address
from awards.language.form_arguments import Files, ModelFormArguments, Posted, offer_rows
from awards.language.form_fields import DatedInput, DayField
from awards.language.number_fields import TidyWhole
from awards.language.thai import ascii_digits
from awards.models import Category, Edition
from judging.ballot_kinds import BallotKind
from judging.form_parts import CleanCharField, area, line
from judging.jury.jury_page import portrait_of
from judging.models.assignments import RoundRules
from judging.models.jury import Judge

MOST_PICTURE = 10 * 1024 * 1024


class DeclineForm(forms.Form):
    reason = CleanCharField(
        label=_("Reason (optional)"), required=False, widget=area(2), max_length=2000
    )
    suggestion = CleanCharField(
        label=_("Who could we ask instead?"),
        required=False,
        widget=line(),
        max_length=500,
    )


class LinkForm(forms.Form):
    email = forms.EmailField(
        label=_("Email"),
        widget=forms.EmailInput(
            attrs={"class": "form-control", "autocomplete": "email"}
        ),
    )


LEVELS = [("0", _("none")), ("1", _("some")), ("2", _("strong"))]


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a judge says of themself; one field of expertise per Smart that the edition
    has a category for.
    """

    limit = TidyWhole(
        label=_("Maximum number of entries"), required=False, min_value=1, max_value=500,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )  # fmt: skip
    away_from = DayField(
        label=_("Away from (date)"),
        required=False,
        widget=DatedInput(attrs={"class": "form-control"}),
    )
    away_until = DayField(
        label=_("Away until (date)"),
        required=False,
        widget=DatedInput(attrs={"class": "form-control"}),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages you can judge in"), required=False, choices=[("th", "ไทย"), ("en", "English")],
        widget=forms.CheckboxSelectMultiple(),
    )  # fmt: skip
    organisation = CleanCharField(
        label=_("Organisation"), required=False, max_length=300, widget=line()
    )
    organisation_number = CleanCharField(
        label=_("Organisation's 13-digit ID number"),
        required=False,
        max_length=20,
        widget=line(inputmode="numeric"),
    )
    relations = CleanCharField(
        label=_("Former employers and other connections, one per line"), required=False, max_length=4000, widget=area(),
        help_text=_("Entries from these organisations will not be assigned to you."),
    )  # fmt: skip
    bio_th = CleanCharField(
        label=_("About you, in Thai"), required=False, max_length=3000, widget=area()
    )
    bio_en = CleanCharField(
        label=_("About you, in English"), required=False, max_length=3000, widget=area()
    )

    public = forms.BooleanField(
        label=_("Show me on the public jury page"), required=False,
        help_text=_("Your name, organisation, profile and picture, once the organisers "
            "publish the page. Clear this box to be removed immediately."),
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )  # fmt: skip
    portrait = forms.FileField(
        label=_("Your picture (JPEG or PNG)"), required=False,
        widget=forms.FileInput(attrs={"class": "form-control", "accept": "image/jpeg,image/png"}),
    )  # fmt: skip
    no_portrait = forms.BooleanField(
        label=_("Remove my picture"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )

    class Meta:
        model = Judge
        fields = (
            "organisation", "organisation_number", "languages", "limit", "away_from", "away_until", "relations",
            "bio_th", "bio_en",
        )  # fmt: skip

    def __init__(
        self,
        data: Posted | None = None,
        files: Files | None = None,
        **kwargs: Unpack[ModelFormArguments[Judge]],
    ) -> None:
        super().__init__(data, files, **kwargs)
        self.fields["public"].initial = bool(self.instance.public_at)
        if not self.instance.picture:
            del self.fields["no_portrait"]
        categories = Category.objects.filter(
            edition=self.instance.edition_id
        ).select_related("smart")
        self.smarts = {
            category.smart.code: category.smart
            for category in categories
            if category.smart
        }
        for code, smart in self.smarts.items():
            known = self.instance.expertise.get(code)
            self.fields[f"expertise_{code}"] = forms.TypedChoiceField(
                label=smart.name, choices=LEVELS, coerce=int, required=False, empty_value=None,
                initial=None if known is None else str(known),
                widget=forms.RadioSelect(),
            )  # fmt: skip

    def expertise_fields(self) -> list[object]:
        return [self[f"expertise_{code}"] for code in self.smarts]

    def amount_fields(self) -> list[object]:
        return self.named("languages", "limit", "away_from", "away_until")

    def tie_fields(self) -> list[object]:
        return self.named("organisation", "organisation_number", "relations")

    def public_fields(self) -> list[object]:
        return self.named("bio_th", "bio_en", "portrait")

    def consent_fields(self) -> list[object]:
        return self.named("no_portrait", "public")

    def named(self, *names: str) -> list[Any]:
        return [self[name] for name in names if name in self.fields]

    def clean_portrait(self) -> bytes | None:
        """The picture encoded anew: nothing that a camera wrote beside the pixels is kept."""
        upload = self.cleaned_data["portrait"]
        if not upload:
            return None
        if upload.size > MOST_PICTURE:
            raise forms.ValidationError(
                _("The picture is larger than 10 MB. Choose a smaller one.")
            )
        portrait = portrait_of(upload.read())
        if portrait is None:
            raise forms.ValidationError(_("Choose a JPEG or PNG picture."))
        return portrait

    def clean_organisation_number(self) -> str:
        digits = "".join(
            letter
            for letter in ascii_digits(self.cleaned_data["organisation_number"])
            if letter.isdigit()
        )
        if digits and len(digits) != 13:
            raise forms.ValidationError(_("Enter a 13-digit ID number."))
        return digits

    def clean(self) -> None:
        super().clean()
        cleaned = self.cleaned_data
        starts, ends = cleaned.get("away_from"), cleaned.get("away_until")
        if starts and ends and ends < starts:
            self.add_error("away_until", _("The end date is before the start date."))
        if bool(starts) != bool(ends):
            self.add_error("away_until", _("Enter both dates, or neither."))

    def save(self, commit: bool = True) -> Judge:
        levels = {
            code: self.cleaned_data.get(f"expertise_{code}") for code in self.smarts
        }
        self.instance.expertise = {
            code: level for code, level in levels.items() if level is not None
        }
        judge: Judge = super().save(commit)
        return judge


class InviteForm(forms.Form):
    people = CleanCharField(
        label=_("Judges to invite, one per line"), widget=area(6), max_length=50000,
        help_text=_("An email address, or a name and an email address."),
        error_messages={"required": _("Enter at least one email address.")},
    )  # fmt: skip
    language = forms.ChoiceField(
        label=_("Email language"), choices=[("th", "ไทย"), ("en", "English")],
        widget=forms.Select(attrs={"class": "form-select"}),
    )  # fmt: skip


class CorrectForm(forms.Form):
    """An invitation that went out with a wrong name or to a wrong address."""

    email = CleanCharField(
        label=_("Email"),
        max_length=254,
        widget=line(inputmode="email", autocomplete="off"),
    )
    name_th = CleanCharField(
        label=_("Name in Thai"), required=False, max_length=200, widget=line()
    )
    name_en = CleanCharField(
        label=_("Name in English"), required=False, max_length=200, widget=line()
    )
    organisation = CleanCharField(
        label=_("Organisation"), required=False, max_length=300, widget=line()
    )
    language = forms.ChoiceField(
        label=_("Email language"), choices=[("th", "ไทย"), ("en", "English")],
        widget=forms.Select(attrs={"class": "form-select"}),
    )  # fmt: skip

    def clean_email(self) -> str:
        return read_address(self.cleaned_data["email"])


class RulesForm(forms.ModelForm):  # type: ignore[type-arg]
    """Without what has no meaning for the round's type of ballot."""

    def __init__(
        self, data: Posted | None, *, instance: RoundRules, kind: BallotKind
    ) -> None:
        super().__init__(data, instance=instance)
        if not kind.has_scores:
            del self.fields["word_at_ends"]

    class Meta:
        model = RoundRules
        fields = ("word_at_ends", "undo_minutes", "discussion", "entry_minutes")
        labels = {
            "word_at_ends": _("The lowest and the highest score need a comment"),
            "undo_minutes": _(
                "Minutes in which a submitted ballot can be reopened (empty: until "
                "the round closes)"
            ),
            "discussion": _(
                "After submitting, judges see the others' ballots and can discuss them"
            ),
            "entry_minutes": _(
                "Minutes that a judge needs for one entry, told in invitations (empty: "
                "not told)"
            ),
        }
        widgets = {
            "word_at_ends": forms.CheckboxInput(attrs={"class": "form-check-input"}),
            "discussion": forms.CheckboxInput(attrs={"class": "form-check-input"}),
            "undo_minutes": line(),
            "entry_minutes": line(inputmode="numeric"),
        }
        field_classes = {"undo_minutes": TidyWhole, "entry_minutes": TidyWhole}


class JuryForm(forms.ModelForm):  # type: ignore[type-arg]
    """What an organiser sets for a judge: panels, the chair, the limit."""

    class Meta:
        model = Judge
        fields = (
            "organisation",
            "organisation_number",
            "limit",
            "categories",
            "chairs",
        )
        labels = {
            "categories": _("Panels (none: all categories)"),
            "chairs": _("Chairs these panels"),
        }
        widgets = {
            "organisation": line(),
            "organisation_number": line(inputmode="numeric"),
            "limit": line(),
            "categories": forms.CheckboxSelectMultiple(),
            "chairs": forms.CheckboxSelectMultiple(),
        }
        field_classes = {"limit": TidyWhole}

    def __init__(
        self,
        data: Posted | None = None,
        files: Files | None = None,
        *,
        edition: Edition,
        **kwargs: Unpack[ModelFormArguments[Judge]],
    ) -> None:
        super().__init__(data, files, **kwargs)
        for name in ("categories", "chairs"):
            offer_rows(self, name, edition.categories.all())
