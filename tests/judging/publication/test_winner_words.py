"""A winner's words changed on its list, by two people at once, and kept when the list
is prepared again.
"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from awards.accounts.models import User
from awards.language.seen_form import print_of
from awards.ledger.models import Row
from awards.models import Winner, WinnerList
from awards.refusals import ChangedMeanwhile, WrongState
from awards.winners.lines import WinnerLine
from awards.winners.services import freeze_list
from awards.winners.words import names_frozen, set_words, words_of
from tests.factories import make_edition, make_list, make_organiser, make_winner

pytestmark = pytest.mark.django_db
HERE = "judging:words-change"


def draft() -> tuple[Winner, User]:
    edition = make_edition()
    winner_list = make_list(edition, published=False)
    WinnerList.objects.filter(pk=winner_list.pk).update(state="draft")
    return make_winner(winner_list, title_en=""), make_organiser(edition)


def address(winner: Winner, name: str = HERE) -> str:
    edition, version = winner.winner_list.edition.code, winner.winner_list.version
    rest = [winner.pk] if name == HERE else []
    return reverse(name, args=[edition, version, *rest])


def test_words_change_on_every_prize_and_void_an_approval() -> None:
    winner, organiser = draft()
    other = make_winner(
        winner.winner_list, winner.reference, level_code="best", title_en=""
    )
    WinnerList.objects.update(approved_by=organiser, approved_at=timezone.now())
    set_words(winner=winner, words={"title_en": "Rain, counted"}, actor=organiser)
    for prize in (winner, other):
        prize.refresh_from_db()
        assert prize.title_en == "Rain, counted"
        assert "rain, counted" in prize.search_text
    winner.winner_list.refresh_from_db()
    assert winner.winner_list.approved_by is None
    set_words(winner=winner, words={"title_en": "Rain, counted"}, actor=organiser)
    assert Row.objects.filter(act="winner-words-set").count() == 1


def test_second_window_is_refused_and_nothing_changes() -> None:
    winner, organiser = draft()
    seen = print_of(words_of(winner))
    set_words(winner=winner, words={"title_en": "A"}, actor=organiser, seen=seen)
    with pytest.raises(ChangedMeanwhile):
        set_words(winner=winner, words={"title_en": "B"}, actor=organiser, seen=seen)
    winner.refresh_from_db()
    assert winner.title_en == "A"


def test_page_shows_both_texts_and_saves_on_the_second_word(client: Client) -> None:
    winner, organiser = draft()
    client.force_login(organiser)
    seen = print_of(words_of(winner))
    sent = {**words_of(winner), "title_en": "Mine", "seen": seen}
    set_words(winner=winner, words={"title_en": "Theirs"}, actor=organiser)
    answer = client.post(address(winner), sent)
    shown = answer.content.decode()
    assert 'value="Mine"' in shown
    assert "Theirs" in shown
    newer = answer.context["form"]["seen"].value()
    assert client.post(address(winner), {**sent, "seen": newer}).status_code == 302
    winner.refresh_from_db()
    assert winner.title_en == "Mine"


def test_preview_changes_nothing(client: Client) -> None:
    winner, organiser = draft()
    client.force_login(organiser)
    sent = {**words_of(winner), "title_en": "Only looked at", "preview": "1"}
    assert "<h3" in client.post(address(winner), sent).content.decode()
    winner.refresh_from_db()
    assert winner.title_en == ""


def test_published_words_stay() -> None:
    winner, organiser = draft()
    WinnerList.objects.update(state="done", published_at=timezone.now())
    with pytest.raises(WrongState):
        set_words(winner=winner, words={"title_en": "Late"}, actor=organiser)


def test_missing_english_is_written_on_one_page(client: Client) -> None:
    winner, organiser = draft()
    whole = make_winner(winner.winner_list)
    client.force_login(organiser)
    page = address(winner, "judging:list-english")
    shown = client.get(page).content.decode()
    assert f"title_en-{winner.pk}" in shown
    assert f"_en-{whole.pk}" not in shown
    client.post(page, {f"title_en-{winner.pk}": "Rain, counted"})
    winner.refresh_from_db()
    assert winner.title_en == "Rain, counted"
    assert f"title_en-{winner.pk}" not in client.get(page).content.decode()


def test_english_typed_while_another_wrote_it_is_kept_and_shown_beside(
    client: Client,
) -> None:
    winner, organiser = draft()
    client.force_login(organiser)
    page, box = address(winner, "judging:list-english"), f"title_en-{winner.pk}"
    shown = client.get(page).context["form"]
    sent = {
        box: "Rain, counted",
        f"seen-{winner.pk}": shown[f"seen-{winner.pk}"].value(),
    }
    set_words(winner=winner, words={"title_en": "Counting rain"}, actor=organiser)
    answer = client.post(page, sent)
    winner.refresh_from_db()
    assert winner.title_en == "Counting rain"
    form = answer.context["form"]
    assert form[box].value() == "Rain, counted"
    assert form[box].help_text == "Counting rain"
    assert form[box].errors
    again = sent | {f"seen-{winner.pk}": form[f"seen-{winner.pk}"].value()}
    client.post(page, again)
    winner.refresh_from_db()
    assert winner.title_en == "Rain, counted"


def line(winner: Winner, **changed: str) -> WinnerLine:
    names = ("category_code", "category_th", "category_en", "level_code", "level_th")
    more = ("level_order", "level_en", "reference", "title_th", "organisation_th")
    said = {name: getattr(winner, name) for name in (*names, *more)}
    return WinnerLine(**{**said, **changed})


def test_new_list_keeps_the_words_while_the_entry_says_the_same() -> None:
    winner, organiser = draft()
    lines = [line(winner)]
    words = {"title_th": "ชื่อที่แก้แล้ว", "title_en": "Written later"}
    set_words(winner=winner, words=words, actor=organiser)
    edition = winner.winner_list.edition
    again = freeze_list(edition=edition, lines=lines, actor=organiser)
    kept = again.winners.get()
    assert (kept.title_th, kept.title_en) == ("ชื่อที่แก้แล้ว", "Written later")
    assert names_frozen(kept)[:2] == (winner.title_th, "")
    changed = [line(winner, title_th="ชื่อใหม่ของผลงาน")]
    last = freeze_list(edition=edition, lines=changed, actor=organiser)
    assert last.winners.get().title_th == "ชื่อใหม่ของผลงาน"
    assert last.winners.get().title_en == "Written later"
