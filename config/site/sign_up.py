"""Signing up takes the same work whether the address has an account or not: nobody
learns it by a stop-watch.
"""

from __future__ import annotations

import secrets
from typing import Any

from allauth.account.forms import SignupForm
from allauth.utils import get_request_param
from django.db import transaction
from django.http import HttpRequest

from awards.accounts.destinations import keep_origin, local_path
from awards.accounts.models import User
from config.people import signing_up
from config.people.signing_up import SignUpBegun


def wanted_path(request: HttpRequest) -> str:
    return local_path(get_request_param(request, "next") or "")


class SignUp(SignupForm):  # type: ignore[misc]
    def try_save(self, request: HttpRequest) -> Any:
        with transaction.atomic():
            waits = not self.account_already_exists
            rehearsed = None if waits else self.rehearse(request)
            user, response = super().try_save(request)
        begun = SignUpBegun.of(
            rehearsed or user,
            email=self.cleaned_data["email"].lower(),
            waits=waits,
            news=self.cleaned_data["news"],
            path=wanted_path(request),
        )
        signing_up.keep(request.session, begun)
        return user, response

    def save(self, request: HttpRequest) -> User:
        user: User = super().save(request)
        keep_origin(user=user, path=wanted_path(request))
        return user

    def rehearse(self, request: HttpRequest) -> User:
        """All that a new account costs, the hashing of the password first of all, and
        nothing of it stays.
        """
        email = self.cleaned_data["email"]
        self.account_already_exists = False
        self.cleaned_data["email"] = f"{secrets.token_hex(12)}@unknown.invalid"
        with transaction.atomic():
            user = self.save(request)
            transaction.set_rollback(True)
        self.cleaned_data["email"] = email
        self.account_already_exists = True
        return user
