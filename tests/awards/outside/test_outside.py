"""Requests to others go where the configuration says, and nowhere else."""

from __future__ import annotations

import gzip
import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
import requests

from awards.outside import connecting
from awards.outside.connecting import LARGEST, outgoing_pools
from awards.outside.places import OutgoingRefused, may_be_asked
from awards.outside.sessions import RequestRefused, outgoing_session
from tests.awards.outside.webserver import Site, certificate_in, says, web_site

PUBLIC = ["8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8", "64:ff9b::808:808"]
INSIDE = [
    "127.0.0.1",
    "127.8.9.1",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "169.254.169.254",
    "100.100.100.200",
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fc00::1",
    "fd00:ec2::254",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "2002:7f00:1::",
]


@pytest.fixture
def site(settings: Any) -> Iterator[Site]:
    """A site that may be asked although it stands on loopback."""
    with web_site() as made:
        settings.OUTGOING_HOSTS = []
        settings.OUTGOING_PRIVATE_ORIGINS = [made.url]
        yield made


def leads_to(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """A name server whose word changes; the names that it was asked for."""
    asked: list[str] = []

    def look_up(host: str, port: int, **_given: object) -> list[Any]:
        asked.append(host)
        texts = answers[min(len(asked), len(answers)) - 1]
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (text, port)) for text in texts
        ]

    usual = socket.getaddrinfo

    def answer(host: str, port: int, *places: Any, **given: Any) -> list[Any]:
        if host.endswith(".test"):
            return look_up(host, port)
        return usual(host, port, *places, **given)

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    return asked


@pytest.mark.parametrize("text", PUBLIC)
def test_public_address_may_be_asked(text: str) -> None:
    assert may_be_asked(ip_address(text))


@pytest.mark.parametrize("text", INSIDE)
def test_address_of_no_public_host_is_refused(text: str) -> None:
    assert not may_be_asked(ip_address(text))


@pytest.mark.parametrize(
    "text",
    ["169.254.169.254", "fd00:ec2::254", "::ffff:169.254.169.254", "100.100.100.200"],
)
def test_what_a_machine_tells_about_itself_is_never_asked(text: str) -> None:
    assert not may_be_asked(ip_address(text), private=True)


def test_private_site_that_is_named_is_asked(site: Site) -> None:
    with outgoing_session() as session:
        assert session.get(site.url + "/a").text == "well"
    assert outgoing_pools().request("GET", site.url).data == b"well"


def test_site_that_nobody_named_is_not_asked(site: Site, settings: Any) -> None:
    settings.OUTGOING_PRIVATE_ORIGINS = []
    with (
        outgoing_session() as session,
        pytest.raises(RequestRefused, match="OUTGOING_HOSTS"),
    ):
        session.get(site.url)
    with pytest.raises(OutgoingRefused):
        outgoing_pools().request("GET", site.url)
    assert not site.asked


def test_another_port_of_a_named_host_is_not_asked(site: Site) -> None:
    with (
        web_site() as other,
        outgoing_session() as session,
        pytest.raises(RequestRefused),
    ):
        session.get(other.url)
    assert not other.asked


def test_named_host_that_stands_inside_is_not_asked(site: Site, settings: Any) -> None:
    settings.OUTGOING_PRIVATE_ORIGINS = []
    settings.OUTGOING_HOSTS = [f"127.0.0.1:{site.port}"]
    with (
        outgoing_session() as session,
        pytest.raises(RequestRefused, match="not a public one"),
    ):
        session.get(f"https://127.0.0.1:{site.port}/")
    assert not site.asked


@pytest.mark.parametrize("scheme", ["http", "ftp", "file", "gopher"])
def test_other_schemes_are_not_asked(scheme: str, settings: Any) -> None:
    settings.OUTGOING_HOSTS = ["asked.example.org", "asked.example.org:80"]
    with (
        outgoing_session() as session,
        pytest.raises((RequestRefused, requests.exceptions.InvalidSchema)),
    ):
        session.get(f"{scheme}://asked.example.org/")


def test_one_inner_address_among_public_ones_is_enough(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.OUTGOING_HOSTS = ["turning.test"]
    leads_to(monkeypatch, ["8.8.8.8", "10.0.0.1"])
    with outgoing_session() as session, pytest.raises(RequestRefused, match=r"10\.0"):
        session.get("https://turning.test/")


def test_address_that_was_checked_is_the_one_connected_to(
    site: Site, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that leads elsewhere at the second look is looked up once only."""
    origin = f"http://turning.test:{site.port}"
    settings.OUTGOING_PRIVATE_ORIGINS = [origin]
    asked = leads_to(monkeypatch, ["127.0.0.1"], ["169.254.169.254"])
    with outgoing_session() as session:
        assert session.get(origin).text == "well"
    assert asked == ["turning.test"]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirect_is_not_followed(site: Site, settings: Any, status: int) -> None:
    with web_site() as other:
        settings.OUTGOING_PRIVATE_ORIGINS = [site.url, other.url]
        site.answer = says(status, headers={"Location": other.url})
        with (
            outgoing_session() as session,
            pytest.raises(RequestRefused, match="nobody follows"),
        ):
            session.get(site.url, headers={"Authorization": "Bearer of-tests"})
        assert outgoing_pools().request("GET", site.url).status == status
        assert not other.asked


def test_answer_of_too_many_bytes_is_refused(site: Site) -> None:
    site.answer = says(content=b"a" * (LARGEST + 1))
    with outgoing_session() as session, pytest.raises(RequestRefused, match="bytes"):
        session.get(site.url)


def test_answer_that_unpacks_to_too_many_bytes_is_refused(site: Site) -> None:
    packed = gzip.compress(b"a" * (20 * LARGEST))
    assert len(packed) < LARGEST
    site.answer = says(content=packed, headers={"Content-Encoding": "gzip"})
    with outgoing_session() as session, pytest.raises(RequestRefused, match="bytes"):
        session.get(site.url)


def test_packed_answer_is_handed_on_unpacked(site: Site) -> None:
    packed = gzip.compress('{"name": "ทดสอบ"}'.encode())
    site.answer = says(content=packed, headers={"Content-Encoding": "gzip"})
    with outgoing_session() as session:
        assert session.get(site.url).json() == {"name": "ทดสอบ"}


@pytest.mark.parametrize("part", ["headers", "content"])
def test_answer_that_never_ends_is_given_up(
    site: Site, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        if part == "content":
            handler.send_response(200)
            handler.send_header("Content-Length", "9999")
            handler.end_headers()
        else:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        while not site.enough.wait(0.02):
            handler.wfile.write(b"a")

    monkeypatch.setattr(connecting, "IN_ALL", 0.2)
    site.answer = drip
    with (
        outgoing_session() as session,
        pytest.raises(requests.exceptions.RequestException),
    ):
        session.get(site.url)


def test_certificate_that_nobody_vouches_for_is_refused(
    settings: Any, tmp_path: Path
) -> None:
    certificate = certificate_in(tmp_path)
    with web_site(certificate) as site, outgoing_session() as session:
        settings.OUTGOING_PRIVATE_ORIGINS = [site.url]
        with pytest.raises(requests.exceptions.SSLError):
            session.get(site.url)
        with pytest.raises(RequestRefused, match="always verified"):
            session.get(site.url, verify=False)
        assert not site.asked
        assert session.get(site.url, verify=str(certificate)).text == "well"


def test_nothing_of_the_environment_goes_along(
    site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    passwords = tmp_path / "netrc"
    passwords.write_text("machine 127.0.0.1 login tester password of-tests\n")
    passwords.chmod(0o600)
    monkeypatch.setenv("NETRC", str(passwords))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    assert requests.utils.get_netrc_auth(site.url)  # a usual session would send it
    with outgoing_session() as session:
        assert session.get(site.url).ok
    assert "Authorization" not in site.asked[0]
