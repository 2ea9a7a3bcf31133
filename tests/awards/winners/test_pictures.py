from __future__ import annotations

import pytest

from awards import acts
from awards.files.pictures import Picture
from awards.ledger.models import Row
from awards.models import Winner, WinnerList
from awards.refusals import WrongState
from awards.winners.showing import set_picture
from tests.factories import ago, make_edition, make_list, make_organiser, make_winner

pytestmark = pytest.mark.django_db

PICTURE = Picture(b"\xff\xd8\xff", 40, 30)


def draft() -> Winner:
    edition = make_edition()
    organiser = make_organiser(edition)
    return make_winner(
        make_list(
            edition, published=False, approved_by=organiser, approved_at=ago(hours=1)
        )
    )


def put(winner: Winner, picture: Picture | None = PICTURE, **words: str) -> Winner:
    usual = {"caption_th": "คำบรรยาย", "caption_en": "Caption", "credit": "ผู้ถ่าย"}
    actor = winner.winner_list.edition.organisers.get().user
    return set_picture(
        winner=winner, picture=picture, actor=actor, **{**usual, **words}
    )


def test_picture_and_words_are_kept_and_an_approval_is_void() -> None:
    winner = put(draft())
    winner.refresh_from_db()
    with winner.picture.open() as file:
        assert file.read() == PICTURE.content
    assert (winner.picture_width, winner.picture_height) == (40, 30)
    assert (winner.caption_th, winner.credit) == ("คำบรรยาย", "ผู้ถ่าย")
    current = WinnerList.objects.get()
    assert (current.approved_by, current.approved_at) == (None, None)
    assert current.changed_by == current.edition.organisers.get().user
    assert Row.objects.get().act == acts.PICTURE_SET.code


def test_words_alone_keep_the_picture_that_stands() -> None:
    winner = put(draft())
    name = winner.picture.name
    put(winner, None, caption_th="ใหม่")
    winner.refresh_from_db()
    assert (winner.picture.name, winner.caption_th) == (name, "ใหม่")


def test_published_list_takes_no_other_picture() -> None:
    edition = make_edition()
    make_organiser(edition)
    winner = make_winner(make_list(edition))
    with pytest.raises(WrongState):
        put(winner)
    winner.refresh_from_db()
    assert (winner.caption_th, bool(winner.picture)) == ("", False)
    assert not Row.objects.exists()
