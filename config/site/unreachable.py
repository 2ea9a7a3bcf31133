"""The page of addresses that get no mail any more: the operator's, of all; an edition's,
of those that it writes to.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from awards.accounts.asking import SignedIn
from awards.accounts.models import User
from awards.editions.loading import organised_or_refused
from awards.models import Edition
from awards.outbox.keeping import missed_by
from awards.outbox.models import Cause, Message, Suppression
from awards.outbox.permissions import can_keep_mails
from awards.refusals import Refused
from awards.roles import Area
from config.people.unreachable import correct, lift, suppressed_for

PER_PAGE = 50


class MendForm(forms.Form):
    """``act``: whether mail goes to the address again, or to the one that is typed."""

    act = forms.ChoiceField(choices=[("lift", ""), ("correct", "")])
    reason = forms.CharField(required=False, max_length=200)
    email = forms.CharField(required=False, max_length=254)


@dataclass(frozen=True)
class UnreachableLine:
    """``missed``: mails to the address that did not arrive or were not sent."""

    suppression: Suppression
    name: str
    missed: int
    can_be_lifted: bool


@login_required
def site_unreachable(request: HttpRequest) -> HttpResponse:
    operators_alone(request)
    return unreachable_page(request, None)


@login_required
@require_POST
def site_unreachable_act(request: SignedIn, suppression: int) -> HttpResponse:
    operators_alone(request)
    return mend_and_return(request, None, suppression)


@login_required
def edition_unreachable(request: HttpRequest, edition: str) -> HttpResponse:
    organised = organised_or_refused(request, edition, Area.MAILS)
    return unreachable_page(request, organised)


@login_required
@require_POST
def edition_unreachable_act(
    request: SignedIn, edition: str, suppression: int
) -> HttpResponse:
    organised = organised_or_refused(request, edition, Area.MAILS)
    return mend_and_return(request, organised, suppression)


def operators_alone(request: HttpRequest) -> None:
    if not can_keep_mails(request.user):
        raise PermissionDenied


def unreachable_page(request: HttpRequest, edition: Edition | None) -> HttpResponse:
    found = Paginator(suppressed_for(edition), PER_PAGE)
    page = found.get_page(request.GET.get("page"))
    context = {
        "edition": edition,
        "page": page,
        "lines": lines_of(page, edition),
        "may_act": edition is None or not edition.reads_only,
        "frame": "organiser.html" if edition else "base.html",
        "mails_url": reverse("mails", args=[edition.code])
        if edition
        else reverse("site-mails"),
    }
    return render(request, "config/unreachable.html", context)


def lines_of(
    page: Page[Suppression], edition: Edition | None
) -> Iterable[UnreachableLine]:
    """In two statements."""
    addresses = [row.email.lower() for row in page]
    names = {
        user.email.lower(): user.name
        for user in User.objects.filter(email__in=addresses)
    }
    mails = Message.objects.all()
    if edition:
        mails = mails.filter(edition_code=edition.code)
    counts = missed_by(mails, addresses)
    return [
        UnreachableLine(
            row,
            names.get(row.email.lower(), ""),
            counts.get(row.email.lower(), 0),
            edition is None or row.cause != Cause.COMPLAINED,
        )
        for row in page
    ]


def mend_and_return(
    request: SignedIn, edition: Edition | None, pk: int
) -> HttpResponse:
    row = get_object_or_404(suppressed_for(edition), pk=pk)
    here = (
        reverse("unreachable", args=[edition.code])
        if edition
        else reverse("site-unreachable")
    )
    form = MendForm(request.POST)
    try:
        again = mended(form, row, edition, request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(here)
    words = ngettext(
        "Emails can go there again. %(n)d email is sent again.",
        "Emails can go there again. %(n)d emails are sent again.",
        again,
    )
    messages.success(request, words % {"n": again})
    return redirect(here)


def mended(
    form: MendForm, row: Suppression, edition: Edition | None, actor: User
) -> int:
    form.is_valid()
    given = form.cleaned_data
    if given.get("act") == "correct":
        return correct(
            suppression=row,
            edition=edition,
            actor=actor,
            address=given.get("email", ""),
        )
    return lift(
        suppression=row, edition=edition, actor=actor, reason=given.get("reason", "")
    )
