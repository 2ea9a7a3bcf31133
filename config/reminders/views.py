"""The pages of reminders: an edition's for its organisers, the register's for its
registrars.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from awards.accounts.asking import SignedIn
from awards.dsure.permissions import can_keep_register
from awards.editions.loading import organised_or_refused
from awards.models import Edition
from awards.refusals import Refused
from awards.reminders.rules import OF_EDITIONS
from awards.reminders.services import set_reminder_rule
from awards.reminders.writing import preview
from awards.roles import Area
from awards.statuses import Reminder
from config.reminders.forms import PersonForm, ReminderRuleForm
from config.reminders.pages import (
    RuleLine,
    answers_about,
    plan_lines,
    rule_lines,
    sent_lines,
    state_of,
)
from config.reminders.sending import SentNow, send_reminders_now


@dataclass(frozen=True)
class Typed:
    """What was typed into the form of a rule and refused."""

    kind: Reminder
    form: ReminderRuleForm


@dataclass(frozen=True)
class RuleCard:
    line: RuleLine
    form: ReminderRuleForm
    save_url: str
    send_url: str


@login_required
def edition_reminders(request: HttpRequest, edition: str) -> HttpResponse:
    return page(request, organised_or_refused(request, edition, Area.MAILS))


@login_required
@require_POST
def edition_reminder_rule(request: SignedIn, edition: str, kind: str) -> HttpResponse:
    organised = organised_or_refused(request, edition, Area.MAILS)
    return save_rule(request, organised, kind_or_404(kind))


@login_required
@require_POST
def edition_reminders_send(request: SignedIn, edition: str, kind: str) -> HttpResponse:
    organised = organised_or_refused(request, edition, Area.MAILS)
    return send_now(request, organised, kind_or_404(kind))


@login_required
def register_reminders(request: HttpRequest) -> HttpResponse:
    of_register(request)
    return page(request, None)


@login_required
@require_POST
def register_reminder_rule(request: SignedIn) -> HttpResponse:
    of_register(request)
    return save_rule(request, None, Reminder.CERTIFICATE)


@login_required
@require_POST
def register_reminders_send(request: SignedIn) -> HttpResponse:
    of_register(request)
    return send_now(request, None, Reminder.CERTIFICATE)


@login_required
def reminders_preview(request: HttpRequest, edition: str) -> HttpResponse:
    """A mail of the day as it would be now: of the person asked for, or of the first
    for whom something of this edition waits.
    """
    organised = organised_or_refused(request, edition, Area.MAILS)
    state, asked = state_of(organised), PersonForm(request.GET).asked().lower()
    people = sorted({pending.reader.key for pending in state.waiting})
    key = asked if asked in people else next(iter(people), "")
    own = [pending for pending in state.waiting if pending.reader.key == key]
    context = {
        "edition": organised,
        "reader": own[0].reader if own else None,
        "mail": preview(own, own[0].reader, organised) if own else None,
        "people": people[:200],
    }
    return render(request, "config/reminders/preview.html", context)


def of_register(request: HttpRequest) -> None:
    if not can_keep_register(request.user):
        raise PermissionDenied


def kind_or_404(code: str) -> Reminder:
    if code not in {kind.value for kind in OF_EDITIONS}:
        raise Http404
    return Reminder(code)


def page(
    request: HttpRequest, edition: Edition | None, typed: Typed | None = None
) -> HttpResponse:
    state = state_of(edition)
    person = PersonForm(request.GET).asked()
    context = {
        "edition": edition,
        "tab": "reminders",
        "frame": "organiser.html" if edition else "base.html",
        "here": here(edition),
        "may_act": edition is None or not edition.reads_only,
        "plan": plan_lines(state),
        "sent": sent_lines(edition, state),
        "cards": [card(line, edition, typed) for line in rule_lines(edition, state)],
        "problems": typed.form if typed else None,
        "person": person,
        "answers": answers_about(person, edition, state) if person else [],
    }
    status = 422 if typed else 200
    return render(request, "config/reminders/reminders.html", context, status=status)


def here(edition: Edition | None) -> str:
    return (
        reverse("reminders", args=[edition.code])
        if edition
        else reverse("register-reminders")
    )


def card(line: RuleLine, edition: Edition | None, typed: Typed | None) -> RuleCard:
    prefix = line.kind.value
    form = ReminderRuleForm(
        initial={"active": line.active, "moments": line.moments}, prefix=prefix
    )
    if typed and typed.kind is line.kind:
        form = typed.form
    if edition is None:
        save, send = "register-reminders-rule", "register-reminders-send"
        return RuleCard(line, form, reverse(save), reverse(send))
    place = [edition.code, line.kind.value]
    save_url, send_url = (
        reverse(name, args=place) for name in ("reminders-rule", "reminders-send")
    )
    return RuleCard(line, form, save_url, send_url)


def save_rule(
    request: SignedIn, edition: Edition | None, kind: Reminder
) -> HttpResponse:
    form = ReminderRuleForm(request.POST, prefix=kind.value)
    if form.is_valid():
        try:
            set_reminder_rule(
                edition=edition,
                kind=kind,
                active=form.cleaned_data["active"],
                moments=form.cleaned_data["moments"],
                actor=request.user,
            )
        except Refused as refused:
            form.add_error("moments", str(refused))
        else:
            messages.success(request, _("The reminder is saved."))
            return redirect(here(edition))
    return page(request, edition, Typed(kind, form))


def send_now(
    request: SignedIn, edition: Edition | None, kind: Reminder
) -> HttpResponse:
    try:
        sent = send_reminders_now(edition=edition, kind=kind, actor=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, outcome(sent))
    return redirect(here(edition))


def outcome(sent: SentNow) -> str:
    words = ngettext(
        "%(n)d reminder is being sent.", "%(n)d reminders are being sent.", sent.sent
    )
    said = words % {"n": sent.sent}
    if sent.heard:
        more = ngettext(
            "%(n)d person already had an email with reminders today.",
            "%(n)d people already had an email with reminders today.",
            sent.heard,
        )
        said = f"{said} {more % {'n': sent.heard}}"
    return said
