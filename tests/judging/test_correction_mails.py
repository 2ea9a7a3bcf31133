"""A correction is told only to whom it changes something, in words of its own, and
shown before it goes out.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from awards.certificates.emails import mail_due_certificates
from awards.models import Edition, Winner, WinnerList
from awards.outbox.models import Message
from awards.outbox.work import WorkState
from judging.decisions.certificates import prepare_certificates
from judging.models import FeedbackRules
from judging.publication.announcing import planned_mails
from judging.publication.services import publish_due
from nominations.models import Entry
from nominations.statuses import Eligibility
from tests.factories import (
    ago,
    make_credential,
    make_embargoed_list,
    make_entry,
    make_full_edition,
    make_list,
    make_organiser,
    make_user,
    make_winner,
)
from tests.kept import kept

pytestmark = pytest.mark.django_db
WORDS = {
    "erratum_th": "คำนวณคะแนนผิดหนึ่งรายการ",
    "erratum_en": "One score was added up wrongly",
}
CONGRATULATIONS = ("ongratulat", "ยินดี")


class Stage:
    """Four entrants: ``demoted`` and ``kept`` were winners, ``risen`` and ``loser`` were not."""

    def __init__(self) -> None:
        self.edition: Edition = make_full_edition()
        self.organiser = make_organiser(
            self.edition, make_user("organiser@example.org", language="en")
        )
        self.entries: dict[str, Entry] = {}
        for name in ("demoted", "kept", "risen", "loser"):
            language = "en" if name in ("demoted", "risen") else "th"
            self.entries[name] = make_entry(
                self.edition, make_user(f"{name}@example.org", language=language)
            )
        self.old = make_list(self.edition)
        self.place(self.old, "demoted", 1)
        self.place(self.old, "kept", 2)
        self.new = make_embargoed_list(self.edition, **WORDS)

    def place(
        self, winner_list: WinnerList, name: str, order: int, **fields: Any
    ) -> Winner:
        level = {
            "level_code": f"level-{order}",
            "level_order": order,
            "level_en": f"Level {order}",
        }
        texts = {
            "title_th": f"ผลงาน {name}",
            "title_en": f"Work {name}",
            "organisation_th": f"หน่วยงาน {name}",
        }
        return make_winner(
            winner_list,
            self.entries[name].reference,
            **{
                "level_th": f"ระดับ {order}",
                **level,
                **texts,
                "organisation_en": f"Town {name}",
                **fields,
            },
        )

    def publish(self) -> dict[str, Message]:
        WinnerList.objects.filter(pk=self.new.pk).update(due_at=ago(seconds=1))
        assert publish_due() == 1
        return {
            message.to_email.partition("@")[0]: message
            for message in Message.objects.all()
        }


@pytest.fixture
def stage() -> Stage:
    return kept(Stage)


def test_only_those_whom_it_changes_are_told_each_in_words_of_their_own(
    stage: Stage,
) -> None:
    stage.place(stage.new, "risen", 1)
    stage.place(stage.new, "kept", 2)
    mails = stage.publish()
    assert {name: mail.event for name, mail in mails.items()} == {
        "demoted": "correction_lost",
        "risen": "correction_won",
        "organiser": "organiser_corrected",
    }
    lost = mails["demoted"]
    assert not any(word in lost.subject + lost.text for word in CONGRATULATIONS)
    assert "Level 1" in lost.text
    assert "no prize" in lost.text
    assert "apologise" in lost.text
    assert WORDS["erratum_en"] in lost.text
    assert any(word in mails["risen"].text for word in CONGRATULATIONS)


def test_preview_shows_exactly_what_goes_out(client: Client, stage: Stage) -> None:
    stage.place(stage.new, "risen", 1)
    stage.place(stage.new, "kept", 2)
    # names the moment
    plans = [
        plan for plan in planned_mails(stage.new) if plan.event != "organiser_corrected"
    ]
    before = {(plan.event, plan.person.email, plan.message().text) for plan in plans}
    client.force_login(stage.organiser)
    page = client.get(
        reverse("judging:list-mails", args=[stage.edition.code, stage.new.version])
    ).text
    assert "demoted@example.org" in page
    assert "loser@example.org" not in page
    assert "kept@example.org" not in page
    args = [
        stage.edition.code,
        stage.new.version,
        "correction_lost",
        stage.entries["demoted"].owner.pk,
    ]
    both = client.get(reverse("judging:list-mail", args=args)).text
    assert WORDS["erratum_th"] in both
    assert WORDS["erratum_en"] in both
    stage.publish()
    written = Message.objects.exclude(event="organiser_corrected").values_list(
        "event", "to_email", "text"
    )
    assert set(written) == before


def test_lower_prize_is_a_loss_and_nobody_is_congratulated(stage: Stage) -> None:
    stage.place(stage.new, "demoted", 3)
    stage.place(stage.new, "kept", 2)
    mails = stage.publish()
    assert mails["demoted"].event == "correction_lost"
    assert "Level 1" in mails["demoted"].text
    assert "Level 3" in mails["demoted"].text
    assert not any(word in mails["demoted"].text for word in CONGRATULATIONS)


def test_corrected_name_is_told_from_what_to_what(stage: Stage) -> None:
    stage.place(stage.new, "demoted", 1, organisation_en="Town of the Right Name")
    stage.place(stage.new, "kept", 2)
    mails = stage.publish()
    assert set(mails) == {"demoted", "organiser"}
    assert mails["demoted"].event == "correction_changed"
    assert "“Town demoted” now reads “Town of the Right Name”" in mails["demoted"].text


def test_whoever_lost_one_prize_and_won_another_is_not_congratulated(
    stage: Stage,
) -> None:
    owner = stage.entries["demoted"].owner
    Entry.objects.filter(pk=stage.entries["risen"].pk).update(owner=owner)
    stage.place(stage.new, "risen", 1)
    stage.place(stage.new, "kept", 2)
    mails = stage.publish()
    assert mails["demoted"].event == "correction_lost"
    assert stage.entries["risen"].reference in mails["demoted"].text
    assert not any(word in mails["demoted"].text for word in CONGRATULATIONS)


def test_winner_that_was_withdrawn_since_is_told_too(stage: Stage) -> None:
    Entry.objects.filter(pk=stage.entries["demoted"].pk).update(state="withdrawn")
    stage.place(stage.new, "kept", 2)
    assert stage.publish()["demoted"].event == "correction_lost"


def test_certificate_of_a_prize_that_was_taken_away_is_announced_to_nobody(
    stage: Stage,
) -> None:
    for name in ("demoted", "kept"):
        winner = stage.old.winners.get(reference=stage.entries[name].reference)
        holder = stage.entries[name].owner
        make_credential(
            stage.edition,
            winner,
            holder=holder,
            mail_asked_at=ago(hours=1),
            state=WorkState.DONE,
        )
    stage.place(stage.new, "kept", 2)
    stage.publish()
    mail_due_certificates()
    told = Message.objects.filter(event="certificate-ready").values_list(
        "to_email", flat=True
    )
    assert list(told) == ["kept@example.org"]


def test_ineligible_get_words_that_are_true_and_no_feedback_link() -> None:
    stage = Stage()
    WinnerList.objects.filter(edition=stage.edition).delete()
    Edition.objects.filter(pk=stage.edition.pk).update(announced_at=None)
    stage.new = make_embargoed_list(stage.edition)
    stage.place(stage.new, "kept", 1)
    FeedbackRules.objects.create(edition=stage.edition, mode="all")
    Entry.objects.filter(pk=stage.entries["risen"].pk).update(
        eligibility=Eligibility.REFUSED
    )
    mails = stage.publish()
    assert (mails["risen"].event, mails["demoted"].event) == (
        "unjudged_announced",
        "entrant_announced",
    )
    assert "found not eligible" in mails["risen"].text
    assert "/feedback/" not in mails["risen"].text
    assert "/feedback/" in mails["demoted"].text


def test_ineligible_get_no_certificate_unless_they_are_chosen() -> None:
    stage = Stage()
    reference = stage.entries["risen"].reference
    Entry.objects.filter(reference=reference).update(
        eligibility=Eligibility.NOT_ELIGIBLE
    )
    from awards.models import CertificateKind

    assert (
        prepare_certificates(edition=stage.edition, kind=CertificateKind.ENTRANT) == 3
    )
    chosen = {reference}
    assert (
        prepare_certificates(
            edition=stage.edition, kind=CertificateKind.ENTRANT, chosen=chosen
        )
        == 1
    )
