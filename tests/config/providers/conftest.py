from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from config.environment.providers import Provider
from tests.local_provider import LocalProvider, configured, running

PROFILE = "/en/account/profile/"


@pytest.fixture(scope="session")
def server() -> Iterator[LocalProvider]:
    with running() as provider:
        yield provider


@pytest.fixture
def local(server: LocalProvider, settings: Any) -> LocalProvider:
    """Honest again, and the one provider of the site, whose word on addresses counts for
    nothing.
    """
    server.__init__(home=server.home)  # type: ignore[misc]
    settings.SIGN_IN_PROVIDERS = (configured(server),)
    elsewhere = server.home.replace("127.0.0.1", "localhost")
    settings.OUTGOING_PRIVATE_ORIGINS = {server.home, elsewhere}
    caches["limits"].clear()
    caches["default"].clear()
    return server


def trusting(settings: Any, local: LocalProvider, **fields: Any) -> Provider:
    provider = configured(local, **{"believed_for": ("*",), **fields})
    settings.SIGN_IN_PROVIDERS = (provider,)
    return provider


def reader_of_english() -> Client:
    return Client(headers={"accept-language": "en"})


@dataclass
class Browser:
    """Somebody in front of a browser who signs in with the local provider."""

    local: LocalProvider
    client: Client = field(default_factory=reader_of_english)

    def leave(self, act: str = "start", **data: str) -> str:
        """The provider's address that the browser is led to."""
        page = self.client.post(f"/en/account/provider/ministry/{act}/", data)
        found = re.search(
            r'http-equiv="refresh" content="0; url=([^"]+)"', page.content.decode()
        )
        assert found, (page.status_code, page.headers.get("Location"))
        return html.unescape(found[1])

    def back(self, act: str = "start", **data: str) -> str:
        """Our address that the provider leads back to."""
        address = self.local.authorize(self.leave(act, **data))
        return address.replace("http://127.0.0.1:8000", "")

    def come(self, address: str = "") -> Any:
        return self.client.get(address or self.back(), follow=True)

    def failure(self, address: str = "") -> str:
        """The title of the page that says why it did not work."""
        page = self.come(address)
        assert page.redirect_chain[-1][0].endswith("/account/provider/failed/")
        found = re.search(r"<h1>(.*?)</h1>", page.content.decode(), re.S)
        assert found
        assert not self.is_signed_in
        return html.unescape(found[1].strip())

    @property
    def is_signed_in(self) -> bool:
        return self.client.get(PROFILE).status_code == 200


@pytest.fixture
def browser(local: LocalProvider) -> Browser:
    return Browser(local)
