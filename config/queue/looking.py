"""Each second one statement asks which kinds of work have a row whose moment has come,
instead of a dozen that each ask for one. What must happen at its moment is done at
once; the rest is woken up.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from celery import current_app
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value

from awards.dsure.models import Announcement
from awards.ledger.models import Chain
from awards.models import Broadcast, Credential, Package, Round, WinnerList
from awards.outbox.models import Channel, Message
from awards.outbox.waking import DELIVER, DELIVER_LINE, DELIVER_URGENT, wake
from awards.outbox.work import WorkState
from config.queue.plan import NOW, queue_of
from judging.autopilot.services import rounds_to_look_at
from judging.models import Assignment, PlanTrial, ResultBundle, ResultRun
from nominations.models import Export, Preparation

Rows = QuerySet[Any, Any]


def due_rows() -> dict[str, Rows]:
    """By the task that does them; in the order in which they are looked after."""
    mails = Message.objects.due().by(Channel.MAIL)
    return {
        "judging.roof.tasks.publish_due_task": WinnerList.objects.due(),
        "awards.dsure.roof.tasks.publish_due_announcements_task": Announcement.objects.due_by_time(),
        DELIVER_URGENT: mails.filter(priority=Message.URGENT),
        DELIVER: mails,
        DELIVER_LINE: Message.objects.due().by(Channel.LINE),
        "judging.roof.tasks.compute_results_task": rounds_to_compute(),
        "judging.roof.tasks.plan_ballots_task": rounds_to_look_at(),
        "judging.roof.tasks.try_plans_task": PlanTrial.objects.due(),
        "judging.roof.tasks.make_due_exports_task": Export.objects.due(),
        "awards.certificates.tasks.make_due_certificates_task": Credential.objects.due(),
        "awards.certificates.tasks.pass_certificates_on_task": Package.objects.due(),
        "nominations.roof.tasks.prepare_files_task": Preparation.objects.due(),
        "judging.roof.tasks.make_bundles_task": ResultBundle.objects.due(),
        "config.tasks.send_broadcasts_task": Broadcast.objects.due(),
    }


def rounds_to_compute() -> Rows:
    """Whose run is due, missing, or of an earlier length of the chain: a superset of
    what will be computed.
    """
    length = Subquery(
        Chain.objects.filter(code=OuterRef("edition__code")).values("length")[:1]
    )
    moved_on = Q(
        result_run__state__in=[WorkState.DONE, WorkState.FAILED],
        result_run__chain_length__lt=F("length"),
    )
    due = Exists(ResultRun.objects.due().order_by().filter(round=OuterRef("pk")))
    taking_place = Round.objects.filter(
        Exists(Assignment.objects.filter(round=OuterRef("pk"))), active=True
    )
    return taking_place.annotate(length=length).filter(
        Q(result_run=None) | moved_on | due
    )


def tasks_with_work() -> list[str]:
    """In one statement."""
    names = list(due_rows())
    found = set(_found(due_rows()))
    return [name for name in names if name in found]


def _found(rows: dict[str, Rows]) -> Iterator[str]:
    first, *others = [
        due.order_by().annotate(task=Value(task)).values_list("task", flat=True)[:1]
        for task, due in rows.items()
    ]
    yield from first.union(*others, all=True)


def look() -> None:
    for task in tasks_with_work():
        if queue_of(task) == NOW:
            current_app.tasks[
                task
            ].apply()  # one that fails is logged, and keeps no other from its moment
        else:
            wake(task)
