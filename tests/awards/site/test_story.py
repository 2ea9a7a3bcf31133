"""A winner's page tells the answers that the form calls public, and only these."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.translation import override

from awards.models import Winner
from awards.refusals import WrongState
from awards.site.story import (
    Figure,
    StorySection,
    kept_translations,
    read_story,
    stored_story,
)
from awards.winners.showing import set_story
from judging.decisions.services import story_of
from tests.factories import (
    make_answer,
    make_category,
    make_edition,
    make_entry,
    make_level,
    make_list,
    make_question,
    make_user,
    make_winner,
)

THAI = StorySection.told("solution", "แนวทาง", "Solution", "เครื่องวัดที่โรงเรียน")


def test_language_of_an_answer_is_told_by_its_letters() -> None:
    assert (THAI.text_th, THAI.text_en) == ("เครื่องวัดที่โรงเรียน", "")
    english = StorySection.told("solution", "แนวทาง", "Solution", "Sensors at schools")
    assert (english.text_th, english.text_en) == ("", "Sensors at schools")


def test_reader_gets_the_other_language_where_there_is_no_own() -> None:
    with override("en"):
        assert (THAI.label, THAI.text, THAI.language) == (
            "Solution",
            THAI.text_th,
            "th",
        )


def test_stored_and_read_again_it_is_the_same() -> None:
    figure = Figure("43 วัน", "43 days", "ต่อปี", "a year")
    told = StorySection("results", "ผล", "Results", "ก", "a", figures=(figure,))
    assert read_story(stored_story([told])) == [told]


def test_translation_is_kept_as_long_as_its_text_stands() -> None:
    before = [StorySection("solution", "แนวทาง", "Solution", THAI.text_th, "Sensors")]
    assert kept_translations([THAI], before)[0].text_en == "Sensors"
    changed = StorySection.told("solution", "แนวทาง", "Solution", "อย่างอื่น")
    assert kept_translations([changed], before)[0].text_en == ""


def test_addresses_are_only_what_a_browser_may_follow() -> None:
    text = "https://example.org/a javascript:alert(1) http://example.org/b"
    links = StorySection("links", "ลิงก์", "Links", text, links=True)
    assert links.addresses == ["https://example.org/a", "http://example.org/b"]


@pytest.mark.django_db
def test_story_is_of_public_answers_in_the_forms_order() -> None:
    edition = make_edition()
    make_category(edition)
    entry = make_entry(edition, make_user())
    for order, (code, public) in enumerate(
        (("results", True), ("secret", False), ("problem", True))
    ):
        question = make_question(edition, code, order=9 - order, public_if_wins=public)
        make_answer(entry, question, value=f"words of {code}")
    assert [section.code for section in story_of(entry)] == ["problem", "results"]


@pytest.mark.django_db
def test_published_page_tells_it_and_a_published_list_keeps_it(client: Client) -> None:
    edition = make_edition()
    make_level(edition, "excellent", 1)
    winner = make_winner(make_list(edition), story=stored_story([THAI]))
    page = client.get(f"/th/winners/{edition.code}/{winner.reference}/")
    assert THAI.text_th in page.content.decode()
    with pytest.raises(WrongState):
        set_story(winner=winner, sections=[], actor=make_user())
    assert read_story(Winner.objects.get(pk=winner.pk).story) == [THAI]
