"""Where somebody wanted to go before they had to sign in or up: an address of this
site, and never another's.
"""

from __future__ import annotations

from django.utils.http import url_has_allowed_host_and_scheme

from awards.accounts.models import SignUpOrigin, User

LONGEST = 500


def local_path(typed: str) -> str:
    """The path as it was asked for; empty where it is none, leads elsewhere or is longer
    than any of ours.
    """
    path = typed.strip()
    if not path.startswith("/") or len(path) > LONGEST:
        return ""
    return path if url_has_allowed_host_and_scheme(path, allowed_hosts=None) else ""


def keep_origin(*, user: User, path: str) -> None:
    """Written for every sign-up, with an empty path too."""
    SignUpOrigin.objects.create(user=user, path=local_path(path))


def take_origin(*, user: User) -> str:
    """The path kept for this person, which is forgotten; empty where there is none."""
    origin = SignUpOrigin.objects.filter(user=user).first()
    if origin is None:
        return ""
    origin.delete()
    return local_path(origin.path)
