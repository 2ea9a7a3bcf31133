"""The pages of mails: the operator's, of all; an edition's, for its organisers. They
show to whom, why and when, never what a mail says.
"""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from awards.accounts.asking import SignedIn
from awards.editions.loading import organised_or_refused
from awards.language.form_errors import first_problem
from awards.mails.services import MailAct, act_on_mails, send_test_mail
from awards.models import Edition
from awards.outbox.models import Message, MessageQuerySet
from awards.outbox.permissions import can_keep_mails
from awards.refusals import Refused
from awards.roles import Area
from config.site.mail_console import ActForm, FilterForm, console_of


@login_required
def site_mails(request: HttpRequest) -> HttpResponse:
    return mails_page(request, operators_mails(request), None)


@login_required
@require_POST
def site_mails_act(request: SignedIn) -> HttpResponse:
    return act_and_return(request, operators_mails(request), None)


@login_required
@require_POST
def site_mails_test(request: SignedIn) -> HttpResponse:
    operators_mails(request)
    return test_and_return(request, None)


@login_required
def edition_mails(request: HttpRequest, edition: str) -> HttpResponse:
    organised = organised_or_refused(request, edition, Area.MAILS)
    return mails_page(request, mails_of(organised), organised)


@login_required
@require_POST
def edition_mails_act(request: SignedIn, edition: str) -> HttpResponse:
    organised = organised_or_refused(request, edition, Area.MAILS)
    return act_and_return(request, mails_of(organised), organised)


@login_required
@require_POST
def edition_mails_test(request: SignedIn, edition: str) -> HttpResponse:
    return test_and_return(request, organised_or_refused(request, edition, Area.MAILS))


def operators_mails(request: HttpRequest) -> MessageQuerySet:
    if not can_keep_mails(request.user):
        raise PermissionDenied
    return Message.objects.visible_to(request.user)


def mails_of(edition: Edition) -> MessageQuerySet:
    return Message.objects.filter(edition_code=edition.code)


def mails_page(
    request: HttpRequest, mails: MessageQuerySet, edition: Edition | None
) -> HttpResponse:
    asked = FilterForm(request.GET).asked()
    filters = request.GET.copy()
    filters.pop("page", None)
    context = {
        "edition": edition,
        "asked": asked,
        "filters": filters.urlencode(),
        "console": console_of(mails, asked, request.GET.get("page")),
        "may_act": edition is None or not edition.reads_only,
        "frame": "organiser.html" if edition else "base.html",
        **addresses(edition),
    }
    return render(request, "config/mails.html", context)


def addresses(edition: Edition | None) -> dict[str, str]:
    """Of the page, of its acts and of the test, by what the template calls them."""
    names = {
        "here": "mails",
        "act_url": "mails-act",
        "test_url": "mails-test",
        "unreachable_url": "unreachable",
    }
    if edition is None:
        return {key: reverse(f"site-{name}") for key, name in names.items()}
    return {key: reverse(name, args=[edition.code]) for key, name in names.items()}


def act_and_return(
    request: SignedIn, mails: MessageQuerySet, edition: Edition | None
) -> HttpResponse:
    """What is filtered stands in the address, as on the page."""
    asked, form = FilterForm(request.GET).asked(), ActForm(request.POST)
    if form.is_valid():
        chosen = form.chosen(asked.of(mails), request.POST)
        act = MailAct(form.cleaned_data["act"])
        try:
            done = act_on_mails(
                mails=chosen,
                act=act,
                actor=request.user,
                reason=form.cleaned_data["reason"],
            )
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, outcome(act, done))
    else:
        needed = _("Choose what to do with the emails.")
        messages.error(request, first_problem(form, needed))
    query = request.GET.urlencode()
    return redirect(addresses(edition)["here"] + (f"?{query}" if query else ""))


def outcome(act: MailAct, count: int) -> str:
    if not count:
        return _("No email was changed: select those that it is about.")
    words = {
        MailAct.AGAIN: ngettext(
            "%(n)d email will be sent again.",
            "%(n)d emails will be sent again.",
            count,
        ),
        MailAct.HOLD: ngettext(
            "%(n)d email is on hold.", "%(n)d emails are on hold.", count
        ),
        MailAct.RELEASE: ngettext(
            "%(n)d email goes out now.", "%(n)d emails go out now.", count
        ),
        MailAct.DROP: ngettext(
            "%(n)d email will not be sent.", "%(n)d emails will not be sent.", count
        ),
    }
    return words[act] % {"n": count}


def test_and_return(request: SignedIn, edition: Edition | None) -> HttpResponse:
    send_test_mail(actor=request.user, edition_code=edition.code if edition else "")
    words = _("A test email is on its way to %(email)s.")
    messages.success(request, words % {"email": request.user.email})
    return redirect(addresses(edition)["here"])
