"""Acts on many entries: seen before they are done, undone where that is possible."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from awards.accounts.asking import SignedIn
from awards.models import Edition
from nominations.desk.bulk import Plan, do_bulk, plan_bulk, undo_bulk
from nominations.desk.bulk_forms import BULK_FORMS
from nominations.desk.filters import filtered_entries, view_of
from nominations.desk.phases import Group
from nominations.desk.views import address_of
from nominations.loading import get_managed_edition
from nominations.models import Entry
from nominations.refusals import EntryError
from nominations.statuses import BulkKind

MOST = 5000
SHOWN = 100
RECENT = 50


def act_on_entries(
    request: SignedIn, found: Edition, groups: list[Group]
) -> HttpResponse:
    """GET: the acts so far. POST: what an act would do; with ``confirm``, it is done to
    exactly those entries. ``groups``: the parts of an entry's life, judging among them.
    """
    if request.method != "POST":
        acts = found.bulk_acts.select_related("actor", "undone_by")[:RECENT]
        return render(
            request, "nominations/desk/bulk_list.html", {"edition": found, "acts": acts}
        )
    if request.POST.get("act") not in BulkKind.values:
        raise Http404
    kind = BulkKind(request.POST["act"])
    entries = chosen_entries(request, found, groups)
    if not entries:
        messages.error(request, _("Select at least one entry."))
        return redirect(address_of(found, view_of(request.POST)))
    form = form_of(request, kind)
    plan = plan_of(kind, entries, form) if form.is_bound and form.is_valid() else None
    if plan and "confirm" in request.POST and done(request, found, plan):
        return redirect(address_of(found, view_of(request.POST)))
    return render(
        request,
        "nominations/desk/bulk_preview.html",
        preview(request, found, kind, entries, form, plan),
    )


def form_of(request: HttpRequest, kind: BulkKind) -> forms.Form:
    """Bound once somebody saw it, or when the desk sent all that it asks for."""
    text = request.POST.get("text", "")
    if "seen" in request.POST or (text and kind != BulkKind.EXTEND):
        return BULK_FORMS[kind](request.POST)
    return BULK_FORMS[kind](initial={"text": text})


def chosen_entries(
    request: HttpRequest, edition: Edition, groups: list[Group]
) -> list[Entry]:
    """The ticked ones, or those that a preview showed; without either, every entry of the view."""
    view = view_of(request.POST)
    named = request.POST.getlist("entry") or request.POST.get("references", "").split()
    if named:
        entries = filtered_entries(request.user, edition, {}).filter(
            reference__in=named[:MOST]
        )
    else:
        entries = filtered_entries(request.user, edition, view, groups)
    return list(entries.select_related("edition")[:MOST])


def plan_of(kind: BulkKind, entries: list[Entry], form: forms.Form) -> Plan:
    until: datetime | None = form.cleaned_data.get("until")
    return plan_bulk(
        entries=entries, kind=kind, text=form.cleaned_data["text"], until=until
    )


def done(request: SignedIn, edition: Edition, plan: Plan) -> bool:
    try:
        act = do_bulk(edition=edition, plan=plan, actor=request.user)
    except EntryError as error:
        messages.error(request, str(error.message))
        return False
    said = ngettext(
        "Applied to %(n)d entry.", "Applied to %(n)d entries.", act.count
    ) % {"n": act.count}
    more = _("You can undo this under “Bulk actions”.") if act.can_be_undone else ""
    messages.success(request, f"{said} {more}".strip())
    return True


def preview(
    request: HttpRequest,
    edition: Edition,
    kind: BulkKind,
    entries: list[Entry],
    form: forms.Form,
    plan: Plan | None,
) -> dict[str, object]:
    return {
        "edition": edition,
        "kind": kind,
        "form": form,
        "plan": plan,
        "view": view_of(request.POST),
        "count": len(entries),
        "references": " ".join(entry.reference for entry in entries),
        "changing": plan.changing[:SHOWN] if plan else [],
        "more": max(0, len(plan.changing) - SHOWN) if plan else 0,
        "until": request.POST.get("until", ""),
    }


@login_required
@require_POST
def bulk_undo(request: SignedIn, edition: str, pk: int) -> HttpResponse:
    found = get_managed_edition(request, edition)
    act = get_object_or_404(found.bulk_acts, pk=pk)
    try:
        changed = undo_bulk(act=act, actor=request.user)
    except EntryError as error:
        messages.error(request, str(error.message))
    else:
        messages.success(
            request,
            ngettext("Undone for %(n)d entry.", "Undone for %(n)d entries.", changed)
            % {"n": changed},
        )
    return redirect("nominations:entries-bulk", found.code)
