"""What a new password has to be: long, of no list, hard to guess; no kinds of signs are
asked for. Named in AUTH_PASSWORD_VALIDATORS.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from awards.accounts.models import User
from config.passwords.breached import is_breached
from config.passwords.strength import measure

LONGEST = 128  # signs, ASVS 2.1.2


class MaximumLength:
    def validate(self, password: str, user: User | None = None) -> None:
        if len(password) > LONGEST:
            raise ValidationError(
                _("This password is too long. Use at most %d characters.") % LONGEST
            )

    def get_help_text(self) -> str:
        return _("It may have up to %d characters, spaces too.") % LONGEST


class NotBreached:
    def validate(self, password: str, user: User | None = None) -> None:
        if is_breached(password):
            raise ValidationError(
                _(
                    "This password seems to be one that became known when other sites were "
                    "broken into. Choose another one, and change it wherever you use it."
                )
            )

    def get_help_text(self) -> str:
        return _("Use one that you use nowhere else.")


class HardToGuess:
    def validate(self, password: str, user: User | None = None) -> None:
        if len(password) > LONGEST:
            return
        own = [user.email, user.name_th, user.name_en] if user else []
        strength = measure(password, own)
        if not strength.is_enough:
            said = [_("This password is easy to guess."), *map(str, strength.reasons)]
            raise ValidationError(" ".join(said))

    def get_help_text(self) -> str:
        return _("Several words that do not belong together are best.")
