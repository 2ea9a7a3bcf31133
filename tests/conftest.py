"""For every test: the services it may use, and what a missing one means."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import caches
from django.test import TransactionTestCase, override_settings
from django.utils import translation

from awards.site.frame import Frame, keep_frame
from config.locale.catalog import compile_all, mo_path, po_path
from tests import database, passes
from tests.database import django_db_setup  # noqa: F401
from tests.fuzzing import IS_FUZZ
from tests.services import pytest_make_collect_report, pytest_runtest_makereport  # noqa: F401

# Read by libpq, so it holds for every connection of every process.
os.environ.setdefault("PGOPTIONS", database.LOSES_NOTHING)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    passes.mark(items)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    from tests.sharing import Sharing

    return Sharing(config, log)


# How fast examples come depends on what else the machine does: no property of ours is about
# that. All examples of a test meet one database: each makes or throws away what it needs.
# Both stand here, since a test that named one of them would lose the other. A run looks at
# the same examples as the one before it: what failed is of the change, and other examples
# are looked for by `make fuzz`.
hypothesis.settings.register_profile(
    "ours",
    deadline=None,
    derandomize=not IS_FUZZ,
    suppress_health_check=[
        hypothesis.HealthCheck.too_slow,
        hypothesis.HealthCheck.function_scoped_fixture,
    ],
)
hypothesis.settings.load_profile("ours")


@pytest.fixture(scope="session", autouse=True)
def queue_of_our_own() -> None:
    """Wake-ups of tests do not reach the worker of a demonstration that runs in this folder."""
    from config.celery import app

    if not os.environ.get("REDIS_URL"):
        app.conf.broker_url = "memory://"


@pytest.fixture(scope="session", autouse=True)
def quick_settings(
    django_test_environment: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """What differs from a site: cheap passwords, no hashed static names, files in a
    folder of the session's own.

    Nobody reads the queue: a task runs in a test only where the test calls it.
    """
    storages = {
        "default": {
            "BACKEND": "awards.files.storage.WholeFileStorage",
            "OPTIONS": {"location": tmp_path_factory.mktemp("media")},
        },
        "staticfiles": {
            "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        },
    }
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        STORAGES=storages,
        MIDDLEWARE=[name for name in settings.MIDDLEWARE if "whitenoise" not in name],
        ALLOWED_HOSTS=["testserver", "127.0.0.1", "localhost"],
        DEBUG=False,
        DEMO=False,
        ACCOUNT_RATE_LIMITS=False,
        CACHES=caches_of_this_run(),
        COUNTS_SECONDS=600,
        SECOND_FACTOR_REQUIRED=False,
        CONFIRM_WITHIN=None,
        PAPERS_KEYS=(b"p" * 32,),
    ):
        yield


def caches_of_this_run() -> dict[str, Any]:
    """Runs side by side share one Redis, and each empties what it kept before every
    test: each has its own database.
    """
    place = settings.CACHES["default"]
    if "LOCATION" not in place:
        return settings.CACHES
    number = (
        int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 15 + 1
    )
    own = urlsplit(place["LOCATION"])._replace(path=f"/{number}").geturl()
    return {name: {**one, "LOCATION": own} for name, one in settings.CACHES.items()}


def pytest_sessionstart() -> None:
    """What was loaded stays until the end: looking through all of it for garbage took
    half a second each time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def pytest_configure(config: pytest.Config) -> None:
    """Pages are read in Thai too, so the catalog must be as new as its source; once,
    not by every worker.
    """
    if not hasattr(config, "workerinput"):
        locale = settings.BASE_DIR / "config" / "locale"
        source = po_path(locale, "th")
        compiled = mo_path(settings.LOCALE_PATHS[0], "th")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            compile_all(locale, settings.LOCALE_PATHS[0])


TransactionTestCase._fixture_teardown = database.empty_tables  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    nothing_kept()


def nothing_kept() -> None:
    """Answers kept for one test's world are wrong in the next one's."""
    for name in settings.CACHES:
        caches[name].clear()
    keep_frame(Frame(), float("inf"))  # what a site without any row has


@pytest.fixture(autouse=True)
def _reader_of_no_language() -> None:
    """A page served in one test leaves its language in the thread: the next one starts
    from Thai again.
    """
    translation.deactivate()
