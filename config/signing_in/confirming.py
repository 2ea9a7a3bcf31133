"""Before what weighs most, one shows once more who one is: an unlocked computer is not
its owner.

``GUARDED`` is the one table of it. What was sent waits (``config.site.saved_post``) and
is offered again afterwards.
"""

from __future__ import annotations

import enum
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from config.people.confirmed import CONFIRMED_AT
from config.site.saved_post import Because, keep, may_keep


class When(enum.Enum):
    SENT = "sent"  # only its form
    SEEN = "seen"  # already the page itself, which holds or makes a secret


GUARDED: dict[str, When] = {
    # results
    "judging:list-approve": When.SENT,
    "judging:list-schedule": When.SENT,
    "judging:list-correct": When.SENT,
    # personal data leave the site
    "accounts:export": When.SENT,
    "nominations:export-create": When.SENT,
    "nominations:export-file": When.SEEN,
    "broadcast-file": When.SEEN,
    "judging:scores-export": When.SEEN,
    "ledger-csv": When.SEEN,
    "privacy-breach-people": When.SENT,
    "accounts:calendar": When.SENT,
    # who may do what
    "awards:organiser-list": When.SENT,
    "awards:organiser-role": When.SENT,
    "awards:organiser-remove": When.SENT,
    "awards:change-answer": When.SENT,
    "dsure:registrars": When.SENT,
    "dsure:registrar-dismiss": When.SENT,
    "factors-reset": When.SENT,
    # whose the account is
    "account_email": When.SENT,
    "account_set_password": When.SENT,
    "password-remove": When.SEEN,
    "accounts:erasure-ask": When.SENT,
    "erasure-do": When.SENT,
    "provider-link": When.SENT,
    "provider-unlink": When.SENT,
    "mfa_add_webauthn": When.SEEN,
    "mfa_edit_webauthn": When.SENT,
    "mfa_remove_webauthn": When.SEEN,
    "mfa_activate_totp": When.SEEN,
    "mfa_deactivate_totp": When.SEEN,
    "mfa_view_recovery_codes": When.SEEN,
    "mfa_generate_recovery_codes": When.SENT,
}


class ConfirmFirst:
    """Stands after ``KeptText``, which offers again what was sent."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        match = request.resolver_match
        when = GUARDED.get(match.view_name) if match else None
        if when is None or (when is When.SENT and request.method != "POST"):
            return None
        if not request.user.is_authenticated or is_confirmed(request):
            return None
        if request.method == "POST" and may_keep(request):
            keep(request, Because.UNCONFIRMED)
        path = urlencode({"next": request.get_full_path()})
        return redirect(f"{reverse('account_reauthenticate')}?{path}")


def is_confirmed(request: HttpRequest) -> bool:
    """Within the last minutes (``CONFIRM_WITHIN`` seconds; None: never asked)."""
    within: int | None = settings.CONFIRM_WITHIN
    if within is None:
        return True
    return time.time() - float(request.session.get(CONFIRMED_AT, 0)) < within
