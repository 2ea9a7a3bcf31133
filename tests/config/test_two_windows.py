"""Two organisers, or two windows, on one form: who saves second sees what the first saved."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse

from awards.models import Edition, StagePlan, StageWord, WinnerList, Wording
from tests.factories import make_edition, make_list, make_organiser, make_winner

pytestmark = pytest.mark.django_db

WORDS = {
    "title_th": "เกียรติบัตร",
    "title_en": "Certificate",
    "text_th": "มอบให้ {name}",
    "text_en": "To {name}",
}
PLAN = {
    "grouping": "level",
    "reveal": "all",
    "seats_per_row": "10",
    "kept_rows": "1",
    "usual_party": "2",
}


@dataclass(frozen=True)
class Page:
    """``sent``: a whole form; ``field``: the one that the two windows differ in, and
    ``kept`` what stands of it.
    """

    name: str
    args: list[object]
    shown: str
    sent: dict[str, str]
    field: str
    kept: Callable[[Edition], object]

    def address(self, edition: Edition, name: str = "") -> str:
        where = reverse(name or self.name, args=[edition.code, *self.args])
        return "/en" + where[3:]


PAGES = [
    Page(
        "awards:stage-plan",
        [],
        "awards:stage-plan",
        PLAN,
        "kept_rows",
        lambda edition: StagePlan.objects.get(edition=edition).kept_rows,
    ),
    Page(
        "awards:stage-word",
        ["W-1"],
        "awards:stage-word",
        {},
        "note",
        lambda edition: StageWord.objects.get(edition=edition).note,
    ),
    Page(
        "judging:list-correct",
        [2],
        "judging:list-show",
        {"erratum_th": "แก้ไข"},
        "erratum_en",
        lambda edition: WinnerList.objects.get(edition=edition, version=2).erratum_en,
    ),
    Page(
        "awards:wording-change",
        ["winner"],
        "awards:wording-change",
        WORDS,
        "signer_en",
        lambda edition: Wording.objects.get(edition=edition).signer_en,
    ),
]


def seen_on(page: str, near: str) -> str:
    """What the form that holds this field sends along."""
    form = next(part for part in page.split("<form") if f'name="{near}"' in part)
    found = re.search(r'name="seen" value="(\w+)"', form)
    assert found
    return found[1]


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_who_saves_second_sees_what_the_first_saved(client: Client, page: Page) -> None:
    edition = make_edition()
    make_list(edition, version=1)
    make_winner(make_list(edition, version=2, published=False), "W-1")
    client.force_login(make_organiser(edition))
    shown, address = page.address(edition, page.shown), page.address(edition)
    seen = seen_on(client.get(shown).content.decode(), page.field)
    first, second = {**page.sent, page.field: "7"}, {**page.sent, page.field: "9"}
    assert client.post(address, {**first, "seen": seen}).status_code == 302
    refused = client.post(address, {**second, "seen": seen}).content.decode()
    assert "Saved in the meantime" in refused
    assert str(page.kept(edition)) == "7"
    again = {**second, "seen": seen_on(refused, page.field)}
    assert client.post(address, again).status_code == 302
    assert str(page.kept(edition)) == "9"
