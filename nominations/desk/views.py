"""The organiser's entries desk: a table with columns to choose, views to keep, acts on
many entries at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from awards.accounts.asking import SignedIn, Visitor
from awards.accounts.models import User
from awards.language.form_errors import first_problem
from awards.language.numbers import page_number
from awards.models import Edition
from nominations.desk.bulk_forms import ViewForm
from nominations.desk.cited_certificates import Citing
from nominations.desk.columns import (
    Column,
    Line,
    all_columns,
    columns_of_view,
    lines_of,
)
from nominations.desk.filters import filtered_entries, view_of
from nominations.desk.phases import Group
from nominations.desk.reads import (
    counted,
    entries_shown,
    numbers_of,
    tags_on,
    views_kept,
)
from nominations.desk.rows import entry_rows
from nominations.desk.services import remove_view, rename_view, save_view
from nominations.entries.missing_in_sql import items_of, kept_questions_of
from nominations.entries.prepared import categories_in
from nominations.loading import get_managed_edition
from nominations.models import Question, SavedView
from nominations.organisations.forms import provinces
from nominations.questions.kinds import kind_of
from nominations.refusals import EntryError
from nominations.statuses import (
    BulkKind,
    Eligibility,
    EntryState,
    ExportKind,
    OrganisationKind,
    Screening,
)

PER_PAGE = 50


def show_entries(
    request: SignedIn, found: Edition, groups: list[Group]
) -> HttpResponse:
    """Asked by htmx while one types, only the table comes back. ``groups``: the parts of
    an entry's life, judging among them.
    """
    view = view_of(request.GET)
    questions = kept_questions_of(found)
    offered = all_columns(questions)
    columns = columns_of_view(request.user, offered, view)
    without = {key: value for key, value in view.items() if key != "columns"}
    page = page_of(request, found, view, groups)
    lines = lines_on(page, request.user, found, columns.shown)
    tags = put_tags(found, lines)
    context: dict[str, Any] = {
        "edition": found,
        "page": page,
        "view": view,
        "columns": columns,
        "lines": lines,
        "entry_rows": entry_rows(lines, link_to(found)),
        "acts": BulkKind.choices,
        "exports": ExportKind.choices,
        "address": urlencode(view),
        "back": address_of(found, without),
        "filters": without,
    }
    if getattr(request, "htmx", False):
        return render(request, "nominations/desk/_entries_table.html", context)
    context |= {
        **choices(found, questions, groups),
        "tags": tags,
        "views": [
            (kept, urlencode(kept.query))
            for kept in views_kept(request.user.pk, found.pk)
        ],
    }
    return render(request, "nominations/desk/manage_entries.html", context)


def page_of(
    request: SignedIn, edition: Edition, view: Mapping[str, str], groups: list[Group]
) -> Page[int]:
    """Numbers of entries: looked for once among all that fit, and counted by the way;
    the rows of one page follow.
    """
    wanted = page_number(request.GET.get("page"))
    start = (wanted - 1) * PER_PAGE
    end = start + PER_PAGE
    found = numbers_of(request.user, edition, view, start, end)
    if found is None or (not found and wanted > 1):
        fitting = filtered_entries(request.user, edition, view, groups)
        if found is None:
            found = list(counted(fitting)[start:end])
        if not found and wanted > 1:
            pks = fitting.values_list("pk", flat=True)
            return Paginator(pks, PER_PAGE).get_page(wanted)
    pages = Paginator(range(found[0][1] if found else 0), PER_PAGE)
    return Page([pk for pk, _count in found], wanted, pages)


def lines_on(
    page: Page[int], user: User, edition: Edition, columns: list[Column]
) -> list[Line]:
    entries = entries_shown(user, edition, list(page.object_list), columns)
    return lines_of(edition, entries, columns)


def put_tags(edition: Edition, lines: Sequence[Line]) -> list[str]:
    """The edition's tags in use; each of ``lines`` gets those of its entry. One question
    for both.
    """
    by_entry = {line.entry.pk: line for line in lines}
    found = tags_on.tuples(edition.pk, list(by_entry))
    for text, entries in found:
        for pk in entries:
            by_entry[pk].tags.append(text)
    return [text for text, _entries in found]


def choices(
    edition: Edition, questions: Sequence[Question], groups: list[Group]
) -> dict[str, object]:
    """What the filters offer."""
    cites = any(kind_of(question).cites_certificate for question in questions)
    return {
        **rows_to_choose(edition),
        "states": [
            choice for choice in EntryState.choices if choice[0] != EntryState.DRAFT
        ],
        "phases": [(group.label, group.phases) for group in groups],
        "kinds": OrganisationKind.choices,
        "eligibilities": Eligibility.choices,
        "missing_items": [
            ("any", _("Anything missing")),
            *((item.field, item.label) for item in items_of(questions)),
        ],
        "screenings": [*Screening.choices, ("none", _("No files"))],
        "citings": Citing.choices if cites else [],
        "sources": [("web", _("the website")), ("import", _("a spreadsheet"))],
    }


def rows_to_choose(edition: Edition) -> dict[str, object]:
    """What the edition has of its own: categories with their Smarts."""
    categories = categories_in(edition.form_stamp, edition.pk)
    smarts = {category.smart for category in categories if category.smart}
    return {
        "categories": categories,
        "smarts": sorted(smarts, key=lambda smart: smart.order),
        "provinces": provinces(),
    }


def kept_views(user: Visitor, edition: Edition) -> QuerySet[SavedView]:
    return (
        SavedView.objects.visible_to(user)
        .filter(edition=edition)
        .select_related("owner")
    )


@login_required
@require_POST
def view_save(request: SignedIn, edition: str) -> HttpResponse:
    found = get_managed_edition(request, edition)
    form, query = ViewForm(request.POST), view_of(request.POST)
    if form.is_valid():
        save_view(edition=found, user=request.user, query=query, **form.cleaned_data)
        messages.success(request, _("View saved."))
    else:
        messages.error(request, first_problem(form, _("Enter a name for the view.")))
    return redirect(address_of(found, query))


def own_view(request: SignedIn, edition: Edition, pk: int) -> SavedView:
    """A view that somebody shared is theirs to rename or take away."""
    view = get_object_or_404(kept_views(request.user, edition), pk=pk)
    if view.owner_id != request.user.pk:
        raise PermissionDenied
    return view


@login_required
@require_POST
def view_rename(request: SignedIn, edition: str, pk: int) -> HttpResponse:
    found = get_managed_edition(request, edition)
    view, form = own_view(request, found, pk), ViewForm(request.POST)
    try:
        if form.is_valid():
            rename_view(view=view, name=form.cleaned_data["name"])
            messages.success(request, _("View renamed."))
        else:
            needed = _("Enter a name for the view.")
            messages.error(request, first_problem(form, needed))
    except EntryError as error:
        messages.error(request, str(error.message))
    return redirect(address_of(found, view.query))


@login_required
@require_POST
def view_remove(request: SignedIn, edition: str, pk: int) -> HttpResponse:
    found = get_managed_edition(request, edition)
    remove_view(view=own_view(request, found, pk))
    messages.success(request, _("View removed. The entries are not affected."))
    return redirect("nominations:manage-entries", found.code)


def link_to(edition: Edition) -> str:
    """The address of an entry's page, with REFERENCE in it."""
    return reverse("nominations:manage-entry", args=[edition.code, "REFERENCE"])


def address_of(edition: Edition, view: dict[str, str]) -> str:
    path = reverse("nominations:manage-entries", args=[edition.code])
    return f"{path}?{urlencode(view)}" if view else path
