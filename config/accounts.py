"""Sign-in's own mails go the way of all mails: through the outbox."""

from __future__ import annotations

import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from awards.accounts.bilingual import reader_language
from awards.accounts.models import User
from awards.outbox.services import queue_mail


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Every such mail is a new one, so its dedupe key is a random one."""
        event = template_prefix.rpartition("/")[2]
        queue_mail(
            event,
            f"{template_prefix}.txt",
            context,
            dedupe_key=f"{event}:{secrets.token_hex(8)}",
            to_email=email,
            language=reader_language(),
        )

    def login(self, request: HttpRequest, user: User) -> None:
        """Whoever signs in with the password has all of their pages, not the judging desk alone."""
        super().login(request, user)
        request.session.pop("scope", None)

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user.language = reader_language()
        saved: User = super().save_user(request, user, form, commit)
        return saved
