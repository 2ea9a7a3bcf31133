"""The table of ASVS names every requirement once and what exists, and the threat model
names tests that exist; beside them what no other test shows of passwords and cookies.
"""

from __future__ import annotations

import ast
import re
from base64 import urlsafe_b64decode
from collections import Counter
from pathlib import Path

import pytest
from django.conf import global_settings, settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher

from awards.files.sealing import HEAD, NONCE_BYTES, seal
from config.people.factor_secrets import encrypt

ROOT = Path(settings.BASE_DIR)
# Chapter and section: the requirements of levels 1 and 2, without deleted ones.
NUMBERS = """
1.1: 1-7    1.2: 1-4    1.4: 1 4-5  1.5: 1-4    1.6: 1-4    1.7: 1-2    1.8: 1-2
1.9: 1-2    1.10: 1     1.11: 1-2   1.12: 2     1.14: 1-6
2.1: 1-12   2.2: 1-3    2.3: 1-3    2.4: 1-5    2.5: 1-7    2.6: 1-3    2.7: 1-6
2.8: 1-7    2.9: 1-3    2.10: 1-4
3.1: 1      3.2: 1-4    3.3: 1-4    3.4: 1-5    3.5: 1-3    3.7: 1
4.1: 1-3 5  4.2: 1-2    4.3: 1-3
5.1: 1-5    5.2: 1-8    5.3: 1-10   5.4: 1-3    5.5: 1-4
6.1: 1-3    6.2: 1-6    6.3: 1-2    6.4: 1-2
7.1: 1-4    7.2: 1-2    7.3: 1 3-4  7.4: 1-3
8.1: 1-4    8.2: 1-3    8.3: 1-8    9.1: 1-3    9.2: 1-4
10.2: 1-2   10.3: 1-3   11.1: 1-8
12.1: 1-3   12.2: 1     12.3: 1-6   12.4: 1-2   12.5: 1-2   12.6: 1
13.1: 1 3-5 13.2: 1-3 5-6           13.3: 1-2   13.4: 1-2
14.1: 1-4   14.2: 1-6   14.3: 2-3   14.4: 1-7   14.5: 1-4
"""
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| ([^|]+) \| (met|n/a|open) \| ([^|]+) \|$")
NAMED = re.compile(r"`([^`]+)`")
PLACE = re.compile(
    r"(awards|nominations|judging|config|tests|docs|deploy)/[\w./-]+(::\w+)?"
)
AT_THE_TOP = {"CONTRIBUTING.md", "SECURITY.md", "Dockerfile", "Makefile"} | {
    *("compose.yaml", "requirements.txt", ".ci/run"),
}


def expected() -> set[str]:
    found = set()
    for section, ranges in re.findall(r"(\d+\.\d+): ((?:\d+(?:-\d+)?[ \n])+)", NUMBERS):
        for part in ranges.split():
            first, _, last = part.partition("-")
            found |= {
                f"{section}.{n}" for n in range(int(first), int(last or first) + 1)
            }
    return found


def rows() -> list[re.Match[str]]:
    lines = (ROOT / "docs" / "asvs.md").read_text().splitlines()
    table = [line for line in lines if re.match(r"\| \d", line)]
    read = [ROW.match(line) for line in table]
    assert None not in read, table[read.index(None)]
    return [row for row in read if row]


def absent(text: str) -> list[str]:
    """What is named in a text as a file or a test of ours and is not there."""
    names = [
        name
        for name in NAMED.findall(text)
        if PLACE.fullmatch(name) or name in AT_THE_TOP
    ]
    return [name for name in names if not stands(name)]


def stands(name: str) -> bool:
    path, _, test = name.partition("::")
    file = ROOT / path
    return file.exists() and (not test or test in functions_of(file))


def functions_of(file: Path) -> set[str]:
    tree = ast.walk(ast.parse(file.read_text()))
    return {node.name for node in tree if isinstance(node, ast.FunctionDef)}


def test_every_requirement_stands_once() -> None:
    counted = Counter(row[1] for row in rows())
    assert expected() - counted.keys() == set()
    assert counted.keys() - expected() == set()
    assert [number for number, times in counted.items() if times > 1] == []
    assert len(expected()) > 250


def test_what_the_table_names_exists() -> None:
    wrong = {row[1]: found for row in rows() if (found := absent(row[4]))}
    assert wrong == {}


def test_met_is_shown_by_something() -> None:
    """A name that can be looked at, or for a few what Django itself does."""
    bare = [row[1] for row in rows() if row[3] == "met" and not NAMED.search(row[4])]
    assert set(bare) <= {"2.7.1", "3.2.2", "3.2.4"}


def test_threats_name_tests_that_exist() -> None:
    text = (ROOT / "SECURITY.md").read_text()
    assert absent(text) == []
    threats = [line for line in text.splitlines() if line.startswith("| ")][2:]
    assert len(threats) > 12
    assert [
        line for line in threats if "`tests/" not in line and "none" not in line
    ] == []


@pytest.mark.parametrize(
    "name", ["tests/nowhere.py", "tests/test_docs.py::test_nothing", "docs/none.md"]
)
def test_a_name_of_nothing_is_found(name: str) -> None:
    assert absent(f"shown by `{name}`") == [name]


def test_passwords_are_hashed_slowly() -> None:
    """As a site does; tests themselves have a quick one."""
    first = global_settings.PASSWORD_HASHERS[0].rpartition(".")[2]
    assert first == PBKDF2PasswordHasher.__name__
    assert "PASSWORD_HASHERS" not in (ROOT / "config" / "settings.py").read_text()
    hasher = PBKDF2PasswordHasher()
    assert hasher.iterations >= 310_000
    assert hasher.digest().name == "sha256"
    assert hasher.salt_entropy >= 32


def test_no_vector_is_used_twice() -> None:
    """Of what is encrypted here: papers, and secrets of second factors."""
    key = b"k" * 32
    sealed = [seal(b"the same", key, bound_to="x") for _ in range(60)]
    assert len({one[HEAD - NONCE_BYTES : HEAD] for one in sealed}) == 60
    kept = [urlsafe_b64decode(encrypt("the same")) for _ in range(60)]
    assert len({one[9:25] for one in kept}) == 60  # Fernet: version, moment, vector


def test_session_cookie_is_out_of_reach() -> None:
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_SAMESITE in ("Lax", "Strict")
