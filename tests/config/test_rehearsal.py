from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from django.core.management import CommandError, call_command
from django.test import Client, override_settings

from awards.ledger.verifying import verify
from awards.models import Edition, WinnerList
from awards.outbox.models import Message
from awards.outbox.work import WorkState
from config.demonstration.cast import password
from config.demonstration.dating import invented_moments
from config.demonstration.loading import load_demo
from config.people.invariants import problems
from config.rehearsal.content import juristic_number, person, solutions
from judging.models import Assignment
from nominations.organisations.services import clean_number


def test_written_solutions_cover_every_smart_and_many_provinces() -> None:
    assert len(solutions()) >= 30
    assert len({solution.smart for solution in solutions()}) == 7
    assert len({solution.body.province for solution in solutions()}) >= 30
    assert all("สมมุติ" in solution.body.name_th for solution in solutions())
    assert len({solution.title_th for solution in solutions()}) == len(solutions())


def test_invented_numbers_have_right_check_digits() -> None:
    assert all(clean_number(juristic_number(n)) for n in range(200))


def test_invented_people_are_marked_and_told_apart() -> None:
    assert len({person(n) for n in range(1000)}) == 1000
    assert all("สมมุติ" in person(n)[0] for n in range(0, 1000, 97))


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_rehearsal_ends_with_winners_published_and_mail_delivered(
    capsys: pytest.CaptureFixture[str],
) -> None:
    options = [
        "--entries",
        "21",
        "--judges",
        "6",
        "--per-entry",
        "3",
        "--edition",
        "try-1",
        "--json",
        "--by-hand",
        "30",
    ]
    call_command("rehearse", *options)
    out, err = capsys.readouterr()
    assert err == ""  # progress is shown on a terminal alone
    report = json.loads(out)
    assert {key: report[key] for key in ("edition", "entries", "ballots")} == {
        "edition": "try-1",
        "entries": 21,
        "ballots": 63,
    }
    assert report["winners"] == 21
    assert (
        report["messages"]
        == Message.objects.filter(edition_code="try-1", state=WorkState.DONE).count()
        > 21 + 6
    )
    assert set(report["seconds"]) >= {
        "entries",
        "assignment",
        "ballots",
        "publication",
        "mail",
    }
    assert verify("try-1") == []
    assert problems() == []
    with pytest.raises(CommandError, match="exists already"):
        call_command("rehearse", *options)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--entries", "0", "--judges", "1", "--per-entry", "1"], "entries"),
        (["--entries", "2", "--judges", "1", "--per-entry", "2"], "per-entry"),
        (
            [
                "--entries",
                "2",
                "--judges",
                "2",
                "--per-entry",
                "1",
                "--edition",
                "Not OK",
            ],
            "edition",
        ),
    ],
)
@pytest.mark.django_db
def test_rehearsal_refuses_what_cannot_be(options: list[str], words: str) -> None:
    with pytest.raises(CommandError, match=words):
        call_command("rehearse", *options)
    assert not Edition.objects.exists()


@pytest.mark.slow
@pytest.mark.once  # the rehearsal above goes the whole way on each database
@pytest.mark.django_db
@override_settings(DEMO=True)
def test_demonstration_is_whole_and_made_once(client: Client) -> None:
    codes = load_demo(quiet=True)
    assert problems() == []
    counts = [
        Edition.objects.count(),
        Message.objects.count(),
        Assignment.objects.count(),
    ]
    assert WinnerList.objects.get(edition__code="scsa-2566").published_at
    assert Edition.objects.accepting().get().code == codes["open"]
    assert load_demo(quiet=True) == codes
    assert [
        Edition.objects.count(),
        Message.objects.count(),
        Assignment.objects.count(),
    ] == counts
    assert client.login(
        username="judge@example.org", email="judge@example.org", password=password()
    )
    assert client.get("/th/judge/").status_code == 200


@pytest.mark.django_db
def test_real_site_gets_no_demonstration() -> None:
    with pytest.raises(CommandError, match="DEMO"):
        call_command("load_demo")


def test_invented_moments_lie_within_the_call_and_grow_towards_its_end() -> None:
    opens = datetime(2023, 6, 1, 9, tzinfo=UTC)
    until = opens + timedelta(days=90)
    found = sorted(invented_moments(300, opens, until, Random(1)))
    assert opens <= found[0]
    assert found[-1] < until
    assert sum(moment < opens + timedelta(days=45) for moment in found) < 120
    assert len({moment.date() for moment in found}) > 40
