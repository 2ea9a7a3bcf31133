"""Bundles for the public: one row per published list and round, made by the worker,
read by its page.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.files.base import ContentFile
from django.db.models import Exists, OuterRef

from awards.models import Round, WinnerList
from judging.bundle.archive import packed
from judging.bundle.gathering import sealed, signed
from judging.bundle.verifier.archive import SIGNATURE
from judging.models import Assignment, Ballot, ResultBundle
from judging.ranking import ranked_rows, widest
from judging.ranking.shape import Document, Note

log = logging.getLogger(__name__)
SWEPT = 10  # bundles in one sweep at most
TOLD = (  # of a winner
    "reference",
    "level_th",
    "level_en",
    "title_th",
    "title_en",
    "organisation_th",
    "organisation_en",
    "reason_th",
    "reason_en",
    "leaves_order",
)


def queue_bundles() -> int:
    """A row for each standing published list and each round of its edition that has a
    counted ballot.
    """
    lists = WinnerList.objects.filter(superseded_at=None).exclude(published_at=None)
    found = 0
    for winner_list in lists.filter(
        ~Exists(ResultBundle.objects.filter(winner_list=OuterRef("pk")))
    ):
        judged = Exists(
            Assignment.objects.filter(round=OuterRef("pk"), ballot__state="submitted")
        )
        for round_ in Round.objects.filter(
            judged, edition=winner_list.edition_id, active=True
        ):
            if Ballot.objects.counted().filter(assignment__round=round_).exists():
                found += ResultBundle.objects.get_or_create(
                    round=round_, winner_list=winner_list
                )[1]
    return found


def make_due_bundles() -> int:
    """One sweep: how many were made. A bundle that fails is tried again later and keeps
    no other waiting.
    """
    queue_bundles()
    made = 0
    for row in ResultBundle.objects.select_related(
        "round__edition", "winner_list"
    ).claim_each(SWEPT):
        try:
            make_bundle(row)
            made += 1
        except Exception as error:
            log.exception(
                "The bundle of %s %s failed", row.round.edition.code, row.round.code
            )
            row.retry_later(f"{type(error).__name__}: {error}")
    return made


def make_bundle(row: ResultBundle) -> None:
    """Makes and stores the files of a bundle, in place of those it had."""
    made = sealed(row.round)
    files = signed(made)
    content = packed(files)
    name = f"{row.round.edition.code}-{row.round.code}-v{row.winner_list.version}.zip"
    row.figures = public_figures(made.protocol, made.documents)
    row.size, row.digest, row.signed = (
        len(content),
        hashlib.sha256(content).hexdigest(),
        SIGNATURE in files,
    )
    former = row.file.name
    row.file.save(name, ContentFile(content), save=False)
    row.save(update_fields=["figures", "size", "digest", "signed", "file"])
    row.finish()
    if former and former != row.file.name:
        row.file.storage.delete(former)


def public_figures(
    protocol: Mapping[str, Any], documents: Mapping[str, Document]
) -> dict[str, object]:
    """What the public page tells: rules, counts, and of the winners their lines;
    nothing of anybody else.
    """
    facts = (
        "rules",
        "rules_digest",
        "locked_at",
        "ballots_before_lock",
        "method_changes",
        "key_fingerprint",
        "round",
    )
    return {name: protocol[name] for name in facts} | {
        "judges": len(protocol["judges"]),
        "ballots": protocol["ballots"],
        "corrections": protocol["corrections"],
        "categories": [
            category_figures(category, protocol, documents[category["code"]])
            for category in protocol["categories"]
        ],
    }


def category_figures(
    category: dict[str, str], protocol: Mapping[str, Any], document: Document
) -> dict[str, object]:
    lines = {row["entry"]: row for row in ranked_rows(document["entries"])}
    winners = [
        row for row in protocol["winners"] if row["category"] == category["code"]
    ]
    return category | {
        "votes": public_votes(
            category["code"],
            protocol,
            {row["entry"]: row["reference"] for row in winners},
        ),
        "entries": len(document["entries"]),
        "unscored": len(document["entries"]) - len(lines),
        "ballots": sum(row["n_judges"] for row in lines.values()),
        "widest": widest(document["entries"]),
        "icck": document["agreement"]["icck"],
        "notes": [{"code": code} for code in note_codes(document["notes"])],
        "weights": protocol["rules"]["weights"].get(category["code"], {}),
        "winners": [
            {name: row[name] for name in TOLD} | {"line": lines.get(row["entry"])}
            for row in winners
        ],
    }


def note_codes(notes: Iterable[Note]) -> list[str]:
    """Each once; a note on one entry names it, so it is not told."""
    return list(dict.fromkeys(note["code"] for note in notes if "entry" not in note))


def public_votes(
    category: str, protocol: Mapping[str, Any], winners: dict[str, str]
) -> list[dict[str, object]]:
    """The chair's, oldest first, as far as they order a winner; an entry without a
    prize stands there as "".
    """
    return [
        {"at": vote["at"], "by_chair": vote["by_chair"], "reason": vote["reason"]}
        | {"order": [winners.get(entry, "") for entry in vote["order"]]}
        for vote in reversed(protocol["chair_votes"])
        if vote["category"] == category and not winners.keys().isdisjoint(vote["order"])
    ]
