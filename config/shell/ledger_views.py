"""The ledger as a page and as a file, for the organisers of its edition."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from io import StringIO

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.editions.loading import edition_or_refused
from awards.language.bilingual import reader_language
from awards.language.form_fields import DayField
from awards.language.thai import format_datetime
from awards.models import Edition
from awards.roles import Area
from awards.spreadsheets.formulas import disarmed
from config.shell.ledger_rows import Asked, Event, acts_of, events_of, rows_of

PER_PAGE = 50
PER_READ = 500  # rows that are written out at once
BOM = "\ufeff"  # so that spreadsheets read Thai


class LedgerForm(forms.Form):
    """The filter; what cannot be read filters nothing and says so."""

    act = forms.CharField(required=False, max_length=60)
    person = forms.CharField(
        label=gettext_lazy("Person"), required=False, max_length=200
    )
    entry = forms.CharField(
        label=gettext_lazy("Reference of the entry"), required=False, max_length=60
    )
    since = DayField(label=gettext_lazy("From day"), required=False)
    until = DayField(label=gettext_lazy("To day"), required=False)

    def asked(self) -> Asked:
        self.is_valid()
        given: dict[str, str | date] = {
            name: value for name, value in self.cleaned_data.items() if value
        }
        return Asked(**given)  # type: ignore[arg-type]


@login_required
def edition_ledger(request: HttpRequest, edition: str) -> HttpResponse:
    managed = edition_or_refused(request, edition, Area.RESULTS)
    form = LedgerForm(request.GET)
    asked = form.asked()
    pages = Paginator(rows_of(managed, asked), PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    filters = request.GET.copy()
    filters.pop("page", None)
    context = {
        "edition": managed,
        "form": form,
        "asked": asked,
        "acts": acts_of(managed),
        "page": page,
        "events": events_of(managed, list(page.object_list)),
        "filters": filters.urlencode(),
    }
    return render(request, "config/shell/ledger.html", context)


@login_required
def ledger_csv(request: HttpRequest, edition: str) -> StreamingHttpResponse:
    managed = edition_or_refused(request, edition, Area.RESULTS)
    asked = LedgerForm(request.GET).asked()
    response = StreamingHttpResponse(
        csv_lines(managed, asked), content_type="text/csv; charset=utf-8"
    )
    name = f"ledger-{managed.code}-{timezone.localdate().isoformat()}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def csv_lines(edition: Edition, asked: Asked) -> Iterator[str]:
    yield BOM + line(
        [_("Number"), _("Time"), _("Person"), _("Act"), _("About"), _("Details")]
    )
    rows = rows_of(edition, asked)
    last = None
    while found := list((rows.filter(number__lt=last) if last else rows)[:PER_READ]):
        yield "".join(line(cells_of(event)) for event in events_of(edition, found))
        last = found[-1].number


def cells_of(event: Event) -> list[str]:
    return [
        str(event.number),
        format_datetime(event.at, reader_language()),
        event.who,
        event.words,
        ", ".join(about.label for about in event.about),
        "; ".join(f"{label}: {text}" for label, text in event.values),
    ]


def line(cells: list[str]) -> str:
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([disarmed(one) for one in cells])
    return out.getvalue()
