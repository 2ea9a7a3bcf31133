"""The board's entries stand by category; what needs somebody stands open."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from awards.models import Round
from judging.progress.folds import FEW, folds_of, lines_shown
from judging.progress.pages import board_of
from tests.judging.rounds import judged_round

pytestmark = pytest.mark.django_db


def shown(round_: Round, **query: str) -> Any:
    client = Client()
    client.force_login(round_.edition.organisers.get().user)
    page = reverse("judging:progress-board", args=[round_.edition.code])
    return client.get(page, {"round": round_.code, **query})


def test_a_category_at_risk_stands_open_and_the_others_are_folded() -> None:
    round_ = judged_round(entries=3)
    board = board_of(round_.edition, round_)
    [fold] = folds_of(board, lines_shown(board, "all"))
    assert not fold.open
    board.categories[0].at_risk = 1
    [fold] = folds_of(board, lines_shown(board, "all"))
    assert fold.open


def test_few_entries_stand_there_and_the_rest_on_a_page_of_the_category() -> None:
    round_ = judged_round(entries=FEW + 2)
    page = shown(round_, show="all")
    fold = page.context["folds"][0]
    assert (len(fold.lines), fold.more) == (FEW, 2)
    code = fold.row.thing.code
    assert f"category={code}" in page.content.decode()
    [alone] = shown(round_, show="all", category=code).context["folds"]
    assert (len(alone.lines), alone.more, alone.open) == (FEW + 2, 0, True)


def test_unknown_category_shows_all_of_them() -> None:
    round_ = judged_round(entries=3)
    page = shown(round_, category="no-such")
    assert len(page.context["folds"]) == 1
    assert page.context["alone"] is None


def test_judges_who_are_done_are_folded_away() -> None:
    round_ = judged_round(entries=3)
    page = shown(round_)
    assert [line.missing for line, _at in page.context["done"]] == [0] * len(
        page.context["done"]
    )
    assert all(line.missing or not line.assigned for line, _at in page.context["late"])
    assert len(page.context["done"]) + len(page.context["late"]) == len(
        board_of(round_.edition, round_).judges
    )
