from __future__ import annotations

import pytest
from django.db.models.functions import Now
from django.test import Client
from django.urls import reverse

from awards.models import Winner, WinnerList
from awards.outbox.work import WorkState
from judging.publication.services import publish_due
from tests.factories import make_list, make_winner
from tests.factories.basics import ahead
from tests.judging.stage import edition_in_judging

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> WinnerList:
    edition = edition_in_judging()
    found = make_list(edition, published=False)
    make_winner(found, title_en="A title", organisation_en="A name", summary_en="Words")
    return found


def shown(winner_list: WinnerList, name: str = "list-show") -> str:
    client = Client()
    client.force_login(winner_list.edition.organisers.earliest("pk").user)
    args = [winner_list.edition.code]
    args += [winner_list.version] if name == "list-show" else []
    address = reverse(f"judging:{name}", args=args)
    return client.get("/en" + address[3:]).content.decode()


def set_state(winner_list: WinnerList, **fields: object) -> None:
    WinnerList.objects.filter(pk=winner_list.pk).update(**fields)


def test_list_that_is_published_now_never_says_scheduled(draft: WinnerList) -> None:
    set_state(draft, state=WorkState.QUEUED, due_at=Now())
    page = shown(draft)
    assert "The list is being published." in page
    assert 'hx-trigger="every 2s"' in page
    assert ">scheduled<" not in page
    assert ">scheduled<" not in shown(draft, "list-index")


def test_page_that_looks_again_is_told_when_there_is_nothing_new(
    draft: WinnerList,
) -> None:
    set_state(draft, state=WorkState.QUEUED, due_at=Now())
    client = Client()
    client.force_login(draft.edition.organisers.earliest("pk").user)
    address = reverse("judging:list-show", args=[draft.edition.code, draft.version])
    asked = {"HX-Request": "true"}
    assert client.get(address, headers=asked).status_code == 204
    assert publish_due() == 1
    assert client.get(address, headers=asked).status_code == 200


def test_published_list_leads_to_the_public_page_and_looks_no_more(
    draft: WinnerList,
) -> None:
    set_state(draft, state=WorkState.QUEUED, due_at=Now())
    assert publish_due() == 1
    page = shown(draft)
    public = reverse("awards:winners-version", args=[draft.edition.code, draft.version])
    first = page[page.index("list-next") :]
    assert first.index(public[3:]) < first.index("List in both languages")
    assert "hx-trigger" not in page[page.index('id="list"') :]


def test_list_for_later_says_when(draft: WinnerList) -> None:
    set_state(draft, state=WorkState.QUEUED, due_at=ahead(days=2))
    page = shown(draft)
    assert "Goes out on" in page
    assert ">scheduled<" in page
    assert "being published" not in page


def test_draft_says_first_what_it_waits_for(draft: WinnerList) -> None:
    Winner.objects.update(title_th="")
    assert "serious finding" in shown(draft)


def test_list_that_failed_says_only_that(draft: WinnerList) -> None:
    set_state(
        draft,
        state=WorkState.QUEUED,
        due_at=Now(),
        tried_at=Now(),
        last_error="disk full",
    )
    page = shown(draft)
    assert "The list could not be published" in page
    assert "list-next" not in page
