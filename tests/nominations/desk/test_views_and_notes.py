from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from nominations.desk.services import (
    add_note,
    remove_note,
    remove_view,
    rename_view,
    save_view,
)
from nominations.models import Note, SavedView
from nominations.refusals import EntryError
from tests.factories import make_category, make_edition, make_entry, make_organiser

pytestmark = pytest.mark.django_db


def test_view_of_the_same_name_and_person_is_replaced_and_nobody_elses() -> None:
    edition = make_edition()
    mine, theirs = make_organiser(edition), make_organiser(edition)
    first = save_view(
        edition=edition, user=mine, name="  ใหม่ ", query={"q": "a"}, shared=False
    )
    save_view(edition=edition, user=theirs, name="ใหม่", query={"q": "b"}, shared=True)
    again = save_view(
        edition=edition, user=mine, name="ใหม่", query={"q": "c"}, shared=True
    )
    assert again == first
    views = SavedView.objects.order_by("pk").values_list("owner", "query", "shared")
    assert list(views) == [
        (mine.pk, {"q": "c"}, True),
        (theirs.pk, {"q": "b"}, True),
    ]


def test_removed_view_is_gone_and_the_others_stay() -> None:
    edition = make_edition()
    organiser = make_organiser(edition)
    gone, stays = (
        save_view(edition=edition, user=organiser, name=name, query={}, shared=False)
        for name in "ab"
    )
    remove_view(view=gone)
    assert SavedView.objects.get() == stays


def test_removed_note_is_gone_and_the_others_stay() -> None:
    edition = make_edition()
    make_category(edition)
    entry, organiser = make_entry(edition), make_organiser(edition)
    gone = add_note(entry=entry, text="โทรแล้ว", actor=organiser)
    stays = add_note(entry=entry, text="#ด่วน", actor=organiser)
    remove_note(note=gone, actor=organiser)
    assert Note.objects.get() == stays


def test_view_takes_a_new_name_but_not_one_that_its_owner_uses() -> None:
    edition = make_edition()
    mine, theirs = make_organiser(edition), make_organiser(edition)
    view, _taken, _foreign = (
        save_view(edition=edition, user=user, name=name, query={}, shared=True)
        for user, name in [(mine, "a"), (mine, "b"), (theirs, "c")]
    )
    with pytest.raises(EntryError):
        rename_view(view=view, name=" b ")
    rename_view(view=view, name="a")
    rename_view(view=view, name=" c ")
    assert SavedView.objects.get(pk=view.pk).name == "c"


def test_only_its_owner_renames_a_shared_view(client: Client) -> None:
    edition = make_edition()
    mine, theirs = make_organiser(edition), make_organiser(edition)
    view = save_view(
        edition=edition, user=mine, name="a", query={"q": "x"}, shared=True
    )
    address = reverse("nominations:view-rename", args=[edition.code, view.pk])
    client.force_login(theirs)
    assert client.post(address, {"name": "b"}).status_code == 403
    client.force_login(mine)
    client.post(address, {"name": ""})
    assert SavedView.objects.get(pk=view.pk).name == "a"
    assert client.post(address, {"name": "b"})["Location"].endswith("?q=x")
    assert SavedView.objects.get(pk=view.pk).name == "b"
