"""A form whose token is lost is offered again, and kept over the sign-in, only where
our own page sent it.
"""

from __future__ import annotations

import pytest
from django.test import Client

from awards.models import Organiser
from tests.factories import make_edition, make_organiser

pytestmark = pytest.mark.django_db
HERE = "http://testserver"
OWN = [
    {"Origin": HERE},
    {"Sec-Fetch-Site": "same-origin"},
    {"Origin": HERE, "Sec-Fetch-Site": "same-origin"},
]
FOREIGN = [
    {},
    {"Referer": f"{HERE}/en/"},
    {"Origin": "null"},
    {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
    {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
    {"Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"},
    {"Origin": "https://other.testserver", "Sec-Fetch-Site": "same-site"},
    {"Origin": HERE, "Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Referer": f"{HERE}/en/"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": f"{HERE}.evil.example"},
    {"Origin": f"{HERE}:8080"},
]


@pytest.mark.parametrize("headers", OWN)
def test_own_page_offers_to_send_again(headers: dict[str, str]) -> None:
    edition = make_edition()
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_organiser(edition))
    response = client.post(
        f"/en/manage/{edition.code}/organisers/",
        {"email": "new@example.org"},
        headers=headers,
    )
    assert response.status_code == 403
    assert 'value="new@example.org"' in response.content.decode()


@pytest.mark.parametrize("headers", FOREIGN)
def test_foreign_form_is_refused_and_nothing_of_it_is_shown(
    headers: dict[str, str],
) -> None:
    edition = make_edition()
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_organiser(edition))
    response = client.post(
        f"/en/manage/{edition.code}/organisers/",
        {"email": "evil@example.org"},
        headers=headers,
    )
    page = response.content.decode()
    assert response.status_code == 403
    assert "evil@example.org" not in page
    assert "Send again" not in page
    assert Organiser.objects.count() == 1


@pytest.mark.parametrize("headers", FOREIGN)
def test_foreign_form_is_not_kept_for_after_the_sign_in(
    client: Client, headers: dict[str, str]
) -> None:
    edition = make_edition()
    address = f"/en/manage/{edition.code}/organisers/"
    client.post(address, {"email": "evil@example.org"}, headers=headers)
    assert "kept_text" not in client.session
    client.force_login(make_organiser(edition))
    assert "evil@example.org" not in client.get(address).content.decode()
