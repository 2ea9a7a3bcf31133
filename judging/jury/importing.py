"""Judges invited from a list, written down as one import."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict

from django.db import transaction
from django.db.models import Q

from awards.accounts.models import User
from awards.accounts.people import people_of
from awards.models import Category, Edition
from judging.jury.asked import Asked, asked_in
from judging.jury.emails import invitation_key
from judging.jury.invitation_list import Invited
from judging.jury.invitations import invite_judge
from judging.jury.sealed_lists import Invitees
from judging.models import (
    Conflict,
    ImportedJudge,
    Judge,
    JudgeLink,
    JuryImport,
)
from judging.statuses import ConflictSource, JudgeState
from nominations.importing.kept_rows import Kept, kept_rows
from nominations.importing.standing import Watch, fingerprints

# A link is sent again on request, and conflicts are found by the machine whenever
# somebody looks: neither is anybody's work on the judge.
JUDGES = Watch(
    Judge,
    derived=(JudgeLink, ImportedJudge),
    counting={
        Conflict: Q(source__in=(ConflictSource.DECLARED, ConflictSource.STAFF))
        | Q(overruled_at__isnull=False)
    },
)


class NameChange(TypedDict):
    """An account's names as they were, and as the list left them: Thai, English."""

    user: int
    before: list[str]
    after: list[str]


class Made(TypedDict):
    """Keys of the accounts that an import made, and names that it filled in."""

    users: list[int]
    names: list[NameChange]


@transaction.atomic
def import_jury(*, edition: Edition, invitees: Invitees, actor: User) -> JuryImport:
    """Invite everybody of a list, wholly or not at all; people who have accepted are
    left as they are.

    Expertise, languages, limit and panels that the list names are stored; the judge can
    change their own later. What was left out is kept with its reasons.
    """
    Edition.objects.select_for_update().get(pk=edition.pk)
    people = people_of(row.email for row in invitees.rows)
    names = {user.pk: names_of(user) for user in people.values()}
    before = judges_before(edition, people.values())
    invited = invite_rows(edition, invitees.rows, actor)
    new = [judge for judge in invited if judge.pk not in before]
    rest = invitees.rest
    record = JuryImport.objects.create(
        edition=edition,
        actor=actor,
        name=invitees.name,
        created=len(new),
        updated=len(invited) - len(new),
        left_out=len(rest["rows"]) if rest else 0,
        rest=dict(rest) if rest else {},
        made=made_of(invited, names),
    )
    keep_judges(record, invited, before)
    return record


def invite_rows(edition: Edition, rows: Iterable[Invited], actor: User) -> list[Judge]:
    categories = {category.code: category for category in edition.categories.all()}
    asked = asked_in(edition)
    invited = [invite_row(edition, row, actor, asked, categories) for row in rows]
    return [judge for judge in invited if judge.state != JudgeState.ACCEPTED]


def invite_row(
    edition: Edition,
    row: Invited,
    actor: User,
    asked: Asked,
    categories: dict[str, Category],
) -> Judge:
    judge = invite_judge(
        edition=edition,
        email=row.email,
        name_th=row.name_th,
        name_en=row.name_en,
        organisation=row.organisation,
        organisation_number=row.organisation_number,
        language=row.language,
        limit=row.limit,
        actor=actor,
        asked=asked,
    )
    if judge.state == JudgeState.ACCEPTED:
        return judge
    judge.expertise |= row.expertise
    judge.languages = row.languages or judge.languages
    judge.save(update_fields=["expertise", "languages"])
    if row.panels:
        judge.categories.set([categories[code] for code in row.panels])
    return judge


def judges_before(edition: Edition, people: Iterable[User]) -> dict[int, list[Kept]]:
    """Judge → their row as it stands now."""
    known = Judge.objects.filter(edition=edition, user__in=list(people))
    return {judge.pk: kept_rows([judge]) for judge in known}


def names_of(user: User) -> list[str]:
    return [user.name_th, user.name_en]


def made_of(invited: list[Judge], known: dict[int, list[str]]) -> Made:
    """``known``: the names of those who had an account."""
    people = [judge.user for judge in invited]
    names = [
        NameChange(user=user.pk, before=known[user.pk], after=names_of(user))
        for user in people
        if user.pk in known and known[user.pk] != names_of(user)
    ]
    return Made(users=[user.pk for user in people if user.pk not in known], names=names)


def keep_judges(
    record: JuryImport, invited: list[Judge], before: dict[int, list[Kept]]
) -> None:
    """Call it last: what a judge is like afterwards is how a later change is known."""
    keys = [judge.pk for judge in invited]
    left = fingerprints(JUDGES, keys)
    links = JudgeLink.objects.filter(judge__in=keys).order_by("pk")
    mails = {link.judge_id: invitation_key(link) for link in links}
    ImportedJudge.objects.bulk_create(
        [
            ImportedJudge(
                brought_in_by=record,
                judge=judge,
                mail=mails[judge.pk],
                is_new=judge.pk not in before,
                before=before.get(judge.pk, []),
                left=left[judge.pk],
            )
            for judge in invited
        ],
        batch_size=500,
    )
