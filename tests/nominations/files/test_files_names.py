"""A name in sight: every way of writing it into a file is found, waits for a person, or
is gone from the blind copy.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from nominations.files.blind_copies import blind_copy_for
from nominations.files.entrant_names import find_names, names_of
from nominations.models import Attachment, Entry
from tests.factories import make_edition, make_organisation, make_user
from tests.nominations.filemakers import (
    attach,
    image_bytes,
    mp4_bytes,
    pdf_of,
    prepared,
    stored,
    webm_bytes,
)
from tests.nominations.makers import make_entry
from tests.nominations.papers_with_names import FOR_A_PERSON, GONE, NAME, PAPERS, PLAIN

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.once,
]  # papers, which no database reads


@pytest.fixture(autouse=True)
def _media_in_a_folder_of_its_own(settings: Any, tmp_path: Path) -> None:
    folder = tmp_path / "media"
    storage = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": folder},
    }
    settings.STORAGES = {**settings.STORAGES, "default": storage}


@pytest.fixture
def entry() -> Entry:
    owner = make_user("anchan@city.example.net", name_th="นางสาวอัญชัน ช่อม่วงสมมุติ")
    organisation = make_organisation(
        owner, name_th="เทศบาลนครผกากรองน้ำใส", name_en="Phakakrong City Municipality"
    )
    return make_entry(make_edition(), owner, organisation=organisation)


def everything_in(content: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        document.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.all,
                      object_stream_mode=pikepdf.ObjectStreamMode.disable)  # fmt: skip
    return out.getvalue()


@pytest.mark.parametrize("kind", PAPERS)
def test_name_in_a_pdf_never_reaches_a_blind_judge_unseen(
    entry: Entry, kind: str
) -> None:
    row = prepared(attach(entry, PAPERS[kind], "plan.pdf"))
    found = {finding["where"] for finding in row.findings}
    if kind in GONE:
        assert NAME.encode() in everything_in(PAPERS[kind]), "what could leak is there"
        assert (row.screening, found) == ("passed", set())
        assert NAME.encode() not in everything_in(stored(row.blind))
    elif kind in FOR_A_PERSON:
        assert row.screening == "waiting"
        assert found & {"picture", "drawing", "letters", "silent"}
    else:
        assert row.screening == "waiting"
        assert found & {"text", "hidden"}


@pytest.mark.parametrize("number", range(len(PLAIN)))
def test_paper_that_names_nobody_passes_by_itself(entry: Entry, number: int) -> None:
    row = prepared(attach(entry, PLAIN[number], "plan.pdf"))
    assert (row.findings, row.screening) == ([], "passed")
    assert "flood warning" in row.texts[1]


def test_photo_in_a_document_loses_what_its_camera_wrote(entry: Entry) -> None:
    row = prepared(attach(entry, PAPERS["photo_within"], "plan.pdf"))
    assert NAME.encode() in PAPERS["photo_within"]
    assert NAME.encode() not in everything_in(stored(row.blind))


@pytest.mark.parametrize(
    "text",
    [
        "เ ท ศ บ า ล น ค ร ผ ก า ก ร อ ง น้ำ ใ ส",
        "ผกากรองนํ้าใส",  # SARA AM as two letters, the tone between them
        "ผกากรองน้ํา\nใส",
        "ผกากรองนำ้ใส",  # the tone last
        "ผกากรองนำใส",  # without a tone
        "ผกา-\nกรองน้ำใส",
        "ผกา\u200bกรอง\u200bน้ำใส",
        "P H A K A K R O N G",
        "Phaka-\nkrong",
        "phaka\nkrong",
        "Ｐｈａｋａｋｒｏｎｇ",
        "Phаkаkrоng",  # with Cyrillic letters
        "Phákâkröng",
    ],
)
def test_name_is_found_however_it_is_spaced_broken_and_spelt(
    entry: Entry, text: str
) -> None:
    assert list(find_names(names_of(entry), f"โครงการของ {text} ปีนี้", "text"))


@pytest.mark.parametrize(
    "text", ["ดอกไม้ในสวนน้ำใส", "phakakrongs", "the Phaka river and the krong"]
)
def test_ordinary_words_are_no_name(entry: Entry, text: str) -> None:
    assert not list(find_names(names_of(entry), text, "text"))


def test_short_thai_name_is_not_found_in_a_word_with_other_tones(entry: Entry) -> None:
    names = ["น่าน"]
    assert list(find_names(names, "เทศบาลเมืองน่าน", "text"))
    assert not list(find_names(names, "ใช้มานานแล้ว", "text"))


def test_thai_name_letter_by_letter_in_a_typeset_page(
    entry: Entry, settings: Any, tmp_path: Path
) -> None:
    row = prepared(
        attach(
            entry,
            pdf_of("ระบบของ ผ ก า ก ร อ ง น้ำ ใ ส", settings, tmp_path),
            "plan.pdf",
        )
    )
    assert [finding["where"] for finding in row.findings] == ["text"]


@pytest.mark.parametrize(
    ("content", "name"),
    [(mp4_bytes(NAME.encode()), "a.mp4"), (webm_bytes(NAME.encode()), "a.webm")],
)
def test_video_keeps_no_title_chapter_or_name_of_a_track(
    entry: Entry, content: bytes, name: str
) -> None:
    file = attach(entry, content, name)
    kept = stored(file.file)
    assert content.count(NAME.encode()) > 5
    assert NAME.encode() not in kept
    assert len(kept) == len(content), "no offset within it has changed"
    assert b"frames" in kept or b"pictures and sounds" in kept
    assert prepared(file).screening == "waiting", (
        "what is said in it only a person can hear"
    )


def test_video_that_came_in_with_its_titles_is_cleaned_for_blind_judges(
    entry: Entry,
) -> None:
    file = attach(entry, mp4_bytes(), "a.mp4")
    path = Path(file.file.path)
    path.write_bytes(mp4_bytes(NAME.encode()))
    row = prepared(file)
    type(row).objects.update(screening="passed")
    copy = blind_copy_for(Attachment.objects.get())
    assert copy is not None
    assert NAME.encode() not in stored(copy.file)
    assert NAME.encode() in path.read_bytes(), "the entrant's own file stays as it came"


def tagged_picture(format_: str) -> bytes:
    exif = Image.Exif()
    exif[0x013B], exif[0x010E] = NAME, NAME  # artist, description
    text = PngInfo()
    text.add_text("Author", NAME)
    text.add_itxt("XML:com.adobe.xmp", f"<x>{NAME}</x>")
    more: dict[str, Any] = {"exif": exif, "icc_profile": NAME.encode()}
    more |= (
        {"pnginfo": text}
        if format_ == "PNG"
        else {"comment": NAME.encode(), "xmp": NAME.encode()}
    )
    return image_bytes(format_, size=(64, 64), **more)


@pytest.mark.parametrize("format_", ["PNG", "JPEG"])
def test_picture_keeps_nothing_beside_its_pixels(entry: Entry, format_: str) -> None:
    content = tagged_picture(format_)
    assert content.count(NAME.encode()) >= 3
    file = attach(entry, content, f"{NAME}.{format_.lower()}")
    assert NAME.encode() not in stored(file.file)
    row = prepared(file)
    assert NAME.encode() not in stored(row.thumbnail)
    assert row.screening == "waiting"


READER = """#!/bin/sh
if [ "$1" = --list-langs ]; then printf 'List of available languages (2):\\n%s\\n'; else printf '%s'; fi
"""


def install_reader(
    folder: Path, monkeypatch: pytest.MonkeyPatch, languages: str, says: str
) -> None:
    """Stands in for the program that reads pictures, which is not ours and not on every machine."""
    program = folder / "tesseract"
    program.write_text(READER % (languages, says))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


@pytest.mark.parametrize(
    ("languages", "says", "screening", "where"),
    [
        ("eng\\ntha", "A map of the river with all its gauges", "passed", set()),
        ("eng\\ntha", f"A map of the river drawn for {NAME}", "waiting", {"text"}),
        ("eng\\ntha", "", "waiting", {"picture"}),
        ("eng", "A map of the river with all its gauges", "waiting", {"picture"}),
    ],
)
def test_installed_reader_reads_pages_with_pictures(
    entry: Entry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    languages: str, says: str, screening: str, where: set[str],
) -> None:  # fmt: skip
    install_reader(tmp_path, monkeypatch, languages, says)
    row = prepared(attach(entry, PAPERS["photo_within"], "plan.pdf"))
    assert (row.screening, {finding["where"] for finding in row.findings}) == (
        screening,
        where,
    )


def test_installed_reader_reads_pictures(
    entry: Entry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install_reader(
        tmp_path, monkeypatch, "eng\\ntha", f"Drawn by {NAME} in the year of the flood"
    )
    row = prepared(attach(entry, image_bytes(size=(300, 300)), "map.png"))
    assert [finding["where"] for finding in row.findings] == ["text"]
