"""Entries whose checks all passed: listed first, then found eligible together."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.accounts.list_columns import ListName, keep_columns
from awards.models import Edition
from awards.outbox.models import Message
from nominations.checklist.pages import read_rules
from nominations.eligibility.checks import GOOD
from nominations.eligibility.findings import check_entry
from nominations.eligibility.locks import take_hold
from nominations.eligibility.together import (
    checks_of,
    find_eligible_together,
    look_through,
)
from nominations.eligibility.views import offered_columns
from nominations.entries.missing import missing_items
from nominations.models import Entry
from tests.factories import (
    make_attachment,
    make_declaration,
    make_organisation,
    make_organiser,
    make_rule,
    make_rule_answer,
)
from tests.nominations.eligibility.test_eligibility import closed_edition, sent_in
from tests.nominations.makers import make_question

pytestmark = pytest.mark.django_db


def thai_number(count: int) -> str:
    """Thirteen digits of which the last is the check digit."""
    twelve = f"09940006{count:04d}"
    total = sum((13 - at) * int(digit) for at, digit in enumerate(twelve))
    return f"{twelve}{(11 - total % 11) % 10}"


def different(edition: Edition, name: str) -> Entry:
    """An entry like no other, of an organisation with a number of its own."""
    body = make_organisation(number=thai_number(Entry.objects.count()))
    return sent_in(edition, title_th=name, title_en=name, organisation=body)


def three_entries() -> list[Entry]:
    edition = closed_edition()
    names = ("Rain gauges on temple roofs", "Buses by wire", "A library in a boat")
    return [different(edition, name) for name in names]


def whole(entries: list[Entry]) -> list[Entry]:
    """As they come from the page: with what the checks compare."""
    rows = Entry.objects.filter(pk__in=[entry.pk for entry in entries])
    return list(
        rows.select_related("organisation", "edition").prefetch_related(
            "standings__category__smart"
        )
    )


def test_checks_read_together_are_those_read_one_by_one() -> None:
    entries = three_entries()
    edition = entries[0].edition
    make_question(edition, "needed", required=True)
    rule = make_rule(edition, "old-enough")
    make_rule_answer(entries[0], rule)
    make_declaration(edition, "true", required=True)
    make_attachment(entries[1])
    together = checks_of(edition, whole(entries))
    for entry in whole(entries):
        alone = check_entry(entry, read_rules(entry), missing_items(entry))
        assert together[entry.pk] == alone


def test_only_entries_without_a_finding_are_listed() -> None:
    entries = three_entries()
    odd = entries[1]
    odd.organisation = make_organisation(odd.owner, number="123")
    odd.save()
    reader = make_organiser(odd.edition)
    looked = look_through(odd.edition, reader)
    assert {entry.pk for entry in looked.passed} == {entries[0].pk, entries[2].pk}
    assert (looked.open, looked.more) == (1, 0)
    take_hold(entry=entries[0], reader=make_organiser(odd.edition))
    assert look_through(odd.edition, reader).passed == [entries[2]]


def test_only_the_selected_entries_are_looked_at() -> None:
    entries = three_entries()
    edition, reader = entries[0].edition, make_organiser(entries[0].edition)
    decided = {entries[2].reference: entries[2].eligibility_pass}
    find_eligible_together(edition=edition, reader=reader, chosen=decided)
    asked = [entries[0].reference, entries[2].reference, "unknown"]
    looked = look_through(edition, reader, among=asked)
    assert looked.passed == [entries[0]]
    assert (looked.open, looked.more, looked.away) == (0, 0, 2)


def test_list_of_the_selected_says_which_do_not_wait(client: Client) -> None:
    entries = three_entries()
    edition = entries[0].edition
    Entry.objects.filter(pk=entries[1].pk).update(eligibility="eligible")
    client.force_login(make_organiser(edition))
    page = reverse("nominations:eligibility-passed", args=[edition.code])
    asked = {"entry": [entries[0].reference, entries[1].reference]}
    shown = client.get(page, asked)
    assert shown.context["looked"].passed == [entries[0]]
    assert shown.context["looked"].away == 1
    none = client.get(page, {"entry": [entries[1].reference]})
    assert not none.context["looked"].passed


def test_every_column_of_the_desk_can_be_shown(client: Client) -> None:
    edition = three_entries()[0].edition
    reader = make_organiser(edition)
    names = [column.name for column in offered_columns()]
    keep_columns(
        user=reader, list_name=ListName.ELIGIBILITY, offered=names, ticked=names
    )
    client.force_login(reader)
    page = client.get(reverse("nominations:eligibility-desk", args=[edition.code]))
    body = page.content.decode().split("<tbody>")[1].split("</tbody>")[0]
    assert body.count("data-label=") == 3 * len(names)


def test_ticked_entries_are_decided_and_what_changed_is_left() -> None:
    entries = three_entries()
    edition, reader = entries[0].edition, make_organiser(entries[0].edition)
    passes = {entry.reference: entry.eligibility_pass for entry in entries[:2]}
    Entry.objects.filter(pk=entries[1].pk).update(title_th=entries[2].title_th)
    done = find_eligible_together(edition=edition, reader=reader, chosen=passes)
    assert done.decided == [entries[0].reference]
    assert list(done.left) == [entries[1].reference]
    states = Entry.objects.order_by("pk").values_list("eligibility", flat=True)
    assert list(states) == ["eligible", "unchecked", "unchecked"]
    assert Message.objects.filter(event="entry-eligible").count() == 1


def test_list_shows_what_would_be_decided_before_it_is(client: Client) -> None:
    entries = three_entries()
    client.force_login(make_organiser(entries[0].edition))
    page = reverse("nominations:eligibility-passed", args=[entries[0].edition.code])
    shown = client.get(page).content.decode()
    assert all(entry.reference in shown for entry in entries)
    assert set(Entry.objects.values_list("eligibility", flat=True)) == {"unchecked"}
    box = f"{entries[0].reference}:{entries[0].eligibility_pass}"
    answer = client.post(page, {"entry": [box, "nonsense", "x:๑", ":2"]}, follow=True)
    entries[0].refresh_from_db()
    assert entries[0].eligibility == "eligible"
    assert answer.status_code == 200
    assert Entry.objects.filter(eligibility="unchecked").count() == 2


def test_second_reader_decides_together_too() -> None:
    entries = three_entries()
    edition = entries[0].edition
    edition.eligibility_readers = 2
    edition.save()
    for reader in (make_organiser(edition), make_organiser(edition)):
        passed = look_through(edition, reader).passed
        assert len(passed) == 3
        find_eligible_together(
            edition=edition,
            reader=reader,
            chosen={entry.reference: entry.eligibility_pass for entry in passed},
        )
    assert set(Entry.objects.values_list("eligibility", flat=True)) == {"eligible"}


def test_many_are_looked_through_with_as_many_questions_as_one() -> None:
    entries = three_entries()
    edition, reader = entries[0].edition, make_organiser(entries[0].edition)
    with CaptureQueriesContext(connection) as few:
        look_through(Edition.objects.get(pk=edition.pk), reader)
    for number, letter in enumerate("abcde"):
        different(edition, f"{number} {letter * 9}")
    with CaptureQueriesContext(connection) as many:
        looked = look_through(Edition.objects.get(pk=edition.pk), reader)
    assert len(looked.passed) == 8
    assert len(few) == len(many)


def test_all_good_means_no_finding() -> None:
    entries = three_entries()
    checks = checks_of(entries[0].edition, whole(entries))[entries[0].pk]
    assert {check.tone for check in checks} == {GOOD}
