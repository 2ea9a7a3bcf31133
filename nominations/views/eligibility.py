"""The eligibility desk: the queue, and one entry after the other."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from awards.models import Edition
from nominations.eligibility.checks import check_entry
from nominations.eligibility.desk import begin_again, give_word
from nominations.eligibility.fields import field_labels
from nominations.eligibility.queue import next_for, progress_of
from nominations.eligibility.reading import read_declarations, read_rules
from nominations.eligibility.statuses import DECIDED, Eligibility
from nominations.eligibility.words import may_read, words_seen_by
from nominations.errors import EntryError
from nominations.forms.eligibility import WordForm
from nominations.missing import missing_items
from nominations.models import Entry
from nominations.reading import read_entry
from nominations.views.manage import get_managed_edition, get_managed_entry

PER_PAGE = 50


@login_required
def eligibility_desk(request: HttpRequest, edition: str) -> HttpResponse:
    found = get_managed_edition(request, edition)
    sent = Entry.objects.filter(edition=found).submitted()
    counts = dict(sent.values_list("eligibility").annotate(n=Count("pk")).order_by())
    state = request.GET.get("state", "")
    shown = sent.filter(eligibility=state) if state in Eligibility.values else sent
    shown = shown.select_related("organisation").order_by("reference")
    context = {
        "edition": found,
        "progress": progress_of(found, request.user),
        "tabs": [(value, label, counts[value]) for value, label in Eligibility.choices if counts.get(value)],
        "state": state,
        "page": Paginator(shown, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "nominations/eligibility_desk.html", context)


@login_required
def eligibility_next(request: HttpRequest, edition: str) -> HttpResponse:
    """To the next entry that waits for this reader; ``?after=`` passes one over."""
    found = get_managed_edition(request, edition)
    entry = next_for(found, request.user, request.GET.get("after", ""))
    if entry is None:
        messages.success(request, _("Nothing waits for you."))
        return redirect("nominations:eligibility-desk", found.code)
    return redirect("nominations:eligibility-check", found.code, entry.reference)


@login_required
def eligibility_check(request: HttpRequest, edition: str, reference: str) -> HttpResponse:
    """One entry with what the software found; POST gives the reader's word and goes on to the next."""
    found = get_managed_edition(request, edition)
    entry = get_managed_entry(request, found, reference)
    form = WordForm(request.POST or None, entry=entry, labels=field_labels(entry))
    if request.method == "POST" and form.is_valid():
        try:
            give_word(entry=entry, reader=request.user, number=form.cleaned_data["number"], word=form.word())
        except EntryError as error:
            form.add_error(None, str(error.message))
        else:
            messages.success(request, _("%(ref)s: your word is kept.") % {"ref": entry.reference})
            return redirect("nominations:eligibility-next", found.code)
    status = 422 if form.is_bound else 200
    return render(request, "nominations/eligibility_check.html", page_of(request, found, entry, form), status=status)


def page_of(request: HttpRequest, edition: Edition, entry: Entry, form: WordForm) -> dict[str, Any]:
    rules = read_rules(entry)
    return {
        "edition": edition,
        "entry": entry,
        "form": form,
        "dossier": read_entry(entry, blind=False),
        "rules": rules,
        "declarations": read_declarations(entry),
        "checks": check_entry(entry, rules, missing_items(entry)),
        "words": words_seen_by(entry, request.user),
        "reply": getattr(entry, "reply", None),
        "correction": entry.corrections.first(),
        "may_read": may_read(entry, request.user),
        "may_begin_again": entry.eligibility in DECIDED,
        "progress": progress_of(edition, request.user),
    }


@login_required
@require_POST
def eligibility_again(request: HttpRequest, edition: str, reference: str) -> HttpResponse:
    found = get_managed_edition(request, edition)
    entry = get_managed_entry(request, found, reference)
    try:
        begin_again(entry=entry, actor=request.user, reason=request.POST.get("reason", ""))
    except EntryError as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, _("The check of %(ref)s begins anew.") % {"ref": entry.reference})
    return redirect("nominations:eligibility-check", found.code, entry.reference)
