"""Sign-in's own mails go the way of all mails: through the outbox."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.models import EmailConfirmation
from allauth.core import context as allauth_context
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import override

from awards.accounts.limits import (
    OWN_TRIES,
    STRANGERS_TRIES,
    WRONG_PASSWORDS,
    Limit,
    forget,
    give_back,
    may_spend,
)
from awards.accounts.models import User
from awards.accounts.session_list import list_session
from awards.accounts.visitors import UNKNOWN, client_address
from awards.accounts.watching import Event, note
from awards.language.bilingual import reader_language
from awards.outbox.services import queue_mail
from config.passwords.breached import is_breached
from config.people.confirmed import note_confirmed
from config.people.devices import device_of, remember
from config.people.idle import idle_limit_of, note_use
from config.people.new_devices import tell_of_new_device
from config.people.second_factors import OPEN, WAITS, Demand, demand_factor
from config.people.sign_in_mails import send_already_exists
from config.site.sign_up import wanted_path

NO_ADDRESS = "0.0.0.0"
KNOWN = "password_became_known"  # between the password and the end of the sign-in


def tries_of(request: HttpRequest, email: str) -> list[tuple[Limit, str]]:
    """What a wrong password for this address counts against."""
    device, email = device_of(request), email.strip().lower()
    if device.knows(email):
        return [(OWN_TRIES, f"{email} {device.name}")]
    return [(WRONG_PASSWORDS, client_address(request)), (STRANGERS_TRIES, email)]


def secrets_of(context: Mapping[str, object]) -> list[str]:
    """What in a mail of sign-in lets its reader in: the key of the link, and what the
    library calls by other names.
    """
    return [
        str(context[name]) for name in ("key", "code", "token") if context.get(name)
    ]


def ways_of(request: HttpRequest, user: User) -> str:
    """What this sign-in was shown by; a link by mail leaves no record."""
    shown = [one["method"] for one in get_authentication_records(request, user)]
    return "+".join(dict.fromkeys(shown)) or "link"


def led_to_change(user: User, path: str) -> HttpResponse:
    """To the page on which a password is changed, which leads on to ``path``."""
    query = urlencode({"next": path, "known": "1"})
    with override(user.language):
        return redirect(f"{reverse('account_change_password')}?{query}")


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    def get_client_ip(self, request: HttpRequest) -> str:
        """An address in any case: the list of sessions stores it as one."""
        address = client_address(request)
        return NO_ADDRESS if address == UNKNOWN else address

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Tries are counted before the password is looked at, and given back where it
        was right.

        A browser that the account was signed in from before has a count of its own: who
        guesses at a password locks out other strangers, and not its owner. A link to
        choose a new password works whatever was counted.
        """
        self.counted = []
        for limit, who in tries_of(request, credentials.get("email", "")):
            if not may_spend(limit, who):
                self._rollback_login_failed_rl_usage()
                note(Event.TOO_MANY_TRIES, request, email=credentials.get("email", ""))
                raise self.validation_error("too_many_login_attempts")
            self.counted.append((limit, who))

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """A password that became known still opens: its owner is told once inside."""
        user: User | None = super().authenticate(request, **credentials)
        if user and not request.user.is_authenticated:
            request.session[KNOWN] = is_breached(credentials["password"])
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        note(Event.WRONG_PASSWORD, request, email=credentials.get("email", ""))

    def _rollback_login_failed_rl_usage(self) -> None:
        for limit, who in self.counted:
            give_back(limit, who)

    def _delete_login_attempts_cached_email(
        self, request: HttpRequest, **credentials: Any
    ) -> None:
        """Whoever has just chosen a new password by mail starts anew."""
        for limit, who in tries_of(request, credentials.get("email", "")):
            forget(limit, who)

    def post_login(
        self, request: HttpRequest, user: User, **kwargs: object
    ) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **kwargs)
        list_session(request)
        note_confirmed(request.session)
        note_use(request.session, idle_limit_of(user))
        note(Event.SIGNED_IN, request, user=user, way=ways_of(request, user))
        response = self.led_to_set_up(request, user, response)
        if request.session.pop(KNOWN, False):
            note(Event.KNOWN_PASSWORD, request, user=user)
            response = led_to_change(user, response.headers.get("Location", ""))
        if not device_of(request).knows(user.email) and not self.is_first_sign_in:
            tell_of_new_device(
                user=user, user_agent=request.headers.get("User-Agent", "")
            )
        remember(request, response, user.email)
        return response

    def led_to_set_up(
        self, request: HttpRequest, user: User, response: HttpResponse
    ) -> HttpResponse:
        """Whose role needs a second factor that they have not."""
        demand = demand_factor(user=user)
        for flag in (WAITS, OPEN):
            request.session.pop(flag, None)
        if demand is Demand.NOTHING:
            return response
        request.session[WAITS if demand is Demand.BEFORE_THE_DESK else OPEN] = True
        path = response.headers.get("Location", "")
        with override(user.language):
            return redirect(f"{reverse('factor-start')}?{urlencode({'next': path})}")

    def get_email_confirmation_url(
        self, request: HttpRequest, emailconfirmation: EmailConfirmation
    ) -> str:
        """Never by the host that was asked for: it is the visitor's word."""
        return settings.SITE_URL + reverse(
            "account_confirm_email", args=[emailconfirmation.key]
        )

    def get_reset_password_from_key_url(self, key: str) -> str:
        uid, _, token = key.partition("-")
        return settings.SITE_URL + reverse(
            "account_reset_password_from_key", kwargs={"uidb36": uid, "key": token}
        )

    def send_mail(
        self, template_prefix: str, email: str, context: Mapping[str, object]
    ) -> None:
        """In the person's language, or the page's where there is no person. Each is a
        new one: its key is random.
        """
        event = template_prefix.rpartition("/")[2]
        user = context.get("user")
        queue_mail(
            event,
            f"{template_prefix}.txt",
            {"email": email, **context},
            dedupe_key=f"{event}:{secrets.token_hex(8)}",
            to_email=email,
            language=user.language if isinstance(user, User) else reader_language(),
            urgent=True,
            secrets=secrets_of(context),
        )

    def send_account_already_exists_mail(self, email: str) -> None:
        send_already_exists(
            email=email,
            language=reader_language(),
            path=wanted_path(allauth_context.request),
        )

    def login(self, request: HttpRequest, user: User) -> None:
        """Whoever signs in with more than a judge's link has all of their pages, not the
        judging desk alone."""
        self.is_first_sign_in = user.last_login is None
        super().login(request, user)
        request.session.pop("scope", None)

    def save_user(
        self, request: HttpRequest, user: User, form: object, commit: bool = True
    ) -> User:
        user.language = reader_language()
        saved: User = super().save_user(request, user, form, commit)
        return saved

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Their own desk in their own language; an address they came for goes before it
        (``next``).
        """
        assert isinstance(request.user, User)
        with override(request.user.language):
            return reverse("desk")
