"""What may stand in a field, a file or a document, made up by Hypothesis: what the page
itself would send, with something odd here and there.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, quote_from_bytes

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from hypothesis import strategies as st

from tests.boxes import Box

# No letter of Thai: whatever is said in Thai in an English answer was not typed.
ODD = (
    *(
        "",
        " ",
        "²",
        "٣",
        "๕",
        "x",
        "-1",
        "0",
        "1e999",
        "NaN",
        "Infinity",
        "1_000",
        "1,5",
    ),
    *("9" * 26, "9" * 5000, "[" * 5000, "null", "[]", '{"id": 1, "response": {}}'),
    *("\x00", "a\x00b", "\x1b[2K", "\r\nX-Odd: 1", "\u2028", "\u202ea\u202c", "\ufeff"),
    *("\ud800", "\udfff\ud800", "\U0001f9d1\u200d\U0001f680", "a" + "\u0301" * 200),
    *(
        "'\"<b>%s{}{{x}}",
        "../../etc/passwd",
        "=cmd|' /C calc'!A0",
        "javascript:alert(1)",
    ),
    *("2026-13-45", "31/02/2569", "29/2/2570", "0001-01-01", "9999-12-31", "24:60"),
    *(
        "//elsewhere.example",
        "http://[",
        "http://127.0.0.1:1/",
        "a@b",
        "a@" + "b" * 300,
    ),
)
SIGNS = st.characters(exclude_categories=(), codec=None).filter(
    lambda sign: not "\u0e01" <= sign <= "\u0e4f"
)
TEXTS = (
    st.sampled_from(ODD)
    | st.text(SIGNS, max_size=30)
    | st.integers().map(str)
    | st.floats().map(str)
    | st.datetimes().map(str)
)


def zipped(name: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(name, "x")
    return made.getvalue()


CONTENTS = (
    *(b"", b"\x00" * 64, b"%PDF-1.7\n%%EOF", b"\xff\xd8\xff\xd9", b"\x89PNG\r\n\x1a\n"),
    *(b"GIF89a", b"PK\x03\x04", zipped("xl/workbook.xml"), zipped("../x")),
    *(b"email,name\n\x00,\xff\n", "ชื่อ,อีเมล\n=1+1,a@b\n".encode(), b"\xff\xfea\x00\n"),
    *(
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>",
        b"<!DOCTYPE x [<!ENTITY",
    ),
)
NAMES = (
    "a.pdf",
    "a.csv",
    "a.xlsx",
    "a.png",
    "a.svg",
    "../a\x00.pdf",
    "x" * 300,
    "a\u202ecod.exe",
)


@dataclass(frozen=True)
class Sent:
    """Each name with all its values, in what a browser makes of them or a program."""

    values: dict[str, list[str | tuple[str, bytes]]]
    is_multipart: bool
    language: str

    @property
    def content_type(self) -> str:
        return (
            MULTIPART_CONTENT
            if self.is_multipart
            else "application/x-www-form-urlencoded"
        )

    def content(self) -> bytes:
        if self.is_multipart:
            parts = {
                name: [as_part(one) for one in many]
                for name, many in self.values.items()
            }
            return encode_multipart(BOUNDARY, parts)
        return "&".join(
            f"{quote(name)}={quote_from_bytes(as_bytes(one))}"
            for name, many in self.values.items()
            for one in many
            if isinstance(one, str)
        ).encode()

    def texts(self) -> list[str]:
        return [
            one for many in self.values.values() for one in many if isinstance(one, str)
        ]


def as_bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def as_part(one: str | tuple[str, bytes]) -> Any:
    return as_bytes(one) if isinstance(one, str) else SimpleUploadedFile(*one)


def values_of(box: Box) -> st.SearchStrategy[Sequence[Any]]:
    """Untouched at first; left out, chosen, odd, or several at once."""
    if box.kind == "file":
        files = st.tuples(
            st.sampled_from(NAMES), st.sampled_from(CONTENTS) | st.binary(max_size=60)
        )
        return st.lists(files | TEXTS, max_size=2)
    ways: list[st.SearchStrategy[Any]] = [
        st.just(box.sent),
        st.lists(TEXTS, max_size=2),
    ]
    if box.offered:
        ways.insert(1, st.lists(st.sampled_from(box.offered), min_size=1, max_size=2))
    return st.one_of(ways)


def sendings(
    boxes: Mapping[str, Box], others: Sequence[str]
) -> st.SearchStrategy[Sent]:
    """``others``: names that some view reads, and this form does not have."""
    own = st.fixed_dictionaries({name: values_of(box) for name, box in boxes.items()})
    more = st.dictionaries(
        st.sampled_from(others), st.lists(TEXTS, max_size=2), max_size=2
    )
    return st.builds(
        lambda own, more, **how: Sent({**more, **own}, **how),
        own,
        more,
        is_multipart=st.booleans(),
        language=st.sampled_from(["th", "en"]),
    )


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | TEXTS
ANY_JSON = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3)
    ),
    max_leaves=6,
)
NO_JSON = (
    b"",
    b"[" * 20_000,
    b'{"a":' * 9_000,
    b"\xff\xfe",
    b'{"a": 1, "a": 2',
    b"NaN",
)


def documents(example: object) -> st.SearchStrategy[bytes]:
    """As the page's script sends it, with something odd in it; or no document at all."""
    return (
        changed(example).map(as_json) | ANY_JSON.map(as_json) | st.sampled_from(NO_JSON)
    )


def as_json(document: object) -> bytes:
    """Half a letter is escaped, as any program may write it."""
    return json.dumps(document).encode()


def changed(example: object) -> st.SearchStrategy[Any]:
    """The example with each part of it kept, left out, or replaced."""
    if isinstance(example, dict):
        parts = {key: changed(part) for key, part in example.items()}
        some = st.fixed_dictionaries({}, optional=parts)
        more = st.dictionaries(TEXTS, ANY_JSON, max_size=1)
        return st.builds(lambda some, more: {**some, **more}, some, more) | ANY_JSON
    if isinstance(example, list):
        return (
            st.lists(st.one_of([changed(part) for part in example]), max_size=3)
            | ANY_JSON
        )
    return st.just(example) | ANY_JSON
