"""A picture that the entrant sent becomes the winner's with one press, without
metadata, public with the list only.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from awards.ledger.models import Row
from awards.models import Winner, WinnerList
from awards.outbox.work import WorkState
from judging.publication.services import publish_due
from nominations.models import Attachment, Entry
from nominations.statuses import EntryState, Scan
from tests.factories import (
    ago,
    make_attachment,
    make_entry,
    make_full_edition,
    make_list,
    make_organiser,
    make_preparation,
    make_user,
    make_winner,
)

pytestmark = pytest.mark.django_db
SAID = {"caption_th": "คำบรรยาย", "caption_en": "Caption", "credit": "เทศบาลสมมุติ"}


@pytest.fixture(autouse=True)
def _media_in_a_folder_of_its_own(settings: Any, tmp_path: Path) -> None:
    storage = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tmp_path},
    }
    settings.STORAGES = {**settings.STORAGES, "default": storage}


def telling_photograph() -> bytes:
    """With a note that it was taken by somebody."""
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x013B] = "Somchai Invented"
    Image.new("RGB", (60, 40), "teal").save(
        out, "JPEG", exif=exif, comment=b"Somchai Invented"
    )
    return out.getvalue()


def photograph_of(entry: Entry, **fields: Any) -> Attachment:
    content = telling_photograph()
    file = make_attachment(
        entry,
        content=content,
        name="site.jpg",
        **{"media_type": "image/jpeg", **fields},
    )
    make_preparation(file, thumbnail=ContentFile(content, "x"))
    return file


@pytest.fixture
def winner(client: Client) -> Winner:
    """Of a draft; signed in as the organiser."""
    edition = make_full_edition()
    client.force_login(make_organiser(edition))
    return make_winner(
        make_list(edition, published=False), make_entry(edition).reference
    )


def place(winner: Winner) -> str:
    winner_list = winner.winner_list
    return reverse(
        "judging:picture-change",
        args=[winner_list.edition.code, winner_list.version, winner.pk],
    )


def entry_of(winner: Winner) -> Entry:
    return Entry.objects.get(reference=winner.reference)


def test_one_press_takes_the_picture_bare_of_metadata(
    client: Client, winner: Winner
) -> None:
    file = photograph_of(entry_of(winner))
    assert "site.jpg" in client.get(place(winner)).text
    assert (
        client.post(place(winner), {**SAID, "offered": str(file.key)}).status_code
        == 302
    )
    winner.refresh_from_db()
    with winner.picture.open("rb") as stored:
        content = stored.read()
    assert (winner.picture_width, winner.picture_height) == (60, 40)
    assert (winner.caption_th, winner.credit) == (SAID["caption_th"], SAID["credit"])
    assert b"Somchai" in telling_photograph()
    assert b"Somchai" not in content
    assert Row.objects.filter(act="picture-set").count() == 1


def test_title_and_owner_stand_in_the_boxes_until_somebody_writes_others(
    client: Client, winner: Winner
) -> None:
    assert (
        client.get(place(winner)).context["form"].initial["caption_th"]
        == winner.title_th
    )


@pytest.mark.parametrize(("typed", "kept"), [("", "จากผู้ส่งผลงาน"), ("ของผู้จัด", "ของผู้จัด")])
def test_caption_of_the_entrant_comes_along_unless_the_organiser_wrote_one(
    client: Client, winner: Winner, typed: str, kept: str
) -> None:
    file = photograph_of(entry_of(winner))
    Attachment.objects.filter(pk=file.pk).update(caption_th="จากผู้ส่งผลงาน")
    page = client.get(place(winner))
    assert "จากผู้ส่งผลงาน" in page.text
    said = dict(page.context["form"].initial) | {"offered": str(file.key)}
    client.post(place(winner), said | ({"caption_th": typed} if typed else {}))
    winner.refresh_from_db()
    assert (winner.caption_th, winner.caption_en) == (kept, winner.title_en)


def test_picture_is_public_with_the_list_and_not_before(
    client: Client, winner: Winner
) -> None:
    file = photograph_of(entry_of(winner))
    client.post(place(winner), {**SAID, "offered": str(file.key)})
    visitor, address = Client(), reverse("winner-picture", args=[winner.pk])
    assert visitor.get(address).status_code == 404
    WinnerList.objects.filter(pk=winner.winner_list_id).update(
        state=WorkState.QUEUED, due_at=ago(seconds=1)
    )
    assert visitor.get(address).status_code == 404
    publish_due()
    assert visitor.get(address).headers["Content-Type"] == "image/jpeg"


def test_entrant_learns_nothing_from_their_picture_being_taken(
    client: Client, winner: Winner
) -> None:
    entry = entry_of(winner)
    file = photograph_of(entry)
    client.post(place(winner), {**SAID, "offered": str(file.key)})
    client.force_login(entry.owner)
    page = client.get(reverse("nominations:entry-detail", args=[entry.reference])).text
    assert SAID["caption_th"] not in page
    assert client.get(place(winner)).status_code == 403


def test_only_clean_pictures_of_the_winners_own_submitted_entry_are_offered(
    client: Client, winner: Winner
) -> None:
    entry = entry_of(winner)
    infected = photograph_of(entry)
    infected.preparation.scan = Scan.INFECTED
    infected.preparation.save()
    others = photograph_of(make_entry(entry.edition, make_user()))
    document = make_attachment(entry)
    assert client.get(place(winner)).context["offers"] == []
    for file in (infected, others, document):
        response = client.post(place(winner), {**SAID, "offered": str(file.key)})
        assert list(response.context["form"].errors) == ["picture"]
        assert SAID["credit"] in response.text
    good = photograph_of(entry)
    Entry.objects.filter(pk=entry.pk).update(state=EntryState.DRAFT)
    assert (
        client.post(place(winner), {**SAID, "offered": str(good.key)}).status_code
        == 200
    )
    winner.refresh_from_db()
    assert not winner.picture
