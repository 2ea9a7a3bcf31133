"""The organiser's entries desk: a table with columns to choose, views to keep, acts on
many entries at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from awards.accounts.asking import SignedIn, Visitor
from awards.models import Edition, Province
from nominations.desk.bulk_forms import ViewForm
from nominations.desk.cited_certificates import Citing
from nominations.desk.columns import all_columns, chosen_columns, lines_of, with_columns
from nominations.desk.filters import filtered_entries, view_of
from nominations.desk.phases import Group
from nominations.desk.services import remove_view, save_view
from nominations.entries.missing_in_sql import items_of, questions_of
from nominations.loading import get_managed_edition
from nominations.models import Entry, Note, Question, SavedView
from nominations.questions.kinds import kind_of
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
    questions = questions_of(found)
    offered = all_columns(questions)
    columns = chosen_columns(offered, view)
    # Looked for once: the numbers of all that fit, then the rows of one page.
    fitting = list(
        filtered_entries(request.user, found, view, groups).values_list("pk", flat=True)
    )
    page = Paginator(fitting, PER_PAGE).get_page(request.GET.get("page"))
    shown = with_columns(Entry.objects.visible_to(request.user), columns).in_bulk(
        page.object_list
    )
    lines = lines_of(
        found, (shown[pk] for pk in page.object_list if pk in shown), columns
    )
    context: dict[str, Any] = {
        "edition": found,
        "page": page,
        "view": view,
        "columns": columns,
    }
    context |= {"lines": lines, "acts": BulkKind.choices}
    context |= {"exports": ExportKind.choices, "address": urlencode(view)}
    if getattr(request, "htmx", False):
        return render(request, "nominations/desk/_entries_table.html", context)
    context |= {
        "offered": offered,
        "shown_names": {column.name for column in columns},
        "view_form": ViewForm(),
    }
    return render(
        request,
        "nominations/desk/manage_entries.html",
        {**context, **choices(request.user, found, questions, groups)},
    )


def choices(
    user: Visitor,
    edition: Edition,
    questions: Sequence[Question],
    groups: list[Group],
) -> dict[str, object]:
    """What the filters offer, and the views that are kept."""
    categories = list(edition.categories.select_related("smart"))
    tags = Note.objects.filter(entry__edition=edition, is_tag=True)
    return {
        "categories": categories,
        "smarts": sorted(
            {c.smart for c in categories if c.smart}, key=lambda smart: smart.order
        ),
        "states": [
            choice for choice in EntryState.choices if choice[0] != EntryState.DRAFT
        ],
        "phases": [(group.label, group.phases) for group in groups],
        "kinds": OrganisationKind.choices,
        "eligibilities": Eligibility.choices,
        "provinces": Province.objects.all(),
        "missing_items": [
            ("any", _("Anything missing")),
            *((item.field, item.label) for item in items_of(questions)),
        ],
        "screenings": [*Screening.choices, ("none", _("No files"))],
        "citings": Citing.choices
        if any(kind_of(question).cites_certificate for question in questions)
        else [],
        "sources": [("web", _("the website")), ("import", _("a spreadsheet"))],
        "tags": tags.values_list("text", flat=True).distinct().order_by("text"),
        "views": [(view, urlencode(view.query)) for view in kept_views(user, edition)],
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
        messages.error(request, _("Enter a name for the view."))
    return redirect(address_of(found, query))


@login_required
@require_POST
def view_remove(request: SignedIn, edition: str, pk: int) -> HttpResponse:
    """One's own. A view that somebody shared is theirs to take away."""
    found = get_managed_edition(request, edition)
    view = get_object_or_404(kept_views(request.user, found), pk=pk)
    if view.owner_id != request.user.pk:
        raise PermissionDenied
    remove_view(view=view)
    messages.success(request, _("View removed. The entries are not affected."))
    return redirect("nominations:manage-entries", found.code)


def address_of(edition: Edition, view: dict[str, str]) -> str:
    path = reverse("nominations:manage-entries", args=[edition.code])
    return f"{path}?{urlencode(view)}" if view else path
