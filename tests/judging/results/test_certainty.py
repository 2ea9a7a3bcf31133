"""How sure each category is: said and counted alike on the home, the results and the
page of close calls.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from awards.models import Criterion, Round, Weight
from config.shell.later import later_of
from judging.assigning.replacements import assign_one
from judging.models import ResultTable
from judging.results.certainty import Sureness, certainties, close_categories
from judging.results.lines import Part, parts_at
from judging.results.overview import order_said
from judging.results.pages import (
    read_parts,
    results_in_brief,
)
from judging.results.runs import compute_due_results
from judging.results.score_import import import_scores
from tests.judging.rounds import judged_round, score_rows
from tests.judging.stage import CRITERIA, entry_in, judge_of
from tests.judging.stored import stored_lines

pytestmark = pytest.mark.django_db


def computed(p_winners: float | None) -> Round:
    """A round of two categories, in the first of which the winners are as certain as said."""
    round_ = judged_round(entries=5)
    judge = round_.edition.judges.earliest("pk")
    other = entry_in(round_.edition, "area-1").entry.reference
    rows = [(judge.user.email, other, code, 5, "") for code in CRITERIA]
    import_scores(edition=round_.edition, round_=round_, rows=score_rows(rows))
    compute_due_results()
    table = table_of(round_, "area-0")
    table.summary["groups"][0]["p_winners"] = p_winners
    table.save()
    return Round.objects.select_related("edition", "method_lock").get(pk=round_.pk)


def table_of(round_: Round, code: str) -> ResultTable:
    return ResultTable.objects.get(run__round=round_, category__code=code)


def answer(round_: Round, name: str, language: str = "en", **query: Any) -> str:
    client = Client()
    client.force_login(round_.edition.organisers.get().user)
    with translation.override(language):
        address = reverse(f"judging:{name}", args=[round_.edition.code])
    found: Any = client.get(address, query)
    assert found.status_code == 200
    return str(found.content.decode())


@pytest.mark.parametrize(
    ("chance", "expected"),
    [
        (0.95, Sureness.CLEAR),
        (0.9, Sureness.CLEAR),
        (0.4, Sureness.CLOSE),
        (None, Sureness.UNKNOWN),
    ],
)
def test_sureness_follows_the_rule_of_the_round(
    chance: float | None, expected: Sureness
) -> None:
    round_ = computed(chance)
    tables = ResultTable.objects.filter(run__round=round_).select_related("category")
    found = {one.category.code: one for one in certainties(round_, tables)}
    assert found["area-0"].sureness is expected


@pytest.mark.parametrize("chance", [0.95, 0.4])
def test_home_results_and_close_calls_count_alike(chance: float) -> None:
    round_ = computed(chance)
    count = close_categories(round_)
    shown = answer(round_, "results-show")
    assert shown.count("too close to call</span>") >= count
    assert (f"{count} too close to call</strong>" in shown) == (count > 0)
    calls = answer(round_, "close-calls", category="all")
    assert calls.count("Certain enough: no more ballots needed") == 1 - count
    # the other category has one entry and three prizes
    assert calls.count("Every entry can get a prize") == 1
    assert "1 with a prize for every entry" in shown
    with translation.override("en"):
        said = [one for one in later_of(round_.edition, round_) if "close" in one.words]
    assert [one.words for one in said] == ["1 category is too close to call."] * count
    assert all(one.url.endswith(f"?round={round_.code}") for one in said)


def test_one_category_is_read_at_a_time_the_close_one_first() -> None:
    round_ = computed(0.4)
    lines = stored_lines(round_, "area-0")
    other = stored_lines(round_, "area-1")[0]["entry"]
    shown = answer(round_, "results-show")
    assert f">{lines[0]['entry']}<" in shown
    assert f">{other}<" not in shown
    assert "Where the first entries may be ranked" in shown
    everything = answer(round_, "results-show", category="all")
    assert f">{lines[0]['entry']}<" in everything
    assert f">{other}<" in everything
    assert f">{other}<" in answer(round_, "results-show", q=other)


@pytest.mark.parametrize("name", ["result-judges", "result-firmness", "close-calls"])
def test_other_pages_of_a_result_show_the_category_asked_for(name: str) -> None:
    round_ = computed(0.4)
    for code, other in (("area-0", "Area 1"), ("area-1", "Area 0")):
        shown = answer(round_, name, category=code)
        assert f"<h2>{other}</h2>" not in shown


def test_summary_leads_to_the_ballots_that_are_missing_first() -> None:
    round_ = computed(0.4)
    shown = answer(round_, "results-show")
    assert "Ask for extra ballots" in shown
    judge, standing = judge_of(round_.edition), entry_in(round_.edition, "area-0")
    assign_one(judge=judge, standing=standing, round_=round_, actor=None)
    compute_due_results()
    shown = answer(round_, "results-show")
    assert "1 ballot has not been submitted yet." in shown
    assert "Ask for extra ballots" not in shown


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("name", ["result-firmness", "method-show", "result-try"])
def test_criteria_stand_in_the_order_of_the_rubric(name: str, language: str) -> None:
    round_ = computed(0.4)
    shown = answer(round_, name, language, category="area-0")
    field = "name_th" if language == "th" else "name_en"
    rubric = Criterion.objects.filter(edition=round_.edition).order_by("order")
    names = list(rubric.values_list(field, flat=True))
    assert sorted(names) != names  # else the alphabet would do
    main = shown[shown.index("<main") :]
    places = [main.rindex(one) for one in names]
    assert places == sorted(places)
    assert Weight.objects.filter(round=round_).exists()


def test_tables_that_the_worker_replaced_meanwhile_are_read_as_they_are_now() -> None:
    round_ = computed(0.9)
    seen = results_in_brief(round_).tables
    gone, kept = seen
    ResultTable.objects.filter(pk=gone.pk).delete()
    again = table_of(round_, kept.category.code)
    lines = list(again.lines.all())
    ResultTable.objects.filter(pk=again.pk).delete()
    again.pk, again.summary = None, {**again.summary, "note": "new"}
    again.save(force_insert=True)
    again.lines.create(place=0, entry="A", figures=lines[0].figures, steps=[])
    places = {one.pk: range(9) for one in seen}
    assert parts_at(seen, places) == {kept.pk: Part([lines[0].figures])}
    assert kept.summary["note"] == "new"
    [read] = read_parts(seen, "judges")
    assert (read.pk, read.judges, read.summary["note"]) == (
        again.pk,
        again.judges,
        "new",
    )


def test_as_many_prizes_as_entries_are_no_certainty() -> None:
    round_ = computed(0.4)
    table = table_of(round_, "area-0")
    for places, expected in [(4, Sureness.CLOSE), (5, Sureness.EVERY)]:
        table.summary["method"]["places"] = places
        table.summary["groups"][0]["p_winners"] = 1.0 if places == 5 else 0.4
        table.save()
        tables = ResultTable.objects.filter(run__round=round_)
        found = {one.category.code: one for one in certainties(round_, tables)}
        assert found["area-0"].sureness is expected
    assert found["area-0"].needs_no_ballots
    results = answer(round_, "results-show", category="area-0")
    words = " ".join(results.split())
    assert "Every entry can get a prize" in words
    assert "certain that these" not in words
    assert "100 %" not in words
    firm = " ".join(answer(round_, "result-firmness", category="area-0").split())
    assert "only their order is open" in firm
    assert "these are the right winners" not in firm
    assert "No close calls here." in answer(round_, "close-calls", category="area-0")


def followed(round_: Round) -> Round:
    """The same with a round after it, which decides."""
    Round.objects.create(
        edition=round_.edition,
        code="final",
        order=round_.order + 1,
        name_th="รอบตัดสิน",
        name_en="Final",
        opens_at=round_.closes_at,
        closes_at=round_.closes_at + timedelta(days=9),
        judges_per_entry=2,
    )
    return round_


PROMISES = ("prize for every", "can get a prize", "winners are", "right winners", "Chance of winning")  # fmt: skip


@pytest.mark.parametrize("name", ["results-show", "close-calls", "result-firmness"])
@pytest.mark.parametrize(
    ("places", "chance"), [(5, 1.0), (4, 0.95), (4, 0.4), (4, None)]
)
def test_earlier_round_promises_no_prizes(
    name: str, places: int, chance: float | None
) -> None:
    def page(round_: Round) -> str:
        table = table_of(round_, "area-0")
        table.summary["method"]["places"] = places
        table.save()
        query = {"category": "area-0", "round": round_.code}
        return " ".join(answer(round_, name, **query).split())

    round_ = computed(chance)
    assert any(one in page(round_) for one in PROMISES)  # where it decides
    shown = page(followed(round_))
    assert [one for one in PROMISES if one in shown] == []
    if name == "results-show" and places == 5:
        assert "The next round decides who wins." in shown


def test_almost_certain_is_not_said_to_be_certain() -> None:
    round_ = computed(0.998)
    table = table_of(round_, "area-0")
    line = table.lines.all()[1]
    line.figures["p_top"] = 0.997
    line.save()
    calls = answer(round_, "close-calls", category="area-0")
    assert "100 %" not in calls
    assert "right winners: 99 %" in calls
    assert line.entry not in calls  # as the plan asks for no more on it
    ranking = answer(round_, "results-show", category="area-0")
    assert "&gt; 99 %" in ranking


def ranked(*spans: tuple[int | None, int | None]) -> Any:
    return [{"rank_low": low, "rank_high": high} for low, high in spans]


@pytest.mark.parametrize(
    ("spans", "said"),
    [
        ([(1, 1)], "Every entry can get a prize."),
        ([(1, 1), (2, 2)], "their order is clear"),
        ([(1, 2), (1, 2), (3, 3)], "1 of 3 ranks are clear"),
        ([(None, None), (None, None)], "0 of 2 ranks are clear"),
    ],
)
def test_order_is_told_where_everybody_can_win(
    spans: list[tuple[int | None, int | None]], said: str
) -> None:
    with translation.override("en"):
        assert said in order_said(ranked(*spans))
