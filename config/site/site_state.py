"""The operator's page of how the site itself stands: what it serves as, what it can sign,
who tried to get in.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.accounts.asking import SignedIn
from awards.accounts.watching import Event, counted
from awards.ledger.signing import KeyProblem, site_keys
from config.rights.checking import problems_of_role
from config.site.erasures import check_operator
from config.site.health import reasons_not_ready

EVENTS: dict[Event, Promise] = {
    Event.SIGNED_IN: gettext_lazy("Signed in"),
    Event.WRONG_PASSWORD: gettext_lazy("Wrong password"),
    Event.WRONG_FACTOR: gettext_lazy("Wrong code or passkey"),
    Event.REUSED_CODE: gettext_lazy("Code to sign in used twice"),
    Event.TOO_MANY_TRIES: gettext_lazy("Sign-in refused after too many tries"),
    Event.KNOWN_PASSWORD: gettext_lazy("Signed in with a password that became known"),
    Event.FORBIDDEN: gettext_lazy("Page or act that was not for its visitor"),
    Event.FORGED: gettext_lazy("Form of another site refused"),
    Event.LIMITED: gettext_lazy("Asked too often"),
}


@dataclass(frozen=True)
class Finding:
    """``problems``: for whoever keeps the server, in the words of its log."""

    title: str
    words: str
    problems: tuple[str, ...] = ()

    @property
    def is_fine(self) -> bool:
        return not self.problems


def findings() -> list[Finding]:
    return [
        Finding(
            _("Rights in the database"),
            _("The site may add to the audit log and change nothing in it."),
            tuple(problems_of_role(connection)),
        ),
        Finding(
            _("Database and queue"),
            _("Both answer, and every migration has run."),
            tuple(reasons_not_ready()),
        ),
        Finding(
            _("Key that signs"),
            _("Results and certificates are signed."),
            problems_of_keys(),
        ),
        Finding(
            _("Second step of sign-in"),
            _("Organisers, registrars and operators need one."),
            () if settings.SECOND_FACTOR_REQUIRED else ("SECOND_FACTOR=0",),
        ),
    ]


def problems_of_keys() -> tuple[str, ...]:
    try:
        return () if site_keys().signing else ("SIGNING_KEY_FILE: none",)
    except (KeyProblem, OSError) as problem:
        return (f"SIGNING_KEY_FILE: {type(problem).__name__}",)


@login_required
def site_state(request: SignedIn) -> HttpResponse:
    check_operator(request)
    numbers = counted()
    context = {
        "findings": findings(),
        "events": [(words, numbers[event]) for event, words in EVENTS.items()],
    }
    return render(request, "config/site_state.html", context)
