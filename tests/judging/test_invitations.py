"""An invitation that nobody has answered is corrected and withdrawn; addresses go
through one validator.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.ledger.models import Row
from awards.models import Identity
from awards.outbox.models import Message
from judging.jury.asked import Effort, asked_in
from judging.jury.invitations import (
    correct_invitation,
    invite_judge,
    invite_many,
    withdraw_invitation,
)
from judging.jury.round_settings import set_rules
from judging.models import Judge, RoundRules
from judging.refusals import JudgingError
from tests.judging.jury.test_jury import organiser_of, signed_in
from tests.judging.stage import edition_in_judging, judge_of

pytestmark = pytest.mark.django_db


def invited(edition: Any, email: str = "wrong@example.com") -> Judge:
    return invite_judge(
        edition=edition, email=email, name_th="วิชัย สมมุติ", actor=organiser_of(edition)
    )


def test_invitation_to_a_wrong_address_goes_to_the_right_one_and_the_first_link_ends() -> (
    None
):
    edition = edition_in_judging()
    judge = invited(edition)
    link = Message.objects.get(event="judge_invited").text
    address = reverse("judging:invitation-edit", args=[edition.code, judge.pk])
    fields = {
        "email": "mailto:Right@example.com",
        "name_th": "วิชัย สมมุติ",
        "language": "th",
    }
    assert signed_in(organiser_of(edition)).post(address, fields).status_code == 302
    judge.refresh_from_db()
    assert judge.user.email == "right@example.com"
    assert judge.links.count() == 1
    told = set(Message.objects.values_list("event", "to_email"))
    assert {
        ("judge_invited", "right@example.com"),
        ("invitation_withdrawn", "wrong@example.com"),
    } <= told
    path = next(word for word in link.split() if word.startswith("http")).split("/", 3)[
        3
    ]
    assert Client().get(f"/{path}").status_code == 410
    assert Row.objects.filter(act="judge.corrected").count() == 1


def test_withdrawn_invitation_leaves_no_judge_and_is_told_once() -> None:
    edition = edition_in_judging()
    judge = invited(edition)
    address = reverse("judging:invitation-edit", args=[edition.code, judge.pk])
    assert (
        signed_in(organiser_of(edition)).post(address, {"withdraw": "1"}).status_code
        == 302
    )
    assert not Judge.objects.exists()
    assert (
        Message.objects.filter(
            event="invitation_withdrawn", to_email="wrong@example.com"
        ).count()
        == 1
    )
    assert Row.objects.filter(act="judge.withdrawn").count() == 1
    assert invited(edition).state == "invited"


def test_answered_invitation_is_neither_corrected_nor_withdrawn() -> None:
    edition = edition_in_judging()
    judge = judge_of(edition)
    with pytest.raises(JudgingError):
        withdraw_invitation(judge=judge, actor=None)
    with pytest.raises(JudgingError):
        correct_invitation(judge=judge, email="other@example.com", actor=None)
    assert Judge.objects.get().state == "accepted"


def test_address_of_another_judge_is_refused_and_nothing_changes() -> None:
    edition = edition_in_judging()
    judge, other = invited(edition), judge_of(edition)
    with pytest.raises(JudgingError):
        correct_invitation(judge=judge, email=other.user.email, actor=None)
    judge.refresh_from_db()
    assert (judge.user.email, judge.links.count()) == ("wrong@example.com", 1)


@pytest.mark.parametrize("typed", ["a..b@example.com", "สมชาย@example.com"])
def test_bad_address_is_named_and_nobody_is_invited_to_it(typed: str) -> None:
    edition = edition_in_judging()
    judges, bad = invite_many(
        edition=edition, text=f"{typed}\nmailto:good@example.com", actor=None
    )
    assert ([judge.user.email for judge in judges], bad) == (
        ["good@example.com"],
        [typed],
    )


def test_invitation_says_who_asks_for_what_until_when_and_whom_to_ask() -> None:
    edition = edition_in_judging()
    Identity.objects.update_or_create(
        edition=edition,
        defaults={"organiser_th": "สำนักงานสมมุติ", "email": "ask@example.org"},
    )
    judge = invited(edition)
    told = Message.objects.get(event="judge_invited").text
    assert "สำนักงานสมมุติ" in told
    assert "ask@example.org" in told
    path = "/" + told[told.index("http") :].split()[0].split("/", 3)[3]
    page = Client().get(path).content.decode()
    round_ = edition.rounds.get()
    for said in ("สำนักงานสมมุติ", "ask@example.org", str(round_.name)):
        assert said in page
    calendar = Client().get(f"{path}dates.ics")
    assert calendar["Content-Type"].startswith("text/calendar")
    assert calendar.content.decode().count("BEGIN:VEVENT") == 2
    judge.links.all().delete()
    assert Client().get(f"{path}dates.ics").status_code == 410


def test_invitation_says_how_long_it_takes_as_the_edition_reckons() -> None:
    edition = edition_in_judging()
    rules = RoundRules.objects.create(round=edition.rounds.get())
    set_rules(rules=set_minutes(rules, 25), actor=organiser_of(edition))
    invite_judge(
        edition=edition, email="a@example.com", limit=12, language="en", actor=None
    )
    told = Message.objects.get(event="judge_invited").text
    assert "about 25 minutes for each entry, 5 hours in all" in told
    page = Client().get(re.search(r"http://[^/]+(/\S+)", told)[1]).content.decode()  # type: ignore[index]
    assert "25 นาที" in page or "About 25 minutes" in page


def test_without_a_number_of_entries_or_minutes_nothing_is_made_up() -> None:
    edition = edition_in_judging()
    judge = invited(edition)
    effort = asked_in(edition).effort_of(judge)
    assert effort == Effort(minutes=20, hours=None)
    rules = RoundRules.objects.create(round=edition.rounds.get())
    set_minutes(rules, None).save()
    assert asked_in(edition).effort_of(judge) is None


def set_minutes(rules: RoundRules, minutes: int | None) -> RoundRules:
    rules.entry_minutes = minutes
    return rules


def test_inviting_many_asks_once_what_they_are_asked_for() -> None:
    edition = edition_in_judging()
    invited(edition)  # the site's own face is read once in a process
    counts = []
    for people in (["a"], ["b", "c", "d"]):
        with CaptureQueriesContext(connection) as asked:
            invite_many(
                edition=edition,
                text="\n".join(f"{name}@example.com" for name in people),
                actor=None,
            )
        about = [
            q for q in asked if re.search(r'FROM "awards_(round|identity)"', q["sql"])
        ]
        counts.append(len(about))
    assert counts[0] == counts[1]
