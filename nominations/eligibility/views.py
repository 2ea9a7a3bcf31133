"""The eligibility desk: the queue, and one entry after the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from awards.accounts.asking import SignedIn
from awards.accounts.list_columns import Column, ListName, columns_for
from awards.models import Edition
from awards.roles import Area
from nominations.checklist.pages import read_declarations, rules_read
from nominations.eligibility.checks import GOOD, Check
from nominations.eligibility.findings import check_entry
from nominations.eligibility.forms import WordForm
from nominations.eligibility.locks import hold_of, holders, let_go, take_hold
from nominations.eligibility.permissions import may_read, words_seen_by
from nominations.eligibility.queue import open_next, progress_of
from nominations.eligibility.rows import queue_rows
from nominations.eligibility.services import begin_again, give_word
from nominations.eligibility.together import (
    AT_ONCE,
    Together,
    find_eligible_together,
    look_through,
)
from nominations.entries.field_labels import field_labels
from nominations.entries.form_state import Sheet, sheet_of
from nominations.entries.missing import missing_items
from nominations.entries.reading import read_entry
from nominations.loading import get_managed_edition, get_managed_entry
from nominations.models import Entry
from nominations.refusals import EntryError
from nominations.statuses import DECIDED, Eligibility, Outcome

PER_PAGE = 50
USUAL = ("eligibility", "title", "organisation", "received")


def offered_columns() -> list[Column]:
    """What the desk's list says of an entry; the reference is always shown."""
    return [
        Column("eligibility", _("Eligibility")),
        Column("title", _("Title")),
        Column("organisation", _("Organisation")),
        Column("kind", _("Type")),
        Column("province", _("Province")),
        Column("category", _("Category")),
        Column("received", _("Received")),
    ]


@login_required
def eligibility_desk(request: SignedIn, edition: str) -> HttpResponse:
    found = get_managed_edition(request, edition, Area.ELIGIBILITY)
    sent = Entry.objects.filter(edition=found).submitted()
    counts = dict(sent.values_list("eligibility").annotate(n=Count("pk")).order_by())
    state = request.GET.get("state", "")
    shown = sent.filter(eligibility=state) if state in Eligibility.values else sent
    columns = columns_for(request.user, ListName.ELIGIBILITY, offered_columns(), USUAL)
    rows = shown.select_related("organisation__province")
    if "category" in columns:
        rows = rows.prefetch_related("standings__category__smart")
    page = Paginator(rows.order_by("reference"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    link = reverse("nominations:eligibility-check", args=[found.code, "REFERENCE"])
    held = holders(page.object_list)
    context = {
        "edition": found,
        "columns": columns,
        "back": request.get_full_path(),
        "progress": progress_of(found, request.user),
        "tabs": [
            (value, label, counts[value])
            for value, label in Eligibility.choices
            if counts.get(value)
        ],
        "state": state,
        "page": page,
        "rows": queue_rows(page.object_list, columns.shown, held, request.user, link),
    }
    return render(request, "nominations/eligibility/eligibility_desk.html", context)


@login_required
def eligibility_next(request: SignedIn, edition: str) -> HttpResponse:
    """To the next entry that waits for this reader and that nobody else has open;
    ``?after=`` passes one over, ``?before=`` goes back from one.
    """
    found = get_managed_edition(request, edition, Area.ELIGIBILITY)
    before = request.GET.get("before", "")
    left = before or request.GET.get("after", "")
    entry = open_next(found, request.user, left, backwards=bool(before))
    if entry is None:
        if progress_of(found, request.user).left:
            messages.info(
                request, _("The remaining entries are open with other reviewers.")
            )
        else:
            messages.success(request, _("Nothing to do."))
        return redirect("nominations:eligibility-desk", found.code)
    return redirect("nominations:eligibility-check", found.code, entry.reference)


@login_required
def eligibility_check(request: SignedIn, edition: str, reference: str) -> HttpResponse:
    """One entry with what the software found; POST gives the reader's word and goes on
    to the next.
    """
    found = get_managed_edition(request, edition, Area.ELIGIBILITY)
    entry = get_managed_entry(request, found, reference)
    sheet = sheet_of(entry)
    form = WordForm(
        request.POST or None, entry=entry, labels=field_labels(entry, sheet)
    )
    if request.method == "POST" and form.is_valid():
        if "over" in request.POST:
            take_hold(entry=entry, reader=request.user, over=True)
        try:
            give_word(
                entry=entry,
                reader=request.user,
                number=form.cleaned_data["number"],
                word=form.word(),
            )
        except EntryError as error:
            form.add_error(form.field_of(error), str(error.message))
        else:
            messages.success(
                request,
                _("Your decision on %(ref)s is saved.") % {"ref": entry.reference},
            )
            return redirect("nominations:eligibility-next", found.code)
    status = 422 if form.is_bound else 200
    return render(
        request,
        "nominations/eligibility/eligibility_check.html",
        page_of(request, found, sheet, form),
        status=status,
    )


@dataclass(frozen=True)
class Found:
    """What the software found: ``open`` needs the reader's eyes, ``good`` is folded."""

    open: list[Check]
    good: list[Check]

    @classmethod
    def of(cls, checks: Iterable[Check]) -> Found:
        found = cls([], [])
        for check in checks:
            (found.good if check.tone == GOOD else found.open).append(check)
        return found


def page_of(
    request: SignedIn, edition: Edition, sheet: Sheet, form: WordForm
) -> dict[str, object]:
    entry = sheet.entry
    words = words_seen_by(entry, request.user)
    was_returned = any(word.outcome == Outcome.RETURNED for word in words)
    rules, asked = rules_read(entry, sheet.all_rules), may_read(entry, request.user)
    return {
        "edition": edition,
        "entry": entry,
        "form": form,
        "dossier": read_entry(entry, blind=False, sheet=sheet),
        "rules": rules,
        "declarations": read_declarations(entry),
        "found": Found.of(
            check_entry(entry, rules, missing_items(entry, sheet), sheet)
        ),
        "words": words,
        "reply": getattr(entry, "reply", None),
        "correction": entry.corrections.first() if was_returned else None,
        "may_read": asked,
        "hold": take_hold(entry=entry, reader=request.user)
        if asked
        else hold_of(entry),
        "may_begin_again": entry.eligibility in DECIDED,
        "progress": progress_of(edition, request.user),
    }


@login_required
def eligibility_passed(request: SignedIn, edition: str) -> HttpResponse:
    """Entries that passed every check, listed; POST finds those ticked eligible.
    ``?entry=`` looks at those named only.
    """
    found = get_managed_edition(request, edition, Area.ELIGIBILITY)
    if request.method == "POST":
        chosen = read_chosen(request.POST.getlist("entry"))
        done = find_eligible_together(edition=found, reader=request.user, chosen=chosen)
        tell(request, done)
        return redirect("nominations:eligibility-desk", found.code)
    asked = request.GET.getlist("entry")[:AT_ONCE]
    looked = look_through(found, request.user, among=asked)
    context = {"edition": found, "looked": looked, "asked": bool(asked)}
    return render(request, "nominations/eligibility/eligibility_passed.html", context)


def read_chosen(ticked: list[str]) -> dict[str, int]:
    """Reference → pass, from boxes whose value is ``reference:pass``."""
    chosen = {}
    for value in ticked:
        reference, _colon, number = value.rpartition(":")
        if reference and number.isascii() and number.isdecimal() and len(number) < 6:
            chosen[reference] = int(number)
    return chosen


def tell(request: SignedIn, done: Together) -> None:
    if done.decided:
        count = len(done.decided)
        said = ngettext(
            "Your decision on %(n)d entry is saved: eligible.",
            "Your decisions on %(n)d entries are saved: eligible.",
            count,
        )
        messages.success(request, said % {"n": count})
    elif not done.left:
        messages.warning(request, _("Select at least one entry."))
    for reference, why in done.left.items():
        messages.warning(request, f"{reference}: {why}")


@login_required
@require_POST
def eligibility_again(request: SignedIn, edition: str, reference: str) -> HttpResponse:
    found = get_managed_edition(request, edition, Area.ELIGIBILITY)
    entry = get_managed_entry(request, found, reference)
    try:
        begin_again(
            entry=entry, actor=request.user, reason=request.POST.get("reason", "")
        )
    except EntryError as error:
        messages.error(request, str(error.message))
    else:
        messages.success(
            request, _("The check of %(ref)s starts again.") % {"ref": entry.reference}
        )
    return redirect("nominations:eligibility-check", found.code, entry.reference)


@login_required
@require_POST
def eligibility_hold(request: SignedIn, edition: str, reference: str) -> HttpResponse:
    """Take it over, put it back, or say that one is still at it: the page does the last
    by itself.
    """
    found = get_managed_edition(request, edition, Area.ELIGIBILITY)
    entry = get_managed_entry(request, found, reference)
    if request.POST.get("act") == "free":
        let_go(entry=entry, reader=request.user)
        return redirect("nominations:eligibility-desk", found.code)
    asked = may_read(entry, request.user)
    over = request.POST.get("act") == "over"
    hold = (
        take_hold(entry=entry, reader=request.user, over=over)
        if asked
        else hold_of(entry)
    )
    if getattr(request, "htmx", False):
        page = {"edition": found, "entry": entry, "hold": hold, "may_read": asked}
        return render(request, "nominations/eligibility/_eligibility_hold.html", page)
    return redirect("nominations:eligibility-check", found.code, entry.reference)
