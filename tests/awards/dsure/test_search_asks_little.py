"""A search of the register asks as much of a long register as of a short one."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from awards.dsure.models import Certificate
from awards.language.thai import sort_key
from tests.factories import ago, make_maker, make_mark

pytestmark = pytest.mark.django_db


def fill_register(products: int) -> None:
    makers = [make_maker(name_th=f"บริษัทสมมุติ {n}") for n in range(min(products, 9))]
    mark = make_mark()
    rows = []
    for number in range(products):
        name = f"อุปกรณ์วัดระดับน้ำ รุ่น {number}"
        row = Certificate(
            number=f"dS-{number:05d}",
            number_key=f"ds-{number:05d}",
            name_th=name,
            name_en=f"Water level device {number}",
            maker=makers[number % len(makers)],
            mark=mark,
            issued_on=date(2023, 11, 22),
            announced_at=ago(minutes=1),
            sort_key=sort_key(name),
        )
        row.search_text = row.searchable()
        rows.append(row)
    Certificate.objects.bulk_create(rows)


@pytest.mark.parametrize("products", [2, 200])
@pytest.mark.parametrize(
    "query", ["?q=ระดับน้ำ 1", "?q=water 1", "?q=nothing", "?state=certified", ""]
)
def test_search_asks_five_questions_at_most(
    client: Client, query: str, products: int
) -> None:
    fill_register(products)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(f"/th/dsure/{query}")
    assert page.status_code == 200
    assert ("รุ่น 1" in page.content.decode()) == (query != "?q=nothing")
    assert len(queries) <= 5
