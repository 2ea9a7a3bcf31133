"""What anybody may read of the record, and what they can check with it."""

from __future__ import annotations

from base64 import b64decode
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.test import Client
from pytest_django import Settings

from awards.acts import LIST_PUBLISHED, METHOD_LOCKED
from awards.ledger import signing
from awards.ledger.checkpoint import read_checkpoint
from awards.ledger.models import Row, SignedHead
from awards.ledger.services import append
from awards.ledger.tree import is_consistent, is_included, leaf_of
from awards.models import Edition
from awards.record.due import make_due_heads
from judging.bundle.verifier.signature import is_signed_by, keys_of
from judging.roof.tasks import OCCASIONS
from tests.factories import ago, ahead, made_up, make_edition

pytestmark = pytest.mark.django_db
RECORD = "/api/v1/editions/x-2570/record"


@pytest.fixture
def edition(settings: Settings, tmp_path: Path) -> Edition:
    """Two heads: of three rows and of eight; two rows more under none."""
    settings.SIGNING_KEY_FILE = tmp_path / "key.pem"
    signing.make_key(settings.SIGNING_KEY_FILE)
    edition = make_edition("x-2570", opens_at=ago(days=3), closes_at=ahead(days=3))
    for act in (METHOD_LOCKED, LIST_PUBLISHED):
        for number in range(2 if act is METHOD_LOCKED else 4):
            append(edition.code, made_up("said"), None, {"secret": number})
        append(edition.code, act, None, {})
    append(edition.code, made_up("said"), None, {"secret": "after"})
    make_due_heads(OCCASIONS)
    return edition


def hashes(answer: dict[str, list[str]]) -> list[bytes]:
    return [b64decode(one) for one in answer["hashes"]]


def test_stranger_checks_a_row_and_two_heads_by_what_the_site_publishes(
    client: Client, edition: Edition
) -> None:
    heads = client.get(f"{RECORD}.json").json()["heads"]
    (key,) = keys_of(client.get("/.well-known/award-signing-key.pem").content)
    new, old = [read_checkpoint(one["checkpoint"]) for one in heads]
    assert (new.head.size, old.head.size) == (8, 3)
    assert new.is_signed_by(key, is_signed_by)
    assert old.is_signed_by(key, is_signed_by)
    row = Row.objects.get(chain=edition.code, number=5)
    found = client.get(f"{RECORD}/inclusion.json?row=5&size=8").json()
    leaf = leaf_of(bytes.fromhex(row.hash))
    assert is_included(leaf, 4, 8, hashes(found), new.head.root)
    found = client.get(f"{RECORD}/consistency.json?first=3&size=8").json()
    assert is_consistent(3, 8, hashes(found), old.head.root, new.head.root)


@pytest.mark.parametrize(
    "asked",
    [
        "inclusion.json?row=5&size=9",
        "inclusion.json?row=5&size=5",
        "inclusion.json?row=0&size=8",
        "inclusion.json?row=9&size=8",
        "inclusion.json?row=5",
        "inclusion.json?row=x&size=8",
        "inclusion.json?row=5&size=99999999999999999999",
        "consistency.json?first=4&size=8",
        "consistency.json?first=3&size=9",
        "consistency.json?first=8&size=3",
        "consistency.json?size=8",
    ],
)
def test_only_sizes_that_were_signed_are_answered(
    client: Client, edition: Edition, asked: str
) -> None:
    """How long the ledger is now is nobody's to know."""
    assert client.get(f"{RECORD}/{asked}").status_code == 404


def test_newest_head_is_what_witnesses_read(client: Client, edition: Edition) -> None:
    answer = client.get(f"{RECORD}/checkpoint")
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert read_checkpoint(answer.content.decode()).head.size == 8


def test_page_and_feed_name_each_head(client: Client, edition: Edition) -> None:
    roots = list(SignedHead.objects.values_list("root", flat=True))
    for language in ("th", "en"):
        page = client.get(f"/{language}/record/{edition.code}/").content.decode()
        assert all(root in page for root in roots)
    feed = ElementTree.fromstring(client.get("/feeds/record.atom").content)
    notes = [
        one.text or "" for one in feed.iter("{http://www.w3.org/2005/Atom}content")
    ]
    assert {read_checkpoint(note).head.root.hex() for note in notes} == set(roots)


def test_nothing_is_shown_of_an_edition_that_is_a_draft_again(
    client: Client, edition: Edition
) -> None:
    Edition.objects.filter(pk=edition.pk).update(opened_at=None)
    for address in (
        f"{RECORD}.json",
        f"{RECORD}/checkpoint",
        f"{RECORD}/inclusion.json?row=5&size=8",
        f"{RECORD}/consistency.json?first=3&size=8",
        f"/en/record/{edition.code}/",
    ):
        assert client.get(address).status_code == 404
    assert edition.code not in client.get("/feeds/record.atom").content.decode()


def test_edition_without_a_head_has_no_record_yet(client: Client) -> None:
    make_edition("x-2570", opens_at=ago(days=3), closes_at=ahead(days=3))
    assert client.get(f"{RECORD}.json").status_code == 404
    assert client.get("/en/record/x-2570/").status_code == 404
