"""Every feed that pages offer is valid Atom, empty and full; and the checker notices
what it is for.
"""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.test import Client

from tests.factories import (
    make_announcement,
    make_certificate,
    make_edition,
    make_head,
    make_list,
    make_winner,
    moment,
)
from tests.feeds import feed_problems

pytestmark = pytest.mark.django_db
FEEDS = (
    "/feeds/winners.atom",
    "/feeds/dsure.atom",
    "/feeds/dsure.atom?lang=en",
    "/feeds/record.atom",
)


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    cache.clear()


def publish_something() -> None:
    first = make_list(make_edition(), superseded_at=moment(hours=-1))
    make_winner(first)
    second = make_list(
        first.edition, erratum_th="แก้ไขชื่อ <b>", erratum_en="A name & more"
    )
    make_winner(second)
    make_winner(second)
    texts = {"text_th": "บรรทัดแรก\n\nถ้า a < b & c", "text_en": "First\n\nif a < b & c"}
    for _ in range(2):
        make_head(first.edition)
    for hours in (1, 2):
        make_announcement(
            make_certificate(), published_at=moment(hours=-hours), state="done", **texts
        )


@pytest.mark.parametrize("address", FEEDS)
def test_feed_is_valid_while_nothing_is_published(client: Client, address: str) -> None:
    assert feed_problems(client.get(address).content) == []


@pytest.mark.parametrize("address", FEEDS)
def test_feed_is_valid(client: Client, address: str) -> None:
    publish_something()
    content = client.get(address).content
    assert content.count(b"<entry") == 2
    assert feed_problems(content) == []


def test_every_feed_that_a_page_offers_is_among_these(client: Client) -> None:
    publish_something()
    pages = [
        client.get(address).content.decode()
        for address in ("/th/winners/", "/en/dsure/", "/th/dsure/")
    ]
    offered = {
        found
        for page in pages
        for found in re.findall(r'application/atom\+xml"[^>]*href="([^"]+)"', page)
    }
    assert offered
    assert {address.partition("?")[0] for address in offered} <= {
        address.partition("?")[0] for address in FEEDS
    }


def test_summary_says_in_words_what_was_published(client: Client) -> None:
    publish_something()
    feed = client.get("/feeds/winners.atom").content.decode()
    assert (
        "แก้ไขชื่อ &lt;b&gt; รางวัลทั้งหมด 2 รางวัล · A name &amp; more 2 prizes in total."
        in feed
    )
    assert "รางวัลทั้งหมด 1 รางวัล · 1 prize in total." in feed


def test_markup_in_an_announcement_is_only_text(client: Client) -> None:
    publish_something()
    feed = client.get("/feeds/dsure.atom?lang=en").content.decode()
    assert "if a &amp;lt; b &amp;amp; c&lt;/p&gt;" in feed


@pytest.mark.parametrize(
    ("pattern", "replacement", "said"),
    [
        (r"<author>.*?</author>", "", "no author"),
        (r"<author><name>.*?</name>", "<author><name> </name>", "without a name"),
        (
            r"<summary([^>]*)>.*?</summary>",
            r"<summary\1>22</summary>",
            "summary says '22'",
        ),
        (r"<updated>[^<]*", "<updated>28/11/2569", "is no moment"),
        (r"<id>[^<]*", "<id>42", "is no absolute address"),
        (r"<title>.*?</title>", "", "has 0 title"),
        (r"(<entry>)", r"\1<id>urn:x</id>", "has 2 id"),
        (r"(<entry>)", r"\1<description>x</description>", "holds description"),
        (r'href="http', 'href="/http', "a link to"),
        (r'rel="self"', 'rel="related"', "no link to the feed itself"),
    ],
)
@pytest.mark.parametrize("address", FEEDS[:2])
def test_checker_notices(
    client: Client, address: str, pattern: str, replacement: str, said: str
) -> None:
    publish_something()
    whole = client.get(address).content.decode()
    spoiled = re.sub(pattern, replacement, whole, flags=re.DOTALL)
    assert spoiled != whole
    assert any(said in problem for problem in feed_problems(spoiled.encode()))
