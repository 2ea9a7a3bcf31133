"""A page of a result reads the lines that it shows, however many its category has."""

from __future__ import annotations

import json
from importlib import import_module
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import translation

from awards.ledger.testing import as_owner
from awards.models import Round
from judging.models import ResultLine, ResultRemark, ResultTable
from judging.results.lines import PARTS, parts_at
from judging.results.listing import PAGE, listing
from judging.results.pages import lines_now, results_in_brief
from judging.results.runs import compute_due_results
from tests.judging.rounds import judged_round
from tests.judging.stored import put_tie, stored_lines

pytestmark = pytest.mark.django_db
MANY = 3000


def long_round() -> Round:
    """Its category has a line for each of ``MANY`` entries, and a tie of every two."""
    round_ = judged_round(entries=3)
    compute_due_results()
    table = round_.result_run.tables.get(category__code="area-0")
    table.summary["counts"]["entries"] = MANY
    table.save()
    with connection.cursor() as cursor:
        cursor.execute(LENGTHENED, [MANY, table.pk])
        cursor.execute(TIED, [table.pk, MANY])
        cursor.execute("ANALYZE judging_resultline, judging_resultremark")
    return round_


LENGTHENED = """
INSERT INTO judging_resultline (table_id, place, entry, figures, steps)
SELECT table_id, g, 'E-' || g, figures || jsonb_build_object('entry', 'E-' || g), steps
FROM judging_resultline, generate_series(3, %s - 1) AS g
WHERE table_id = %s AND place = 0
"""
TIED = """
INSERT INTO judging_resultremark (table_id, kind, said, first, last)
SELECT %s, 'tie', jsonb_build_object('kind', 'practically_tied', 'p', .5,
    'entries', jsonb_build_array('E-' || g)), g, g + 1
FROM generate_series(3, %s - 2) AS g
"""


def rows_read(plan: dict[str, Any], table: str) -> float:
    """By all steps of a plan that look into the table."""
    own = plan.get("Relation Name") == table and plan["Actual Loops"]
    read = plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0) if own else 0
    return read + sum(rows_read(part, table) for part in plan.get("Plans", ()))


def test_no_other_lines_are_read_than_the_page_shows() -> None:
    round_ = long_round()
    [table, *_rest] = results_in_brief(round_).tables
    shown = listing([table], 1)
    assert (shown.total, shown.pages) == (MANY, MANY // PAGE)
    [section] = shown.sections
    assert len(section.part.lines) == PAGE
    asked = [[table.category.pk] * PAGE, list(range(PAGE)), table.run_id]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {PARTS}", asked)
        found = cursor.fetchone()[0]
    document = json.loads(found) if isinstance(found, str) else found
    plan = document[0]["Plan"]
    assert rows_read(plan, "judging_resultline") == PAGE
    assert rows_read(plan, "judging_resultremark") <= PAGE


def organiser(round_: Round) -> Client:
    client = Client()
    client.force_login(round_.edition.organisers.get().user)
    return client


def page(round_: Round, client: Client | None = None, **query: Any) -> str:
    client = client or organiser(round_)
    with translation.override("en"):
        address = reverse("judging:results-show", args=[round_.edition.code])
        answer = client.get(address, {"category": "area-0", **query})
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_page_of_a_long_category_is_as_long_as_a_page(
    django_assert_max_num_queries: Any,
) -> None:
    round_ = long_round()
    client = organiser(round_)
    page(round_, client)
    with django_assert_max_num_queries(10):
        shown = page(round_, client, page=9)
    assert shown.count('<th scope="row">') == PAGE
    assert ">E-800<" in shown
    assert ">E-900<" not in shown
    assert f"Page 9 of {MANY // PAGE}" in shown


def test_pages_of_the_category_that_is_shown_lead_to_a_place() -> None:
    round_ = long_round()
    client = organiser(round_)
    with translation.override("en"):
        address = reverse("judging:results-show", args=[round_.edition.code])
    shown = client.get(address)
    assert shown.context["choice"].code == "area-0"
    ways = [places for _number, places in shown.context["shown"].ways]
    assert ways == ["1–100", "101–200", "201–300", "", "2901–3000"]
    assert "?category=area-0&amp;page=30" in shown.content.decode()
    last = client.get(address, {"category": "area-0", "page": 30})
    assert ">E-2999<" in last.content.decode()


def test_ties_are_told_beside_the_lines_that_they_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("judging.results.listing.PAGE", 2)
    round_ = judged_round(entries=5)
    compute_due_results()
    names = [line["entry"] for line in stored_lines(round_, "area-0")]
    table = round_.result_run.tables.get(category__code="area-0")
    table.remarks.all().delete()
    for place, chance in ((1, 0.51), (3, 0.53)):
        put_tie(
            table,
            {
                "kind": "practically_tied",
                "group": "",
                "entries": names[place : place + 2],
                "p": chance,
            },
        )
    table.remarks.create(kind="note", said={"code": "single_entry"})
    said = {number: page(round_, page=number) for number in (1, 2, 3)}
    assert ["51 %" in told_below(said[number]) for number in said] == [
        True,
        True,
        False,
    ]
    assert ["53 %" in told_below(said[number]) for number in said] == [
        False,
        True,
        True,
    ]
    for text in said.values():  # what is about no entry in particular
        assert text.count('<p class="quiet mb-1">') == 1


def told_below(shown: str) -> str:
    return shown.partition("Tied scores</h3>")[2].partition("</ul>")[0]


def test_filter_finds_lines_by_what_readers_see_of_the_entry() -> None:
    round_ = judged_round(entries=4)
    compute_due_results()
    line = stored_lines(round_, "area-0")[2]
    entry = round_.edition.entries.get(reference=line["entry"])
    entry.title_en, entry.title_th = "Quite unlike the OTHERS", "ไม่เหมือนใคร"
    entry.save()
    for words in ("unlike  the others", entry.reference.lower()):
        shown = page(round_, q=words)
        assert shown.count('<th scope="row">') == 1
        assert f">{entry.reference}<" in shown
    assert "No entries match" in page(round_, q="ไม่เหมือนใคร")  # in the other language
    decided = sum(one["decided"] for one in stored_lines(round_, "area-0"))
    assert page(round_, verdict="decided").count('<th scope="row">') == decided
    assert page(round_, verdict="close").count('<th scope="row">') == 4 - decided


def test_lines_of_a_few_entries_are_those_of_all() -> None:
    round_ = judged_round(entries=4)
    compute_due_results()
    wanted = {line["entry"] for line in stored_lines(round_, "area-0")[1:3]}
    some = lines_now(round_, entries=wanted)["area-0"]
    assert some == stored_lines(round_, "area-0")[1:3]
    ResultTable.objects.update(fingerprint="of something else")
    chain = round_.result_run.chain_length
    round_.result_run.chain_length = chain - 1
    assert lines_now(round_, entries=wanted)["area-0"] == some


def test_stored_results_of_before_are_carried_over() -> None:
    """Their lines, steps, ties and notes stood in documents, one for each category."""
    round_ = judged_round(entries=4)
    compute_due_results()
    tables = results_in_brief(round_).tables
    names = names_at(tables[0], 1, 2)
    put_tie(tables[0], {"kind": "practically_tied", "group": "", "entries": names})
    tables[0].remarks.create(kind="note", said={"code": "single_entry"})
    before = everything_of(tables)
    carried = import_module("judging.migrations.0013_lines_of_results")
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(AS_DOCUMENTS)
        cursor.execute(carried.LINES)
        cursor.execute(carried.REMARKS)
        cursor.execute(carried.SHORT)
    tables = results_in_brief(round_).tables
    assert everything_of(tables) == before
    assert all("ties" not in table.summary for table in tables)


def names_at(table: ResultTable, *places: int) -> list[str]:
    return [table.lines.get(place=place).entry for place in places]


AS_DOCUMENTS = """
ALTER TABLE judging_resulttable ADD lines jsonb, ADD steps jsonb;
UPDATE judging_resulttable AS one SET
    lines = coalesce((SELECT jsonb_agg(figures ORDER BY place)
        FROM judging_resultline WHERE table_id = one.id), '[]'),
    steps = coalesce((SELECT jsonb_object_agg(entry, steps)
        FROM judging_resultline WHERE table_id = one.id), '{}'),
    summary = summary || jsonb_build_object(
        'ties', coalesce((SELECT jsonb_agg(said ORDER BY id) FROM judging_resultremark
            WHERE table_id = one.id AND kind = 'tie'), '[]'),
        'notes', coalesce((SELECT jsonb_agg(said ORDER BY id) FROM judging_resultremark
            WHERE table_id = one.id AND kind = 'note'), '[]'));
DELETE FROM judging_resultline;
DELETE FROM judging_resultremark;
"""


def everything_of(tables: list[ResultTable]) -> list[Any]:
    own = [table.pk for table in tables]
    lines = ResultLine.objects.filter(table__in=own).order_by("table", "place")
    remarks = ResultRemark.objects.filter(table__in=own).order_by("table", "pk")
    return [
        [table.summary for table in tables],
        list(lines.values_list("table", "place", "entry", "figures", "steps")),
        list(remarks.values_list("table", "kind", "first", "last", "said")),
    ]


def test_tables_of_which_nothing_is_shown_are_not_asked_for(
    django_assert_num_queries: Any,
) -> None:
    round_ = judged_round(entries=2)
    compute_due_results()
    [table, *_rest] = results_in_brief(round_).tables
    with django_assert_num_queries(0):
        assert parts_at([table], {table.pk: range(0)}) == {}
    assert parts_at([table], {table.pk: [7]})[table.pk].lines == []
