"""Once the winners are public the home names what they and the entrants still wait for."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from awards.certificates.emails import ask_for_mail
from awards.certificates.services import revoke
from awards.models import CertificateKind, Credential, Edition
from awards.roles import Role
from config.shell.next_steps import next_steps
from judging.decisions.certificates import prepare_certificates
from judging.decisions.services import prepare_list
from judging.feedback.services import (
    ask_feedback,
    release_comment,
    set_feedback_rules,
    withhold_comment,
)
from judging.models import Ballot
from judging.statuses import Figures, Mode
from tests.factories import ago
from tests.judging.rounds import judged_round, publish, published_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    """Two winners are public; feedback is settled: nobody gets any."""
    code = published_round(entries=3, judges=3).edition.code
    found = Edition.objects.get(code=code)
    give_feedback(found, Mode.OFF)
    return found


def give_feedback(edition: Edition, mode: Mode) -> None:
    set_feedback_rules(
        edition=edition,
        mode=mode,
        figures=Figures.NONE,
        comments=True,
        ask_until=None,
        actor=edition.organisers.get().user,
    )


def steps(edition: Edition, role: str = Role.OWNER) -> list[tuple[int, str]]:
    with translation.override("en"):
        found = next_steps(Edition.objects.get(pk=edition.pk), role, [])
    return [(one.count, one.what) for one in found]


def certify(edition: Edition) -> None:
    prepare_certificates(
        edition=edition,
        kind=CertificateKind.WINNER,
        actor=edition.organisers.get().user,
    )


def test_winners_get_certificates_and_are_told_of_them(edition: Edition) -> None:
    assert steps(edition) == [(2, "winners without a certificate")]
    certify(edition)
    assert steps(edition) == [(2, "certificates whose holders were not told")]
    ask_for_mail(edition=edition, kind=CertificateKind.WINNER, actor=None)
    assert steps(edition) == []


def test_certificate_that_was_revoked_is_not_asked_for_again(edition: Edition) -> None:
    certify(edition)
    ask_for_mail(edition=edition, kind=CertificateKind.WINNER, actor=None)
    revoke(credential=Credential.objects.earliest("pk"), because="ประกาศผิด", actor=None)
    assert steps(edition) == []


def test_corrected_list_waits_for_its_moment(edition: Edition) -> None:
    certify(edition)
    ask_for_mail(edition=edition, kind=CertificateKind.WINNER, actor=None)
    prepare_list(
        edition=edition,
        actor=edition.organisers.get().user,
        erratum_th="แก้ชื่อ",
        erratum_en="Name corrected",
    )
    waits = (1, "corrected winner list without a publication time")
    assert steps(edition) == [waits]
    Edition.objects.filter(pk=edition.pk).update(announced_at=ago(days=200))
    assert steps(edition) == [waits]


def test_feedback_is_decided_and_its_comments_are_read(edition: Edition) -> None:
    certify(edition)
    ask_for_mail(edition=edition, kind=CertificateKind.WINNER, actor=None)
    edition.feedback_rules.delete()
    assert steps(edition) == [(1, "decision about feedback to entrants")]
    ballots = list(Ballot.objects.order_by("assignment__entry_category__entry")[:2])
    for ballot in ballots:
        Ballot.objects.filter(pk=ballot.pk).update(comment_entrant="ควรขยายผล")
    give_feedback(edition, Mode.REQUEST)
    assert steps(edition) == []
    entry = ballots[0].assignment.entry_category.entry
    same = [one for one in ballots if one.assignment.entry_category.entry == entry]
    ask_feedback(entry=entry, user=entry.owner)
    assert [count for count, _what in steps(edition)] == [len(same)]
    give_feedback(edition, Mode.ALL)
    assert steps(edition) == [(2, "comments to release")]
    release_comment(ballot=ballots[0], text="ควรขยายผล", actor=None)
    assert steps(edition) == [(1, "comment to release")]
    withhold_comment(ballot=ballots[1], actor=None)
    assert steps(edition) == []


def test_what_nobody_waits_for_any_more_is_not_asked_for(edition: Edition) -> None:
    edition.feedback_rules.delete()
    assert len(steps(edition)) == 2
    Edition.objects.filter(pk=edition.pk).update(announced_at=ago(days=91))
    assert steps(edition) == []


def test_steps_are_named_to_those_only_who_may_take_them(edition: Edition) -> None:
    edition.feedback_rules.delete()
    for role in (Role.READER, Role.COMMUNICATIONS, Role.ELIGIBILITY):
        assert steps(edition, role) == []


def test_one_winner_or_three_cost_the_same() -> None:
    counts = []
    for winners in (1, 3):
        round_ = judged_round(entries=3, judges=3, seed=20 + winners)
        publish(round_.edition, winners)
        with CaptureQueriesContext(connection) as asked:
            assert steps(round_.edition)[0][0] == winners
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 4
