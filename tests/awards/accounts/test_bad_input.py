"""Whatever is sent, nobody sees a fault of ours, and typed text is not lost."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client, RequestFactory
from hypothesis import given, settings
from hypothesis import strategies as st

from config.site.errors import server_error
from tests.factories import (
    make_certificate,
    make_edition,
    make_organiser,
    make_registrar,
)

pytestmark = pytest.mark.django_db
FORM = "/en/dsure/manage/marks/add/"
OWN_PAGE = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}


def test_form_sent_after_the_login_ran_out_is_offered_again_after_signing_in(
    client: Client,
) -> None:
    typed = {"code": "gold", "name_th": "ทอง <b>", "name_en": "Gold", "order": "1"}
    assert (
        "/account/login/"
        in client.post(FORM, {**typed, "password": "secret"}, headers=OWN_PAGE).headers[
            "Location"
        ]
    )
    assert (
        "What you typed is not lost"
        in client.get(f"/en/account/login/?next={FORM}").content.decode()
    )
    client.force_login(make_registrar())
    page = client.get(FORM).content.decode()
    assert 'name="name_th" value="ทอง &lt;b&gt;"' in page
    assert "secret" not in page
    assert "secret" not in client.get(FORM).content.decode()
    assert 'value="gold"' not in client.get(FORM).content.decode()
    assert client.post(FORM, typed).status_code == 302


def test_kept_text_is_offered_at_its_own_address_only_and_not_for_ever(
    client: Client,
) -> None:
    client.post(FORM, {"name_th": "ทอง"}, headers=OWN_PAGE)
    client.force_login(make_registrar())
    assert "ทอง" not in client.get("/en/dsure/manage/").content.decode()
    session = client.session
    session["kept_text"] = {**session["kept_text"], "at": 0}
    session.save()
    assert "ทอง" not in client.get(FORM).content.decode()


def test_lost_csrf_token_keeps_the_text() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_registrar())
    response = client.post(
        FORM, {"name_th": "ทอง", "password": "secret"}, headers=OWN_PAGE
    )
    assert response.status_code == 403
    assert 'value="ทอง"' in response.content.decode()
    assert "secret" not in response.content.decode()


def test_too_much_at_once_is_said_politely(client: Client) -> None:
    client.force_login(make_registrar())
    response = client.post(FORM, {"name_th": "ก" * 3_000_000})
    assert response.status_code == 413
    assert "Your upload is too large" in response.content.decode()


def test_too_many_fields_are_said_politely(client: Client) -> None:
    client.force_login(make_registrar())
    assert client.post(FORM, {f"f{n}": "1" for n in range(1500)}).status_code == 413


def test_wrong_method_gets_words(client: Client) -> None:
    response = client.post("/en/dsure/")
    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD")
    assert "site-header" in response.content.decode()


def test_page_of_our_own_fault_needs_nothing(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        response = server_error(RequestFactory().get("/th/"))
    assert response.status_code == 500
    assert "ระบบขัดข้อง" in response.content.decode()


def test_foreign_host_is_refused_politely(client: Client) -> None:
    assert client.get("/en/", headers={"Host": "evil.example"}).status_code == 400


ODD = st.sampled_from(
    [
        "\x00",
        "%00",
        "%ED%A0%80",
        "%FF%FE",
        "99999999999999999999999",
        "-1",
        "'",
        "<b>",
        "๑",
        "\u202e",
        "%0d%0aX: y",
        "../",
    ]
)
WORD = st.lists(ODD | st.text(max_size=5), max_size=4).map("".join)
PUBLIC = ("/{}", "/th/dsure/?q={}&page={}&maker={}&mark={}", "/en/dsure/{}/", "/api/v1/dsure/products/{}.json",
          "/api/v1/dsure/products.json?q={}&maker={}", "/feeds/dsure.atom?lang={}", "/th/dsure/announcements/?page={}",
          "/en/dsure/announcements/{}/", "/th/dsure/unsubscribe/{}/", "/en/account/login/?next={}", "/en/winners/{}/",
          "/en/editions/{}/", "/th/account/confirm-email/{}/", "/en/?page={}")  # fmt: skip


@given(address=st.sampled_from(PUBLIC), words=st.lists(WORD, min_size=4, max_size=4))
@settings(
    max_examples=120,
    deadline=None,
)
def test_no_public_address_fails_on_odd_bytes(
    client: Client, address: str, words: list[str]
) -> None:
    path, _, query = address.partition("?")
    asked = (
        quote(path.format(words[0]), safe="/%"),
        quote(query.format(*words), safe="/%&="),
    )
    assert client.get(asked[0], QUERY_STRING=asked[1]).status_code < 500, asked


@given(
    words=st.dictionaries(
        st.sampled_from(["email", "login", "password", "password1", "name", "next"]),
        WORD,
    )
)
@settings(
    max_examples=40,
    deadline=None,
)
@pytest.mark.parametrize(
    "address", ["/en/account/login/", "/en/account/signup/", "/en/dsure/subscribe/"]
)
def test_no_public_form_fails_on_odd_bytes(
    client: Client, address: str, words: dict[str, str]
) -> None:
    assert client.post(address, words).status_code < 500


def test_nul_past_every_form_is_refused_politely(client: Client) -> None:
    edition = make_edition()
    client.force_login(make_organiser(edition))
    response = client.post(
        f"/en/manage/{edition.code}/eligibility/rules/fill/", {"source": "\x00"}
    )
    assert response.status_code == 400
    assert "site-header" in response.content.decode()


def test_ids_beyond_the_databases_numbers_are_no_page(client: Client) -> None:
    make_certificate()
    assert client.get(f"/en/dsure/announcements/{10**30}/").status_code == 404
    assert client.get(f"/en/dsure/qr/{10**30}.svg").status_code == 404
