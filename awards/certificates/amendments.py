"""After a winner list was amended: which certificates no longer say what the list says."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.db.models.functions import Now

from awards.accounts.models import User
from awards.certificates.services import Recipient, prepare, recipient_of, revoke
from awards.models import CertificateKind, Credential, Edition, Winner, WinnerList

SAID = (
    "name_th",
    "name_en",
    "work_th",
    "work_en",
    "level_th",
    "level_en",
    "category_th",
    "category_en",
)


@dataclass(frozen=True)
class Proposal:
    """Revoke this one; ``anew`` says for whom it is made again, None that this prize is
    no longer on the list.
    """

    credential: Credential
    anew: Recipient | None
    changed: tuple[str, ...]  # of ``SAID``


def standing_list(edition: Edition) -> WinnerList | None:
    return edition.winner_lists.filter(
        published_at__isnull=False, superseded_at=None
    ).first()


def newest_list(edition: Edition) -> WinnerList | None:
    return edition.winner_lists.order_by("-version").first()


def proposals(edition: Edition) -> list[Proposal]:
    """Compared are the list's texts, then and now; what was changed in the template's
    words is no reason to revoke.
    """
    winner_list = standing_list(edition)
    if winner_list is None:
        return []
    now = {key(winner): winner for winner in winner_list.winners.all()}
    older = edition.credentials.standing().filter(
        kind=CertificateKind.WINNER, winner__isnull=False
    )
    older = older.filter(winner__winner_list__published_at__isnull=False).exclude(
        winner__winner_list=winner_list
    )
    found = [
        proposal(credential, now)
        for credential in older.select_related("winner", "holder")
    ]
    return [one for one in found if one]


def key(winner: Winner) -> str:
    return recipient_of(winner).reference


def proposal(credential: Credential, now: dict[str, Winner]) -> Proposal | None:
    assert credential.winner is not None
    then = recipient_of(credential.winner)
    winner = now.get(credential.reference)
    if winner is None:
        return Proposal(credential, None, ())
    anew = recipient_of(winner, credential.holder)
    changed = tuple(name for name in SAID if getattr(then, name) != getattr(anew, name))
    return Proposal(credential, anew, changed) if changed else None


@transaction.atomic
def follow_amendment(
    *, edition: Edition, chosen: Collection[int], because: str, actor: User | None
) -> tuple[int, int]:
    """Revoke the chosen credentials and make those again that are still on the list;
    (revoked, made).

    Whoever was told of the old one by mail is told of the new one.
    """
    agreed = [one for one in proposals(edition) if one.credential.pk in chosen]
    for one in agreed:
        revoke(credential=one.credential, because=because, actor=actor)
    again = [one.anew for one in agreed if one.anew]
    made = prepare(
        edition=edition, kind=CertificateKind.WINNER, recipients=again, actor=actor
    )
    told = [one.credential.reference for one in agreed if one.credential.mail_asked_at]
    tell_again(edition, told)
    return len(agreed), made


def tell_again(edition: Edition, references: list[str]) -> None:
    fresh = edition.credentials.standing().filter(
        kind=CertificateKind.WINNER, reference__in=references
    )
    fresh.update(mail_asked_at=Now())
