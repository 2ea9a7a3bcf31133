"""Judges of an earlier edition, kept as invitations that are not sent yet."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from awards.accounts.models import User
from awards.models import Edition
from judging.jury.asked import Asked, asked_in
from judging.jury.invitations import invite_judge
from judging.models import Judge, PlannedJudge
from judging.statuses import JudgeState


@transaction.atomic
def plan_jury(*, source: Edition, target: Edition) -> int:
    """Everybody of the source's jury but those who declined, in the same panels. Nobody
    is told. Returns how many.
    """
    by_code = {category.code: category for category in target.categories.all()}
    judges = source.judges.exclude(state=JudgeState.DECLINED).order_by("pk")
    count = 0
    for judge in judges.prefetch_related("categories"):
        planned = PlannedJudge.objects.create(
            edition=target,
            user_id=judge.user_id,
            organisation=judge.organisation,
            organisation_number=judge.organisation_number,
            limit=judge.limit,
            expertise=judge.expertise,
            languages=judge.languages,
        )
        codes = [category.code for category in judge.categories.all()]
        planned.categories.set([by_code[code] for code in codes if code in by_code])
        count += 1
    return count


@transaction.atomic
def send_planned(
    *, edition: Edition, planned: Iterable[int], actor: User
) -> list[Judge]:
    """Invite these by mail, with what is known of them. Who is a judge of the edition by
    now is left as they are.
    """
    rows = PlannedJudge.objects.select_for_update(of=("self",)).filter(
        edition=edition, pk__in=planned
    )
    known = set(edition.judges.values_list("user_id", flat=True))
    asked = asked_in(edition)
    invited = []
    for row in rows.select_related("user"):
        if row.user_id not in known:
            invited.append(invite_planned(row, actor, asked))
        row.delete()
    return invited


def invite_planned(row: PlannedJudge, actor: User, asked: Asked) -> Judge:
    judge = invite_judge(
        edition=row.edition,
        email=row.user.email,
        organisation=row.organisation,
        organisation_number=row.organisation_number,
        limit=row.limit,
        language=row.user.language or "th",
        actor=actor,
        asked=asked,
    )
    judge.expertise, judge.languages = row.expertise, row.languages
    judge.save(update_fields=["expertise", "languages"])
    judge.categories.set(row.categories.all())
    return judge


@transaction.atomic
def drop_planned(*, edition: Edition, planned: Iterable[int]) -> int:
    """Not to be invited after all: nobody has heard of it. Returns how many."""
    rows = PlannedJudge.objects.filter(edition=edition, pk__in=planned)
    return rows.delete()[1].get("judging.PlannedJudge", 0)
