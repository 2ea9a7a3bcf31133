"""The play's last act: entrants say how their names are read and how many come;
certificates are made beforehand.
"""

from __future__ import annotations

from random import Random

import thaibreak

from awards.ceremony.services import save_plan, say_on_stage
from awards.certificates.emails import ask_for_mail, mail_due_certificates
from awards.certificates.services import make_due_certificates
from awards.models import CertificateKind, Side, StagePlan
from config.rehearsal.cast import Stage
from judging.decisions.certificates import prepare_certificates
from nominations.models import Entry

MOST_ANSWERS = 80


def ask_entrants(stage: Stage) -> int:
    """All are asked, three of four answer; returns how many did."""
    save_plan(
        plan=StagePlan(edition=stage.edition, asks_entrants=True), actor=stage.organiser
    )
    chance = Random(stage.edition.code)  # of its own: the ballots stay what they were
    entries = (
        Entry.objects.submitted()
        .filter(edition=stage.edition)
        .select_related("organisation", "owner")
    )
    answering = [
        entry
        for entry in entries.order_by("pk")[:MOST_ANSWERS]
        if chance.random() < 0.75
    ]
    for entry in stage.watched(answering, "ceremony", len(answering)):
        say_on_stage(
            edition=stage.edition,
            reference=entry.reference,
            side=Side.ENTRANT,
            actor=entry.owner,
            reading_th=read_aloud(entry.organisation.name_th),
            receiver_th=entry.owner.name_th,
            receiver_en=entry.owner.name_en,
            coming=chance.choice((1, 2, 2, 3, 4)),
        )
    return len(answering)


def read_aloud(name: str) -> str:
    """The name with its words apart, as a presenter would mark it."""
    plain = name.replace("(สมมุติ)", "").strip()
    return " ".join("-".join(thaibreak.words(part)) for part in plain.split())


def queue_certificates(stage: Stage, *kinds: CertificateKind) -> int:
    """For winners, entrants or judges; the worker makes them, and mails go out as soon
    as they may.
    """
    made = 0
    for kind in kinds:
        made += prepare_certificates(
            edition=stage.edition, kind=kind, actor=stage.organiser
        )
        ask_for_mail(edition=stage.edition, kind=kind, actor=stage.organiser)
    return made


def make_certificates(stage: Stage) -> int:
    """What the worker does, at once: every certificate of a winner, invisible until the
    publication.
    """
    count = queue_certificates(stage, CertificateKind.WINNER)
    for _ in stage.watched(range(-(-count // 10)), "certificates", -(-count // 10)):
        make_due_certificates(10)
    return count


def tell_holders(stage: Stage) -> int:
    """After the publication."""
    return mail_due_certificates()
