"""What comes of it: lists of winners, certificates, their words on the stage."""

from __future__ import annotations

from typing import Any

from awards.models import (
    CertificateKind,
    Credential,
    Edition,
    Side,
    StagePlan,
    StageWord,
    Winner,
    WinnerList,
    new_code,
)
from awards.outbox.work import WorkState
from tests.factories.basics import ahead, moment, numbers


def make_list(edition: Edition, *, published: bool = True, **fields: Any) -> WinnerList:
    """A winner list without winners: published an hour ago, or a draft."""
    at = moment(hours=-1)
    done = {"state": WorkState.DONE, "due_at": at, "published_at": at}
    times = done if published else {"state": WorkState.DRAFT}
    version = edition.winner_lists.count() + 1
    made = WinnerList.objects.create(
        edition=edition, **{"version": version, **times, **fields}
    )
    if made.published_at and not edition.announced_at:
        edition.announced_at = made.published_at
        edition.save(update_fields=["announced_at"])
    return made


def make_embargoed_list(edition: Edition, **fields: Any) -> WinnerList:
    """To be published tomorrow."""
    return make_list(
        edition,
        published=False,
        **{"state": WorkState.QUEUED, "due_at": ahead(days=1), **fields},
    )


def make_winner(winner_list: WinnerList, reference: str = "", **fields: Any) -> Winner:
    order = next(numbers)
    texts = {
        "category_code": "mobility",
        "category_th": "การเดินทางและขนส่งอัจฉริยะ",
        "category_en": "Smart Mobility",
        "smart_code": "mobility",
        "level_code": "good",
        "level_order": 3,
        "level_th": "ระดับดี",
        "level_en": "Good",
        "title_th": f"ผลงานสมมุติ {order}",
        "title_en": f"Invented work {order}",
        "summary_th": "เรื่องย่อสมมุติ",
        "summary_en": "An invented summary",
        "organisation_th": f"เทศบาลสมมุติ {order}",
        "organisation_en": f"Invented municipality {order}",
        "province_code": "TH-40",
        "province_th": "ขอนแก่น",
        "province_en": "Khon Kaen",
    }
    reference = reference or f"DEMO-{order:04d}"
    return Winner.objects.create(
        winner_list=winner_list, order=order, reference=reference, **{**texts, **fields}
    )


def make_credential(
    edition: Edition, winner: Winner | None = None, **fields: Any
) -> Credential:
    """One winner's, or a judge's where there is none; not made yet."""
    n = next(numbers)
    kind = CertificateKind.WINNER if winner else CertificateKind.JUDGE
    names = {"name_th": f"ผู้รับสมมุติ {n}", "name_en": f"Invented recipient {n}"}
    texts = {
        "title_th": "เกียรติบัตร",
        "title_en": "Certificate",
        "text_th": names["name_th"],
        "text_en": names["name_en"],
    }
    usual = {
        "reference": f"ref-{n}",
        "code": new_code(),
        "status_index": n,
        "kind": kind,
        "winner": winner,
        **names,
        **texts,
    }
    return Credential.objects.create(edition=edition, **{**usual, **fields})


def make_stage(edition: Edition, reference: str, **said: Any) -> StageWord:
    """The entrants are asked, and the organisers have written how this entry appears."""
    StagePlan.objects.get_or_create(edition=edition, defaults={"asks_entrants": True})
    return StageWord.objects.create(
        edition=edition, reference=reference, side=Side.ORGANISER, **said
    )
