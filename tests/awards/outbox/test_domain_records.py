"""The records of a mail's domain, asked of a DNS of the tests' own on loopback."""

from __future__ import annotations

import json
import socket
import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

import dns.flags
import dns.message
import dns.rcode
import dns.rrset
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.core.management import CommandError, call_command
from django.test import override_settings

from awards.outbox import domain_records

Zone = dict[tuple[str, str], list[str]]


def dkim_key(bits: int) -> str:
    key = rsa.generate_private_key(65537, bits).public_key()
    der = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    text = f"v=DKIM1; k=rsa; p={b64encode(der).decode()}"
    return " ".join(f'"{text[at : at + 200]}"' for at in range(0, len(text), 200))


KEY = dkim_key(2048)
GOOD: Zone = {
    ("prize.example.", "MX"): ["10 mx.prize.example."],
    ("prize.example.", "TXT"): [
        '"other"',
        '"v=spf1 mx include:spf.relay.example -all"',
    ],
    ("mx.prize.example.", "A"): ["192.0.2.9"],
    ("spf.relay.example.", "TXT"): [
        '"v=spf1 ip4:198.51.100.0/24 ip6:2001:db8::/32 ~all"'
    ],
    ("smtp.relay.example.", "A"): ["198.51.100.7"],
    ("7.100.51.198.in-addr.arpa.", "PTR"): ["out.relay.example."],
    ("out.relay.example.", "A"): ["198.51.100.7"],
    ("s1._domainkey.prize.example.", "TXT"): [KEY],
    ("_dmarc.prize.example.", "TXT"): [
        '"v=DMARC1; p=quarantine; rua=mailto:a@b.example"'
    ],
}


def answered(wire: bytes, zone: Zone) -> bytes:
    asked = dns.message.from_wire(wire)
    answer = dns.message.make_response(asked)
    answer.flags |= dns.flags.RA
    (question,) = asked.question
    name, kind = question.name.to_text().lower(), dns.rdatatype.to_text(question.rdtype)
    if values := zone.get((name, kind)):
        answer.answer.append(dns.rrset.from_text(name, 60, "IN", kind, *values))
    elif not any(known == name for known, _kind in zone):
        answer.set_rcode(dns.rcode.NXDOMAIN)
    return answer.to_wire()


@contextmanager
def name_server(zone: Zone, silent: bool = False) -> Iterator[str]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.bind(("127.0.0.1", 0))
        line.settimeout(0.02)
        over = threading.Event()

        def serve() -> None:
            while not over.is_set():
                try:
                    wire, whom = line.recvfrom(4096)
                except TimeoutError:
                    continue
                if not silent:
                    line.sendto(answered(wire, zone), whom)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield f"127.0.0.1:{line.getsockname()[1]}"
        finally:
            over.set()
            thread.join(5)


def checked(
    zone: Zone, silent: bool = False, **options: str
) -> tuple[int, dict[str, Any]]:
    out, code = StringIO(), 0
    usual = {"selector": "s1", "relay": "smtp.relay.example", **options}
    with name_server(zone, silent) as nameserver:
        try:
            call_command(
                "check_mail_domain", "prize.example", nameserver=nameserver, json=True,
                stdout=out, **usual,
            )  # fmt: skip
        except CommandError as error:
            code = error.returncode
    records = json.loads(out.getvalue())["records"]
    return code, {one["name"]: (one["finding"], one["words"]) for one in records}


def test_a_domain_in_order_is_said_to_be() -> None:
    code, records = checked(GOOD)
    assert code == 0
    assert {finding for finding, _words in records.values()} == {"good"}
    assert "2048 bits" in records["DKIM"][1]
    assert "p=quarantine" in records["DMARC"][1]


def but(name: str, kind: str, *values: str) -> Zone:
    return {**GOOD, (name, kind): list(values)}


@pytest.mark.parametrize(
    ("zone", "name", "words"),
    [
        (but("prize.example.", "TXT"), "SPF", "0 SPF records"),
        (but("prize.example.", "TXT", '"v=spf1 -all"', '"v=spf1 mx"'), "SPF", "2 SPF"),
        (but("prize.example.", "TXT", '"v=spf1 mx -all"'), "SPF", "198.51.100.7"),
        (but("prize.example.", "TXT", '"v=spf1 +all"'), "SPF", "everybody"),
        (
            but("prize.example.", "TXT", '"v=spf1 include:prize.example -all"'),
            "SPF",
            "lookups",
        ),
        (but("s1._domainkey.prize.example.", "TXT"), "DKIM", "no key"),
        (
            but("s1._domainkey.prize.example.", "TXT", '"v=DKIM1; p="'),
            "DKIM",
            "withdrawn",
        ),
        (
            but("s1._domainkey.prize.example.", "TXT", '"v=DKIM1; p=AAAA"'),
            "DKIM",
            "0 bits",
        ),
        (but("_dmarc.prize.example.", "TXT"), "DMARC", "begin with"),
        (
            but("_dmarc.prize.example.", "TXT", '"v=DMARC1; p=maybe"'),
            "DMARC",
            "no policy",
        ),
        (but("7.100.51.198.in-addr.arpa.", "PTR"), "reverse names", "no name"),
        (but("out.relay.example.", "A", "192.0.2.1"), "reverse names", "leads back"),
        (but("prize.example.", "MX"), "MX", "takes no mail"),
    ],
)
def test_what_is_wrong_is_named(zone: Zone, name: str, words: str) -> None:
    code, records = checked(zone)
    assert code == 1
    assert records[name][0] == "wrong"
    assert words in records[name][1]


def test_where_nobody_answers_nothing_is_claimed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(domain_records, "LIFETIME", 0.05)
    code, records = checked(GOOD, silent=True)
    assert code == 2
    assert {finding for finding, _words in records.values()} == {"could not be asked"}


def test_without_a_selector_the_key_is_not_judged() -> None:
    code, records = checked(GOOD, selector="")
    assert code == 2
    assert "--selector" in records["DKIM"][1]


def test_reports_that_come_to_another_domain_ask_for_its_records() -> None:
    with override_settings(BOUNCE_ADDRESS="bounces+@other.example"):
        code, records = checked(GOOD)
    assert code == 1
    assert "other.example" in records["MX"][1]
    assert "other.example has 0 SPF" in records["SPF"][1]


def test_what_is_no_domain_is_said() -> None:
    for domain in ("a b", "-", "a-.example", "x" * 300 + ".ไทย"):
        with pytest.raises(CommandError, match="not a domain"):
            call_command("check_mail_domain", domain, nameserver="127.0.0.1:1")
