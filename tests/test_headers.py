"""What browsers are told of every answer, by the kind of answer: a page, a file of one
person, what others' pages may show, an error, a static file.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.http import HttpResponse, HttpResponseNotModified
from django.test import Client, RequestFactory, override_settings

from awards.models import Winner
from config.environment.security import SecurityNotice, read_security_notice
from config.site.away import away
from config.site.headers import PERMISSIONS, POLICY, TRUSTED_TYPES, SecurityHeaders
from config.site.security_txt import check_security_notice
from tests.access import all_lines
from tests.factories import make_world
from tests.test_csp import READERS, is_page, read_first_by
from tests.visits import Answer, Visitors, of_each_role

pytestmark = pytest.mark.once  # pages are the same on any database

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": PERMISSIONS,
    "Cross-Origin-Opener-Policy": "same-origin",
}
REFERRERS = {"same-origin", "strict-origin"}
FRAMED = {"awards:winners-embed"}
# Answers whose policy is narrower than a page's: nothing runs there at all.
NARROW = ("sandbox", "style-src 'sha256-")


def faults_of(answer: Answer) -> list[str]:
    found = answer.headers
    wrong = [name for name, value in ALWAYS.items() if found.get(name) != value]
    if found.get("Referrer-Policy") not in REFERRERS:
        wrong.append("Referrer-Policy")
    if found.get("Cross-Origin-Resource-Policy") != readers(answer):
        wrong.append("Cross-Origin-Resource-Policy")
    if found.get("Cross-Origin-Embedder-Policy") != embedder(answer):
        wrong.append("Cross-Origin-Embedder-Policy")
    framed = answer.line.name in FRAMED
    if framed == ("X-Frame-Options" in found):
        wrong.append("X-Frame-Options")
    policy = found.get("Content-Security-Policy", "")
    if not any(word in policy for word in NARROW) and not is_trusting(policy):
        wrong.append("Trusted Types")
    return wrong


def is_trusting(policy: str) -> bool:
    return (
        "require-trusted-types-for 'script'" in policy
        and f"trusted-types {TRUSTED_TYPES}" in policy
    )


def embedder(answer: Answer) -> str | None:
    """Pages load what says that it may be loaded; a video's host says nothing."""
    if not is_page(answer):
        return None
    policy = answer.headers.get("Content-Security-Policy", "")
    return "unsafe-none" if "frame-src https:" in policy else "require-corp"


def readers(answer: Answer) -> str:
    """Whatever anybody may keep and is no page may stand on others' pages."""
    is_public = "public" in answer.headers.get("Cache-Control", "")
    is_open = is_public and not is_page(answer)
    return "cross-origin" if is_open or answer.line.name in FRAMED else "same-origin"


@pytest.mark.django_db
@of_each_role(READERS)
def test_every_answer_is_told_by_its_kind(role: str) -> None:
    wrong = {
        str(answer.line): faults
        for answer in read_first_by(role)
        if (faults := faults_of(answer))
    }
    assert wrong == {}


OPEN = (
    "identity-emblem",
    "identity-hero",
    "partner-logo",
    "identity-sheet",
    "winners-json",
    "winners-atom",
    "dsure-products-json",
    "awards:winner-card",
)


@pytest.mark.django_db
def test_pictures_and_open_data_may_stand_on_others_pages() -> None:
    """Emblems in mails, pictures in a newspaper's page, a card that LINE shows."""
    visitors = Visitors(make_world())
    winner = Winner.objects.filter(winner_list__published_at__isnull=False)[0]
    winner.picture.save("x.jpg", ContentFile(b"a picture"))
    lines = [one for one in all_lines() if one.name in OPEN and one.method == "GET"]
    asked = set()
    for line in lines:
        answer = visitors.visit("anonymous", line)
        if answer.status_code == 200:
            asked.add(line.name)
            assert answer["Cross-Origin-Resource-Policy"] == "cross-origin", line
    picture = Client().get(f"/pictures/winner-{winner.pk}.jpg")
    assert picture.content == b"a picture"
    assert picture["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert asked == set(OPEN)


@pytest.mark.django_db
def test_open_data_is_kept_as_a_file_of_its_own_name() -> None:
    visitors = Visitors(make_world())
    names = {}
    for line in all_lines():
        address = line.address(visitors.world, "en")
        if address.startswith("/api/") and line.method == "GET":
            answer = visitors.visit("anonymous", line)
            if answer.status_code == 200:
                names[line.name] = answer["Content-Disposition"]
    assert names["openapi-json"] == 'attachment; filename="openapi.json"'
    assert names["editions-json"] == 'attachment; filename="editions.json"'
    assert names["winners-csv"].endswith('-winners.csv"')
    assert all(name.startswith("attachment; filename=") for name in names.values())
    assert len(names) >= 6


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status", "options"),
    [
        ("/th/nowhere/", 404, {}),
        ("/th/dsure/manage/announcements/1/back/", 405, {}),
        ("/th/", 400, {"HTTP_HOST": "elsewhere.example"}),
        ("/th/account/login/", 403, {"method": "POST"}),
        ("/.well-known/security.txt", 404, {}),
        ("/static/nothing.css", 404, {}),
    ],
)
def test_errors_are_told_like_pages(
    address: str, status: int, options: dict[str, Any]
) -> None:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    method = options.pop("method", "GET")
    answer = client.generic(method, address, **options)
    assert answer.status_code == status
    assert_told(answer)


def assert_told(answer: Any) -> None:
    for name, value in ALWAYS.items():
        assert answer[name] == value
    assert answer["Referrer-Policy"] in REFERRERS
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Cross-Origin-Resource-Policy"] in ("same-origin", "cross-origin")
    assert is_trusting(answer["Content-Security-Policy"])


def test_what_the_site_says_of_its_own_absence_is_told_like_pages() -> None:
    """The database away: no view, no session, nothing below is asked."""
    answer = SecurityHeaders(lambda request: away())(RequestFactory().get("/th/"))
    assert_told(answer)
    assert answer["Cross-Origin-Embedder-Policy"] == "require-corp"


def test_a_copy_that_still_holds_keeps_its_own_policy() -> None:
    kept = SecurityHeaders(lambda request: HttpResponseNotModified())
    assert "Content-Security-Policy" not in kept(RequestFactory().get("/th/"))


# Read before tests go without whitenoise.
AS_SERVED = list(settings.MIDDLEWARE)


@override_settings(
    MIDDLEWARE=AS_SERVED,
    WHITENOISE_AUTOREFRESH=True,
    WHITENOISE_USE_FINDERS=True,
)
@pytest.mark.parametrize("name", ["theme.js", "emblem.svg", "site.css"])
def test_static_files_are_told_too_and_may_stand_in_mails(name: str) -> None:
    answer = Client().get(f"/static/{name}")
    assert b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert answer.status_code == 200
    assert_told(answer)
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"


def told(answer: HttpResponse) -> HttpResponse:
    return SecurityHeaders(lambda request: answer)(RequestFactory().get("/"))


def test_pages_with_a_videos_frame_and_films_from_a_store_load_what_says_nothing() -> (
    None
):
    page = HttpResponse("<p>")
    page.frame_sources = ("https://player.example",)  # type: ignore[attr-defined]
    assert told(page)["Cross-Origin-Embedder-Policy"] == "unsafe-none"
    own = HttpResponse("<p>")
    own.frame_sources = ("'self'",)  # type: ignore[attr-defined]
    assert told(own)["Cross-Origin-Embedder-Policy"] == "require-corp"
    store = {"OPTIONS": {"endpoint_url": "https://s3.example.org"}}
    with override_settings(STORAGES={**settings.STORAGES, "default": store}):
        answer = told(HttpResponse("<p>"))
    assert answer["Cross-Origin-Embedder-Policy"] == "credentialless"


TWO_YEARS = 63_072_000


@pytest.mark.parametrize(("preload", "end"), [(False, ""), (True, "; preload")])
def test_https_is_for_good_and_the_browsers_list_is_a_wish(
    preload: bool, end: str
) -> None:
    with override_settings(
        SECURE_HSTS_SECONDS=TWO_YEARS,
        SECURE_HSTS_INCLUDE_SUBDOMAINS=True,
        SECURE_HSTS_PRELOAD=preload,
    ):
        answer = Client().get("/healthz", secure=True)
        plain = Client().get("/healthz")
    expected = f"max-age={TWO_YEARS}; includeSubDomains{end}"
    assert answer["Strict-Transport-Security"] == expected
    assert "Strict-Transport-Security" not in plain


def test_the_proxy_tells_the_same_of_what_it_answers_by_itself() -> None:
    conf = Path(settings.BASE_DIR, "deploy", "nginx.conf").read_text()
    added = dict(re.findall(r"add_header (\S+) \$(\w+) always;", conf))
    values = dict(re.findall(r'map \S+ \$(\w+) \{ "" ("[^"]+"|\S+);', conf))
    told_here = {name: values[value].strip('"') for name, value in added.items()}
    assert told_here == {
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
        "X-Content-Type-Options": ALWAYS["X-Content-Type-Options"],
        "X-Frame-Options": settings.X_FRAME_OPTIONS,
        "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Strict-Transport-Security": f"max-age={TWO_YEARS}; includeSubDomains",
    }


def test_each_named_policy_is_made_by_one_script() -> None:
    scripts = Path(settings.BASE_DIR, "config", "static").rglob("*.js")
    made = [
        name
        for script in scripts
        for name in re.findall(r'createPolicy\("([^"]+)"', script.read_text())
    ]
    assert sorted(made) == sorted(TRUSTED_TYPES.split())
    assert POLICY["trusted-types"] == TRUSTED_TYPES


NOW = datetime(2026, 11, 29, tzinfo=UTC)
SET = {
    "SECURITY_CONTACT": "mailto:security@awards.example, https://awards.example/report",
    "SECURITY_EXPIRES": "2027-06-30",
}


def test_security_txt_says_what_was_set_and_nothing_else() -> None:
    notice = read_security_notice(SET, datetime(2027, 1, 1, tzinfo=UTC))
    with override_settings(SECURITY_NOTICE=notice, SITE_URL="https://awards.example"):
        lines = Client().get("/.well-known/security.txt").text.splitlines()
    assert lines == [
        "Contact: mailto:security@awards.example",
        "Contact: https://awards.example/report",
        "Expires: 2027-06-30T23:59:59+07:00",
        "Canonical: https://awards.example/.well-known/security.txt",
    ]


def test_security_txt_is_gone_after_its_day_and_no_copy_outlives_it() -> None:
    def answer(left: timedelta) -> Any:
        expires = datetime.now(UTC) + left
        notice = SecurityNotice(("mailto:security@awards.example",), expires)
        with override_settings(SECURITY_NOTICE=notice):
            return Client().get("/.well-known/security.txt")

    assert answer(timedelta(seconds=-1)).status_code == 404
    assert answer(timedelta(days=60))["Cache-Control"] == "public, max-age=3600"
    age = re.search(r"max-age=(\d+)", answer(timedelta(seconds=90))["Cache-Control"])
    assert age
    assert int(age[1]) <= 90


def test_the_operator_is_told_before_the_day_and_after_it() -> None:
    def told_with(left: timedelta) -> list[Any]:
        notice = SecurityNotice(("mailto:s@a.example",), datetime.now(UTC) + left)
        with override_settings(SECURITY_NOTICE=notice):
            return check_security_notice()

    assert told_with(timedelta(days=90)) == []
    assert len(told_with(timedelta(days=20))) == 1
    assert len(told_with(timedelta(days=-20))) == 1
    with override_settings(SECURITY_NOTICE=SecurityNotice()):
        assert check_security_notice() == []


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"SECURITY_CONTACT": "security@awards.example"}, "SECURITY_CONTACT"),
        ({"SECURITY_CONTACT": "http://awards.example/"}, "SECURITY_CONTACT"),
        (
            {"SECURITY_CONTACT": "mailto:a@b.example\nExpires: 2099-01-01T00:00:00Z"},
            "SECURITY_CONTACT",
        ),
        ({"SECURITY_CONTACT": ""}, "SECURITY_CONTACT"),
        ({"SECURITY_EXPIRES": ""}, "SECURITY_EXPIRES"),
        ({"SECURITY_EXPIRES": "30/06/2027"}, "SECURITY_EXPIRES"),
        ({"SECURITY_EXPIRES": "2027-12-15"}, "SECURITY_EXPIRES"),
    ],
)
def test_a_wrong_notice_stops_the_start_and_is_named(
    changed: dict[str, str], named: str
) -> None:
    with pytest.raises(SystemExit, match=named):
        read_security_notice({**SET, **changed}, NOW)


def test_a_day_that_passed_stops_no_start() -> None:
    notice = read_security_notice({**SET, "SECURITY_EXPIRES": "2026-01-31"}, NOW)
    assert not notice.stands(NOW)
    assert read_security_notice({}, NOW) == SecurityNotice()


@pytest.mark.django_db
@of_each_role(["anonymous"])
def test_no_answer_names_a_program(role: str) -> None:
    for answer in read_first_by(role):
        assert not {"Server", "X-Powered-By", "Via"} & answer.headers.keys()
        kind = answer.headers["Content-Type"]
        if kind.startswith(("text/", "application/xml", "application/atom")):
            assert "charset=utf-8" in kind.lower() or kind in UTF_8_ANYWAY, answer.line


# Kinds of which the letters are known without a word.
UTF_8_ANYWAY = {"text/javascript", "text/plain"}
