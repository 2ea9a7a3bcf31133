"""The last way in of a person is not taken away, whichever it is."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from awards.accounts.models import User
from awards.outbox.models import Suppression
from config.passwords.services import remove_password
from config.providers.ways_in import LastWayIn, WaysIn, ways_in
from tests.config.signing_in.factors import PASSWORD, add_app, add_passkey
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def unreached() -> User:
    """Without a password, and our mails do not arrive."""
    user = make_user("unreached@example.org", verified=True, language="en")
    user.set_unusable_password()
    user.save()
    Suppression.objects.create(email=user.email, reason="no such mailbox")
    return user


def remove(user: User, passkey: Authenticator, settings: Any) -> str:
    settings.CONFIRM_WITHIN = None
    client = Client()
    client.force_login(user)
    address = f"/en/account/factors/passkeys/{passkey.pk}/remove/"
    page: str = client.post(address, follow=True).text
    return page


def test_passkey_that_is_the_only_way_in_stays(unreached: User, settings: Any) -> None:
    passkey = add_passkey(unreached)
    assert "your only way to sign in" in remove(unreached, passkey, settings)
    assert Authenticator.objects.filter(pk=passkey.pk).exists()


def test_one_of_two_passkeys_goes(unreached: User, settings: Any) -> None:
    passkey, other = add_passkey(unreached), add_passkey(unreached, "Work")
    remove(unreached, passkey, settings)
    assert Authenticator.objects.get() == other


def test_passkey_lets_the_password_go(unreached: User) -> None:
    unreached.set_password(PASSWORD)
    unreached.save()
    with pytest.raises(LastWayIn):
        remove_password(user=unreached)
    add_passkey(unreached)
    assert not remove_password(user=unreached).has_usable_password()


def test_codes_of_an_app_are_no_way_in(unreached: User) -> None:
    add_app(unreached)
    assert ways_in(unreached) == WaysIn(
        mail=False, password=False, providers=0, passkeys=0
    )
    Suppression.objects.all().delete()
    assert ways_in(unreached).count == 1
