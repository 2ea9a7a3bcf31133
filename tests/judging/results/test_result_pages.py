from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from awards.ledger.models import Row
from awards.models import Round
from judging.bundle.services import make_due_bundles
from judging.conflicts.services import declare_conflict
from judging.models import (
    Assignment,
    Autopilot,
    ExtraSeat,
    ResultBundle,
    ResultRun,
)
from judging.results.listing import cut
from judging.results.pages import decided_by
from judging.results.runs import compute_due_results
from judging.results.score_export import score_lines
from judging.results.score_import import import_scores
from tests.judging.rounds import judged_round, publish, published_round, score_rows
from tests.judging.stage import CRITERIA, entry_in
from tests.judging.stored import stored_lines
from tests.judging.test_method_versions import locked_with

pytestmark = pytest.mark.django_db
PAGES = (
    "results-show",
    "result-judges",
    "result-firmness",
    "close-calls",
    "result-try",
    "method-show",
)


def organiser_of(round_: Round) -> Client:
    client = Client()
    client.force_login(round_.edition.organisers.get().user)
    return client


def page(
    client: Client,
    name: str,
    round_: Round,
    *more: str,
    language: str = "en",
    **query: Any,
) -> Any:
    with translation.override(language):
        return client.get(
            reverse(f"judging:{name}", args=[round_.edition.code, *more]), query
        )


def text_of(response: Any) -> str:
    return str(response.content.decode())


@pytest.mark.parametrize("name", PAGES)
def test_page_of_a_result_is_read_before_and_after_it_is_computed(name: str) -> None:
    round_ = judged_round(entries=4)
    client = organiser_of(round_)
    assert page(client, name, round_).status_code == 200
    assert compute_due_results() == 1
    for language in ("th", "en"):
        assert page(client, name, round_, language=language).status_code == 200


def test_results_say_from_how_many_ballots_and_order_the_entries() -> None:
    round_ = judged_round(entries=5)
    compute_due_results()
    shown = text_of(page(organiser_of(round_), "results-show", round_))
    assert "from 15 ballots" in shown
    lines = stored_lines(round_, "area-0")
    places = [shown.index(f">{line['entry']}<") for line in lines]
    assert places == sorted(places)


def test_results_are_computed_again_only_after_an_act_that_decides() -> None:
    round_ = judged_round(entries=3)
    assert compute_due_results() == 1
    assert compute_due_results() == 0
    standing = Assignment.objects.first()
    assert standing is not None
    declare_conflict(
        judge=standing.judge, entry=standing.entry_category.entry, reason="ญาติ"
    )
    assert "being recalculated" in text_of(
        page(organiser_of(round_), "results-show", round_)
    )
    assert compute_due_results() == 1
    assert ResultRun.objects.get().ballots == 8


def test_entry_page_adds_up_and_shows_comments() -> None:
    round_ = judged_round(entries=3)
    compute_due_results()
    line = stored_lines(round_, "area-0")[0]
    shown = text_of(page(organiser_of(round_), "result-entry", round_, line["entry"]))
    assert "Rank 1" in shown
    assert "secret-comment" in shown


@pytest.mark.parametrize(("version", "kept"), [("1.1", True), ("2.0", False)])
def test_category_is_computed_again_where_ballots_changed_that_it_learns_from(
    version: str, kept: bool
) -> None:
    """Method 1 fits each category by itself; method 2 learns from all of them."""
    round_ = judged_round(entries=3)
    locked_with(version, round_)
    judge = Assignment.objects.filter(round=round_).earliest("pk").judge
    other = entry_in(round_.edition, "area-1")
    rows = [(judge.user.email, other.entry.reference, code, 5, "") for code in CRITERIA]
    assert (
        import_scores(
            edition=round_.edition, round_=round_, rows=score_rows(rows)
        ).ballots
        == 1
    )
    compute_due_results()
    before = dict(round_.result_run.tables.values_list("category__code", "pk"))
    rows = [(judge.user.email, other.entry.reference, code, 7, "") for code in CRITERIA]
    import_scores(edition=round_.edition, round_=round_, rows=score_rows(rows))
    assert compute_due_results() == 1
    after = dict(round_.result_run.tables.values_list("category__code", "pk"))
    assert (after["area-0"] == before["area-0"]) == kept
    assert after["area-1"] != before["area-1"]
    assert stored_lines(round_, "area-1")[0]["raw"] == 7


def test_decisions_follow_the_stored_order_unless_an_act_made_it_stale() -> None:
    round_ = judged_round(entries=3)
    compute_due_results()
    category = round_.edition.categories.get(code="area-0")
    computed = [line["entry"] for line in decided_by(category)[1]]
    table = round_.result_run.tables.get(category=category)
    table.lines.update(place=F("place") + 10)
    table.lines.update(place=12 - F("place"))
    assert [line["entry"] for line in decided_by(category)[1]] == computed[::-1]
    standing = Assignment.objects.filter(
        entry_category__entry__reference=computed[0]
    ).earliest("pk")
    declare_conflict(
        judge=standing.judge, entry=standing.entry_category.entry, reason="ญาติ"
    )
    assert {
        line["n_judges"]
        for line in decided_by(category)[1]
        if line["entry"] == computed[0]
    } == {2}


@pytest.mark.parametrize(
    ("sizes", "start", "count", "expected"),
    [
        ([3, 2], 0, 10, [(0, 3), (0, 2)]),
        ([3, 2], 0, 4, [(0, 3), (0, 1)]),
        ([3, 2], 4, 4, [None, (1, 2)]),
        ([0, 2, 0], 0, 2, [(0, 0), (0, 2), None]),
        ([2, 0], 2, 2, [None, (0, 0)]),
    ],
)
def test_page_of_a_long_result_goes_on_where_the_last_one_ended(
    sizes: list[int], start: int, count: int, expected: list[tuple[int, int] | None]
) -> None:
    assert [
        span and (span.start, span.stop) for span in cut(sizes, start, count)
    ] == expected


def test_long_result_is_shown_page_by_page(monkeypatch: pytest.MonkeyPatch) -> None:
    round_ = judged_round(entries=5)
    compute_due_results()
    monkeypatch.setattr("judging.results.listing.PAGE", 2)
    client, lines = (
        organiser_of(round_),
        stored_lines(round_, "area-0"),
    )
    for number, places in (("1", (0, 1)), ("2", (2, 3)), ("9", (4,)), ("x", (0, 1))):
        shown = text_of(page(client, "results-show", round_, page=number))
        assert [
            place for place, line in enumerate(lines) if f">{line['entry']}<" in shown
        ] == list(places)
    assert "Page 3 of 3" in text_of(page(client, "results-show", round_, page="3"))


def test_filter_keeps_what_fits() -> None:
    round_ = judged_round(entries=4)
    compute_due_results()
    client, lines = (
        organiser_of(round_),
        stored_lines(round_, "area-0"),
    )
    shown = text_of(page(client, "results-show", round_, q=lines[2]["entry"].lower()))
    assert f">{lines[2]['entry']}<" in shown
    assert f">{lines[0]['entry']}<" not in shown
    assert (
        page(client, "results-show", round_, verdict="close", page="9").status_code
        == 200
    )


def test_results_page_asks_as_many_questions_for_few_entries_as_for_many() -> None:
    counts = []
    for entries in (2, 12):
        round_ = judged_round(entries=entries)
        compute_due_results()
        client = organiser_of(round_)
        page(client, "results-show", round_)
        with CaptureQueriesContext(connection) as asked:
            page(client, "results-show", round_)
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[0] <= 10, [one["sql"][:150] for one in asked]


def test_what_if_says_that_it_is_not_the_result_and_stores_nothing() -> None:
    round_ = judged_round(entries=4)
    compute_due_results()
    client = organiser_of(round_)
    judge = Assignment.objects.filter(round=round_).earliest("pk").judge.user.email
    rows = Row.objects.count()
    shown = text_of(
        page(client, "result-try", round_, without=judge, **{"weight-impact": "๗๐"})
    )
    assert "This is not the result." in shown
    assert "rank in the actual result" in shown
    assert Row.objects.count() == rows
    assert (
        page(client, "result-try", round_, **{"weight-impact": "much"}).status_code
        == 422
    )


def test_close_call_asks_one_more_judge_once_and_writes_it_down() -> None:
    round_ = judged_round(entries=5, judges=5)
    compute_due_results()
    client = organiser_of(round_)
    [section, *_others] = page(client, "close-calls", round_).context["sections"]
    reference = section.rows[0].reference
    before = set(
        Assignment.objects.values_list("judge_id", "entry_category__entry__reference")
    )
    sent = {
        "round": round_.code,
        "category": section.category.code,
        "entry": reference,
    }
    with translation.override("en"):
        address = reverse("judging:close-call-ask", args=[round_.edition.code])
    client.post(address, sent)
    again = client.post(address, sent, follow=True)
    assert "A ballot on this entry is on its way already." in text_of(again)
    new = (
        set(
            Assignment.objects.values_list(
                "judge_id", "entry_category__entry__reference"
            )
        )
        - before
    )
    assert [entry for _judge, entry in new] == [reference]
    [seat] = ExtraSeat.objects.held()
    assert seat.step.by == round_.edition.organisers.get().user
    assert seat.step.ledger == Row.objects.get(act="autopilot.step").number
    assert seat.told_at is None  # in the next daily mail, as any extra ballot


def test_no_more_ballots_are_asked_for_once_the_winners_are_certain_enough() -> None:
    round_ = judged_round(entries=5, judges=5)
    Autopilot.objects.create(round=round_, more=9, cap=9, batch=3, enough=50)
    compute_due_results()
    table = round_.result_run.tables.get(category__code="area-0")
    assert table.summary["groups"][0]["p_winners"] > 0.5
    before, client = Assignment.objects.count(), organiser_of(round_)
    assert "not needed" in text_of(page(client, "close-calls", round_))
    sent = {
        "round": round_.code,
        "category": "area-0",
        "entry": table.lines.all()[1].entry,
    }
    with translation.override("en"):
        answer = client.post(
            reverse("judging:close-call-ask", args=[round_.edition.code]),
            sent,
            follow=True,
        )
    assert "No more ballots are needed" in text_of(answer)
    assert Assignment.objects.count() == before


def test_scores_come_as_csv_with_comments_that_are_no_formulas() -> None:
    round_ = judged_round(entries=2)
    from judging.models import Score

    one, other = Score.objects.order_by("pk")[:2]
    Score.objects.filter(pk=one.pk).update(comment="=1+1", value=None)
    Score.objects.filter(pk=other.pk).update(comment='ดี, "มาก"\nจริง')
    answer = page(organiser_of(round_), "scores-export", round_)
    assert answer.streaming
    content = answer.getvalue()
    assert content.startswith(
        b"\xef\xbb\xbfcategory,entry,judge,criterion,score,comment,state,counted,reason\n"
    )
    rows = list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))
    assert len(rows) == 2 * 3 * 3
    assert [
        (row["score"], row["criterion"]) for row in rows if row["comment"] == "'=1+1"
    ] == [("", one.criterion.code)]
    assert sum(row["comment"] == 'ดี, "มาก"\nจริง' for row in rows) == 1
    assert {(row["state"], row["counted"]) for row in rows} == {("submitted", "1")}
    assert [row["criterion"] for row in rows[:3]] == ["impact", "design", "reach"]
    assert [row["entry"] for row in rows] == sorted(row["entry"] for row in rows)


def test_first_line_of_scores_goes_out_before_the_database_is_asked(
    django_assert_num_queries: Any,
) -> None:
    lines = score_lines(judged_round(entries=2))
    with django_assert_num_queries(0):
        assert next(lines).endswith(b"counted,reason\n")
    assert b"".join(lines).count(b"\n") == 18


def test_scores_are_exported_by_command(tmp_path: Path, capsys: Any) -> None:
    round_ = judged_round(entries=2)
    scope = {"edition": round_.edition.code, "round": round_.code, "json": True}
    call_command("export_scores", str(tmp_path / "scores.csv"), **scope)
    assert json.loads(capsys.readouterr().out) == {
        "file": str(tmp_path / "scores.csv"),
        "scores": 18,
    }
    assert (tmp_path / "scores.csv").read_text("utf-8-sig").count("\n") == 19
    with pytest.raises(CommandError):
        call_command("export_scores", str(tmp_path / "none" / "scores.csv"), **scope)
    with pytest.raises(CommandError) as end:
        call_command(
            "export_scores",
            str(tmp_path / "scores.csv"),
            edition="nowhere",
            round=round_.code,
        )
    assert end.value.returncode == 2


def test_nothing_is_told_before_publication_and_the_bundle_after() -> None:
    round_ = judged_round(entries=4)
    client = Client()
    assert make_due_bundles() == 0
    assert page(client, "result-how", round_).status_code == 404
    publish(round_.edition)
    assert page(client, "bundle-read", round_, round_.code).status_code == 404
    assert make_due_bundles() == 1
    assert make_due_bundles() == 0
    shown = text_of(page(client, "result-how", round_))
    assert "How the winners were chosen" in shown
    assert ResultBundle.objects.get().digest in shown
    answer = page(client, "bundle-read", round_, round_.code)
    assert b"".join(answer.streaming_content)[:2] == b"PK"


def test_public_page_names_winners_and_nobody_else() -> None:
    round_ = published_round(entries=5)
    make_due_bundles()
    shown = text_of(page(Client(), "result-how", round_, language="th"))
    entries = list(round_.edition.entries.order_by("pk"))
    assert all(entry.title_th in shown for entry in entries[:2])
    assert all(entry.reference not in shown for entry in entries[2:])
    assert "@example" not in shown
