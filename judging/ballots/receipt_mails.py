"""One mail to each judge when judging is over for them: the receipts of their ballots and
the signed head of that moment, in a mailbox that this site cannot change.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Now

from awards.ledger.heads import newest_head
from awards.ledger.models import Occasion, SignedHead
from awards.mails.kinds import Value
from awards.models import Round
from awards.outbox.models import Message
from awards.outbox.services import save_messages
from judging.ballots.mail_kinds import JUDGE_RECEIPTS
from judging.ballots.receipts import receipts_by_judge
from judging.mails.basics import address, in_round, key_of, to_judge
from judging.models import Ballot, BallotVersion, Extension, Judge
from judging.statuses import BallotState

# a worker that was away for longer tells nobody of old news
NO_LONGER = timedelta(days=7)


@transaction.atomic
def tell_of_receipts() -> int:
    """The number of mails written."""
    return sum(tell_in(round_) for round_ in closed_rounds())


def closed_rounds() -> Iterator[Round]:
    """Over within the last days, and signed since."""
    rounds = Round.objects.filter(
        active=True,
        closes_at__lte=Now(),
        closes_at__gt=Now() - NO_LONGER,
        edition__opened_at__isnull=False,
    )
    for round_ in rounds.select_related("edition"):
        closed = SignedHead.objects.filter(
            chain=round_.edition.code,
            occasion=Occasion.CLOSED,
            at__gte=round_.closes_at,
        )
        if closed.exists():
            yield round_


def tell_in(round_: Round) -> int:
    judges = judges_to_tell(round_)
    head = newest_head(round_.edition.code)
    if not judges or head is None:
        return 0
    receipts = receipts_by_judge(round_.edition, standing_versions(round_))
    mails = []
    for judge in judges:
        values: dict[str, Value] = {
            **in_round(round_, judge.user.language),
            "receipts": [one.line for one in receipts.get(judge.pk, [])],
            "checkpoint": head.note.split("\n")[:3],
            "link": address(
                "judging:receipts-show", judge.user.language, round_.edition.code
            ),
        }
        key = key_of(JUDGE_RECEIPTS, judge.pk, str(round_.pk))
        mails.append(to_judge(JUDGE_RECEIPTS, judge, values, dedupe_key=key))
    return save_messages(mails)


def judges_to_tell(round_: Round) -> list[Judge]:
    """Who submitted a ballot in it, has no more time, and was not told yet."""
    given = Ballot.objects.filter(
        assignment__round=round_, state=BallotState.SUBMITTED
    ).values("assignment__judge")
    longer = Extension.objects.filter(round=round_, until__gt=Now()).values("judge")
    known = Judge.objects.filter(pk__in=given, user__is_active=True)
    rows = known.exclude(pk__in=longer).select_related("user", "edition")
    by_key = {key_of(JUDGE_RECEIPTS, one.pk, str(round_.pk)): one for one in rows}
    told = Message.objects.filter(dedupe_key__in=by_key)
    for key in told.values_list("dedupe_key", flat=True):
        del by_key[key]
    return list(by_key.values())


def standing_versions(round_: Round) -> QuerySet[BallotVersion]:
    """Of each submitted ballot the newest."""
    return BallotVersion.objects.filter(
        ballot__assignment__round=round_,
        ballot__state=BallotState.SUBMITTED,
        number=F("ballot__version"),
    )
