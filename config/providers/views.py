"""Leaving for a provider, coming back, and what is asked of newcomers."""

from __future__ import annotations

from dataclasses import asdict

from allauth.socialaccount.providers.base.constants import AuthProcess
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from awards.accounts.asking import SignedIn
from awards.accounts.destinations import local_path
from awards.accounts.limits import (
    MAILS_ASKED_FOR,
    MAILS_TO_ONE,
    MINUTE,
    Limit,
    is_post,
    limited,
    may_spend,
)
from awards.language.bilingual import reader_language
from config.environment.providers import Provider
from config.providers import arriving, newcomers, services
from config.providers.configured import (
    find_provider,
    name_of,
    provider_or_404,
    providers,
)
from config.providers.failures import WORDS, Failure, take_failure
from config.providers.forms import CodeForm, FinishForm
from config.providers.newcomers import CodeOver, Newcomer, WrongCode
from config.providers.services import SignUp
from config.providers.ways_in import LastWayIn

LANGUAGE = "provider_language"
DEPARTURES = Limit("provider-departures", 60, 5 * MINUTE)


@never_cache
@require_POST
@limited(DEPARTURES)
def start(request: HttpRequest, provider: str) -> HttpResponse:
    path = local_path(request.POST.get("next", ""))
    return leave(request, provider_or_404(provider), AuthProcess.LOGIN, path)


@never_cache
@require_POST
@login_required
def link(request: SignedIn, provider: str) -> HttpResponse:
    return leave(request, provider_or_404(provider), AuthProcess.CONNECT, "")


def leave(
    request: HttpRequest, provider: Provider, process: str, path: str
) -> HttpResponse:
    """A page that leads on by itself. A redirect would belong to the form that was sent,
    and forms may lead nowhere but here (Content-Security-Policy: form-action).
    """
    from config.providers.asking import address_of

    request.session[LANGUAGE] = reader_language()
    address = address_of(request, provider, process, path)
    if isinstance(address, HttpResponse):
        return address
    context = {"name": name_of(provider), "address": address}
    return render(request, "config/providers/leave.html", context)


@never_cache
@require_GET
def callback(request: HttpRequest, provider: str) -> HttpResponse:
    """In the language in which they left: the answer comes to one address for both."""
    found = provider_or_404(provider)
    from config.providers.asking import answered

    with override(request.session.get(LANGUAGE) or reader_language()):
        return answered(request, found)


@never_cache
@require_GET
def failed(request: HttpRequest) -> HttpResponse:
    if not providers():
        provider_or_404("")
    told = take_failure(request.session)
    if told is None:
        return redirect("account_login")
    provider, failure = told
    found = find_provider(provider)
    name, words = (name_of(found) if found else provider), WORDS[failure]
    context = {
        "title": str(words.title).format(name=name),
        "text": str(words.text).format(name=name),
        "provider": found and found.id,
        "name": name,
        "is_final": failure in {Failure.CLOSED, Failure.TAKEN},
    }
    status = 503 if failure is Failure.AWAY else 200
    return render(request, "config/providers/failed.html", context, status=status)


def newcomer_or_way(request: HttpRequest) -> Newcomer | HttpResponse:
    if not providers():
        provider_or_404("")
    newcomer = newcomers.newcomer_in(request.session)
    if newcomer is None or request.user.is_authenticated:
        newcomers.forget(request.session)
        return redirect("account_login")
    provider_or_404(newcomer.identity.provider)
    return newcomer


@never_cache
@require_http_methods(["GET", "POST"])
@limited(MAILS_ASKED_FOR, when=is_post)
def finish(request: HttpRequest) -> HttpResponse:
    newcomer = newcomer_or_way(request)
    if isinstance(newcomer, HttpResponse):
        return newcomer
    form = FinishForm(request.POST or None, initial=asdict(newcomer.identity))
    if newcomer.identity.is_believed:
        del form.fields["email"]
    if request.method == "POST" and form.is_valid():
        return finished(request, newcomer, form)
    return page(request, "finish", newcomer, form)


def finished(
    request: HttpRequest, newcomer: Newcomer, form: FinishForm
) -> HttpResponse:
    identity, data = newcomer.identity, form.cleaned_data
    said = SignUp(
        email=data.get("email") or identity.email,
        name=data["name"],
        language=reader_language(),
        news=data["news"],
    )
    if identity.is_believed:
        return arriving.come_in(request, identity, said, newcomer.path)
    if not may_spend(MAILS_TO_ONE, said.email):
        form.add_error(
            "email",
            _("This address has had several emails just now. Try again in an hour."),
        )
        return page(request, "finish", newcomer, form, status=429)
    newcomers.keep(request.session, newcomers.ask_for_proof(newcomer, said))
    return redirect("provider-code")


@never_cache
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    newcomer = newcomer_or_way(request)
    if isinstance(newcomer, HttpResponse):
        return newcomer
    if newcomer.proof is None:
        return redirect("provider-finish")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            said = newcomers.check_code(
                request.session, newcomer, form.cleaned_data["code"]
            )
            return arriving.come_in(request, newcomer.identity, said, newcomer.path)
        except CodeOver:
            messages.warning(
                request, _("That code has ended. Send the form to get a new one.")
            )
            return redirect("provider-finish")
        except WrongCode:
            form.add_error(
                "code", _("This is not the code. Look at the newest email from us.")
            )
    return page(request, "code", newcomer, form)


def page(
    request: HttpRequest,
    name: str,
    newcomer: Newcomer,
    form: FinishForm | CodeForm,
    status: int = 200,
) -> HttpResponse:
    provider = provider_or_404(newcomer.identity.provider)
    context = {"form": form, "name": name_of(provider), "newcomer": newcomer}
    if form.errors and status == 200:
        status = 422
    return render(request, f"config/providers/{name}.html", context, status=status)


@require_POST
@login_required
def unlink(request: SignedIn, pk: int) -> HttpResponse:
    if not providers():
        provider_or_404("")
    try:
        provider = services.unlink_account(user=request.user, pk=pk)
    except LastWayIn:
        messages.error(
            request,
            _(
                "This is your only way to sign in, since our emails do not reach you. "
                "Choose a password or correct your email address first."
            ),
        )
        return redirect("accounts:profile")
    if provider is not None:
        found = find_provider(provider)
        name = name_of(found) if found else provider
        messages.success(request, _("%s is no longer linked to your account.") % name)
    return redirect("accounts:profile")
