"""One spelling of Thai, however it was typed; and everything that looks for words agrees on it."""

from __future__ import annotations

import unicodedata

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from awards.dsure.models import Certificate
from awards.language.thai import clean_text
from awards.spreadsheets.headings import squash
from nominations.entries.search_text import keep_search_texts
from nominations.models import Entry
from tests.factories import make_certificate, make_edition, make_list, make_winner
from tests.nominations.makers import make_entry

WATER = "น\u0e49\u0e33"
SPELLINGS_OF_WATER = (
    WATER,
    "น\u0e4d\u0e49\u0e32",  # nikhahit, tone, long a
    "น\u0e49\u0e4d\u0e32",
    "น\u0e33\u0e49",
    "น\u0e49\u200b\u0e33",
)
SIGNS = (
    "กขนพร"
    + "".join(map(chr, [*range(0x0E30, 0x0E3B), *range(0x0E40, 0x0E50)]))
    + "\u200b \n"
)


@pytest.mark.parametrize("typed", SPELLINGS_OF_WATER)
def test_every_spelling_of_water_is_the_same_word(typed: str) -> None:
    assert clean_text(typed) == WATER


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("เเพร่", "แพร่"),
        ("จ\u0e4d\u0e32กัด", "จำกัด"),
        ("ท\u0e48\u0e35", "ท\u0e35\u0e48"),
        ("น\u0e32\u0e49", "น\u0e49\u0e32"),
        ("ค\u0e48\u0e39", "ค\u0e39\u0e48"),
    ],
)
def test_signs_are_put_where_dictionaries_have_them(typed: str, meant: str) -> None:
    assert clean_text(typed) == meant


@pytest.mark.parametrize(
    "word", ["ที่", "เก๋", "กึ่ง", "น้า", "จ๊ะ", "ฤๅ", "สิ้น", "เปี๊ยะ", "คู่", "ก็", "กุ้ง", "อํ"]
)
def test_words_spelt_well_stay(word: str) -> None:
    assert clean_text(word) == word


@given(st.text(SIGNS, max_size=12))
@settings(max_examples=300, deadline=None)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)
    assert unicodedata.is_normalized("NFC", clean_text(text))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed", [*SPELLINGS_OF_WATER, "PM๒.๕", "pm2.5", "เเพร่", "แพร่"]
)
def test_gallery_register_desk_and_import_find_the_same(
    client: Client, typed: str
) -> None:
    title = f"วัด PM๒.๕ และร\u0e30ดับ{WATER} เมืองแพร่"
    winner = make_winner(make_list(make_edition("found-2569")), title_th=title)
    certificate = make_certificate(name_th=title)
    entry = make_entry(make_edition("desk-2569"), state="submitted", title_th=title)
    keep_search_texts(entries=[entry.pk])
    assert winner.title_th in client.get("/th/gallery/", {"q": typed}).content.decode()
    assert Certificate.objects.search(typed).get() == certificate
    assert Entry.objects.search(typed).get() == entry
    assert squash(typed) in squash(title)
