from __future__ import annotations

from awards.accounts.asking import Visitor


def can_keep_mails(user: Visitor) -> bool:
    """Those who keep the site: they can do something about a mail server."""
    return bool(user.is_authenticated and user.is_operator)
