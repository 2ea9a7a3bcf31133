"""Pictures of every page: which pages there are, and what counts as changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from config.gallery.comparing import (
    BEFORE,
    Change,
    compare,
    difference,
    put_aside,
    write_index,
)
from config.gallery.taking import Dress, Picture, dresses
from config.gallery.walking import Shown, links_of, local_path, name_of

DRESS = Dress("th", 375, "light")
PICTURE = Picture(Shown("public", "awards:winners-archive", "winners/"), DRESS)
BASE = "http://127.0.0.1:8000"


def drawn(colour: str = "white", height: int = 100) -> Image.Image:
    return Image.new("RGB", (100, height), colour)


def test_each_page_is_wanted_in_both_languages_widths_and_themes() -> None:
    assert len(dresses()) == 8
    assert len({dress.words for dress in dresses()}) == 8


@pytest.mark.parametrize(
    ("link", "path"),
    [
        ("/en/winners/?page=2#top", "/en/winners/"),
        ("map/", "/en/winners/map/"),
        ("/th/winners/", ""),
        ("https://example.org/en/", ""),
        ("mailto:a@example.org", ""),
    ],
)
def test_only_links_within_the_site_and_language_are_followed(
    link: str, path: str
) -> None:
    assert local_path(BASE, f"{BASE}/en/winners/", link, "en") == path


def test_downloads_and_anchors_without_address_are_no_pages() -> None:
    html = '<a href="/en/desk/">a</a><a href="/x.csv" download>b</a><a>c</a>'
    assert links_of(html) == ["/en/desk/"]


def test_pages_are_known_by_the_name_of_their_address() -> None:
    assert name_of("/en/winners/scsa-2566/") == name_of("/en/winners/scsa-2567/")
    assert name_of("/en/there/is/no/such/page/") == ""


def test_share_counts_the_points_that_differ_and_marks_them() -> None:
    new = drawn()
    ImageDraw.Draw(new).rectangle((0, 0, 9, 9), fill="black")
    share, marked = difference(drawn(), new)
    assert share == 1.0
    assert marked is not None
    assert marked.getpixel((5, 5)) == (214, 40, 40)
    assert marked.getpixel((50, 50)) == (255, 255, 255)


def test_what_no_eye_sees_is_no_change() -> None:
    assert difference(drawn("#ffffff"), drawn("#fafafa")) == (0.0, None)


def test_a_page_that_grew_differs_where_it_grew() -> None:
    share, marked = difference(drawn(height=100), drawn(height=200))
    assert share == 50.0
    assert marked is not None
    assert marked.size == (100, 200)


def test_pictures_of_the_last_time_are_compared_with_and_then_gone(
    tmp_path: Path,
) -> None:
    drawn().save(tmp_path / PICTURE.file)
    put_aside(tmp_path)
    assert [file.name for file in (tmp_path / BEFORE).iterdir()] == [PICTURE.file]
    drawn("red").save(tmp_path / PICTURE.file)
    compared = compare(PICTURE, tmp_path)
    assert compared.change == Change.CHANGED
    assert (tmp_path / compared.marked).exists()
    index = write_index(tmp_path, [compared], [DRESS]).read_text()
    assert f'src="{PICTURE.file}"' in index
    assert f'href="{compared.before}"' in index
    put_aside(tmp_path)
    assert not (tmp_path / compared.marked).exists()
    assert Image.open(tmp_path / compared.before).getpixel((0, 0)) == (255, 0, 0)


def test_a_page_seen_for_the_first_time_is_new(tmp_path: Path) -> None:
    put_aside(tmp_path)
    drawn().save(tmp_path / PICTURE.file)
    assert compare(PICTURE, tmp_path).change == Change.NEW
