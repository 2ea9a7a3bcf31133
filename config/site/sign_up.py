"""Signing up takes the same work whether the address has an account or not: nobody
learns it by a stop-watch.
"""

from __future__ import annotations

import secrets
from typing import Any

from allauth.account.forms import SignupForm
from django.db import transaction
from django.http import HttpRequest


class SignUp(SignupForm):  # type: ignore[misc]
    def try_save(self, request: HttpRequest) -> Any:
        with transaction.atomic():
            if self.account_already_exists:
                self.rehearse(request)
            return super().try_save(request)

    def rehearse(self, request: HttpRequest) -> None:
        """All that a new account costs, the hashing of the password first of all, and
        nothing of it stays.
        """
        email = self.cleaned_data["email"]
        self.account_already_exists = False
        self.cleaned_data["email"] = f"{secrets.token_hex(12)}@unknown.invalid"
        with transaction.atomic():
            self.save(request)
            transaction.set_rollback(True)
        self.cleaned_data["email"] = email
        self.account_already_exists = True
