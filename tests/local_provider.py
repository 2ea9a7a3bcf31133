"""An OpenID Connect provider of the tests' own, on this machine: description, keys, the
page where one signs in, tokens, user info. It checks what a strict one checks (secret,
address to come back to, PKCE, each code once) and lies only where a test tells it to.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, OctKey

from config.environment.providers import Provider

CLIENT, SECRET = "awards-client", "a-secret-of-the-tests-" + "x" * 24
Claims = dict[str, Any]


def as_is(claims: Claims) -> Claims:
    return claims


@dataclass
class LocalProvider:
    """``person``: the claims of whoever signs in next. ``alter``: what it lies in an ID
    token. ``asked``: the paths that were asked for.
    """

    home: str
    issuer: str = ""
    person: Claims = field(default_factory=lambda: {"sub": "person-1"})
    more: Claims | None = None  # user info; None: as in the token
    alter: Callable[[Claims], Claims] = as_is
    algorithm: str = "ES256"
    is_away: bool = False
    cancels: bool = False
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.issuer = self.issuer or self.home
        self.key = ECKey.generate_key("P-256", {"kid": "one", "use": "sig"})
        self.signs_with: Any = self.key
        self.codes: dict[str, dict[str, str]] = {}
        self.persons: dict[str, Claims] = {}

    # what a browser does

    def authorize(self, address: str) -> str:
        """Where somebody is sent back to who has signed in there."""
        query = {k: v[0] for k, v in parse_qs(urlsplit(address).query).items()}
        assert query["client_id"] == CLIENT
        assert query["response_type"] == "code"
        assert query["code_challenge_method"] == "S256"
        if self.cancels:
            answer = {"error": "access_denied", "state": query["state"]}
        else:
            code = secrets.token_urlsafe(16)
            self.codes[code] = query
            answer = {"code": code, "state": query["state"], "iss": self.issuer}
        return f"{query['redirect_uri']}?{urlencode(answer)}"

    # what a client asks

    def describe(self) -> Claims:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        }

    def keys(self) -> Claims:
        return {"keys": [self.key.as_dict(private=False)]}

    def token(self, form: dict[str, str], authorization: str) -> Claims | None:
        """None: refused."""
        given = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        query = self.codes.pop(form.get("code", ""), None)
        if authorization != f"Basic {given}" or query is None:
            return None
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        fits = challenge == query["code_challenge"]
        if not fits or form.get("redirect_uri") != query["redirect_uri"]:
            return None
        access = secrets.token_urlsafe(16)
        self.persons[access] = self.person
        return {
            "access_token": access,
            "token_type": "Bearer",
            "id_token": self.id_token(query),
        }

    def id_token(self, query: dict[str, str]) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": query.get("nonce"),
            **self.person,
        }
        header = {"alg": self.algorithm, "kid": "one"}
        if self.algorithm == "none":
            return unsigned(self.alter(claims))
        return jwt.encode(
            header, self.alter(claims), self.signs_with, algorithms=[self.algorithm]
        )

    def user_info(self, authorization: str) -> Claims | None:
        person = self.persons.get(authorization.removeprefix("Bearer "))
        if person is None:
            return None
        return self.more if self.more is not None else person


def unsigned(claims: Claims) -> str:
    parts = [{"alg": "none"}, claims]
    texts = [base64.urlsafe_b64encode(json.dumps(part).encode()) for part in parts]
    return ".".join(text.rstrip(b"=").decode() for text in texts) + "."


def secret_key() -> OctKey:
    return OctKey.import_key(SECRET)


def handler_of(provider: LocalProvider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            pass

        def answer(self, status: int, body: bytes, kind: str, **headers: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def say(self, said: Claims | None, refused: int = 400) -> None:
            status = 503 if provider.is_away else 200 if said is not None else refused
            body = json.dumps(said if status == 200 else {"error": "refused"})
            self.answer(status, body.encode(), "application/json")

        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            provider.asked.append(path)
            authorization = self.headers.get("Authorization", "")
            if path == "/.well-known/openid-configuration":
                self.say(provider.describe())
            elif path == "/keys":
                self.say(provider.keys())
            elif path == "/userinfo":
                self.say(provider.user_info(authorization), 401)
            elif path == "/authorize":
                self.answer(200, self.page(), "text/html; charset=utf-8")
            else:
                self.say(None, 404)

        def page(self) -> bytes:
            way = escape(provider.authorize(self.path))
            return (
                '<!DOCTYPE html><html lang="en"><title>Local provider</title>'
                f'<h1>Local provider</h1><a href="{way}">Allow</a></html>'
            ).encode()

        def do_POST(self) -> None:
            provider.asked.append(self.path)
            length = int(self.headers.get("Content-Length", 0))
            form = parse_qs(self.rfile.read(length).decode())
            first = {name: values[0] for name, values in form.items()}
            self.say(provider.token(first, self.headers.get("Authorization", "")))

    return Handler


@contextmanager
def running() -> Iterator[LocalProvider]:
    provider = LocalProvider(home="")
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(provider))
    server.daemon_threads = True
    provider.home = provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def configured(local: LocalProvider, **fields: Any) -> Provider:
    """The settings of a site that trusts it; as the environment would say them."""
    usual: dict[str, Any] = {
        "id": "ministry",
        "name_th": "กระทรวง",
        "name_en": "Ministry",
        "issuer": local.issuer,
        "client_id": CLIENT,
        "client_secret": SECRET,
    }
    return Provider(**{**usual, **fields})
