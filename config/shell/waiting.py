"""What waits for an organiser in an edition, counted in one statement: the numbers of
the side bar and of the edition's home.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, TypedDict

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.core.cache import cache as kept_answers
from django.db.models import F, Func, Q, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import JSONObject, Now

from awards.accounts.models import User
from awards.editions.two_persons import changes_to_agree, lists_to_approve, mailbox
from awards.models import Edition, Organiser, Round
from awards.roles import Area, Right, may_go, right_of
from awards.speed.folded import count, folded_to, oldest
from awards.speed.prepared_query import Prepared
from config.broadcasts.approving import to_approve
from judging.models import Assignment, Judge
from judging.statuses import BallotState, JudgeState
from nominations.eligibility.queue import waiting_for
from nominations.files.waiting import files_waiting
from nominations.models import Correction, Entry, SavedView
from nominations.statuses import Eligibility

# What waits for nobody whose role does not act in the area.
NUMBERS = {
    Area.ELIGIBILITY: (
        "eligibility",
        "eligibility_since",
        "corrections",
        "corrections_since",
        "files",
        "files_since",
        "file_entries",
    ),
    Area.JUDGING: ("late_ballots", "late_since", "idle_judges"),
    Area.MAILS: ("messages", "messages_since"),
    Area.PUBLICATION: ("approvals", "approvals_since", "changes", "changes_since"),
}
NOT_BEGUN = timedelta(days=7)  # before the close: who has not begun is asked


VIEWS = 8  # in the side bar


class KeptView(TypedDict):
    """``query``: what ``nominations.desk.filters.view_of`` gives."""

    name: str
    query: dict[str, str]


@dataclass(frozen=True)
class Waiting:
    """Numbers of things that wait for this person, and since when the oldest does.

    ``eligibility``: entries; ``corrections``: those of them that came back corrected;
    ``files``: of ``file_entries`` entries; ``late_ballots``: past their judge's
    deadline; ``idle_judges``: have not begun although the round soon closes;
    ``approvals``: winner lists; ``messages``: to groups, written by others;
    ``changes``: requests that need a second organiser.
    ``editions``: all that this person may set up, newest first. ``views``: of the
    entries desk, their own and those shared with them, one more than the side bar shows
    at most. ``role``: theirs in this edition; None for the operator, who only sets it up.
    """

    role: str | None = None
    eligibility: int = 0
    eligibility_since: datetime | None = None
    corrections: int = 0
    corrections_since: datetime | None = None
    files: int = 0
    files_since: datetime | None = None
    file_entries: int = 0
    late_ballots: int = 0
    late_since: datetime | None = None
    idle_judges: int = 0
    approvals: int = 0
    approvals_since: datetime | None = None
    messages: int = 0
    messages_since: datetime | None = None
    changes: int = 0
    changes_since: datetime | None = None
    judged_at: datetime | None = None
    editions: tuple[dict[str, str], ...] = ()
    views: tuple[KeptView, ...] = ()

    @property
    def organises(self) -> bool:
        return self.role is not None

    def reads(self, area: Area) -> bool:
        return right_of(self.role, area) >= Right.READS

    def shows(self, area: Area, sets_up: bool) -> bool:
        """Whether a page of this area is in the side bar."""
        return may_go(self.role, area, operators=sets_up)

    def sum_of(self, names: tuple[str, ...]) -> int:
        return sum(int(getattr(self, name)) for name in names)


Asked = dict[str, Combinable]  # part of the one statement, by its name


def entries_counted(edition: Edition, user: User) -> Asked:
    unread = waiting_for(edition, user)
    came_back = Correction.objects.filter(
        entry__edition=edition,
        entry__in=Entry.objects.filter(edition=edition).submitted(),
        entry__eligibility=Eligibility.UNCHECKED,
        entry__eligibility_pass=F("number") + 1,
        sent_at__isnull=False,
    )
    return {
        "eligibility": count(unread),
        "eligibility_since": oldest(unread, "submitted_at"),
        "corrections": count(came_back),
        "corrections_since": oldest(came_back, "sent_at"),
    }


def files_counted(edition: Edition) -> Asked:
    files = files_waiting(edition)
    entry = "attachment__entry"
    return {
        "files": count(files),
        "files_since": oldest(files, f"{entry}__submitted_at"),
        "file_entries": folded_to(
            files, "COUNT", Func(F(f"{entry}_id"), template="DISTINCT %(expressions)s")
        ),
    }


def ballots_counted(edition: Edition) -> Asked:
    open_or_over = Assignment.objects.standing().filter(
        round__edition=edition, round__active=True, round__opens_at__lte=Now()
    )
    missing = open_or_over.exclude(ballot__state=BallotState.SUBMITTED).with_window()
    late = missing.filter(Q(closes__lte=Now()))
    soon = open_or_over.with_window().filter(
        Q(closes__gt=Now(), closes__lte=Now() + NOT_BEGUN)
    )
    begun = open_or_over.filter(ballot__isnull=False)
    idle = Judge.objects.filter(edition=edition, state=JudgeState.ACCEPTED)
    idle = idle.filter(pk__in=soon.values("judge")).exclude(
        pk__in=begun.values("judge")
    )
    return {
        "late_ballots": count(late),
        "late_since": oldest(late, "closes"),
        "idle_judges": count(idle),
    }


def decisions_counted(edition: Edition, user: User, own_mailbox: str) -> Asked:
    lists = lists_to_approve(user, own_mailbox).filter(edition=edition)
    messages = to_approve(user).filter(edition=edition)
    changes = changes_to_agree(user, own_mailbox).filter(edition=edition)
    return {
        "approvals": count(lists),
        "approvals_since": oldest(lists, "created_at"),
        "messages": count(messages),
        "messages_since": oldest(messages, "asked_at"),
        "changes": count(changes),
        "changes_since": oldest(changes, "asked_at"),
    }


def frame_of(edition: Edition, user: User) -> Asked:
    rounds = Round.objects.filter(edition=edition, active=True)
    editions = Edition.objects.manageable_by(user).order_by("-year", "code")
    row = JSONObject(code="code", name_th="name_th", name_en="name_en")
    views = SavedView.objects.filter(Q(owner=user) | Q(shared=True), edition=edition)
    view = JSONObject(name="name", query="query")
    return {
        "judged_at": folded_to(rounds, "MAX", "closes_at"),
        "editions": ArraySubquery(editions.values(row=row)),
        "views": ArraySubquery(views.values(row=view)[: VIEWS + 1]),
    }


def waiting_for_organiser(edition: Edition, user: User) -> Waiting:
    """As counted a moment ago, or now."""
    key = kept_under(edition.code, user.pk)
    kept = kept_answers.get(key)
    if not isinstance(kept, Waiting):
        kept = count_waiting(edition, user)
        kept_answers.set(key, kept, settings.COUNTS_SECONDS)
    return kept


def kept_under(code: str, user: int) -> str:
    return f"waiting:{code}:{user}"


def count_waiting(edition: Edition, user: User) -> Waiting:
    """One statement, whatever the number of rows. Who only sets the edition up (the
    site's operator) learns nothing of what was sent in.
    """
    asked = counted_for(user.is_operator, edition.announced_at is not None)
    [row] = asked.tuples(edition.pk, user.pk, mailbox(user))
    counted: dict[str, Any] = dict(zip(asked.names, row, strict=True))
    counted["editions"] = tuple(counted["editions"])
    counted["views"] = tuple(counted["views"])
    role = counted["role"]
    for area, names in NUMBERS.items():
        if right_of(role, area) < Right.ACTS:
            counted = {key: counted[key] for key in counted if key not in names}
    return Waiting(**counted)


class Counted(Prepared[Edition]):
    """The statement of one kind of reader at one time of an edition, with the names of
    its columns: writing it anew costs ten times what it costs to run.
    """

    def __init__(self, is_operator: bool, is_announced: bool) -> None:
        self.is_operator, self.is_announced = is_operator, is_announced
        self.names = ("role", *self.questions(Edition(pk=0), User(pk=0), ""))
        super().__init__(self.row)

    def row(self, edition: int, user: int, own_mailbox: str) -> QuerySet[Edition, Any]:
        organisers = Organiser.objects.filter(edition=edition, user=user)
        asked = self.questions(
            Edition(pk=edition),
            User(pk=user, is_operator=self.is_operator),
            own_mailbox,
        )
        asked["role"] = Subquery(organisers.values("role")[:1])
        columns = {f"the_{name}": asked[name] for name in self.names}
        return (
            Edition.objects.filter(pk=edition).annotate(**columns).values_list(*columns)
        )

    def questions(self, edition: Edition, user: User, own_mailbox: str) -> Asked:
        always = {
            **frame_of(edition, user),
            **decisions_counted(edition, user, own_mailbox),
            **files_counted(edition),
        }
        if self.is_announced:  # nothing more is checked or judged
            return always
        return {**always, **entries_counted(edition, user), **ballots_counted(edition)}


@cache
def counted_for(is_operator: bool, is_announced: bool) -> Counted:
    return Counted(is_operator, is_announced)
