"""What differs between installations, read from the environment: typed, checked, and
loud.

A bad value ends the start with one line on standard error that names the variable and
what is wrong with it.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from config.environment.kept_secret import kept_secret
from config.environment.line import LineAccess, read_line
from config.environment.mail import (
    provider_of,
    read_anymail,
    read_bounce_address,
    read_bounce_mailbox,
    read_domain_rates,
    read_email,
    read_rate,
)
from config.environment.outgoing import Outgoing, read_outgoing
from config.environment.papers import read_papers_keys
from config.environment.providers import Provider, read_providers
from config.environment.reading import LOCAL_HOSTS, fail, read_text, split_url
from config.environment.security import SecurityNotice, read_security_notice
from config.environment.stamping import Stamping, read_stamping

TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}


@dataclass(frozen=True)
class Environment:
    """Everything the settings need. Secrets are kept out of the representation, which
    may end up in a log.
    """

    debug: bool
    demo: bool
    port: int
    proxies: int  # in front of the web process, each naming whom it was asked by
    site_url: str  # without a slash at the end
    allowed_hosts: tuple[str, ...]
    secret_key: str = field(repr=False)
    former_secret_keys: tuple[str, ...] = field(repr=False)  # open what they closed
    database_url: str | None = field(repr=False)  # None: the private PostgreSQL
    # given to whoever migrates, and to no process that serves
    database_owner_url: str | None = field(repr=False)
    redis_url: str | None = field(repr=False)  # None: a broker in a folder under var/
    email: dict[str, Any] = field(repr=False)  # settings by their Django names
    from_email: str
    bounce_address: str  # where reports of what cannot be delivered go; "": the sender
    # where they are read, imaps://…; "": nowhere
    bounce_mailbox: str = field(repr=False)
    mail_provider: str  # by anymail's name; "": none
    anymail: dict[str, str] = field(repr=False)  # its settings
    mail_rate: int | None  # mails in a minute; None: as many as the server takes
    mail_domain_rates: dict[str, int]  # the same by domain
    line: LineAccess = field(repr=False)
    outgoing: Outgoing  # who may be asked over HTTP
    providers: tuple[Provider, ...]  # whom people may sign in with
    storage: dict[str, Any] = field(repr=False)  # an entry of Django's STORAGES
    clamd_url: str | None
    second_factor_required: bool  # of whoever runs an edition, the register or the site
    metrics_token: str | None = field(repr=False)
    signing_key_file: Path | None
    stamping: Stamping  # who stamps heads of the record
    pdf_key_file: Path | None
    security_notice: SecurityNotice  # whom to tell of a weakness
    hsts_preload: bool  # whether the site asks for a place in browsers' own lists
    papers_keys: tuple[bytes, ...] = field(repr=False)


def read_environment(base: Path, source: Mapping[str, str] = os.environ) -> Environment:
    """`base` is the folder of manage.py; files that stand in for a service live in its var/."""
    debug, demo = read_bool(source, "DEBUG"), read_bool(source, "DEMO")
    port = read_port(source)
    site = read_site_url(source, port)
    secret_key = read_secret_key(
        source, base / "var" / "secret_key", needed=_is_public(site, debug, demo)
    )
    email, sender = read_email(
        source, base / "var" / "mail", site, needed=_is_public(site, debug, demo)
    )
    line, provider = read_line(source), provider_of(email)
    providers = read_providers(source)
    stamping = read_stamping(source, read_file(source, "TIMESTAMP_ROOTS_FILE"))
    return Environment(
        debug=debug,
        demo=demo,
        port=port,
        proxies=read_proxies(source, site),
        site_url=site,
        allowed_hosts=read_hosts(source, site),
        secret_key=secret_key,
        former_secret_keys=read_former_keys(source),
        database_url=read_database_url(source, "DATABASE_URL"),
        database_owner_url=read_owner_url(source),
        redis_url=read_redis_url(source),
        email=email,
        from_email=sender,
        bounce_address=read_bounce_address(source),
        bounce_mailbox=read_bounce_mailbox(source),
        mail_provider=provider,
        anymail=read_anymail(source),
        mail_rate=read_rate(source),
        mail_domain_rates=read_domain_rates(source),
        line=line,
        outgoing=read_outgoing(source, line, provider, [*providers, stamping]),
        providers=providers,
        storage=read_storage(source, base / "var" / "media"),
        clamd_url=read_clamd_url(source),
        second_factor_required=read_bool(source, "SECOND_FACTOR", usual=not demo),
        metrics_token=read_token(source, "METRICS_TOKEN"),
        signing_key_file=read_file(source, "SIGNING_KEY_FILE"),
        stamping=stamping,
        pdf_key_file=read_file(source, "PDF_KEY_FILE"),
        security_notice=read_security_notice(source, datetime.now(UTC)),
        hsts_preload=read_bool(source, "HSTS_PRELOAD"),
        papers_keys=read_papers_keys(source, base / "var", demo=demo),
    )


def read_bool(source: Mapping[str, str], name: str, *, usual: bool = False) -> bool:
    value = (read_text(source, name) or str(int(usual))).lower()
    if value not in TRUE | FALSE:
        fail(name, f"expected 1 or 0, got {value!r}")
    return value in TRUE


def read_port(source: Mapping[str, str]) -> int:
    value = read_text(source, "PORT") or "8000"
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= 65535):
        fail("PORT", f"expected a number from 1 to 65535, got {value!r}")
    return int(value)


def read_proxies(source: Mapping[str, str], site: str) -> int:
    """One by itself where the site speaks https, since a proxy does that for it."""
    value = read_text(source, "PROXIES") or (
        "1" if site.startswith("https://") else "0"
    )
    if not (value.isascii() and value.isdigit() and int(value) <= 9):
        fail(
            "PROXIES",
            f"expected how many proxies stand in front, 0 to 9, got {value!r}",
        )
    return int(value)


def read_site_url(source: Mapping[str, str], port: int) -> str:
    value = read_text(source, "SITE_URL") or f"http://127.0.0.1:{port}"
    url = split_url("SITE_URL", value, ("http", "https"))
    if (
        not url.hostname
        or url.path.strip("/")
        or url.query
        or url.fragment
        or url.username
    ):
        fail(
            "SITE_URL",
            f"expected https://host or http://host:port and nothing after it, got {value!r}",
        )
    return f"{url.scheme}://{url.netloc}"


def read_hosts(source: Mapping[str, str], site: str) -> tuple[str, ...]:
    host = urlsplit(site).hostname or ""
    host = f"[{host}]" if ":" in host else host
    value = read_text(source, "ALLOWED_HOSTS")
    hosts = (
        [part.strip() for part in value.split(",") if part.strip()] if value else [host]
    )
    for wrong in (name for name in hosts if "/" in name or " " in name):
        fail("ALLOWED_HOSTS", f"expected host names with commas between, got {wrong!r}")
    return tuple(dict.fromkeys([*hosts, *(LOCAL_HOSTS if host in LOCAL_HOSTS else ())]))


def read_secret_key(source: Mapping[str, str], kept: Path, *, needed: bool) -> str:
    """Without one, a random key is made and kept, which is right for one machine and
    wrong for two.
    """
    value = read_text(source, "SECRET_KEY")
    if value is None and needed:
        fail(
            "SECRET_KEY",
            "missing: a public site needs one of its own, at least 32 random characters",
        )
    if value is not None and len(value) < 32:
        fail("SECRET_KEY", f"expected at least 32 random characters, got {len(value)}")
    return value or kept_secret(kept, lambda: secrets.token_urlsafe(48))


def read_former_keys(source: Mapping[str, str]) -> tuple[str, ...]:
    """Keys of before, the newest first, with spaces between."""
    keys = tuple((read_text(source, "SECRET_KEY_FALLBACKS") or "").split())
    if any(len(key) < 32 for key in keys):
        fail(
            "SECRET_KEY_FALLBACKS",
            "expected former values of SECRET_KEY with spaces between, each of at "
            "least 32 characters",
        )
    return keys


def read_database_url(source: Mapping[str, str], name: str) -> str | None:
    value = read_text(source, name)
    if value:
        url = split_url(name, value, ("postgresql", "postgres"))
        if not url.path.strip("/"):
            fail(
                name,
                "names no database: expected postgresql://user:password@host:port/name",
            )
    return value


def read_owner_url(source: Mapping[str, str]) -> str | None:
    """Of the role that owns the tables. Both addresses name their role: rights are
    granted to the one by the other.
    """
    value = read_database_url(source, "DATABASE_OWNER_URL")
    if value is None:
        return None
    url = read_text(source, "DATABASE_URL")
    if url is None:
        fail("DATABASE_URL", "missing: DATABASE_OWNER_URL needs it beside it")
    if not (urlsplit(url).username and urlsplit(value).username):
        fail("DATABASE_OWNER_URL", "this and DATABASE_URL must each name their role")
    if urlsplit(url).username == urlsplit(value).username:
        fail("DATABASE_OWNER_URL", "names the role of DATABASE_URL: there must be two")
    return value


def read_redis_url(source: Mapping[str, str]) -> str | None:
    value = read_text(source, "REDIS_URL")
    if value:
        split_url("REDIS_URL", value, ("redis", "rediss", "unix"))
    return value


def read_storage(source: Mapping[str, str], folder: Path) -> dict[str, object]:
    """s3://key:secret@host/bucket?region=…&prefix=…&tls=off; without it a folder."""
    value = read_text(source, "STORAGE_URL")
    if value is None:
        options = {
            "location": folder,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        }
        return {
            "BACKEND": "awards.files.storage.WholeFileStorage",
            "OPTIONS": options,
        }
    url = split_url("STORAGE_URL", value, ("s3",))
    if not (url.hostname and url.username and url.password and url.path.strip("/")):
        fail("STORAGE_URL", "expected s3://key:secret@host/bucket")
    query = dict(parse_qsl(url.query))
    if wrong := query.keys() - {"region", "prefix", "tls"}:
        fail(
            "STORAGE_URL",
            f"unknown option {min(wrong)!r}: known are region, prefix, tls",
        )
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": _s3(url, query)}


def _s3(url: SplitResult, query: dict[str, str]) -> dict[str, object]:
    scheme = "http" if query.get("tls", "on").lower() in FALSE else "https"
    return {
        "access_key": unquote(url.username or ""),
        "secret_key": unquote(url.password or ""),
        "bucket_name": url.path.strip("/"),
        "endpoint_url": f"{scheme}://{url.netloc.rpartition('@')[2]}",
        "region_name": query.get("region"),
        "location": query.get("prefix", ""),
        "addressing_style": "path",
        "default_acl": None,  # the bucket's own rule, which must be private
        "file_overwrite": False,
        "querystring_auth": True,
        "signature_version": "s3v4",  # the older one is refused by most stores today
    }


def read_clamd_url(source: Mapping[str, str]) -> str | None:
    value = read_text(source, "CLAMD_URL")
    if value:
        url = split_url("CLAMD_URL", value, ("tcp", "unix"))
        if not (url.hostname if url.scheme == "tcp" else url.path):
            fail(
                "CLAMD_URL", "expected tcp://host:3310 or unix:///run/clamav/clamd.ctl"
            )
    return value


def read_token(source: Mapping[str, str], name: str) -> str | None:
    value = read_text(source, name)
    if value is not None and len(value) < 16:
        fail(name, f"expected at least 16 random characters, got {len(value)}")
    return value


def read_file(source: Mapping[str, str], name: str) -> Path | None:
    value = read_text(source, name)
    if value is None:
        return None
    path = Path(value)
    if not path.is_absolute() or not path.is_file():
        fail(name, f"expected the full path of a file, got {value!r}")
    if not os.access(path, os.R_OK):
        fail(name, f"{value} is not readable")
    return path


def _is_public(site: str, debug: bool, demo: bool) -> bool:
    return site.startswith("https://") and not debug and not demo
