"""What a judge says of themself, and what an organiser sets for them; both change which
conflicts the machine finds.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from awards.accounts.models import User
from awards.ledger.services import append, pseudonym_of
from awards.models import Category
from judging import acts
from judging.conflicts.findings import refresh_conflicts
from judging.models import Judge


@transaction.atomic
def save_profile(*, judge: Judge, actor: User) -> Judge:
    """Store the judge's own words. Organisations named here may close entries to the
    judge at once.
    """
    judge.save()
    refresh_conflicts(edition=judge.edition)
    return judge


@transaction.atomic
def set_panels(
    *,
    judge: Judge,
    categories: Iterable[Category],
    chairs: Iterable[Category],
    actor: User,
) -> Judge:
    """On which panels the judge sits (none: on all) and which of them the judge chairs."""
    judge.save()
    sits, leads = list(categories), list(chairs)
    judge.categories.set(sits)
    judge.chairs.set(leads)
    refresh_conflicts(edition=judge.edition)
    values = {
        "judge": pseudonym_of(judge.edition.code, judge.user),
        "panels": sorted(category.code for category in sits),
        "chairs": sorted(category.code for category in leads),
        "limit": judge.limit or 0,
    }
    append(
        judge.edition.code,
        acts.JUDGE_PANELS,
        actor,
        values,
        subject=f"judge:{judge.pk}",
    )
    return judge
