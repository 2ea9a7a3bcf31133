"""The judge's way in: an invitation's link, a sign-in link, and a login renewed in place."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from awards.accounts.limits import (
    MAILS_ASKED_FOR,
    MAILS_TO_ONE,
    is_post,
    limited,
    may_spend,
)
from awards.accounts.people import is_proven, sign_in
from awards.language.bilingual import reader_language
from awards.language.form_errors import ErrorLine, error_lines
from awards.language.thai import clean_text
from awards.site.calendar import CalendarEvent, calendar_file
from awards.site.share_links import absolute
from judging.jury.asked import asked_in
from judging.jury.forms import DeclineForm, LinkForm
from judging.jury.invitations import (
    accept_invitation,
    decline_invitation,
    send_sign_in_link,
    use_sign_in_link,
)
from judging.jury.links import judge_of_token
from judging.models import Judge
from judging.refusals import InvitationError
from judging.statuses import JudgeState

SCOPE = "judge"


def enter_desk(request: HttpRequest, judge: Judge) -> None:
    """Sign in with a session that reaches the judge's pages only; a full session of the
    same person stays full.
    """
    if request.user == judge.user:
        return
    sign_in(request, judge.user)
    request.session["scope"] = SCOPE


@never_cache
@require_http_methods(["GET", "POST"])
def judge_invitation(request: HttpRequest, token: str) -> HttpResponse:
    try:
        judge = judge_of_token(token)
        if request.method == "POST":
            return answer(request, judge, token)
    except InvitationError as error:
        return used_up(request, error)
    if judge.state == JudgeState.ACCEPTED:
        return redirect("judging:judge-sign-in", token)
    return show_invitation(request, judge, token, DeclineForm())


def show_invitation(
    request: HttpRequest,
    judge: Judge,
    token: str,
    form: DeclineForm,
    *,
    not_agreed: bool = False,
) -> HttpResponse:
    asked = asked_in(judge.edition)
    context = {
        "judge": judge,
        "edition": judge.edition,
        "asked": asked,
        "effort": asked.effort_of(judge),
        "token": token,
        "form": form,
        "not_agreed": not_agreed,
    }
    context["problems"] = error_lines(form)
    if not_agreed:
        said = _("To become a judge, agree to the code of conduct.")
        context["problems"] = [ErrorLine("agree", _("Accept"), said)]
    status = 422 if context["problems"] else 200
    return render(request, "judging/jury/invitation.html", context, status=status)


@never_cache
def invitation_calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The rounds that the invitation is for, for the judge's own calendar."""
    try:
        edition = judge_of_token(token).edition
    except InvitationError as error:
        return used_up(request, error)
    url = absolute("judging:judge-home")
    events = [
        CalendarEvent(
            uid=f"judging-{edition.code}-{each.code}-{moment}@{request.get_host()}",
            title=f"{words}: {each.name}, {edition.name}",
            at=getattr(each, moment),
            url=url,
        )
        for each in asked_in(edition).rounds
        for moment, words in (
            ("opens_at", _("Judging opens")),
            ("closes_at", _("Judging closes")),
        )
    ]
    content = calendar_file(str(edition.name), events, made_at=timezone.now())
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="judging.ics"'
    return response


def answer(request: HttpRequest, judge: Judge, token: str) -> HttpResponse:
    if request.POST.get("answer") == "decline":
        return decline(request, judge, token)
    if request.POST.get("agree") != "yes":
        return show_invitation(request, judge, token, DeclineForm(), not_agreed=True)
    enter_desk(request, accept_invitation(token=token))
    messages.success(request, _("Welcome to the jury."))
    return redirect("judging:judge-profile", judge.edition.code)


def decline(request: HttpRequest, judge: Judge, token: str) -> HttpResponse:
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return show_invitation(request, judge, token, form)
    decline_invitation(token=token, **form.cleaned_data)
    return render(request, "judging/jury/declined.html", {"edition": judge.edition})


def used_up(request: HttpRequest, error: InvitationError) -> HttpResponse:
    """A link that leads nowhere says so, and offers a new one."""
    return render(
        request,
        "judging/jury/link.html",
        {"form": LinkForm(), "problem": error},
        status=410,
    )


@never_cache
@require_http_methods(["GET", "POST"])
def judge_sign_in(request: HttpRequest, token: str) -> HttpResponse:
    """The link shows a button; only pressing it uses the link up, so a mail scanner
    that looks at it does no harm.
    """
    try:
        judge = judge_of_token(token)
        if request.method == "POST":
            enter_desk(request, use_sign_in_link(token=token))
            return redirect("judging:judge-home")
    except InvitationError as error:
        return used_up(request, error)
    return render(request, "judging/jury/sign_in.html", {"edition": judge.edition})


@require_http_methods(["GET", "POST"])
@limited(MAILS_ASKED_FOR, when=is_post)
def judge_link(request: HttpRequest) -> HttpResponse:
    """Ask for a fresh link. The answer is the same for everybody: it does not tell who
    is a judge.
    """
    form = LinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = clean_text(form.cleaned_data["email"]).lower()
        if may_spend(MAILS_TO_ONE, email):
            send_sign_in_link(email=email, language=reader_language())
        return render(request, "judging/jury/link_sent.html", {})
    return render(request, "judging/jury/link.html", {"form": form})


class RenewForm(forms.Form):
    email = forms.EmailField()
    password = forms.CharField(strip=False)


@never_cache
@require_http_methods(["GET", "POST"])
def judge_session(request: HttpRequest) -> JsonResponse:
    """Asked by the desk's script: is the login still good? POST renews it in place,
    keeping what is on the page.
    """
    if request.method == "POST":
        form = RenewForm(request.POST)
        problem = _("The email address or password is wrong.")
        try:
            user = (
                get_adapter().authenticate(request, **form.cleaned_data)
                if form.is_valid()
                else None
            )
        except ValidationError as error:
            user, problem = None, " ".join(error.messages)
        if user is None or not user.is_active or not is_proven(user):
            return JsonResponse(
                {"signed_in": False, "problem": problem, "token": get_token(request)},
                status=400,
            )
        sign_in(request, user)
        request.session["scope"] = SCOPE
    return JsonResponse(
        {"signed_in": request.user.is_authenticated, "token": get_token(request)}
    )
