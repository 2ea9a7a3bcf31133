from __future__ import annotations

from awards.accounts.asking import Visitor
from awards.dsure.querysets import keeps_register


def can_keep_register(user: Visitor) -> bool:
    """Registrars, and the site's operator who appoints them."""
    return keeps_register(user)


def can_appoint_registrar(user: Visitor) -> bool:
    return bool(user.is_authenticated and user.is_operator)
