"""Sign-in's own mails go the way of all mails: through the outbox."""

from __future__ import annotations

import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import override

from awards.accounts.bilingual import reader_language
from awards.accounts.models import User
from awards.outbox.services import queue_mail


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In the person's language, or the page's where there is no person. Each is a new one: its key is random."""
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
        )

    def login(self, request: HttpRequest, user: User) -> None:
        """Whoever signs in with the password has all of their pages, not the judging desk alone."""
        super().login(request, user)
        request.session.pop("scope", None)

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user.language = reader_language()
        saved: User = super().save_user(request, user, form, commit)
        return saved

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Their own desk in their own language; an address they came for goes before it (``next``)."""
        assert isinstance(request.user, User)
        with override(request.user.language):
            return reverse("desk")
