"""What the parameters of addresses stand for in the world."""

from __future__ import annotations

from typing import Any

from awards.dsure.models import Registrar
from awards.models import PendingChange, Winner
from awards.statuses import ChangeKind
from tests.factories.cast import World
from tests.factories.entries import make_upload
from tests.factories.face import face_things
from tests.factories.mail import make_suppression
from tests.factories.privacy import make_breach, make_data_request, make_hold
from tests.factories.secrets import EMBARGO_SECRETS


def things_of(world: World) -> dict[str, Any]:
    """What the parameters of addresses stand for by default, and by name where the
    table asks for another thing.
    """
    round_ = world.edition.rounds.get()
    return {
        "edition": world.edition.code,
        "code": world.edition.code,
        "published": world.published.code,
        "reference": world.entry.reference,
        "entry": world.entry.reference,
        "draft": world.draft.reference,
        "other_entry": world.other_entry.reference,
        "key": world.attachment.key,
        "attachment": world.attachment.key,
        "part": "page-1",
        "sealed": world.entry.papers.get().key,
        "upload": make_upload(world.draft).key,
        "round": round_.code,
        "round_code": round_.code,
        "category": world.edition.categories.all()[0].code,
        "criterion": world.edition.criteria.all()[0].code,
        "level": world.edition.prize_levels.all()[0].code,
        "judge": world.assignment.judge.pk,
        "assignment": world.assignment.pk,
        "conflicted": world.conflicted.pk,
        "standing": world.assignment.entry_category.pk,
        "organisation": world.entry.organisation.pk,
        "question": world.edition.questions.all()[0].code,
        "rule": world.edition.rules.get().code,
        "declaration": world.edition.declarations.get().code,
        "number": world.certificate.number,
        "certificate": world.certificate.pk,
        "embargoed": world.embargoed.number,
        "maker": world.certificate.maker.pk,
        "registrar_row": Registrar.objects.get(user=world.registrar).pk,
        "announcement": world.announcement.pk,
        "winner_list": world.winner_list.pk,
        "version": world.winner_list.version,
        "past_winner": Winner.objects.filter(winner_list__edition=world.published)
        .earliest("order")
        .reference,
        "listed": world.winner_list.winners.get().pk,
        "data_request": make_data_request(world.entrant).pk,
        "breach_row": make_breach().pk,
        "hold_row": make_hold().pk,
        "activity": "accounts",
        "purpose": "photos",
        "decide": "decide",
        "notified": "notified",
        "told": "winner_announced",
        "person": world.entrant.pk,
        "change": PendingChange.objects.get_or_create(
            edition=world.edition, kind=ChangeKind.RULE_OFF
        )[0].pk,
        "organiser_role": world.edition.organisers.get().pk,
        "credential": world.winner_list.winners.get().credentials.get().pk,
        "embargoed_code": EMBARGO_SECRETS["certificate code"],
        "package": world.edition.packages.create().key,
        "paper": "unknown.pdf",
        "script": "script.pdf",
        "slides": "slides.pdf",
        "seating": "seating.pdf",
        "seating_sheet": "seating.xlsx",
        **face_things(world.edition),
        "suppression": make_suppression(edition_code=world.edition.code).pk,
        "provider": "postmark",
        "pk": 1,
    }
