from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from config.environment import Environment, read_environment

BASE_DIR = Path(__file__).resolve().parents[2]
KEY = "k" * 50
S3 = "s3://key:se%2Fcret@minio:9000/bucket?region=th&prefix=awards&tls=off"


def read(base: Path, **source: str) -> Environment:
    return read_environment(base, {"SECRET_KEY": KEY, **source})


def test_nothing_set_stands_on_its_own(tmp_path: Path) -> None:
    found = read_environment(tmp_path, {})
    assert (found.debug, found.demo, found.port) == (False, False, 8000)
    assert found.site_url == "http://127.0.0.1:8000"
    assert {"127.0.0.1", "localhost"} <= set(found.allowed_hosts)
    assert found.database_url is found.redis_url is None
    assert found.email["EMAIL_FILE_PATH"] == tmp_path / "var" / "mail"
    assert found.storage["OPTIONS"]["location"] == tmp_path / "var" / "media"


def test_secret_key_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    key = read_environment(tmp_path, {}).secret_key
    assert len(key) >= 50
    assert read_environment(tmp_path, {}).secret_key == key
    kept = tmp_path / "var" / "secret_key"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert list(kept.parent.iterdir()) == [kept]


def test_secrets_are_not_in_the_representation(tmp_path: Path) -> None:
    text = repr(
        read(
            tmp_path,
            STORAGE_URL=S3,
            DATABASE_URL="postgresql://u:hidden@h/d",
            EMAIL_URL="smtp://u:hidden@h",
        )
    )
    assert not any(secret in text for secret in ("hidden", "se/cret", KEY))


def test_site_decides_the_hosts(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        SITE_URL="https://awards.example.go.th/",
        EMAIL_URL="smtp://mail.example.go.th",
    )
    assert found.site_url == "https://awards.example.go.th"
    assert found.allowed_hosts == ("awards.example.go.th",)
    assert found.from_email == "awards@awards.example.go.th"
    assert read(tmp_path, ALLOWED_HOSTS="a.example, b.example").allowed_hosts[:2] == (
        "a.example",
        "b.example",
    )


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://h", 25, False, False),
        ("smtp+tls://h", 587, True, False),
        ("smtps://h:4650", 4650, False, True),
    ],
)
def test_mail_goes_to_the_server_named(
    tmp_path: Path, url: str, port: int, tls: bool, ssl: bool
) -> None:
    email = read(tmp_path, EMAIL_URL=url).email
    assert (email["EMAIL_PORT"], email["EMAIL_USE_TLS"], email["EMAIL_USE_SSL"]) == (
        port,
        tls,
        ssl,
    )


def test_mail_password_and_sender_are_decoded(tmp_path: Path) -> None:
    found = read(tmp_path, EMAIL_URL="smtp+tls://u%40x:p%3A@h?from=prize%40example.org")
    assert (found.email["EMAIL_HOST_USER"], found.email["EMAIL_HOST_PASSWORD"]) == (
        "u@x",
        "p:",
    )
    assert found.from_email == "prize@example.org"


def test_rates_of_mail_are_numbers_a_minute(tmp_path: Path) -> None:
    found = read(
        tmp_path, MAIL_RATE="600", MAIL_DOMAIN_RATES="Gmail.com=60, hotmail.com = 30"
    )
    assert found.mail_rate == 600
    assert found.mail_domain_rates == {"gmail.com": 60, "hotmail.com": 30}
    assert (read(tmp_path).mail_rate, read(tmp_path).mail_domain_rates) == (None, {})


@pytest.mark.parametrize("wrong", ["gmail.com", "gmail.com=fast", "a@gmail.com=3"])
def test_a_rate_that_is_none_ends_the_start(tmp_path: Path, wrong: str) -> None:
    with pytest.raises(SystemExit, match="MAIL_DOMAIN_RATES"):
        read(tmp_path, MAIL_DOMAIN_RATES=wrong)
    with pytest.raises(SystemExit, match="MAIL_RATE"):
        read(tmp_path, MAIL_RATE="0")


LINE = {
    "LINE_ACCESS_TOKEN": "token/of+line=",
    "LINE_CHANNEL_SECRET": "0123456789abcdef",
    "LINE_ACCOUNT": "@Awards",
}


def test_line_is_off_until_all_of_it_is_configured(tmp_path: Path) -> None:
    assert read(tmp_path).line.access_token == ""
    found = read(tmp_path, **LINE)
    assert (found.line.account, found.line.api_url) == (
        "@awards",
        "https://api.line.me",
    )
    assert "token/of+line=" not in repr(found)
    assert "0123456789abcdef" not in repr(found)


@pytest.mark.parametrize("name", LINE)
def test_half_of_line_ends_the_start_and_says_what_is_missing(
    tmp_path: Path, name: str
) -> None:
    with pytest.raises(SystemExit, match=f"{name}: missing"):
        read(tmp_path, **{**LINE, name: ""})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LINE_ACCOUNT", "awards"),
        ("LINE_CHANNEL_SECRET", "two words"),
        ("LINE_API_URL", "http://api.line.example.org"),
        ("LINE_API_URL", "ftp://api.line.example.org"),
    ],
)
def test_wrong_value_of_line_ends_the_start(
    tmp_path: Path, name: str, value: str
) -> None:
    with pytest.raises(SystemExit, match=name):
        read(tmp_path, **{**LINE, name: value})


def test_storage_in_a_bucket(tmp_path: Path) -> None:
    options = read(tmp_path, STORAGE_URL=S3).storage["OPTIONS"]
    assert (options["endpoint_url"], options["bucket_name"]) == (
        "http://minio:9000",
        "bucket",
    )
    assert (options["access_key"], options["secret_key"]) == ("key", "se/cret")
    assert options["file_overwrite"] is False
    assert (
        read(tmp_path, STORAGE_URL="s3://k:s@h/b").storage["OPTIONS"]["endpoint_url"]
        == "https://h"
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "maybe"),
        ("DEMO", "2"),
        ("PORT", "abc"),
        ("PORT", "0"),
        ("PORT", "70000"),
        ("PORT", "²"),
        ("SITE_URL", "notaurl"),
        ("SITE_URL", "https://"),
        ("SITE_URL", "https://host/path"),
        ("SITE_URL", "ftp://host"),
        ("SITE_URL", "http://[::1"),
        ("ALLOWED_HOSTS", "https://host"),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY_FALLBACKS", f"{'k' * 32} hidden"),
        ("DATABASE_URL", "mysql://u:hidden@h/d"),
        ("DATABASE_URL", "postgresql://u:hidden@h"),
        ("DATABASE_URL", "postgresql://u:hidden@h:port/d"),
        ("REDIS_URL", "http://h"),
        ("EMAIL_URL", "mail.example.org"),
        ("EMAIL_URL", "smtp://"),
        ("EMAIL_URL", "smtp://u:hidden@h:99999"),
        ("STORAGE_URL", "s3://host/bucket"),
        ("STORAGE_URL", "s3://k:hidden@host/"),
        ("STORAGE_URL", "s3://k:hidden@host/b?colour=red"),
        ("STORAGE_URL", "file:///srv"),
        ("CLAMD_URL", "tcp://"),
        ("METRICS_TOKEN", "guess"),
        ("SIGNING_KEY_FILE", "/nowhere/key.pem"),
        ("TIMESTAMP_URL", "http://stamps.example.org"),
        ("TIMESTAMP_URL", "stamps.example.org"),
        ("TIMESTAMP_ROOTS_FILE", "/nowhere/roots.pem"),
        ("PDF_KEY_FILE", "relative.p12"),
    ],
)
def test_bad_value_is_named_in_one_line(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        read(tmp_path, **{name: value})
    message = str(stopped.value)
    assert message.startswith(f"{name}: ")
    assert "\n" not in message
    assert "hidden" not in message


def test_authority_that_stamps_is_asked_and_nobody_without_roots(
    tmp_path: Path,
) -> None:
    roots = tmp_path / "roots.pem"
    roots.write_text("")
    named = {"TIMESTAMP_ROOTS_FILE": str(roots)}
    assert read(tmp_path).stamping.url == ""
    there = read(tmp_path, TIMESTAMP_URL="https://stamps.example.org/tsa", **named)
    assert there.outgoing.hosts == {"stamps.example.org"}
    here = read(tmp_path, TIMESTAMP_URL="http://127.0.0.1:3161", **named)
    assert (here.outgoing.hosts, here.outgoing.private) == (
        frozenset(),
        {"http://127.0.0.1:3161"},
    )
    with pytest.raises(SystemExit, match=r"^TIMESTAMP_ROOTS_FILE: "):
        read(tmp_path, TIMESTAMP_URL="https://stamps.example.org/tsa")


def test_public_site_without_a_secret_key_does_not_start(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"^SECRET_KEY: missing"):
        read_environment(tmp_path, {"SITE_URL": "https://awards.example.go.th"})
    assert not (tmp_path / "var").exists()


def test_public_site_that_sends_no_mail_does_not_start(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"^EMAIL_URL: missing"):
        read(tmp_path, SITE_URL="https://awards.example.go.th")


def test_demonstration_at_a_public_address_needs_no_mail_server(tmp_path: Path) -> None:
    assert read(tmp_path, SITE_URL="https://awards.example.go.th", DEMO="1").email[
        "EMAIL_FILE_PATH"
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [("DEBUG", "maybe"), ("DATABASE_URL", "postgresql://h/d?colour=red")],
)
def test_bad_value_ends_a_command_without_a_traceback(name: str, value: str) -> None:
    command = [sys.executable, "manage.py", "check"]
    done = subprocess.run(
        command,
        cwd=BASE_DIR,
        env={**os.environ, name: value},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert done.stderr.startswith(f"{name}: ")
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


def test_second_factor_is_needed_but_in_a_demonstration(tmp_path: Path) -> None:
    assert read(tmp_path).second_factor_required
    assert not read(tmp_path, DEMO="1").second_factor_required
    assert read(tmp_path, DEMO="1", SECOND_FACTOR="1").second_factor_required
    assert not read(tmp_path, SECOND_FACTOR="0").second_factor_required


@pytest.mark.parametrize(
    ("site", "names"),
    [
        ("https://awards.example.go.th", "__Host-session __Host-csrf"),
        ("http://127.0.0.1:8000", "sessionid csrftoken"),
    ],
)
def test_cookies_are_this_hosts_alone_under_https(site: str, names: str) -> None:
    asked = (
        "from config import settings as s;"
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME);"
        "assert not hasattr(s, 'SESSION_COOKIE_DOMAIN')"
    )
    environment = os.environ | {"SITE_URL": site, "DEMO": "1", "SECRET_KEY": KEY}
    said = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.split() == names.split()
