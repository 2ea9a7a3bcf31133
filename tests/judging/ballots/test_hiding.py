"""A name read in a final would be known in the blind round before it, so it waits until
no blind ballot can change.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from awards.models import Round
from awards.outbox.models import Message
from judging.models import Assignment, Extension
from judging.progress.services import remind_judge
from tests.judging.stage import (
    assigned,
    edition_in_judging,
    entry_in,
    judge_of,
    organisation,
    person,
)

pytestmark = pytest.mark.django_db
NAME = "Waterfall Town Office"


def final_beside(online: Round, **fields: Any) -> Round:
    window = {
        "opens_at": online.opens_at,
        "closes_at": timezone.now() + timedelta(days=5),
    }
    names = {"name_th": "รอบชิง", "name_en": "Final"}
    return Round.objects.create(
        edition=online.edition,
        code="final",
        order=3,
        blind=False,
        **names,
        **window,
        **fields,
    )


def on_both() -> tuple[Assignment, Round]:
    """One judge with one entry in the blind round that is open and in the final that is
    not blind.
    """
    edition = edition_in_judging()
    online, judge, owner = (
        edition.rounds.get(),
        judge_of(edition),
        person(name_en="Malee Invented"),
    )
    standing = entry_in(
        edition,
        owner=owner,
        title_en=f"Flood map by {NAME}",
        organisation=organisation(owner, name_en=NAME),
    )
    assigned(judge, standing)
    final = final_beside(online)
    row = Assignment.objects.create(
        judge=judge, entry_category=standing, round=final, cleared_at=timezone.now()
    )
    return row, online


def judges_pages(row: Assignment) -> list[str]:
    client = Client()
    client.force_login(row.judge.user)
    again = Assignment.objects.get(pk=row.pk)
    addresses = [
        "/en/judge/",
        f"/en/judge/ballots/{row.pk}/",
        f"/en/judge/ballots/{row.pk}/conflict/",
    ]
    pages = [client.get(address) for address in addresses]
    again.cleared_at = None
    again.save()
    pages.append(client.get(f"/en/judge/titles/{row.judge.edition.code}/"))
    assert [page.status_code for page in pages] == [200] * 4
    return [page.content.decode() for page in pages]


def test_final_hides_names_while_a_blind_ballot_can_change() -> None:
    row, _online = on_both()
    pages = judges_pages(row)
    assert all("Flood map by" in page for page in pages)
    assert all(NAME not in page for page in pages)


def test_final_shows_names_once_the_blind_round_is_over() -> None:
    row, online = on_both()
    Round.objects.filter(pk=online.pk).update(
        closes_at=timezone.now() - timedelta(minutes=1)
    )
    assert all(NAME in page for page in judges_pages(row))


def test_more_time_for_one_judge_of_the_blind_round_keeps_names_hidden() -> None:
    row, online = on_both()
    Round.objects.filter(pk=online.pk).update(
        closes_at=timezone.now() - timedelta(minutes=1)
    )
    later = {"until": timezone.now() + timedelta(days=1), "granted_by": row.judge.user}
    Extension.objects.create(round=online, judge=judge_of(online.edition), **later)
    assert all(NAME not in page for page in judges_pages(row))


def test_round_before_the_blind_one_shows_names() -> None:
    row, _online = on_both()
    Round.objects.filter(pk=row.round_id).update(order=1)
    assert all(NAME in page for page in judges_pages(row))


def blind_titles(*titles: str) -> tuple[Any, list[str]]:
    """A judge of a blind round with entries whose titles begin with the name of who
    sent them in.
    """
    edition = edition_in_judging(categories=1)
    judge, names = judge_of(edition), []
    for title in titles:
        owner, name = person(), title.partition(":")[0]
        body = organisation(owner, name_en=name)
        assigned(
            judge,
            entry_in(
                edition, owner=owner, title_en=title, title_th=title, organisation=body
            ),
        )
        names.append(name)
    return judge, names


def test_order_by_title_is_that_of_what_is_shown() -> None:
    judge, names = blind_titles(
        "Aalesund Harbour Works: zebra crossings",
        "Mombasa Harbour Works: map of tides",
        "Zagreb Harbour Works: alarms",
    )
    client = Client()
    client.force_login(judge.user)
    page = client.get("/en/judge/?order=title").content.decode()
    assert all(name not in page for name in names)
    places = [
        page.index(words) for words in ("alarms", "map of tides", "zebra crossings")
    ]
    assert places == sorted(places)


def test_reminder_of_a_blind_round_covers_names() -> None:
    judge, names = blind_titles("Aalesund Harbour Works: zebra crossings")
    remind_judge(judge=judge, round_=judge.edition.rounds.get())
    mail = Message.objects.get(event="judge_reminded")
    assert "zebra crossings" in mail.text
    assert names[0] not in mail.text + mail.html
