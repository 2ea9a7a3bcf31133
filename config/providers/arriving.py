"""Where somebody goes who comes back from a provider: in, to the page that asks what is
missing, or to the page that says what went wrong. Always on to a page of ours, so that
the provider's code and state stand in no address that is looked at.
"""

from __future__ import annotations

import logging
import time

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.socialaccount.models import SocialLogin
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from awards.accounts.destinations import local_path
from awards.accounts.models import User
from awards.accounts.people import NotProven, person_of
from awards.language.bilingual import reader_language
from config.providers import newcomers, services
from config.providers.configured import name_of, provider_or_404
from config.providers.failures import Failure, keep_failure
from config.providers.identities import Identity
from config.providers.newcomers import Newcomer
from config.providers.services import LinkedToAnother, SignUp

logger = logging.getLogger(__name__)


def fail(
    request: HttpRequest,
    provider: str,
    failure: Failure,
    error: Exception | None = None,
) -> HttpResponse:
    """To the page that says so. A line of the log for whoever keeps the site, without
    anything of the person: allauth's errors quote what a provider answered.
    """
    if failure not in {Failure.CANCELLED, Failure.LOST}:
        why = type(error).__name__ if error else ""
        logger.warning("Sign-in with %s: %s %s", provider, failure, why)
    keep_failure(request.session, provider, failure)
    return redirect("provider-failed")


def link_here(request: HttpRequest, login: SocialLogin) -> HttpResponse:
    """Somebody signed in asked for it a moment ago."""
    user, identity = request.user, login.identity
    if not isinstance(user, User):
        return fail(request, identity.provider, Failure.LOST)
    try:
        is_new = services.link_account(user=user, identity=identity)
    except LinkedToAnother:
        return fail(request, identity.provider, Failure.TAKEN)
    except NotProven:
        return fail(request, identity.provider, Failure.CLOSED)
    if is_new:
        name = name_of(provider_or_404(identity.provider))
        messages.success(request, _("%s is linked to your account.") % name)
    return redirect("accounts:profile")


def newcomer(request: HttpRequest, login: SocialLogin) -> HttpResponse:
    """An account is found by an address only where the provider's word is enough."""
    identity: Identity = login.identity
    path = local_path(login.get_redirect_url(request) or "")
    if identity.is_believed and person_of(identity.email):
        said = SignUp(identity.email, "", reader_language(), news=False)
        return come_in(request, identity, said, path, is_known=True)
    found = Newcomer(identity=identity, path=path, since=time.time())
    newcomers.keep(request.session, found)
    return redirect("provider-finish")


def come_in(
    request: HttpRequest,
    identity: Identity,
    said: SignUp,
    path: str,
    *,
    is_known: bool = False,
) -> HttpResponse:
    """Their address is proven: link, and sign in as with a password. Whatever else their
    account asks for (a second factor) comes then.
    """
    try:
        if is_known:
            user = services.link_known(email=said.email, identity=identity)
        else:
            user = services.sign_up(said=said, identity=identity)
    except LinkedToAnother:
        return fail(request, identity.provider, Failure.TAKEN)
    except NotProven:
        return fail(request, identity.provider, Failure.CLOSED)
    newcomers.forget(request.session)
    record_authentication(
        request, user, "socialaccount", provider=identity.provider, uid=identity.key
    )
    response: HttpResponse = perform_login(
        request, Login(user=user, redirect_url=path or None)
    )
    return response
