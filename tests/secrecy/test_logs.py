"""A log is read by more people than the pages are: it says what happened, and never to
whom, with what key or in what words.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable

import pytest
from celery import Celery
from django.conf import settings
from django.core.exceptions import BadRequest, DisallowedHost, RequestDataTooBig
from django.core.handlers.exception import convert_exception_to_response
from django.db import IntegrityError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from awards.accounts.models import User
from tests.factories import make_user
from tests.secrecy.listening import listening
from tests.test_private_pages import secret_addresses

NAME = "อัญชัน ช่อม่วง"
MAILBOX = "anchan@phakakrong.example.net"
PHONE = "042-491-9999"
TOKEN = "Z9x-5ecret-t0ken-of-a-judge"
PERSONAL = (NAME, MAILBOX, PHONE, TOKEN)


def two_with_one_mailbox() -> None:
    User.objects.bulk_create([User(email=MAILBOX, name_th=NAME), User(email=MAILBOX)])


def too_long() -> None:
    make_user(name_th=(NAME + PHONE) * 99)


def no_number() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::int", [PHONE])


def nobody_there() -> None:
    User.objects.get(pk=int(PHONE.replace("-", "")), email=MAILBOX, name_th=NAME)


def bad_number() -> None:
    int(PHONE)


def missing_key() -> None:
    {}[MAILBOX]


def locals_and_a_note() -> None:
    of_whom = {"name": NAME, "mail": MAILBOX}
    error = RuntimeError(f"{of_whom} called {PHONE}")
    error.add_note(TOKEN)
    raise error


def because_of_another() -> None:
    try:
        missing_key()
    except KeyError as error:
        raise ValueError(PHONE) from error


def no_file() -> None:
    open(f"/nowhere/{NAME}.pdf")  # noqa: SIM115 (it is not there)


FAILURES = (
    two_with_one_mailbox,
    too_long,
    no_number,
    nobody_there,
    bad_number,
    missing_key,
    locals_and_a_note,
    because_of_another,
    no_file,
)


def said_of(lines: set[str]) -> list[str]:
    text = "\n".join(lines)
    return [words for words in PERSONAL if words in text]


@pytest.mark.django_db
@pytest.mark.parametrize("failure", FAILURES)
def test_failing_page_tells_where_and_what_kind_but_not_about_whom(
    failure: Callable[[], None],
) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        with transaction.atomic():
            failure()
        return HttpResponse()

    asked = RequestFactory().get(f"/th/search/?q={NAME}", HTTP_REFERER=MAILBOX)
    with listening() as lines:
        convert_exception_to_response(view)(asked)
    assert len(lines) == 1
    assert said_of(lines) == []
    (line,) = lines
    assert f"in {failure.__name__}" in line
    assert "Error" in line or "DoesNotExist" in line


def test_fault_has_a_number_that_its_reader_and_the_log_share() -> None:
    numbers = set()
    for _ in range(2):
        asked = RequestFactory().get(f"/th/search/?q={NAME}")
        with listening() as lines:
            page = convert_exception_to_response(breaking)(asked)
        found = re.findall(r"<code>([0-9a-f]{8})</code>", page.content.decode())
        assert len(found) == 2  # in both languages
        assert len(set(found)) == 1
        assert f"(fault {found[0]})" in "".join(lines)
        numbers |= set(found)
    assert len(numbers) == 2


def breaking(request: HttpRequest) -> HttpResponse:
    raise RuntimeError(MAILBOX)


@pytest.mark.django_db
def test_refused_row_is_told_by_its_rule() -> None:
    with listening() as lines:
        try:
            with transaction.atomic():
                two_with_one_mailbox()
        except IntegrityError:
            logging.getLogger("awards").exception("It was refused")
    assert "accounts_user_email" in "".join(lines)
    assert "23505" in "".join(lines)


@pytest.mark.parametrize(
    "error",
    [BadRequest(NAME), DisallowedHost(f"Host: {MAILBOX}"), RequestDataTooBig(NAME)],
)
def test_refused_page_says_nothing_of_what_was_typed(error: Exception) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        raise error

    with listening() as lines:
        asked = RequestFactory().get("/th/entries/", {"q": NAME, "email": MAILBOX})
        convert_exception_to_response(view)(asked)
    assert lines
    assert said_of(lines) == []
    assert not any("\n" in line for line in lines), "anybody could fill the log"


def test_failing_task_says_nothing_of_what_it_was_given() -> None:
    app = Celery("planted", set_as_current=False)

    @app.task(name="planted.failing")
    def failing(*given: str) -> None:
        raise ValueError(*given)

    with listening() as lines:
        failing.apply(args=PERSONAL)
    assert said_of(lines) == []
    assert "planted.failing" in "".join(lines)
    assert "ValueError" in "".join(lines)


def test_exception_among_the_values_of_a_line_is_told_by_its_kind() -> None:
    with listening() as lines:
        logging.getLogger("awards").warning(
            "The cache does not answer: %s", OSError(111, MAILBOX, NAME)
        )
    (line,) = lines
    assert line.endswith(
        "The cache does not answer: ConnectionRefusedError (errno 111)"
    )


def test_line_that_says_too_much_is_caught() -> None:
    with listening() as lines:
        logging.getLogger("awards").warning(
            f"550 <{MAILBOX}> {NAME}: see /th/search/?q={PHONE} "
            f"or {reverse('judging:judge-sign-in', args=[TOKEN])}"
        )
    assert said_of(lines) == []


def test_lines_of_the_web_server_are_written_the_same_way() -> None:
    gunicorn = settings.LOGGING["loggers"]["gunicorn.error"]
    assert gunicorn == {"handlers": ["console"], "propagate": False}
    started = ["Dockerfile", "compose.yaml", "deploy/awards-web.service"]
    for name in started:
        text = (settings.BASE_DIR / name).read_text()
        assert "gunicorn" in text or name == "compose.yaml"
        assert "access-log" not in text, f"{name}: the proxy writes it, without keys"


class Proxy:
    """What ``deploy/nginx.conf`` writes of an address."""

    text = (settings.BASE_DIR / "deploy" / "nginx.conf").read_text()
    rules = re.findall(r'^\s+"~(\^.*?)" "(.*)";$', text, re.MULTILINE)
    format = re.findall(r"log_format awards '(.*)';", text)[0]

    def logged(self, address: str) -> str:
        for pattern, written in self.rules:
            if found := re.match(pattern.replace("?<", "?P<"), address):
                return re.sub(r"\$\{(\w+)\}", lambda part: found[part[1]], written)
        return address


def test_proxy_writes_no_key_and_nothing_that_was_looked_for() -> None:
    proxy = Proxy()
    assert len(secret_addresses()) >= 6
    for address in secret_addresses():
        assert "S3cr3t" not in proxy.logged(address), address
    assert proxy.logged("/th/search/?q=name") == "/th/search/"
    assert proxy.logged("/th/results/") == "/th/results/"
    assert set(re.findall(r"\$(\w+)", proxy.format)) == {
        *("remote_addr", "time_iso8601", "request_method", "logged_uri"),
        *("status", "body_bytes_sent", "request_time"),
    }
