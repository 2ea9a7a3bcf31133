"""What organisers read of the mails before a list appears is what goes out when it does."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from awards.certificates.emails import mail_due_certificates
from awards.dsure.models import Subscriber
from awards.models import WinnerList
from awards.outbox.models import Message, Suppression
from awards.outbox.work import WorkState
from judging.publication.announcing import planned_mails
from judging.publication.services import publish_due
from tests.factories import (
    ago,
    make_announcement,
    make_certificate,
    make_credential,
    make_embargoed_list,
    make_entry,
    make_full_edition,
    make_maker,
    make_organiser,
    make_user,
    make_winner,
)

pytestmark = pytest.mark.django_db


def make_stage() -> WinnerList:
    """A Thai winner with a certificate to be told of, an English entrant without a
    prize, one organiser.
    """
    edition = make_full_edition()
    make_organiser(edition, make_user("organiser@example.org", language="en"))
    won = make_entry(edition, make_user("winner@example.org", language="th"))
    make_entry(edition, make_user("other@example.org", language="en"))
    winner_list = make_embargoed_list(edition)
    winner = make_winner(
        winner_list,
        won.reference,
        title_th="ระบบน้ำสมมุติ",
        title_en="Invented water system",
    )
    make_credential(
        edition,
        winner,
        holder=won.owner,
        mail_asked_at=ago(hours=1),
        state=WorkState.DONE,
    )
    return winner_list


def visit(
    client: Client,
    winner_list: WinnerList,
    view: str = "list-mails",
    *args: object,
    **asked: str,
) -> str:
    edition = winner_list.edition
    client.force_login(edition.organisers.get().user)
    return client.get(
        reverse(f"judging:{view}", args=[edition.code, winner_list.version, *args]),
        asked,
    ).text


def test_planned_mails_are_those_that_publication_writes() -> None:
    winner_list = make_stage()
    before = {
        (p.event, p.person.email, p.language, p.message().subject)
        for p in planned_mails(winner_list)
    }
    assert not Message.objects.exists()
    WinnerList.objects.filter(pk=winner_list.pk).update(due_at=ago(seconds=1))
    publish_due()
    mail_due_certificates()
    assert before == set(
        Message.objects.values_list("event", "to_email", "language", "subject")
    )
    assert len(before) == 4


def test_page_counts_by_kind_and_language_and_writes_nothing(client: Client) -> None:
    winner_list = make_stage()
    make_announcement(
        make_certificate(
            announced=False,
            name_en="Hidden product",
            maker=make_maker(name_en="Hidden maker"),
        ),
        state=WorkState.QUEUED,
        edition_code=winner_list.edition.code,
    )
    Subscriber.objects.create(
        email="reader@example.org", language="en", confirmed_at=ago(days=1)
    )
    page = visit(client, winner_list)
    for address in ("winner@example.org", "other@example.org", "organiser@example.org"):
        assert address in page
    kinds = client.get(
        reverse(
            "judging:list-mails", args=[winner_list.edition.code, winner_list.version]
        )
    ).context
    assert [(kind.event, kind.thai, kind.english) for kind in kinds["kinds"]] == [
        ("winner_announced", 1, 0),
        ("entrant_announced", 0, 1),
        ("organiser_announced", 0, 1),
        ("certificate-ready", 1, 0),
        ("dsure-announced", 1, 0),
        ("dsure-news", 0, 1),
    ]
    assert "Hidden" not in page
    assert "reader@example.org" not in page
    assert not Message.objects.exists()


def test_list_narrows_to_a_kind_and_a_language(client: Client) -> None:
    winner_list = make_stage()
    page = visit(client, winner_list, kind="winner_announced", language="th")
    assert "winner@example.org" in page
    assert "other@example.org" not in page
    assert "winner@example.org" not in visit(
        client, winner_list, kind="winner_announced", language="en"
    )


def test_mail_is_read_in_both_languages(client: Client) -> None:
    winner_list = make_stage()
    winner = next(
        p.person for p in planned_mails(winner_list) if p.event == "winner_announced"
    )
    page = visit(client, winner_list, "list-mail", "winner_announced", winner.pk)
    assert "ระบบน้ำสมมุติ" in page
    assert "Invented water system" in page
    assert f"/th/winners/{winner_list.edition.code}/" in page
    assert f"/en/winners/{winner_list.edition.code}/" in page
    assert not Message.objects.exists()


def test_mail_that_nobody_gets_is_not_there(client: Client) -> None:
    winner_list = make_stage()
    stranger = make_user()
    client.force_login(winner_list.edition.organisers.get().user)
    place = [
        winner_list.edition.code,
        winner_list.version,
        "winner_announced",
        stranger.pk,
    ]
    assert client.get(reverse("judging:list-mail", args=place)).status_code == 404


def test_address_that_takes_no_mail_is_marked(client: Client) -> None:
    winner_list = make_stage()
    assert "badge-bad" not in visit(client, winner_list)
    Suppression.objects.create(email="Winner@example.org", reason="bounced")
    Suppression.objects.create(email="other@example.org", reason="bounced")
    # the winner has two mails
    assert visit(client, winner_list).count("badge-bad") == 3


def test_published_list_has_no_planned_mails(client: Client) -> None:
    winner_list = make_stage()
    WinnerList.objects.filter(pk=winner_list.pk).update(due_at=ago(seconds=1))
    publish_due()
    client.force_login(winner_list.edition.organisers.get().user)
    place = [winner_list.edition.code, winner_list.version]
    response = client.get(reverse("judging:list-mails", args=place))
    assert response.headers["Location"] == reverse("judging:list-show", args=place)
