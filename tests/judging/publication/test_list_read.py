"""Two organisers on the page of one list: nobody approves, publishes or discards what
they have not read.
"""

from __future__ import annotations

import re

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from awards.accounts.models import User
from awards.models import Edition, WinnerList
from awards.outbox.work import WorkState
from awards.winners.open_lists import print_of_list
from awards.winners.showing import set_picture
from tests.factories import make_edition, make_list, make_organiser, make_winner

pytestmark = pytest.mark.django_db

CHANGED = "This list was changed after you opened the page."


@pytest.fixture
def draft() -> WinnerList:
    edition = make_edition(two_person_rule=True)
    return prepared(edition, make_organiser(edition))


def prepared(edition: Edition, by: User) -> WinnerList:
    found = make_list(edition, published=False, prepared_by=by)
    make_winner(found)
    return found


def window(edition: Edition) -> Client:
    client = Client()
    client.force_login(make_organiser(edition))
    return client


def read(client: Client, draft: WinnerList) -> set[str]:
    """What the page sends along with each of its buttons."""
    where = reverse("judging:list-show", args=[draft.edition.code, draft.version])
    page = client.get(where).content.decode()
    forms = re.findall(rf'action="{where}[^"]+"[^>]*>.*?</form>', page, re.DOTALL)
    assert len(forms) == 4
    return {form.partition('name="seen" value="')[2][:24] for form in forms}


def press(client: Client, draft: WinnerList, button: str, **sent: str) -> str:
    """What is said afterwards."""
    where = reverse(f"judging:list-{button}", args=[draft.edition.code, draft.version])
    answer = client.post("/en" + where[3:], sent)
    said = " ".join(map(str, get_messages(answer.wsgi_request)))
    return said + answer.content.decode()


def caption(draft: WinnerList, by: User) -> None:
    words = {"caption_th": "ใหม่", "caption_en": "New", "credit": "ใคร"}
    set_picture(winner=draft.winners.get(), picture=None, actor=by, **words)


@pytest.mark.parametrize(
    ("button", "sent"), [("approve", {}), ("schedule", {"now": "1"}), ("discard", {})]
)
def test_nobody_decides_on_a_list_that_changed_since_they_read_it(
    draft: WinnerList, button: str, sent: dict[str, str]
) -> None:
    second = window(draft.edition)
    [seen] = read(second, draft)
    caption(draft, draft.prepared_by)
    assert CHANGED in press(second, draft, button, seen=seen, **sent)
    standing = WinnerList.objects.get()
    assert (standing.state, standing.approved_at) == (WorkState.DRAFT, None)
    [again] = read(second, draft)
    assert again != seen
    assert CHANGED not in press(second, draft, button, seen=again, **sent)


def test_list_that_took_the_version_of_a_discarded_one_is_another(
    draft: WinnerList,
) -> None:
    second = window(draft.edition)
    [seen] = read(second, draft)
    draft.delete()
    other = prepared(draft.edition, make_organiser(draft.edition))
    assert other.version == draft.version
    assert CHANGED in press(second, other, "approve", seen=seen)
    [seen] = read(second, other)
    press(second, other, "approve", seen=seen)
    assert WinnerList.objects.get().approved_at


def test_each_word_of_a_list_is_in_its_print(draft: WinnerList) -> None:
    prints = {print_of_list(draft)}
    winner = draft.winners.get()
    fields = {
        field.attname
        for field in winner._meta.concrete_fields
        if field.attname not in ("id", "winner_list_id")
    }
    for name in fields:
        whole = getattr(winner, name)
        changed = make_other(whole)
        type(winner).objects.filter(pk=winner.pk).update(**{name: changed})
        prints.add(print_of_list(WinnerList.objects.get(pk=draft.pk)))
    assert len(prints) == len(fields) + 1


def make_other(value: object) -> object:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int) or value is None:
        return (value or 0) + 1
    if isinstance(value, list | dict):
        return [{"other": "words"}]
    return f"{value}x"
