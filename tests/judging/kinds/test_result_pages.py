"""Organisers' pages of a round say what its kind of ballot found; none of them is lost
where ballots hold no scores.
"""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from awards.models import Round
from judging.results.runs import compute_due_results
from tests.judging.answered import compared_round, screened_round

pytestmark = pytest.mark.django_db
PAGES = (
    "results-show", "result-judges", "result-firmness", "result-ties", "close-calls",
    "result-try", "method-show", "progress-board", "board-hints", "decision-list",
    "how-preview", "feedback-desk",
)  # fmt: skip


def screened() -> Round:
    return screened_round({0: "pppp", 1: "ppff", 2: "ffff", 3: "uuuu"})


@pytest.fixture(params=[screened, compared_round])
def computed(request: pytest.FixtureRequest) -> Round:
    round_: Round = request.param()
    compute_due_results()
    return round_


def organiser(client: Client, round_: Round) -> Client:
    client.force_login(round_.edition.organisers.earliest("pk").user)
    return client


@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_a_result_answers(
    client: Client, computed: Round, page: str
) -> None:
    address = reverse(f"judging:{page}", args=[computed.edition.code])
    answer = organiser(client, computed).get(address, {"round": computed.code})
    assert answer.status_code == 200


def test_each_entry_has_its_page(client: Client, computed: Round) -> None:
    organiser(client, computed)
    for entry in computed.edition.entries.all():
        address = reverse(
            "judging:result-entry", args=[computed.edition.code, entry.reference]
        )
        assert client.get(address).status_code == 200


def test_screening_says_what_passes(client: Client) -> None:
    round_ = screened()
    compute_due_results()
    address = reverse("judging:results-show", args=[round_.edition.code])
    page = organiser(client, round_).get(address, headers={"accept-language": "en"})
    said = page.content.decode()
    assert "Chance of passing" in said or "โอกาสที่จะผ่าน" in said
    [section, *_rest] = page.context["sections"]
    assert [row.yes for row in section["rows"]] == [4, 2, 0]
    assert section["passing"] == 1


def test_screening_counts_the_whole_category_on_each_of_its_pages(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("judging.results.listing.PAGE", 1)
    round_ = screened_round({0: "pppp", 1: "pppp", 2: "ffff", 3: "ppff"})
    compute_due_results()
    address = reverse("judging:results-show", args=[round_.edition.code])
    asked = {"category": "area-0"}
    organiser(client, round_)
    pages = [client.get(address, {**asked, "page": number}) for number in (1, 2, 3)]
    sections = [page.context["sections"][0] for page in pages]
    assert [len(section["rows"]) for section in sections] == [1, 1, 1]
    for section in sections:  # pass, do not, are open; what is certain enough
        assert re.findall("[0-9]+", section["headline"]) == ["2", "1", "1", "90"]
    assert [section["passing"] for section in sections] == [2] * 3


def test_pairs_are_ordered_by_who_was_preferred(client: Client) -> None:
    """A circle of three asks about every pair. One of four may ask no judge about the two
    in the middle, which then truly tie.
    """
    round_ = compared_round(entries=3, judges=4)
    compute_due_results()
    address = reverse("judging:results-show", args=[round_.edition.code])
    [section, *_rest] = organiser(client, round_).get(address).context["sections"]
    entries = list(round_.edition.entries.order_by("pk"))
    assert [row.entry for row in section["rows"]] == [one.reference for one in entries]
    assert [row.rank for row in section["rows"]] == [1, 2, 3]
