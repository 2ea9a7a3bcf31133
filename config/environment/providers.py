"""The providers that people may sign in with (OpenID Connect): see
``docs/sign-in-with-providers.md``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit

from config.environment.reading import LOCAL_HOSTS, fail, read_text, split_url

ID = re.compile(r"[a-z][a-z0-9-]{1,30}")
CLAIM = re.compile(r"[a-zA-Z0-9_:./-]{1,80}")
DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
ASYMMETRIC = ("RS256", "PS256", "ES256", "RS384", "RS512", "ES384", "EdDSA")
SYMMETRIC = ("HS256",)


@dataclass(frozen=True)
class Provider:
    """Somebody whom we let say who a person is.

    ``subject``: the claim by which a person is known there. ``believed_for``: whose
    addresses its word is enough for: domains, "*" for all; empty: for none, and each is
    proven by our own mail. The three addresses are given where the provider publishes
    no description of itself (discovery).
    """

    id: str
    name_th: str
    name_en: str
    issuer: str
    client_id: str = field(repr=False)
    client_secret: str = field(repr=False)
    scopes: tuple[str, ...] = ("openid", "profile", "email")
    subject: str = "sub"
    algorithms: tuple[str, ...] = ASYMMETRIC
    believed_for: tuple[str, ...] = ()
    authorization_url: str = ""
    token_url: str = ""
    keys_url: str = ""
    userinfo_url: str = ""
    secret_in: str = ""  # "basic" or "post"; "": as the provider says
    more_hosts: tuple[str, ...] = ()  # that its description names, beside its own

    @property
    def addresses_asked(self) -> list[SplitResult]:
        """By the site itself; the page to sign in at is the browser's."""
        named = (self.issuer, self.token_url, self.keys_url, self.userinfo_url)
        return [urlsplit(address) for address in named if address]

    @property
    def hosts_asked(self) -> set[str]:
        asked = {url.netloc for url in self.addresses_asked if url.scheme == "https"}
        return asked | set(self.more_hosts)

    @property
    def own_origins(self) -> set[str]:
        """On this machine, for trials."""
        return {
            f"{url.scheme}://{url.netloc}"
            for url in self.addresses_asked
            if url.scheme == "http"
        }

    @property
    def is_described(self) -> bool:
        """All that is needed is configured: nothing has to be asked for first."""
        signed_by_secret = set(self.algorithms) <= set(SYMMETRIC)
        keys = bool(self.keys_url) or signed_by_secret
        return bool(self.authorization_url and self.token_url and keys)


@dataclass(frozen=True)
class Known:
    """What is public about a provider; its environment may say otherwise."""

    name_th: str
    name_en: str
    issuer: str = ""
    scopes: tuple[str, ...] = ("openid", "profile", "email")
    subject: str = "sub"
    algorithms: tuple[str, ...] = ASYMMETRIC
    authorization_url: str = ""
    token_url: str = ""
    secret_in: str = ""
    hosts: tuple[str, ...] = ()


IMAUTH = "https://imauth.bora.dopa.go.th/api/v2/oauth2"
KNOWN = {
    # Addresses, scopes and the claim as integrators publish them; the issuer and the
    # address of the keys are not public: DOPA tells them to who registers.
    "thaid": Known(
        "ThaID",
        "ThaID",
        scopes=("openid", "pid", "given_name", "family_name"),
        subject="pid",
        authorization_url=f"{IMAUTH}/auth/",
        token_url=f"{IMAUTH}/token/",
        secret_in="basic",
    ),
    "google": Known(
        "Google",
        "Google",
        "https://accounts.google.com",
        hosts=(
            "oauth2.googleapis.com",
            "www.googleapis.com",
            "openidconnect.googleapis.com",
        ),
    ),
    # the issuer names the organisation (tenant): there is none for all
    "microsoft": Known("Microsoft", "Microsoft", hosts=("graph.microsoft.com",)),
    # ID tokens of LINE Login on the web are signed with the channel's secret
    "line": Known(
        "LINE",
        "LINE",
        "https://access.line.me",
        scopes=("openid", "profile"),
        algorithms=SYMMETRIC,
        secret_in="post",
        hosts=("api.line.me",),
    ),
}


def read_providers(source: Mapping[str, str]) -> tuple[Provider, ...]:
    """SIGN_IN_PROVIDERS names them in the order of their buttons; none without it."""
    named = [
        part.strip().lower()
        for part in (read_text(source, "SIGN_IN_PROVIDERS") or "").split(",")
        if part.strip()
    ]
    for wrong in (name for name in named if not ID.fullmatch(name)):
        fail(
            "SIGN_IN_PROVIDERS",
            f"expected names such as thaid, google, ministry, got {wrong!r}",
        )
    if len(set(named)) < len(named):
        fail("SIGN_IN_PROVIDERS", "names a provider twice")
    return tuple(ProviderReader(source, name).read() for name in named)


class ProviderReader:
    def __init__(self, source: Mapping[str, str], id: str) -> None:
        self.source, self.id = source, id
        self.known = KNOWN.get(id)

    def variable(self, name: str) -> str:
        return f"SIGN_IN_{self.id.upper().replace('-', '_')}_{name}"

    def text(self, name: str, otherwise: str = "") -> str:
        return read_text(self.source, self.variable(name)) or otherwise

    def needed(self, name: str, otherwise: str = "") -> str:
        value = self.text(name, otherwise)
        if not value:
            fail(self.variable(name), f"missing: sign-in with {self.id} needs it")
        return value

    def read(self) -> Provider:
        known = self.known or Known("", "")
        return Provider(
            id=self.id,
            name_th=self.needed("NAME_TH", known.name_th),
            name_en=self.needed("NAME_EN", known.name_en),
            issuer=self.address("ISSUER", self.needed("ISSUER", known.issuer)),
            client_id=self.needed("CLIENT_ID"),
            client_secret=self.needed("CLIENT_SECRET"),
            scopes=self.scopes(known.scopes),
            subject=self.subject(known.subject),
            algorithms=self.algorithms(known.algorithms),
            believed_for=self.believed_for(),
            authorization_url=self.address_of(
                "AUTHORIZATION_URL", known.authorization_url
            ),
            token_url=self.address_of("TOKEN_URL", known.token_url),
            keys_url=self.address_of("KEYS_URL"),
            userinfo_url=self.address_of("USERINFO_URL"),
            secret_in=self.secret_in(known.secret_in),
            more_hosts=known.hosts,
        )

    def address_of(self, name: str, otherwise: str = "") -> str:
        value = self.text(name, otherwise)
        return self.address(name, value) if value else ""

    def address(self, name: str, value: str) -> str:
        """http only on this machine, for trials: secrets are sent there."""
        url = split_url(self.variable(name), value, ("https", "http"))
        local = url.hostname in LOCAL_HOSTS
        if not url.hostname or url.username or (url.scheme == "http" and not local):
            fail(self.variable(name), f"expected https://host/…, got {value!r}")
        return value

    def scopes(self, usual: tuple[str, ...]) -> tuple[str, ...]:
        scopes = tuple(self.text("SCOPES").replace(",", " ").split()) or usual
        if "openid" not in scopes:
            fail(self.variable("SCOPES"), "expected openid among them")
        return scopes

    def subject(self, usual: str) -> str:
        claim = self.text("SUBJECT", usual)
        if not CLAIM.fullmatch(claim):
            fail(self.variable("SUBJECT"), f"expected a claim's name, got {claim!r}")
        return claim

    def algorithms(self, usual: tuple[str, ...]) -> tuple[str, ...]:
        named = tuple(self.text("ALGORITHMS").replace(",", " ").split()) or usual
        known = {*ASYMMETRIC, *SYMMETRIC}
        for wrong in (name for name in named if name not in known):
            fail(
                self.variable("ALGORITHMS"),
                f"expected some of {', '.join(sorted(known))}, got {wrong!r}",
            )
        if set(named) & set(SYMMETRIC) and set(named) & set(ASYMMETRIC):
            fail(
                self.variable("ALGORITHMS"),
                "expected either keys of the provider or HS256, not both",
            )
        return named

    def believed_for(self) -> tuple[str, ...]:
        value = self.text("BELIEVED_EMAIL").lower()
        if value in {"", "no", "0", "off"}:
            return ()
        if value in {"yes", "1", "on", "all"}:
            return ("*",)
        domains = tuple(value.replace(",", " ").split())
        for wrong in (name for name in domains if not DOMAIN.fullmatch(name)):
            fail(
                self.variable("BELIEVED_EMAIL"),
                f"expected yes, no, or domains such as example.go.th, got {wrong!r}",
            )
        return domains

    def secret_in(self, usual: str) -> str:
        value = self.text("SECRET_IN", usual).lower()
        if value not in {"", "basic", "post"}:
            fail(self.variable("SECRET_IN"), f"expected basic or post, got {value!r}")
        return value
