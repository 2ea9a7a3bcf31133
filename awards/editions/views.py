"""Organisers' pages: which editions there are, a new one, what one is called and when
it happens, who runs it.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from awards.accounts.asking import SignedIn
from awards.accounts.models import User
from awards.editions.forms import EditionForm, NewEditionForm, OrganiserForm, RoleForm
from awards.editions.loading import managed_edition
from awards.editions.organisers import change_role, name_or_ask, remove_organiser
from awards.editions.services import create_edition_for, update_edition
from awards.editions.timeline import timeline
from awards.editions.two_persons import agree_change, ask_change, drop_change
from awards.models import Edition, Organiser, PendingChange
from awards.permissions import can_create_edition
from awards.refusals import Refused
from awards.roles import Area, Role, rights_table
from awards.statuses import ChangeKind


@login_required
def edition_list(request: HttpRequest) -> HttpResponse:
    editions = Edition.objects.manageable_by(request.user).with_judged_at()
    if not editions and not can_create_edition(request.user):
        raise PermissionDenied
    context = {"editions": editions, "can_create": can_create_edition(request.user)}
    return render(request, "awards/editions/edition_list.html", context)


@login_required
def edition_new(request: SignedIn) -> HttpResponse:
    if not can_create_edition(request.user):
        raise PermissionDenied
    form = NewEditionForm(typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            edition = create_edition_for(
                actor=request.user,
                organiser_email=form.cleaned_data["organiser"],
                **form.service_arguments(),
            )
        except Refused as refused:
            form.take_refusal(refused)
        else:
            messages.success(request, _("Draft created from the standard template."))
            return redirect("edition-setup", edition.code)
    return render(request, "awards/editions/edition_new.html", {"form": form})


def typed(request: HttpRequest) -> QueryDict | None:
    """What was sent, also when it is nothing at all; None where nothing was."""
    return request.POST if request.method == "POST" else None


@login_required
def edition_dates(request: HttpRequest, edition: str) -> HttpResponse:
    managed = managed_edition(request, edition)
    steps = timeline(managed, managed.rounds.all())
    context = {"edition": managed, "steps": steps}
    return render(request, "awards/editions/edition_dates.html", context)


@login_required
def edition_change(request: SignedIn, edition: str) -> HttpResponse:
    managed = managed_edition(request, edition)
    form = EditionForm(typed(request), instance=managed)
    if request.method == "POST" and form.is_valid():
        try:
            asked = change_or_ask(managed, request.user, form.cleaned_data)
        except Refused as refused:
            form.take_refusal(refused)
        else:
            messages.success(request, WAITS if asked else _("Saved."))
            return redirect("awards:edition-change", managed.code)
    context = {"edition": managed, "tab": "setup", "setup": "edition", "form": form}
    return render(request, "awards/editions/edition_change.html", context)


WAITS = gettext_lazy(
    "Saved. The two-person rule stays on until another organiser agrees; they will "
    "get an email."
)


@transaction.atomic
def change_or_ask(edition: Edition, user: User, fields: Mapping[str, object]) -> bool:
    """Everything typed is saved, but that turning the two-person rule off is asked of a
    second organiser: whether.
    """
    asks = edition.two_person_rule and not fields["two_person_rule"]
    update_edition(
        edition=edition,
        actor=user,
        **{**fields, "two_person_rule": asks or fields["two_person_rule"]},
    )
    if asks:
        ask_change(edition=edition, kind=ChangeKind.RULE_OFF, actor=user)
    return asks


@login_required
def organiser_list(request: SignedIn, edition: str) -> HttpResponse:
    managed = managed_edition(request, edition, Area.TEAM)
    form = OrganiserForm(typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = name_or_ask(
                edition=managed,
                email=form.cleaned_data["email"],
                role=Role(form.cleaned_data["role"]),
                actor=request.user,
            )
        except Refused as refused:
            form.take_refusal(refused)
        else:
            done = _("Added. They will get an email.")
            tell_done_or_asked(request, made, done)
            return redirect("awards:organiser-list", managed.code)
    organisers = managed.organisers.select_related("user").order_by("pk")
    context = {
        "edition": managed,
        "tab": "setup",
        "setup": "organisers",
        "form": form,
        "organisers": organisers,
    }
    context["changes"] = managed.pending_changes.select_related("asked_by")
    context["roles"] = Role
    context["rights"] = rights_table()
    return render(request, "awards/editions/organiser_list.html", context)


def tell_done_or_asked(
    request: HttpRequest, made: Organiser | PendingChange, done: str
) -> None:
    asked = _("Requested. Another organiser must agree; they will get an email.")
    messages.success(request, asked if isinstance(made, PendingChange) else done)


@require_POST
@login_required
def organiser_role(request: SignedIn, edition: str, pk: int) -> HttpResponse:
    managed = managed_edition(request, edition, Area.TEAM)
    organiser = get_object_or_404(managed.organisers, pk=pk)
    form = RoleForm(request.POST)
    if form.is_valid():
        try:
            made = change_role(
                organiser=organiser,
                role=Role(form.cleaned_data["role"]),
                actor=request.user,
            )
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            tell_done_or_asked(request, made, _("Saved."))
    else:
        messages.error(request, _("Choose a role from the list."))
    return redirect("awards:organiser-list", managed.code)


@require_POST
@login_required
def organiser_remove(request: SignedIn, edition: str, pk: int) -> HttpResponse:
    managed = managed_edition(request, edition, Area.TEAM)
    organiser = get_object_or_404(managed.organisers, pk=pk)
    try:
        remove_organiser(organiser=organiser, actor=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Removed."))
    return redirect("awards:organiser-list", managed.code)


@require_POST
@login_required
def change_answer(request: SignedIn, edition: str, pk: int) -> HttpResponse:
    """A second organiser agrees to what another one asked for, or somebody drops it."""
    managed = managed_edition(request, edition)
    change = get_object_or_404(managed.pending_changes.select_related("edition"), pk=pk)
    act, done = (agree_change, _("Agreed and applied."))
    if "drop" in request.POST:
        act, done = (drop_change, _("Request cancelled. Nothing was changed."))
    try:
        act(change=change, actor=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)
    return redirect("awards:organiser-list", managed.code)
