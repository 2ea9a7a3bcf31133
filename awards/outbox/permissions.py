from __future__ import annotations

from typing import Any


def can_see_failed_mails(user: Any) -> bool:
    """Those who keep the site: they can do something about a mail server."""
    return bool(user.is_authenticated and user.is_operator)
