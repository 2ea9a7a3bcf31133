from __future__ import annotations

import pytest

from awards.accounts.services import save_profile
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def save(user: object, **changed: object) -> None:
    values = {"name_th": "ชื่อ", "name_en": "Name", "language": "en"}
    save_profile(user=user, **{**values, **changed})  # type: ignore[arg-type]


def test_names_and_language_are_kept_and_nothing_else() -> None:
    user = make_user("person@example.org")
    user.email = "changed@example.org"  # on the page's object only
    save(user)
    user.refresh_from_db()
    assert (user.name_th, user.name_en, user.language) == ("ชื่อ", "Name", "en")
    assert user.email == "person@example.org"
