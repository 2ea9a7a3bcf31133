"""The announced edition: acted out now, then dated as it would have been."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

from awards.accounts.models import User
from awards.editions.services import update_edition
from awards.editions.setup.services import save_round
from awards.models import CertificateKind, Edition
from config.demonstration.cast import Cast, stage
from config.demonstration.dating import date_publication, spread_entries
from config.demonstration.jury import load_jury_page
from config.demonstration.stories import tell_stories
from config.rehearsal import call, decision, jury
from config.rehearsal.cast import Stage
from config.rehearsal.ceremony import ask_entrants, queue_certificates
from config.rehearsal.content import solutions
from judging.feedback.pages import to_read
from judging.feedback.services import release_comment, set_feedback_rules

PUBLISHED, CLOSED_ON = "scsa-2566", date(2023, 8, 31)
JUDGES, PER_ENTRY = 7, 4


def load_published(cast: Cast, quiet: bool) -> None:
    """Entries, jury and prizes; then feedback, the jury's page and certificates. That its
    dates were set back stands in its chain.
    """
    made = stage(
        PUBLISHED,
        "การประกวดระบบบริการเมืองอัจฉริยะดีเด่น ประจำปี 2566 (ข้อมูลสมมุติ)",
        "Smart City Solutions Awards 2023 (invented data)",
        2023,
        cast.organiser,
        quiet,
    )
    made.months_until = CLOSED_ON
    enter(made, cast)
    judge(made, cast)
    decision.decide(made)
    decision.give_best_of_show(made)
    ask_entrants(made)
    tell_stories(decision.freeze(made), cast.organiser)
    decision.publish(made)
    give_feedback(made)
    load_jury_page(made.edition, cast.organiser)
    made.edition = date_back(made.edition, cast.organiser)
    spread_entries(
        edition=made.edition, until=made.edition.closes_at, actor=cast.organiser
    )
    made.edition = date_publication(edition=made.edition, actor=cast.organiser)
    queue_certificates(made, *CertificateKind)


def enter(made: Stage, cast: Cast) -> None:
    """Every solution once; the first is the demonstration's entrant's own."""
    first, *others = solutions()
    call.enter_one(made, 0, first, owner=cast.entrant)
    watched = made.watched(others, "entries", len(others))
    for number, solution in enumerate(watched, start=1):
        call.enter_one(made, number, solution)
    call.close_call(made)


def judge(made: Stage, cast: Cast) -> None:
    jury.invite_one(made, 0, cast.judge.email)
    for number in range(1, JUDGES):
        jury.invite_one(made, number, f"judge-{number}.demo@example.net")
    jury.assign(made, PER_ENTRY, seed=2566)
    jury.read_titles(made)
    jury.score(made)
    jury.close_round(made)


def give_feedback(made: Stage) -> None:
    """Every entrant reads averages and comments; a few comments still wait for the organiser."""
    set_feedback_rules(
        edition=made.edition,
        mode="all",
        figures="scores",
        comments=True,
        ask_until=None,
        actor=made.organiser,
    )
    for ballot in to_read(made.edition)[:40]:
        release_comment(
            ballot=ballot, text=ballot.comment_entrant, actor=made.organiser
        )


def bangkok(year: int, month: int, day: int, hour: int) -> datetime:
    return datetime(year, month, day, hour, tzinfo=timezone.get_default_timezone())


def date_back(edition: Edition, organiser: User) -> Edition:
    edition = update_edition(
        edition=edition,
        actor=organiser,
        opens_at=bangkok(2023, 6, 1, 9),
        closes_at=bangkok(2023, 8, 31, 17),
        announces_at=bangkok(2023, 11, 22, 14),
    )
    for round_ in edition.rounds.all():
        start, end = {"screening": (1, 4), "online": (5, 30), "final": (30, 40)}[
            round_.code
        ]
        round_.opens_at = bangkok(2023, 9, 1, 9) + timedelta(days=start)
        round_.closes_at = bangkok(2023, 9, 1, 17) + timedelta(days=end)
        save_round(round_=round_, actor=organiser, reason="demonstration")
    return edition
