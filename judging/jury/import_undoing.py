"""Taking a list of invitations back, until somebody answered or was changed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import cast

from django.db import transaction
from django.utils.translation import gettext as _

from awards.accounts.models import User
from awards.ledger.services import append, database_now, pseudonym_of
from awards.models import Edition
from awards.outbox.calling_back import call_back
from judging import acts
from judging.jury.emails import invitation_key, invitation_withdrawn
from judging.jury.importing import JUDGES, Made, names_of
from judging.jury.links import end_links
from judging.mails.dates import dates_never_told
from judging.models import ImportedJudge, Judge, JudgeLink, JuryImport
from judging.refusals import JuryTouchedError, JuryUndoneError
from judging.statuses import JudgeState
from nominations.importing.kept_rows import Kept, put_back
from nominations.importing.standing import fingerprints
from nominations.importing.unused import remove_unused


@dataclass(frozen=True)
class Undone:
    """How many are no judges any more, and how many are as they were; invitations that
    never left, and people who are told that theirs is withdrawn.
    """

    removed: int
    restored: int
    mails_stopped: int
    told: int


@transaction.atomic
def undo_jury_import(*, brought_in: JuryImport, actor: User) -> Undone:
    """All of it or nothing. Raises JuryUndoneError, and JuryTouchedError with the people
    who answered or were changed since.
    """
    edition = Edition.objects.select_for_update().get(pk=brought_in.edition_id)
    record = JuryImport.objects.select_for_update().get(pk=brought_in.pk)
    if record.undone_at is not None:
        raise JuryUndoneError
    held = Judge.objects.select_for_update().filter(
        pk__in=record.judges.values("judge")
    )
    list(held.order_by("pk"))
    rows = list(record.judges.select_related("judge__user", "judge__edition"))
    if touched := touched_of(rows):
        raise JuryTouchedError(touched)
    written = mails_of(rows)
    mails = call_back([key for keys in written.values() for key in keys])
    gone = {mail.dedupe_key for mail in mails.gone}
    values = {
        pseudonym_of(edition.code, judge.user): "removed" if row.is_new else "restored"
        for row in rows
        if (judge := row.judge)
    }
    told = sum(take_back(row, may_be_read=bool(written[row.pk] & gone)) for row in rows)
    restore_people(cast("Made", record.made))
    record.undone_at, record.undone_by = database_now(), actor
    record.save(update_fields=["undone_at", "undone_by"])
    append(edition.code, acts.JURY_IMPORT_UNDONE, actor, values)
    removed = sum(row.is_new for row in rows)
    return Undone(removed, len(rows) - removed, mails.stopped, told)


def touched_of(rows: Collection[ImportedJudge]) -> list[str]:
    """People who are no longer as the import left them."""
    now = fingerprints(JUDGES, [row.judge_id for row in rows if row.judge_id])
    return [
        str(row.judge.user) if row.judge else _("a withdrawn invitation")
        for row in rows
        if now.get(row.judge_id or 0) != row.left
    ]


def ends(row: ImportedJudge) -> bool:
    """Whether the person is invited no longer once the list is undone: who was invited
    before it stays invited.
    """
    before = [cast("Kept", one)["fields"]["state"] for one in row.before]
    return before != [JudgeState.INVITED]


def mails_of(rows: Collection[ImportedJudge]) -> dict[int, set[str]]:
    """Row → the outbox's keys of its invitation, and of those sent again, also on the
    person's own request, where none of them holds any more.
    """
    ending = {row.judge_id: row.pk for row in rows if ends(row)}
    keys = {row.pk: {row.mail} for row in rows}
    for link in JudgeLink.objects.filter(judge__in=ending):
        keys[ending[link.judge_id]].add(invitation_key(link))
    return keys


def take_back(row: ImportedJudge, *, may_be_read: bool) -> bool:
    """Returns whether the person is told that the invitation is withdrawn."""
    judge = row.judge
    assert judge is not None, "touched_of refuses rows without a judge"
    put_back([cast("Kept", one) for one in row.before])
    if not ends(row):
        return False
    end_links(judge)
    if may_be_read:
        invitation_withdrawn(judge, judge.user)
    else:
        dates_never_told(judge.user, judge.edition)
    if row.is_new:
        judge.delete()
    return may_be_read


def restore_people(made: Made) -> None:
    """Names that still are as the list left them; accounts that nobody has any use of."""
    for change in made["names"]:
        user = User.objects.filter(pk=change["user"]).first()
        if user and names_of(user) == change["after"]:
            user.name_th, user.name_en = change["before"]
            user.save(update_fields=["name_th", "name_en"])
    remove_unused(User.objects.filter(pk__in=made["users"], last_login=None))
