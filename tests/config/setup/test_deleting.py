"""A draft made by mistake goes; one that somebody used stays, and says why."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from awards.acts import EDITION_DELETED
from awards.ledger.models import Row
from awards.ledger.verifying import verify
from awards.models import Edition
from awards.outbox.models import Message
from awards.outbox.work import WorkState
from awards.refusals import WrongState
from awards.roles import Role
from config.setup.copying import Names, copy_edition, moved_dates
from config.setup.deleting import delete_draft
from tests.factories import (
    make_declaration,
    make_entry,
    make_face,
    make_full_edition,
    make_judge,
    make_organiser,
    make_partner,
    make_question,
    make_rule,
    make_user,
    make_written_page,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def last_year() -> Edition:
    edition = make_full_edition("award-2026")
    make_question(edition)
    make_rule(edition)
    make_declaration(edition)
    make_face(edition)
    make_written_page(edition)
    make_judge(edition)
    make_entry(edition)
    make_organiser(edition)
    make_organiser(edition, role=Role.READER)
    return edition


def draft_of(source: Edition) -> Edition:
    owner = source.organisers.filter(role=Role.OWNER).get()
    return copy_edition(
        source=source,
        names=Names("award-2027", "การประกวด 2570", "Award 2027", 2027),
        dates=moved_dates(source, 2027),
        actor=owner.user,
    )


def owner_of(edition: Edition) -> Client:
    client = Client()
    client.force_login(edition.organisers.filter(role=Role.OWNER).get().user)
    return client


def test_draft_goes_with_all_that_was_copied_and_its_source_stays(
    last_year: Edition, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    draft = draft_of(last_year)
    partner = make_partner(draft)
    emblem, logo = draft.identity.emblem.name, partner.logo.name
    kept = last_year.identity.emblem.name
    client = owner_of(draft)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        page = client.post(reverse("edition-delete", args=[draft.code]), follow=True)
    assert page.status_code == 200
    assert list(Edition.objects.all()) == [last_year]
    assert last_year.entries.count() == last_year.judges.count() == 1
    there = [default_storage.exists(str(name)) for name in (emblem, logo, kept) if name]
    assert there == [*[False] * (len(there) - 1), True]


def test_audit_log_keeps_who_deleted_it_and_the_code_can_be_used_again(
    last_year: Edition,
) -> None:
    draft = draft_of(last_year)
    delete_draft(edition=draft, actor=make_organiser(draft))
    assert Row.objects.filter(chain=draft.code).latest("number").act == (
        EDITION_DELETED.code
    )
    assert draft_of(last_year).code == draft.code
    assert verify(draft.code) == []


def test_organisers_who_were_told_of_the_draft_are_told_that_it_is_gone(
    last_year: Edition,
) -> None:
    reader = last_year.organisers.get(role=Role.READER).user
    actor = last_year.organisers.get(role=Role.OWNER).user
    delete_draft(edition=draft_of(last_year), actor=actor)
    assert not Message.objects.filter(edition_code="award-2027").exists()
    draft = draft_of(last_year)
    Message.objects.update(state=WorkState.DONE)
    delete_draft(edition=draft, actor=actor)
    told = Message.objects.get(event="draft-deleted")
    assert told.recipient == reader


def opened(edition: Edition) -> None:
    edition.opened_at = edition.opens_at
    edition.save()


def counted(edition: Edition) -> None:
    edition.entry_counter = 1
    edition.save()


@pytest.mark.parametrize("use", [opened, counted, make_entry, make_judge])
def test_draft_that_was_used_stays_and_says_why(
    last_year: Edition, use: Callable[[Edition], object]
) -> None:
    draft = draft_of(last_year)
    use(draft)
    client, address = owner_of(draft), reverse("edition-delete", args=[draft.code])
    assert client.get(address).context["reason"]
    rows = Row.objects.count()
    with pytest.raises(WrongState) as refusal:
        delete_draft(edition=draft, actor=make_user())
    said = client.post(address, follow=True).context["messages"]
    assert [message.level_tag for message in said] == ["error"]
    assert str(refusal.value)
    assert Edition.objects.filter(pk=draft.pk).exists()
    assert Row.objects.count() == rows


def test_only_who_may_change_the_team_deletes(last_year: Edition) -> None:
    draft, client = draft_of(last_year), Client()
    client.force_login(make_organiser(draft, role=Role.ORGANISER))
    address = reverse("edition-delete", args=[draft.code])
    assert client.post(address).status_code == 403
    assert Edition.objects.filter(pk=draft.pk).exists()
