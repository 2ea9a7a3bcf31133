"""The board's entries stand by category; what needs somebody stands open."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from awards.models import Round
from awards.outbox.models import Message
from judging.progress import counted, pages, views
from judging.progress.counted import EVERY, FEW
from judging.progress.folds import folds_of
from judging.progress.pages import Wish, board_of
from tests.judging.rounds import judged_round
from tests.judging.stage import assigned, edition_in_judging, entry_in, judge_of

pytestmark = pytest.mark.django_db


def shown(round_: Round, **query: str) -> Any:
    client = Client()
    client.force_login(round_.edition.organisers.get().user)
    page = reverse("judging:progress-board", args=[round_.edition.code])
    return client.get(page, {"round": round_.code, **query})


def test_a_category_at_risk_stands_open_and_the_others_are_folded() -> None:
    round_ = judged_round(entries=3)
    board = board_of(round_.edition, round_, Wish(EVERY))
    [fold] = folds_of(board)
    assert not fold.open
    board.categories[0].at_risk = 1
    [fold] = folds_of(board)
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
    judges = board_of(round_.edition, round_).judges
    page = shown(round_)
    done, late = page.context["done"], page.context["late"]
    for line in judges:
        watch = reverse(
            "judging:judge-watch", args=[round_.edition.code, line.thing.pk]
        )
        assert (watch in done, watch in late) == (line.is_done, not line.is_done)
    assert page.context["board"].done == done.count("<tr>")
    assert "formaction" not in done


def crowded_round(judges: int, busy: int) -> Round:
    """Of each judge one entry more than of the one before; ``busy`` of them have any."""
    edition = edition_in_judging()
    jury = [judge_of(edition) for _ in range(judges)]
    places = [entry_in(edition) for _ in range(busy)]
    for number, judge in enumerate(jury[:busy], start=1):
        for place in places[:number]:
            assigned(judge, place)
    return edition.rounds.get()


def watched(page: Any) -> list[int]:
    """Numbers of the judges that stand on a page."""
    code = page.context["edition"].code
    before = reverse("judging:judge-watch", args=[code, 0]).rpartition("0/")[0]
    found = re.findall(rf'"{re.escape(before)}(\d+)', page.content.decode())
    return [int(pk) for pk in found]


def test_those_furthest_behind_stand_first_and_all_on_pages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(counted, "FEW_JUDGES", 3)
    monkeypatch.setattr(counted, "A_JURY", 4)
    for module in (pages, views):
        monkeypatch.setattr(module, "A_JURY", 4)
    round_ = crowded_round(judges=7, busy=5)
    jury = list(round_.edition.judges.order_by("pk").values_list("pk", flat=True))
    by_need = [*reversed(jury[:5]), *jury[5:]]
    first = shown(round_)
    assert watched(first) == by_need[:3]
    assert first.context["more_behind"] == 2  # two more have nothing to submit
    assert watched(shown(round_, judges="1")) == by_need[:4]
    assert watched(shown(round_, judges="2")) == by_need[4:]
    assert watched(shown(round_, judges="99")) == by_need[4:]
    assert watched(shown(round_, judges="x")) == by_need[:4]


def test_no_way_to_more_judges_where_all_stand_there() -> None:
    page = shown(crowded_round(judges=3, busy=2))
    assert len(watched(page)) == 3
    assert "judges=1" not in page.content.decode()


def test_button_of_a_row_reminds_that_judge() -> None:
    edition = edition_in_judging()
    judge, other = judge_of(edition), judge_of(edition)
    assigned(judge, entry_in(edition))
    assigned(other, entry_in(edition))
    client = Client()
    client.force_login(edition.organisers.get().user)
    page = client.get(reverse("judging:progress-board", args=[edition.code]))
    [address] = re.findall(rf'formaction="(\S+/{judge.pk}/\S+)"', page.content.decode())
    client.post(address, {"round": "online"})
    [mail] = Message.objects.filter(event="judge_reminded")
    assert mail.recipient == judge.user
