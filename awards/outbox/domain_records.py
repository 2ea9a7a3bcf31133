"""The records by which other servers believe a domain's mails: SPF (RFC 7208), DKIM (RFC
6376), DMARC (RFC 7489), MX, and the names of the relay's addresses. Asked of the DNS;
where that does not answer, nothing is said about a record.
"""

from __future__ import annotations

import enum
from base64 import b64decode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network
from typing import Any

import dns.exception
import dns.resolver
import dns.reversename
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key

LIFETIME = 5.0  # seconds for one question
MOST_LOOKUPS = 10  # that RFC 7208 allows one SPF record
SMALLEST_KEY = 1024  # bits of RSA that receivers take; 2048 is asked for
GOOD_KEY = 2048


class Finding(enum.Enum):
    GOOD = "good"
    WRONG = "wrong"
    UNKNOWN = "could not be asked"


@dataclass(frozen=True)
class Record:
    """What was found, and what to do about it."""

    name: str
    finding: Finding
    words: str


class CouldNotAsk(Exception):
    """The DNS does not answer: the record may be there or not."""


@dataclass
class Names:
    """The DNS, or the server that is named (``address``, ``port``)."""

    address: str = ""
    port: int = 53
    resolver: Any = field(init=False)

    def __post_init__(self) -> None:
        try:
            self.resolver = dns.resolver.Resolver(configure=not self.address)
        except dns.resolver.NoResolverConfiguration:
            self.resolver = dns.resolver.Resolver(configure=False)
        if self.address:
            self.resolver.nameservers = [self.address]
            self.resolver.port = self.port
        self.resolver.lifetime = LIFETIME

    def ask(self, name: str, kind: str) -> list[Any]:
        """Empty where there is no such record. Raises CouldNotAsk."""
        try:
            return list(self.resolver.resolve(name, kind))
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return []
        except (dns.exception.DNSException, OSError, ValueError) as error:
            raise CouldNotAsk(f"{kind} of {name}: {type(error).__name__}") from error

    def texts(self, name: str) -> list[str]:
        found = self.ask(name, "TXT")
        return [b"".join(one.strings).decode("utf-8", "replace") for one in found]

    def addresses(self, host: str) -> list[str]:
        try:
            return [str(ip_address(host))]
        except ValueError:
            kinds = ("A", "AAAA")
            return [str(one) for kind in kinds for one in self.ask(host, kind)]


@dataclass(frozen=True)
class Asked:
    """``relay``: the mail server that the site hands its mails to, "" where a provider
    or nobody takes them; ``returns``: the domain that reports come to.
    """

    domain: str
    selector: str
    relay: str
    returns: str


def records_of(asked: Asked, names: Names) -> Iterator[Record]:
    questions: list[tuple[str, Callable[[Asked, Names], Record]]] = [
        ("MX", mx_of),
        ("SPF", spf_of),
        ("DKIM", dkim_of),
        ("DMARC", dmarc_of),
        ("reverse names", reverse_of),
    ]
    for name, question in questions:
        try:
            yield question(asked, names)
        except CouldNotAsk as error:
            yield Record(name, Finding.UNKNOWN, f"the DNS did not answer: {error}")


def mx_of(asked: Asked, names: Names) -> Record:
    """Answers and reports come to these."""
    for domain in dict.fromkeys((asked.domain, asked.returns)):
        if not names.ask(domain, "MX") and not names.addresses(domain):
            words = f"{domain} takes no mail: answers and reports are lost"
            return Record("MX", Finding.WRONG, words)
    return Record("MX", Finding.GOOD, f"{asked.returns} takes mail")


def spf_of(asked: Asked, names: Names) -> Record:
    """Of the domain that the envelope's sender has."""
    found = spf_texts(asked.returns, names)
    if len(found) != 1:
        words = f"{asked.returns} has {len(found)} SPF records and needs exactly one"
        return Record("SPF", Finding.WRONG, words)
    policy = Spf(names)
    sources = names.addresses(asked.relay) if asked.relay else []
    missing = [one for one in sources if not policy.allows(asked.returns, one)]
    if policy.lookups > MOST_LOOKUPS:
        words = f"it takes {policy.lookups} lookups; {MOST_LOOKUPS} are allowed"
        return Record("SPF", Finding.WRONG, words)
    if missing:
        words = f"{found[0]!r} does not name the relay's {', '.join(missing)}"
        return Record("SPF", Finding.WRONG, words)
    if found[0].rstrip().endswith("+all"):
        return Record("SPF", Finding.WRONG, "it lets everybody send in this name")
    return Record("SPF", Finding.GOOD, found[0])


def spf_texts(domain: str, names: Names) -> list[str]:
    texts = names.texts(domain)
    return [text for text in texts if text.lower().split(" ")[0] == "v=spf1"]


@dataclass
class Spf:
    """Whether an address may send for a domain; lookups are counted as the RFC does."""

    names: Names
    lookups: int = 0

    def allows(self, domain: str, address: str) -> bool:
        found = spf_texts(domain, self.names)
        for term in found[0].split(" ")[1:] if found else []:
            if self.lookups > MOST_LOOKUPS:
                return False
            if term and term[0] in "-~?":
                continue
            if self.matches(term.lstrip("+"), domain, address):
                return True
        return False

    def matches(self, term: str, domain: str, address: str) -> bool:
        kind, _, value = term.replace("=", ":", 1).partition(":")
        kind, here = kind.lower().partition("/")[0], (value or domain).partition("/")[0]
        if kind in ("ip4", "ip6"):
            return in_network(address, value)
        if kind not in ("a", "mx", "include", "redirect"):
            return kind == "all"
        self.lookups += 1
        if kind == "a":
            return address in self.names.addresses(here)
        if kind == "mx":
            hosts = [str(one.exchange) for one in self.names.ask(here, "MX")]
            return any(address in self.names.addresses(host) for host in hosts)
        return self.allows(here, address)


def in_network(address: str, network: str) -> bool:
    try:
        return ip_address(address) in ip_network(network, strict=False)
    except (ValueError, TypeError):
        return False


def dkim_of(asked: Asked, names: Names) -> Record:
    if not asked.selector:
        words = "name the selector that the relay signs with: --selector"
        return Record("DKIM", Finding.UNKNOWN, words)
    where = f"{asked.selector}._domainkey.{asked.domain}"
    keys = [tags_of(text).get("p") for text in names.texts(where)]
    given = [key for key in keys if key is not None]
    if not given:
        return Record("DKIM", Finding.WRONG, f"{where} holds no key")
    if not given[0]:
        return Record("DKIM", Finding.WRONG, f"the key at {where} was withdrawn")
    bits = bits_of(given[0])
    if bits is None:
        return Record("DKIM", Finding.GOOD, f"{where} holds a key that is not RSA")
    if bits < SMALLEST_KEY:
        return Record("DKIM", Finding.WRONG, f"a key of {bits} bits is not believed")
    advice = "" if bits >= GOOD_KEY else f"; {GOOD_KEY} are asked for today"
    return Record("DKIM", Finding.GOOD, f"{where} holds a key of {bits} bits{advice}")


def tags_of(text: str) -> dict[str, str]:
    parts = [part.partition("=") for part in text.split(";")]
    return {name.strip().lower(): value.strip() for name, sign, value in parts if sign}


def bits_of(key: str) -> int | None:
    """Of an RSA key; None for another kind, 0 for what is no key."""
    try:
        content = b64decode("".join(key.split()), validate=True)
        if len(content) == 32:  # Ed25519 stands there bare (RFC 8463)
            return None
        found = load_der_public_key(content)
    except (ValueError, UnsupportedAlgorithm):
        return 0
    return found.key_size if isinstance(found, RSAPublicKey) else None


def dmarc_of(asked: Asked, names: Names) -> Record:
    """Of the domain, or of the one that it belongs to."""
    labels = asked.domain.split(".")
    for at in range(len(labels) - 1):
        domain = ".".join(labels[at:])
        for text in names.texts(f"_dmarc.{domain}"):
            tags = tags_of(text)
            if tags.get("v", "").upper() == "DMARC1":
                return dmarc_says(domain, tags)
    words = f"_dmarc.{asked.domain} says nothing: begin with v=DMARC1; p=none"
    return Record("DMARC", Finding.WRONG, words)


def dmarc_says(domain: str, tags: dict[str, str]) -> Record:
    policy = tags.get("p", "").lower()
    if policy not in ("none", "quarantine", "reject"):
        return Record("DMARC", Finding.WRONG, f"p={policy!r} is no policy")
    return Record("DMARC", Finding.GOOD, f"_dmarc.{domain}: p={policy}")


def reverse_of(asked: Asked, names: Names) -> Record:
    """Receivers want an address to have a name that leads back to it."""
    if not asked.relay:
        words = "no mail server is named: a provider sees to it"
        return Record("reverse names", Finding.GOOD, words)
    sources = names.addresses(asked.relay)
    if not sources:
        words = f"{asked.relay} has no address"
        return Record("reverse names", Finding.WRONG, words)
    for source in sources:
        hosts = names.ask(str(dns.reversename.from_address(source)), "PTR")
        if not any(source in names.addresses(str(host)) for host in hosts):
            words = f"{source} has no name that leads back to it"
            return Record("reverse names", Finding.WRONG, words)
    return Record("reverse names", Finding.GOOD, f"{', '.join(sources)}: known by name")
