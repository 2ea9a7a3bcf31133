"""The operator's page for whoever lost their second factor."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.accounts.asking import SignedIn
from awards.accounts.people import person_of
from config.people.second_factors import reset_factors
from config.site.erasures import check_operator


class ResetForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("Email address of the person"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    checked = forms.BooleanField(
        label=gettext_lazy("I have checked that it is them who asks")
    )

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        if person_of(email) is None:
            raise forms.ValidationError(_("No account has this address."))
        return email


@login_required
def factors_reset(request: SignedIn) -> HttpResponse:
    check_operator(request)
    form = ResetForm(request.POST or None)
    if request.method != "POST":
        return render(request, "config/signing_in/reset.html", {"form": form})
    if not form.is_valid():
        context = {"form": form}
        return render(request, "config/signing_in/reset.html", context, status=422)
    person = person_of(form.cleaned_data["email"])
    if person and reset_factors(person=person, by=request.user):
        messages.success(
            request,
            _("Removed. They are signed out everywhere and have been emailed."),
        )
    else:
        messages.info(request, _("This person has no passkey and no app."))
    return redirect("factors-reset")
