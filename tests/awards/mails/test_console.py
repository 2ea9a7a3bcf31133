"""The page of mails: an edition's for its organisers, all for the operator."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.ledger.models import Row
from awards.mails.services import MailAct, act_on_mails, send_test_mail
from awards.mails.wordings import save_wording
from awards.models import Edition
from awards.outbox import keeping
from awards.outbox.delivery import deliver_messages
from awards.outbox.models import Message
from awards.outbox.work import WorkState
from awards.roles import Role
from config.site.mail_kinds import LABELS, label_of
from nominations.entries.mail_kinds import ENTRY_RECEIVED
from tests.factories import (
    make_edition,
    make_message,
    make_operator,
    make_organiser,
    make_user,
    moment,
)

pytestmark = pytest.mark.django_db
BASE_DIR = Path(__file__).resolve().parents[3]


@pytest.fixture
def edition() -> Edition:
    return make_edition()


def signed_in(edition: Edition, role: Role = Role.OWNER) -> Client:
    user = make_user()
    make_organiser(edition, user, role=role)
    client = Client()
    client.force_login(user)
    return client


def of(edition: Edition, to: str, **fields: Any) -> Message:
    return make_message(to, edition_code=edition.code, **fields)


def page(client: Client, edition: Edition, query: str = "") -> str:
    address = reverse("mails", args=[edition.code])
    return client.get(address.replace("/th/", "/en/") + query).content.decode()


def press(
    client: Client, edition: Edition, act: str, query: str = "", **sent: Any
) -> None:
    address = reverse("mails-act", args=[edition.code])
    answer = client.post(address + query, {"act": act, **sent})
    assert answer.status_code == 302


def test_organisers_see_the_mails_of_their_edition_and_no_others(
    edition: Edition,
) -> None:
    of(edition, "mine@example.org", text="only its reader reads this")
    of(make_edition(), "other@example.org")
    make_message("site@example.org")
    shown = page(signed_in(edition), edition)
    assert "mine@example.org" in shown
    assert "other@example.org" not in shown
    assert "site@example.org" not in shown
    assert "only its reader reads this" not in shown


def test_mails_are_counted_by_where_they_stand(edition: Edition) -> None:
    of(edition, "a@example.org")
    of(edition, "b@example.org", held_at=moment())
    of(edition, "c@example.org", state=WorkState.FAILED, last_error="550 no")
    of(edition, "d@example.org", state=WorkState.DONE)
    of(edition, "e@example.org", state=WorkState.DROPPED, last_error="suppressed")
    shown = page(signed_in(edition), edition)
    for words in ("Waiting: 1", "On hold: 1", "Sent: 1", "Failed: 1", "Not sent: 1"):
        assert words in shown
    failed = page(signed_in(edition), edition, "?standing=failed")
    assert "c@example.org" in failed
    assert "a@example.org" not in failed


def test_filters_find_by_kind_and_recipient(edition: Edition) -> None:
    of(edition, "a@example.org", event="judge_reminded")
    of(edition, "b@example.org", event="entry-received")
    client = signed_in(edition)
    shown = page(client, edition, "?kind=judge_reminded")
    assert "Reminder of ballots" in shown
    assert "b@example.org" not in shown
    assert "a@example.org" not in page(client, edition, "?search=b@exa")
    assert page(client, edition, "?standing=nonsense&kind=%00&page=x")


def test_held_mails_wait_and_go_when_let_go(edition: Edition) -> None:
    first, second = of(edition, "a@example.org"), of(edition, "b@example.org")
    client = signed_in(edition)
    press(client, edition, "hold", "?standing=waiting", mail=[first.pk])
    deliver_messages()
    assert [sent.to for sent in mail.outbox] == [[second.to_email]]
    press(client, edition, "release", "?standing=held", all="1")
    deliver_messages()
    assert [sent.to for sent in mail.outbox][1:] == [[first.to_email]]
    acts = Row.objects.filter(chain=edition.code).values_list("act", flat=True)
    assert {"mails-held", "mails-released"} <= set(acts)


def test_dropping_needs_a_reason_and_leaves_no_link(edition: Edition) -> None:
    message = of(edition, "a@example.org", text="link KEY", secrets=["KEY"])
    plain = of(edition, "b@example.org")
    client = signed_in(edition)
    press(client, edition, "drop", "?standing=waiting", all="1", reason=" ")
    message.refresh_from_db()
    assert (message.state, message.text) == (WorkState.QUEUED, "link KEY")
    press(client, edition, "drop", "?standing=waiting", all="1", reason="wrong date")
    message.refresh_from_db()
    plain.refresh_from_db()
    assert (message.state, plain.state) == (WorkState.DROPPED, WorkState.DROPPED)
    assert (message.last_error, plain.last_error) == ("wrong date", "wrong date")
    assert "KEY" not in message.text
    assert deliver_messages().sent == 0


def test_what_went_out_meanwhile_is_not_taken_back(edition: Edition) -> None:
    message = of(edition, "a@example.org", state=WorkState.DONE)
    found = Message.objects.filter(pk=message.pk)
    acts = (
        keeping.hold(found),
        keeping.release(found),
        keeping.drop(found, "x"),
        keeping.send_again(found),
    )
    assert acts == (0, 0, 0, 0)
    message.refresh_from_db()
    assert message.state == WorkState.DONE


def test_a_mail_in_a_workers_hands_is_neither_held_nor_dropped(
    edition: Edition,
) -> None:
    message = of(edition, "a@example.org", state=WorkState.CLAIMED, claimed_at=moment())
    found = Message.objects.filter(pk=message.pk)
    assert (keeping.hold(found), keeping.drop(found, "x")) == (0, 0)


def test_organisers_act_on_no_mail_of_another_edition(edition: Edition) -> None:
    other = of(make_edition(), "other@example.org", state=WorkState.FAILED)
    press(signed_in(edition), edition, "again", "?standing=failed", mail=[other.pk])
    press(signed_in(edition), edition, "drop", all="1", reason="x")
    other.refresh_from_db()
    assert other.state == WorkState.FAILED


@pytest.mark.parametrize(
    ("role", "reads", "acts"),
    [
        (Role.ORGANISER, 200, 302),
        (Role.READER, 200, 403),
        (Role.COMMUNICATIONS, 403, 403),
        (Role.ELIGIBILITY, 403, 403),
    ],
)
def test_roles_read_and_act(
    edition: Edition, role: Role, reads: int, acts: int
) -> None:
    client = signed_in(edition, role)
    assert client.get(reverse("mails", args=[edition.code])).status_code == reads
    posted = client.post(reverse("mails-act", args=[edition.code]), {"act": "hold"})
    assert posted.status_code == acts


def test_ledger_says_how_many_and_never_to_whom(edition: Edition) -> None:
    of(edition, "secret-reader@example.org", state=WorkState.FAILED)
    act_on_mails(
        mails=Message.objects.all(), act=MailAct.AGAIN, actor=make_user(), reason=""
    )
    row = Row.objects.get(chain=edition.code, act="mails-sent-again")
    assert "secret-reader" not in str(row.__dict__)


def test_a_test_mail_comes_to_whoever_asks(edition: Edition) -> None:
    client = signed_in(edition)
    client.post(reverse("mails-test", args=[edition.code]))
    operator = Client()
    operator.force_login(make_operator())
    operator.post(reverse("site-mails-test"))
    assert deliver_messages().sent == 2
    assert {sent.subject for sent in mail.outbox} <= {"Test email", "อีเมลทดสอบ"}


def test_a_test_mail_goes_before_others_and_each_time_anew() -> None:
    user = make_user()
    for _press in range(2):
        send_test_mail(actor=user)
    priorities = Message.objects.values_list("priority", flat=True)
    assert list(priorities) == [Message.URGENT, Message.URGENT]


def events_in(path: Path) -> set[str]:
    """Kinds that are named outright where mails are made."""
    makers = {"queue_mail", "prepare_mail", "_mail", "_prepared", "_with_link"}
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "id", "")
            first = node.args[0]
            if name in makers and isinstance(first, ast.Constant):
                found.add(str(first.value).replace("_", "-"))
    return found


def test_every_kind_of_mail_has_a_name() -> None:
    events: set[str] = set()
    for app in ("awards", "nominations", "judging", "config"):
        for path in (BASE_DIR / app).rglob("*.py"):
            events |= events_in(path)
    templates = (BASE_DIR / "templates").glob("*/emails/[a-z]*.txt")
    names = {path.stem.replace("_", "-") for path in templates}
    theirs = {"ready": "certificate-ready", "revoked": "certificate-revoked"}
    dsure = {path.stem for path in (BASE_DIR / "templates/dsure/emails").iterdir()}
    events |= {theirs.get(name, name) for name in names} - {
        stem.replace("_", "-") for stem in dsure
    }
    events |= {
        path.stem.replace("_", "-")
        for path in (BASE_DIR / "templates/account/email").iterdir()
        if not path.stem.startswith("base")
    }
    assert len(events) > 50
    assert events - set(LABELS) == set()
    assert label_of("judge_reminded") == label_of("judge-reminded")


def statements(client: Client, address: str) -> int:
    client.get(address)  # what is kept between pages is kept then
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_pages_ask_the_same_for_one_mail_and_for_thirty(edition: Edition) -> None:
    client = signed_in(edition)
    of(edition, "r@example.org", recipient=make_user())
    save_words(edition, 0)
    addresses = [
        reverse("mails", args=[edition.code]),
        reverse("mail-words", args=[edition.code]),
        reverse("mail-word", args=[edition.code, "entry-received"]),
    ]
    few = [statements(client, address) for address in addresses]
    for number in range(29):
        of(edition, f"r{number}@example.org", recipient=make_user())
        save_words(edition, number + 1)
    many = [statements(client, address) for address in addresses]
    assert many == few


def save_words(edition: Edition, seen: int) -> None:
    save_wording(
        edition=edition,
        kind=ENTRY_RECEIVED,
        actor=make_user(),
        seen=seen,
        subject_th="ได้รับ",
        text_th=f"{seen} {{link}}",
    )
