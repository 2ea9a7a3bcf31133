from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from awards.ledger.models import Row
from awards.models import Round
from judging.models import Assignment, ResultBundle, ResultRun
from judging.services import compute_due_results
from judging.services.bundle import make_due_bundles
from tests.judging.rounds import judged_round, publish, published_round

pytestmark = pytest.mark.django_db
PAGES = ("results-show", "result-judges", "result-firmness", "close-calls", "result-try", "method-show")


def organiser_of(round_: Round) -> Client:
    client = Client()
    client.force_login(round_.edition.organisers.get().user)
    return client


def page(client: Client, name: str, round_: Round, *more: str, language: str = "en", **query: Any) -> Any:
    with translation.override(language):
        return client.get(reverse(f"judging:{name}", args=[round_.edition.code, *more]), query)


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
    table = round_.result_run.tables.get(category__code="area-0")
    places = [shown.index(f">{line['entry']}<") for line in table.lines]
    assert places == sorted(places)


def test_results_are_computed_again_only_after_an_act_that_decides() -> None:
    round_ = judged_round(entries=3)
    assert compute_due_results() == 1
    assert compute_due_results() == 0
    standing = Assignment.objects.first()
    assert standing is not None
    from judging.services import declare_conflict

    declare_conflict(judge=standing.judge, entry=standing.entry_category.entry, reason="ญาติ")
    assert "computed again" in text_of(page(organiser_of(round_), "results-show", round_))
    assert compute_due_results() == 1
    assert ResultRun.objects.get().ballots == 8


def test_entry_page_adds_up_and_shows_comments() -> None:
    round_ = judged_round(entries=3)
    compute_due_results()
    line = round_.result_run.tables.get(category__code="area-0").lines[0]
    shown = text_of(page(organiser_of(round_), "result-entry", round_, line["entry"]))
    assert "Rank 1" in shown
    assert "secret-comment" in shown


def test_filter_keeps_what_fits() -> None:
    round_ = judged_round(entries=4)
    compute_due_results()
    client, lines = organiser_of(round_), round_.result_run.tables.get(category__code="area-0").lines
    shown = text_of(page(client, "results-show", round_, q=lines[2]["entry"].lower()))
    assert f">{lines[2]['entry']}<" in shown
    assert f">{lines[0]['entry']}<" not in shown
    assert page(client, "results-show", round_, verdict="close", page="9").status_code == 200


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
    shown = text_of(page(client, "result-try", round_, without=judge, **{"weight-impact": "๗๐"}))
    assert "This is not the result." in shown
    assert "Rank (in the result)" in shown
    assert Row.objects.count() == rows
    assert page(client, "result-try", round_, **{"weight-impact": "much"}).status_code == 422


def test_close_call_asks_one_more_judge_once_and_writes_it_down() -> None:
    round_ = judged_round(entries=5, judges=5)
    compute_due_results()
    line = round_.result_run.tables.get(category__code="area-0").lines[0]
    before = set(Assignment.objects.values_list("judge_id", "entry_category__entry__reference"))
    sent = {"round": round_.code, "category": "area-0", "entry": line["entry"]}
    client = organiser_of(round_)
    with translation.override("en"):
        client.post(reverse("judging:close-call-ask", args=[round_.edition.code]), sent)
    new = set(Assignment.objects.values_list("judge_id", "entry_category__entry__reference")) - before
    assert [reference for _judge, reference in new] == [line["entry"]]
    assert Row.objects.filter(act="judge.extra-ballot").count() == 1


def test_scores_come_as_csv_with_comments_that_are_no_formulas() -> None:
    round_ = judged_round(entries=2)
    from judging.models import Score

    Score.objects.filter(pk=Score.objects.earliest("pk").pk).update(comment="=1+1")
    content = text_of(page(organiser_of(round_), "scores-export", round_)).removeprefix("\ufeff").splitlines()
    assert content[0] == "category,entry,judge,criterion,score,comment,state,counted"
    assert len(content) == 1 + 2 * 3 * 3
    assert sum(",'=1+1," in line for line in content) == 1
    assert all(line.endswith(",submitted,1") for line in content[1:])


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
