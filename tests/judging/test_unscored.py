"""An entry whose counted ballots hold no score that counts: on every page at the end,
in no place, with no prize.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import translation

from awards.models import Round
from judging.ballots.saving import save_scores
from judging.ballots.services import submit_ballot
from judging.bundle.gathering import signed_files
from judging.bundle.protocol_pdf import pages
from judging.bundle.services import make_due_bundles
from judging.bundle.verifier.archive import RESULTS
from judging.bundle.verify_here import verify_files
from judging.decisions.proposals import propose_prizes
from judging.decisions.services import ranks_in
from judging.models import ResultBundle
from judging.results.runs import compute_due_results
from judging.results.services import compute_results
from tests.judging.bundles import changed, failing, sealed_again
from tests.judging.rounds import judged_round, publish
from tests.judging.stage import assigned, entry_in
from tests.judging.stored import stored_lines
from tests.judging.test_method_versions import locked_with

pytestmark = pytest.mark.django_db
PAGES = (
    "results-show",
    "result-judges",
    "result-firmness",
    "close-calls",
    "result-try",
)


def with_unscored(version: str = "") -> tuple[Round, str]:
    """Three scored entries, and one whose judge scored only what has lost its weight
    since; its reference.
    """
    round_ = judged_round(entries=3)
    judge, place = round_.edition.judges.earliest("pk"), entry_in(round_.edition)
    row = assigned(judge, place)
    reasons = dict.fromkeys(("impact", "design"), "เอกสารไม่พอ")
    save_scores(
        assignment=row,
        user=judge.user,
        scores={"reach": "9"},
        reasons=reasons,
        comments={"reach": "ดี"},
    )
    submit_ballot(assignment=row, user=judge.user)
    round_.weights.filter(criterion__code="reach").update(percent=0)
    if version:
        locked_with(version, round_)
    assert compute_due_results() == 1
    return round_, place.entry.reference


def read(
    round_: Round, name: str, *more: str, language: str = "en", **query: Any
) -> str:
    client = Client()
    client.force_login(round_.edition.organisers.get().user)
    with translation.override(language):
        response = client.get(
            reverse(f"judging:{name}", args=[round_.edition.code, *more]), query
        )
    assert response.status_code == 200
    return str(response.content.decode())


def test_stored_result_keeps_it_last_and_gives_it_no_place() -> None:
    round_, reference = with_unscored()
    table = round_.result_run.tables.get(category__code="area-0")
    last = table.lines.all()[3]
    assert (last.figures["rank"], last.entry, last.steps) == (None, reference, [])
    assert {
        name: table.summary["counts"][name] for name in ("entries", "unscored")
    } == {"entries": 4, "unscored": 1}
    note = table.remarks.get(kind="note", said__code="no_scores")
    assert note.said["text"].startswith(f"{reference} ")
    assert (note.first, note.last) == (3, 3)
    category = round_.edition.categories.get(code="area-0")
    assert reference not in ranks_in(category)
    [proposed] = [
        one for one in propose_prizes(round_.edition) if one.category == category
    ]
    [line] = [
        line for line in proposed.lines if line.standing.entry.reference == reference
    ]
    assert (proposed.comparable, line.rank, line.then) == (True, None, None)
    assert len(proposed.proposal.levels) == 3


@pytest.mark.parametrize(
    ("language", "word"), [("en", "no scores"), ("th", "ยังไม่มีคะแนน")]
)
def test_pages_show_it_last_as_having_no_scores(language: str, word: str) -> None:
    round_, reference = with_unscored()
    shown = read(round_, "results-show", language=language)
    row = shown[shown.index(f">{reference}<") :].partition("</tr>")[0]
    assert f">{word}<" in row
    others = [line["entry"] for line in stored_lines(round_, "area-0")[:-1]]
    assert max(shown.index(f">{name}<") for name in others) < shown.index(
        f">{reference}<"
    )
    own = read(round_, "result-entry", reference, language=language)
    assert f">{word}<" in own
    assert "ดี</span>" in own
    assert reference in read(round_, "decision-edit", "area-0", language=language)
    for name in PAGES:
        read(round_, name, language=language)
    read(
        round_,
        "result-try",
        language=language,
        without=round_.edition.judges.latest("pk").user.email,
    )
    assert reference not in read(round_, "close-calls", language=language)


def test_command_prints_it_without_figures(capsys: pytest.CaptureFixture[str]) -> None:
    round_, reference = with_unscored()
    call_command(
        "compute_results", "--edition", round_.edition.code, "--round", round_.code
    )
    assert f"–  {reference}  no scores" in capsys.readouterr().out


def test_bundle_with_it_is_sound_and_one_without_its_line_is_not() -> None:
    round_, reference = with_unscored()
    publish(round_.edition)
    files = signed_files(round_)
    assert failing(verify_files(files)) == []
    results, protocol = json.loads(files[RESULTS]), json.loads(files["protocol.json"])
    line = results["categories"]["area-0"]["entries"][-1]
    assert (line["rank"], line["n_judges"]) == (None, 0)
    assert reference not in files[RESULTS].decode()
    for language in ("th", "en"):
        printed = pages(protocol, results, language)["categories"][0]
        assert printed["entries"][-1]["rank"] is None
        assert len(printed["details"]) == 3
        assert line["entry"][:10] in printed["notes"][-1]

    def without(document: Any) -> None:
        document["categories"]["area-0"]["entries"].pop()

    def placed(document: Any) -> None:
        document["categories"]["area-0"]["entries"][-1]["rank"] = 1

    for lie in (without, placed):
        assert failing(verify_files(sealed_again(changed(files, RESULTS, lie)))) != []


def test_public_page_counts_it_and_does_not_name_it() -> None:
    round_, reference = with_unscored()
    publish(round_.edition)
    assert make_due_bundles() == 1
    with translation.override("en"):
        shown = (
            Client()
            .get(reverse("judging:result-how", args=[round_.edition.code]))
            .content.decode()
        )
    assert "1 entry has no scores that count and is not ranked." in shown
    pseudonym = json.loads(signed_files(round_)[RESULTS])["categories"]["area-0"][
        "entries"
    ][-1]["entry"]
    assert pseudonym not in json.dumps(ResultBundle.objects.get().figures)
    assert reference not in shown


def test_winner_by_decision_without_scores_has_no_rank_and_the_bundle_is_sound() -> (
    None
):
    round_, reference = with_unscored()
    publish(round_.edition, winners=4)
    files = signed_files(round_)
    assert failing(verify_files(files)) == []
    winners = {
        row["reference"]: row["rank"]
        for row in json.loads(files["protocol.json"])["winners"]
    }
    assert winners.get(reference) is None


def test_round_locked_with_version_1_0_is_ranked_and_verified_without_it() -> None:
    round_, reference = with_unscored("1.0")
    document = compute_results(round_.edition, round_)["categories"]["area-0"]
    assert [row["rank"] for row in document["entries"]] == [1, 2, 3]
    read(round_, "results-show")
    read(round_, "result-entry", reference)
    publish(round_.edition)
    assert failing(verify_files(signed_files(round_))) == []
