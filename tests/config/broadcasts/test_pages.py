"""The pages of messages to groups: from the group to who got it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.mails.audiences import Chosen
from awards.models import Broadcast, Edition
from awards.models.broadcasts import Stage
from awards.outbox.delivery import deliver_messages
from awards.outbox.models import Message
from awards.roles import Role
from awards.spreadsheets.tables import read_table
from config.broadcasts.audiences import AUDIENCES
from config.broadcasts.pages import offers_of
from config.broadcasts.sending import send_due
from nominations.models import Entry
from nominations.statuses import EntryState
from tests.factories import (
    make_broadcast,
    make_categories,
    make_edition,
    make_entry,
    make_judge,
    make_organiser,
    make_sent_broadcast,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    edition = make_edition()
    make_categories(edition)
    return edition


def signed_in(edition: Edition, role: Role = Role.OWNER) -> Client:
    client = Client()
    client.force_login(make_organiser(edition, make_user(language="en"), role=role))
    return client


def address(name: str, edition: Edition, *more: object) -> str:
    return reverse(name, args=[edition.code, *more]).replace("/th/", "/en/")


def read(
    client: Client, name: str, edition: Edition, *more: object, query: str = ""
) -> str:
    answer = client.get(address(name, edition, *more) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def press(
    client: Client, edition: Edition, broadcast: Broadcast, do: str, **sent: Any
) -> str:
    broadcast.refresh_from_db()
    answer = client.post(
        address("broadcast-act", edition, broadcast.pk),
        {"do": do, "seen": broadcast.version, **sent},
        follow=True,
    )
    return answer.content.decode()


def test_from_the_group_over_the_words_to_who_got_it(edition: Edition) -> None:
    entry = make_entry(edition)
    client = signed_in(edition)
    assert "Write to entrants, judges or organisers" in read(
        client, "broadcast-list", edition
    )
    client.post(address("broadcast-new", edition), {"audience": "sent-in"})
    broadcast = Broadcast.objects.get()
    words = {
        "subject_en": "Dates of {title}",
        "text_en": "Come to us.",
        "subject_th": "",
        "text_th": "",
        "purpose": "work",
        "seen": 1,
        "do": "next",
    }
    answer = client.post(address("broadcast-words", edition, broadcast.pk), words)
    assert answer.status_code == 302
    shown = read(client, "broadcast-show", edition, broadcast.pk)
    assert "1 person would get it now" in shown
    assert "Come to us." in shown
    assert "The message is being sent." in press(client, edition, broadcast, "send")
    send_due()
    deliver_messages()
    people = read(client, "broadcast-people", edition, broadcast.pk)
    assert entry.owner.email in people
    assert "Sent: 1" in people
    assert "1 of 1 emails sent" in read(client, "broadcast-show", edition, broadcast.pk)


def test_export_says_who_got_what(edition: Edition) -> None:
    people = [make_user("a@example.org", name_en="=1+1"), make_user("b@example.org")]
    broadcast = make_sent_broadcast(edition, people)
    deliver_messages(limit=1)
    answer = signed_in(edition).get(address("broadcast-file", edition, broadcast.pk))
    table = read_table(b"".join(answer))
    rows = {row.shown(1): [row.shown(n) for n in (0, 2, 4)] for row in table.rows}
    assert {row[1] for row in rows.values()} == {"Sent", "Waiting"}
    assert set(rows) == {"a@example.org", "b@example.org"}


def test_entries_that_are_selected_become_a_message(edition: Edition) -> None:
    chosen, other = make_entry(edition), make_entry(edition)
    client = signed_in(edition)
    assert (
        "Write to these people"
        in client.get(
            reverse("nominations:manage-entries", args=[edition.code]).replace(
                "/th/", "/en/"
            )
        ).content.decode()
    )
    client.post(
        address("broadcast-new", edition),
        {"from": "entries", "entry": chosen.reference, "act": "tag", "text": ""},
    )
    broadcast = Broadcast.objects.get()
    assert (broadcast.audience, broadcast.picked) == ("entries", [chosen.reference])
    people = read(client, "broadcast-people", edition, broadcast.pk)
    assert chosen.owner.email in people
    assert other.owner.email not in people


def test_filter_of_entries_becomes_a_message_that_keeps_it(edition: Edition) -> None:
    mobility = make_entry(edition, category="mobility")
    other = make_entry(edition, category="environment")
    client = signed_in(edition)
    client.post(
        address("broadcast-new", edition),
        {"from": "entries", "category": "mobility", "columns": "title"},
    )
    broadcast = Broadcast.objects.get()
    assert broadcast.filters == {"category": "mobility"}
    later = make_entry(edition, category="mobility")
    people = read(client, "broadcast-people", edition, broadcast.pk)
    assert mobility.owner.email in people
    assert later.owner.email in people
    assert other.owner.email not in people


def test_judges_who_are_selected_become_a_message(edition: Edition) -> None:
    chosen, other = make_judge(edition), make_judge(edition)
    client = signed_in(edition)
    client.post(
        address("broadcast-new", edition), {"from": "judges", "judge": chosen.pk}
    )
    broadcast = Broadcast.objects.get()
    people = read(client, "broadcast-people", edition, broadcast.pk)
    assert chosen.user.email in people
    assert other.user.email not in people


def test_draft_is_shown_to_nobody_but_its_entrant(edition: Edition) -> None:
    secret = make_entry(edition, state=EntryState.DRAFT, title_en="Unheard-of kite")
    broadcast = make_broadcast(edition, "drafts")
    client = signed_in(edition)
    pages = [
        read(client, "broadcast-show", edition, broadcast.pk),
        read(client, "broadcast-words", edition, broadcast.pk),
        read(client, "broadcast-people", edition, broadcast.pk),
        read(
            client, "broadcast-preview", edition, broadcast.pk,
            query=f"?language=en&about={secret.owner_id}",
        ),
    ]  # fmt: skip
    for page in pages:
        assert "Unheard-of kite" not in page
        assert secret.reference not in page
    assert secret.owner.email in pages[2]
    press(client, edition, broadcast, "send")
    send_due()
    assert secret.title_th in Message.objects.get().text


def test_preview_is_of_the_person_who_is_asked_for(edition: Edition) -> None:
    first, second = make_entry(edition), make_entry(edition)
    broadcast = make_broadcast(edition)
    shown = read(
        signed_in(edition), "broadcast-preview", edition, broadcast.pk,
        query=f"?language=en&about={second.owner_id}",
    )  # fmt: skip
    assert second.title_en in shown
    assert first.title_en not in shown


def test_nobody_outside_the_group_is_previewed(edition: Edition) -> None:
    inside, outside = make_entry(edition), make_entry(make_other())
    broadcast = make_broadcast(edition)
    shown = read(
        signed_in(edition), "broadcast-preview", edition, broadcast.pk,
        query=f"?language=en&about={outside.owner_id}",
    )  # fmt: skip
    assert outside.title_en not in shown
    assert inside.title_en in shown


def make_other() -> Edition:
    edition = make_edition()
    make_categories(edition)
    return edition


def test_another_editions_message_is_not_found(edition: Edition) -> None:
    theirs = make_broadcast(make_other())
    answer = signed_in(edition).get(address("broadcast-show", edition, theirs.pk))
    assert answer.status_code == 404


@pytest.mark.parametrize("role", [Role.ELIGIBILITY, Role.COMMUNICATIONS])
def test_roles_without_the_lists_see_no_messages(edition: Edition, role: Role) -> None:
    broadcast = make_broadcast(edition)
    client = signed_in(edition, role)
    for name, more in (
        ("broadcast-list", []),
        ("broadcast-show", [broadcast.pk]),
        ("broadcast-people", [broadcast.pk]),
    ):
        assert client.get(address(name, edition, *more)).status_code == 403


def test_reader_reads_and_sends_nothing(edition: Edition) -> None:
    make_entry(edition)
    broadcast = make_broadcast(edition)
    client = signed_in(edition, Role.READER)
    shown = read(client, "broadcast-show", edition, broadcast.pk)
    assert "Send to" not in shown
    answer = client.post(
        address("broadcast-act", edition, broadcast.pk), {"do": "send", "seen": 1}
    )
    assert answer.status_code == 403
    broadcast.refresh_from_db()
    assert broadcast.stage == Stage.DRAFT


def test_what_is_typed_wrong_is_said_and_kept(edition: Edition) -> None:
    make_entry(edition)
    broadcast = make_broadcast(edition)
    client = signed_in(edition)
    answer = client.post(
        address("broadcast-act", edition, broadcast.pk),
        {"do": "schedule", "seen": 1, "moment": "soon"},
    )
    assert answer.status_code == 422
    assert "soon" in answer.content.decode()
    later = press(client, edition, broadcast, "schedule", moment="")
    assert "Enter the day and time." in later
    answer = client.post(
        address("broadcast-words", edition, broadcast.pk),
        {
            "subject_en": "x",
            "text_en": "Your {score}",
            "seen": 1,
            "purpose": "work",
            "do": "save",
        },
    )
    assert answer.status_code == 422
    assert "Your {score}" in answer.content.decode()


def test_progress_alone_comes_back_while_it_is_sent(edition: Edition) -> None:
    broadcast = make_sent_broadcast(edition, [make_user()])
    client = signed_in(edition)
    whole = read(client, "broadcast-show", edition, broadcast.pk)
    assert 'hx-trigger="every 2s"' in whole
    assert '<noscript><meta http-equiv="refresh"' in whole
    part = client.get(
        address("broadcast-show", edition, broadcast.pk), headers={"HX-Request": "true"}
    ).content.decode()
    assert "<html" not in part
    deliver_messages()
    assert "every 2s" not in read(client, "broadcast-show", edition, broadcast.pk)


def test_stopping_says_how_many_had_been_sent(edition: Edition) -> None:
    broadcast = make_sent_broadcast(edition, [make_user() for _ in range(3)])
    deliver_messages(limit=1)
    client = signed_in(edition)
    said = press(client, edition, broadcast, "stop")
    assert "1 email had been sent already" in said
    assert "1 of 3 emails sent" in said


def asked(client: Client, edition: Edition, broadcast: Broadcast) -> list[int]:
    counts = []
    for name, more in (
        ("broadcast-list", []),
        ("broadcast-new", []),
        ("broadcast-show", [broadcast.pk]),
        ("broadcast-words", [broadcast.pk]),
        ("broadcast-people", [broadcast.pk]),
    ):
        with CaptureQueriesContext(connection) as questions:
            client.get(address(name, edition, *more))
        counts.append(len(questions))
    return counts


@pytest.mark.parametrize("sent", [False, True])
def test_as_many_questions_for_one_person_as_for_many(
    edition: Edition, sent: bool
) -> None:
    client = signed_in(edition)
    entries = [make_entry(edition)]
    client.get(address("broadcast-list", edition))  # what is asked once a while
    few = made(edition, entries, sent)
    before = asked(client, edition, few)
    entries += [make_entry(edition) for _ in range(5)]
    for _ in range(5):
        many = made(edition, entries, sent)
    assert asked(client, edition, many) == before


def made(edition: Edition, entries: list[Entry], sent: bool) -> Broadcast:
    if not sent:
        return make_broadcast(edition)
    return make_sent_broadcast(edition, [entry.owner for entry in entries])


def test_groups_are_counted_in_one_question(edition: Edition) -> None:
    make_entry(edition)
    make_entry(edition, state=EntryState.DRAFT)
    make_judge(edition)
    with CaptureQueriesContext(connection) as questions:
        offers = offers_of(edition, list(AUDIENCES.values()))
    assert len(questions) == 1
    counts = {offer.audience.code: offer.count for offer in offers}
    for audience in AUDIENCES.values():
        if audience.section:
            people = audience.people(edition, Chosen())
            assert counts[audience.code] == people.count()
    assert counts["drafts"] == counts["sent-in"] == counts["judges-accepted"] == 1


def test_page_waits_for_the_list_and_then_shows_itself_anew(edition: Edition) -> None:
    make_entry(edition)
    broadcast = make_broadcast(edition)
    client = signed_in(edition)
    assert 'id="starting"' in press(client, edition, broadcast, "send")
    where = address("broadcast-show", edition, broadcast.pk) + "?starting=1"
    by_htmx = {"HX-Request": "true"}
    assert client.get(where, headers=by_htmx).status_code == 204
    send_due()
    assert client.get(where, headers=by_htmx).headers["HX-Refresh"] == "true"
    assert "Scheduled for" not in press(client, edition, broadcast, "copy")
