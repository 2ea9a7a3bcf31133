"""No row of the benchmark asks more statements than its number says. Counted at a small
size: a page asks the same number for one row and for thirty.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import pytest
from django.core.cache import cache
from django.test import Client

from awards.site.frame import forget_frame
from config.bench.asking import Sessions
from config.bench.data import Data, make_data
from config.bench.journeys import walk
from config.bench.measuring import Answer, Ask, Counter
from config.bench.rows import DOWNLOADS, PAGES, WALKS
from config.bench.statements import MOST

pytestmark = pytest.mark.once  # pages ask the same of any database
SMALL = {
    "call": 12,
    "entries": 12,
    "judges": 8,
    "per_entry": 5,
    "certificates": 8,
    "winners": 8,
    "large": 12,
    "drafts": 8,
    "newcomers": 3,
}
TIMES = 3


def asked(ask: Ask) -> Answer:
    """As the server of the benchmark answers, in this process."""
    client, counter = Client(raise_request_exception=True), Counter()
    client.cookies["sessionid"] = ask.session
    headers = {"HX-Request": "true"} if ask.htmx else {}
    with counter.counting():
        if ask.body:
            response = client.post(
                ask.path, ask.body, content_type=ask.content_type, headers=headers
            )
        else:
            response = client.get(ask.path, headers=headers)
        size = len(b"".join(response)) if response.streaming else len(response.content)
    assert response.status_code in ask.expect, (ask.path, response.status_code)
    where = response.headers.get("Location", "")
    return Answer(0.0, 0.0, counter.count, size, 0.0, where)


def counts(data: Data) -> Iterator[tuple[str, int]]:
    """The fewest of several times: what is read once in some seconds is no page's own."""
    sessions = Sessions()
    for page in (*PAGES, *DOWNLOADS):
        answers = [asked(ask) for ask in islice(page.asks(data, sessions), TIMES)]
        yield page.name, min(answer.queries or 0 for answer in answers)
    for row in WALKS:
        walks = [walk(one, asked) for one in islice(row.walks(data, sessions), TIMES)]
        yield (
            row.name,
            min(sum(answer.queries or 0 for answer in answers) for answers in walks),
        )
        yield row.last, min(answers[-1].queries or 0 for answers in walks)


@pytest.mark.django_db(transaction=True)
def test_no_row_asks_more_than_its_number_says() -> None:
    cache.clear()
    forget_frame()
    found = dict(counts(make_data(SMALL)))
    assert set(found) == set(MOST), (
        "each row has a number in config/bench/statements.py"
    )
    more = {name: (n, MOST[name]) for name, n in found.items() if n > MOST[name]}
    assert not more, f"asked, and at most: {more}"
