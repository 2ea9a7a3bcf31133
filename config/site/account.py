"""A person's account on one page, and what can be asked for there."""

from __future__ import annotations

import tempfile
from copy import copy
from typing import TypedDict

from allauth.account.models import EmailAddress
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from django.views.decorators.http import require_POST

from awards.accounts.asking import SignedIn
from awards.accounts.forms import ProfileForm
from awards.accounts.limits import HOUR, Limit, limited_by_account
from awards.accounts.models import Consent, ErasureRequest
from awards.accounts.services import save_profile
from awards.accounts.session_list import LISTED, list_session
from awards.outbox.models import Channel
from awards.outbox.preferences import channels_of
from awards.outbox.topics import Topic
from config.people import erasure_requests, sessions
from config.people.personal_data import write_export
from config.people.second_factors import Factors, factors_of
from config.people.sessions import OwnSession
from config.providers.pages import Way, ways_of

EXPORTS = Limit("exports", 5, HOUR)


class AccountPage(TypedDict):
    form: ProfileForm
    channels: list[tuple[Topic, Channel]]
    consents: list[Consent]
    addresses: list[EmailAddress]
    ways: list[Way]
    factors: Factors
    sessions: list[OwnSession]
    erasure: ErasureRequest | None
    erasure_days: int


def account_page(request: SignedIn, form: ProfileForm) -> AccountPage:
    user = request.user
    if not request.session.get(LISTED):
        list_session(request)
    addresses = EmailAddress.objects.filter(user=user).order_by("-primary", "email")
    return AccountPage(
        form=form,
        channels=list(channels_of(user).items()),
        consents=list(Consent.objects.filter(user=user).order_by("-given_at")),
        addresses=list(addresses),
        ways=ways_of(user),
        factors=factors_of(user),
        sessions=sessions.sessions_of(user, here=request.session.session_key),
        erasure=erasure_requests.request_of(user),
        erasure_days=erasure_requests.WITHIN.days,
    )


@login_required
def account(request: SignedIn) -> HttpResponse:
    user = request.user
    # the form writes what was typed into its own: the page goes on to say who this is
    form = ProfileForm(request.POST or None, instance=copy(user))
    if request.method == "POST" and form.is_valid():
        save_profile(user=user, **form.cleaned_data)
        with override(user.language):
            messages.success(request, _("Saved."))
            return redirect("accounts:profile")
    return render(request, "config/account/account.html", account_page(request, form))


@login_required
@require_POST
@limited_by_account(EXPORTS)
def export(request: SignedIn) -> FileResponse:
    """A ZIP, made while one waits. It stands in no folder: it goes with the answer."""
    archive = tempfile.TemporaryFile()  # noqa: SIM115  the answer closes it
    write_export(request.user, archive)
    archive.seek(0)
    name = f"my-data-{timezone.localdate():%Y-%m-%d}.zip"
    return FileResponse(archive, as_attachment=True, filename=name)


@login_required
@require_POST
def session_end(request: SignedIn, pk: int) -> HttpResponse:
    if sessions.end_session(user=request.user, pk=pk):
        messages.success(request, _("That device is signed out."))
    return redirect("accounts:profile")


@login_required
@require_POST
def sessions_end(request: SignedIn) -> HttpResponse:
    ended = sessions.end_sessions(user=request.user, but=request.session.session_key)
    words = ngettext(
        "%d other device is signed out.", "%d other devices are signed out.", ended
    )
    messages.success(request, words % ended)
    return redirect("accounts:profile")


@login_required
@require_POST
def erasure_ask(request: SignedIn) -> HttpResponse:
    erasure_requests.ask_erasure(user=request.user)
    messages.success(request, _("Your request is recorded. We have emailed you."))
    return redirect("accounts:profile")


@login_required
@require_POST
def erasure_take_back(request: SignedIn) -> HttpResponse:
    if erasure_requests.take_back_erasure(user=request.user):
        messages.success(request, _("Your request is withdrawn. Nothing is erased."))
    return redirect("accounts:profile")
