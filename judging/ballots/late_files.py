"""Files that passed their check of names after a judge had begun: one mail tells the
judge of all of them, once.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models.functions import Now

from awards.outbox.services import save_messages
from awards.outbox.work import WorkState
from judging.blindness import hides_names
from judging.jury.emails import files_came
from judging.models import Assignment, FileTold, Judge
from judging.statuses import JudgeState
from nominations.models import Preparation
from nominations.questions.kinds import hidden
from nominations.statuses import Screening

# whoever checks files checks several: one mail for what was checked in one sitting
SETTLED = timedelta(minutes=10)
# a worker that was away for longer tells nobody of old news
NO_LONGER = timedelta(days=3)


@transaction.atomic
def tell_of_late_files() -> int:
    """The number of mails written."""
    files = list(late_files())
    if not files:
        return 0
    references: dict[tuple[int, int], set[str]] = defaultdict(set)
    for file in files:
        for row in begun_without(file):
            references[row.judge_id, row.round_id].add(
                row.entry_category.entry.reference
            )
    FileTold.objects.bulk_create(
        [FileTold(attachment_id=file.attachment_id) for file in files],
        ignore_conflicts=True,
    )
    judges = Judge.objects.select_related("user", "edition").in_bulk(
        {judge for judge, _round in references}
    )
    key = str(max(file.pk for file in files))
    mails = [
        files_came(judges[judge], round_, sorted(found), key)
        for (judge, round_), found in sorted(references.items())
    ]
    return save_messages(mails) if mails else 0


def late_files() -> list[Preparation]:
    """Passed by a person, in the last days but not in this very sitting, and told of to
    nobody yet.
    """
    rows = Preparation.objects.filter(
        state=WorkState.DONE, screening=Screening.PASSED, attachment__told=None
    )
    rows = rows.filter(
        screened_at__lt=Now() - SETTLED, screened_at__gt=Now() - NO_LONGER
    )
    rows = rows.filter(attachment__removed_at=None).exclude(
        hidden("attachment__question__")
    )
    return list(
        rows.select_related("attachment")
        .defer("texts", "findings")
        .order_by("pk")[:500]
    )


def begun_without(file: Preparation) -> list[Assignment]:
    """Of judges from whom the entrant is hidden, whose ballot was begun before the file
    passed and can still change.
    """
    rows: Any = (
        Assignment.objects.standing()
        .with_window()
        .annotate(hidden=hides_names("round__"))
    )
    rows = rows.filter(
        hidden=True,
        closes__gt=Now(),
        judge__state=JudgeState.ACCEPTED,
        ballot__started_at__lt=file.screened_at,
        entry_category__entry__attachments=file.attachment_id,
        round__active=True,
    )
    return list(rows.select_related("entry_category__entry"))
