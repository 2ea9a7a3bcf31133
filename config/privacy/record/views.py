"""The record of processing, as a page, a table and a print; and who answers for it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from awards.accounts.asking import SignedIn
from awards.models import RecordWording
from config.people.activities import BY_CODE
from config.privacy.office.downloads import as_download
from config.privacy.office.officers import check_officer, office
from config.privacy.record.forms import OfficeForm, WordingForm
from config.privacy.record.pages import (
    record_book,
    record_rows,
    refusals,
    row_of,
    site_days,
)
from config.privacy.record.services import name_office, word_activity


@login_required
def record_show(request: SignedIn) -> HttpResponse:
    check_officer(request)
    context = {
        "rows": record_rows(),
        "refusals": refusals(),
        "office": office(),
        "now": timezone.now(),
    }
    return render(request, "config/privacy/record.html", context)


@login_required
def record_file(request: SignedIn) -> HttpResponse:
    check_officer(request)
    name = f"record-of-processing-{timezone.localdate():%Y-%m-%d}.xlsx"
    return as_download(record_book(), name)


@login_required
def record_word(request: SignedIn, code: str) -> HttpResponse:
    officer = check_officer(request)
    activity = BY_CODE.get(code)
    if activity is None:
        raise Http404
    known = RecordWording.objects.filter(activity=code).first()
    form = WordingForm(request.POST or None, instance=known)
    if request.method == "POST" and form.is_valid():
        word_activity(officer=officer, activity=activity, words=form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("privacy-record")
    context = {
        "form": form,
        "activity": activity,
        "row": row_of(activity, None, site_days()),
    }
    return render(request, "config/privacy/record_word.html", context)


@login_required
def office_change(request: SignedIn) -> HttpResponse:
    officer = check_officer(request)
    form = OfficeForm(request.POST or None, instance=office())
    if request.method == "POST" and form.is_valid():
        name_office(officer=officer, fields=form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("privacy-desk")
    return render(request, "config/privacy/office.html", {"form": form})
