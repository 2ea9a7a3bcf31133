"""The official account at LINE that messages go from, where there is one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from config.environment.reading import LOCAL_HOSTS, fail, read_text, split_url

API = "https://api.line.me"
ACCOUNT = re.compile(r"@[a-z0-9._-]{1,30}")


@dataclass(frozen=True)
class LineAccess:
    """All empty where LINE is off. ``account``: what people look for in LINE, with "@"."""

    access_token: str = ""
    channel_secret: str = ""
    account: str = ""
    api_url: str = API


def read_line(source: Mapping[str, str]) -> LineAccess:
    """LINE_ACCESS_TOKEN, LINE_CHANNEL_SECRET and LINE_ACCOUNT: all of them or none."""
    names = ("LINE_ACCESS_TOKEN", "LINE_CHANNEL_SECRET", "LINE_ACCOUNT")
    given = {name: read_text(source, name) or "" for name in names}
    if not any(given.values()):
        return LineAccess()
    for name, value in given.items():
        if not value:
            others = ", ".join(other for other in names if other != name)
            fail(name, f"missing: LINE needs it together with {others}")
    account = given["LINE_ACCOUNT"].lower()
    if not ACCOUNT.fullmatch(account):
        fail(
            "LINE_ACCOUNT",
            f"expected the account's ID such as @awards, got {account!r}",
        )
    for name in names[:2]:
        if not re.fullmatch(r"[!-~]+", given[name]):
            fail(name, "expected letters, digits and signs without spaces")
    token, secret = given["LINE_ACCESS_TOKEN"], given["LINE_CHANNEL_SECRET"]
    return LineAccess(token, secret, account, read_api_url(source))


def read_api_url(source: Mapping[str, str]) -> str:
    """Another address than LINE's own is for trials; the token is sent there."""
    value = read_text(source, "LINE_API_URL") or API
    url = split_url("LINE_API_URL", value, ("http", "https"))
    local = url.hostname in LOCAL_HOSTS
    if not url.hostname or url.query or (url.scheme == "http" and not local):
        fail("LINE_API_URL", f"expected https://host, got {value!r}")
    return value.rstrip("/")
