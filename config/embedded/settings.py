"""The database's settings: DATABASE_URL, or the private PostgreSQL, which the first
connection starts.
"""

from __future__ import annotations

import os
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from config.embedded import EmbeddedError, place_of
from config.embedded.place import APPLICATION, ROLE
from config.environment import Environment
from config.environment.reading import fail

# The names libpq uses and Django's settings for the same; what is not here goes to OPTIONS.
NAMES = {
    "dbname": "NAME",
    "user": "USER",
    "password": "PASSWORD",
    "host": "HOST",
    "port": "PORT",
}

# A web process serves from a few threads; a pool opened before a fork would be shared
# by two processes. It begins with as many connections as there are threads, and rarely
# needs another: docs/decisions/how-the-web-process-serves.md.
POOL = {"min_size": 4, "max_size": 12, "timeout": 2}
KEPT = 600  # seconds


def database_settings(environment: Environment) -> dict[str, Any]:
    """An entry of DATABASES. Web processes say so by WEB_PROCESS=1 (config.wsgi does)
    and get a connection pool.
    """
    url = environment.database_owner_url or environment.database_url
    if url:
        settings = {"ENGINE": "django.db.backends.postgresql", **_from_url(url)}
    else:
        settings = {"ENGINE": "config.embedded.backend", **_from_url(_embedded_url())}
    if os.environ.get("WEB_PROCESS") == "1":
        settings["OPTIONS"]["pool"] = POOL
        settings["CONN_HEALTH_CHECKS"] = True
    else:
        # A worker looks each second: it keeps its connection, and a sweep that meets a
        # dead one comes again.
        settings["CONN_MAX_AGE"] = KEPT
    return settings


def _embedded_url() -> str:
    try:
        return place_of().url_as(APPLICATION if _serves() else ROLE)
    except EmbeddedError as problem:
        fail("DATABASE_URL", str(problem))


def _serves() -> bool:
    """On the private server the demonstration's web process and workers say so; commands
    and tests are the owner's.
    """
    return os.environ.get("DATABASE_ROLE") == "application"


def application_role(environment: Environment) -> tuple[str, str]:
    """To whom the owner grants, with the password that stands in DATABASE_URL; a role ""
    where nobody but the one of DATABASE_URL is known.
    """
    if environment.database_owner_url:
        parts = _from_url(environment.database_url or "")
        return str(parts["USER"]), str(parts["PASSWORD"])
    return ("" if environment.database_url else APPLICATION), ""


def _from_url(url: str) -> dict[str, Any]:
    """As libpq reads it, so sockets, sslmode, several hosts and the rest all work."""
    try:
        parts = conninfo_to_dict(url)
    except psycopg.ProgrammingError as problem:
        fail("DATABASE_URL", str(problem).strip().splitlines()[0])
    settings = {
        setting: str(parts.pop(name, "") or "") for name, setting in NAMES.items()
    }
    return {**settings, "OPTIONS": {"connect_timeout": 3, **parts}}
