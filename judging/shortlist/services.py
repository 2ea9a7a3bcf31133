"""The shortlist of a round: made after an earlier round, undone while nobody has judged."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from awards.accounts.models import User
from awards.language.thai import clean_text
from awards.ledger.services import append, database_now
from awards.models import Edition, Round
from judging import acts
from judging.assigning.services import announce, take
from judging.loading import round_after
from judging.models import (
    NOT_SHORTLISTED,
    Assignment,
    Ballot,
    Extension,
    Shortlist,
    Shortlisted,
    judged_in,
)
from judging.pseudonyms import Pseudonyms
from judging.refusals import JudgingError
from nominations.models import EntryCategory, in_running


def next_round(earlier: Round) -> Round | None:
    """The one that takes place after it."""
    rounds = Round.objects.filter(edition=earlier.edition_id, active=True)
    return round_after(earlier, list(rounds.select_related("edition")))


def why_not_now(earlier: Round, round_: Round) -> str:
    """Why no list can be made; "" where it can."""
    now = database_now()
    longer = Extension.objects.filter(round=earlier, until__gt=now)
    if earlier.closes_at > now or longer.exists():
        return _("Judging in the earlier round is still open.")
    return why_fixed(round_)


def why_fixed(round_: Round) -> str:
    """Why the entries of a round cannot be chosen any more; "" where they can."""
    if Ballot.objects.filter(assignment__round=round_).exists():
        return _("Judges have started ballots in this round, so its entries are fixed.")
    return ""


@transaction.atomic
def let_move_on(
    *, earlier: Round, round_: Round, places: Collection[int], actor: User
) -> Shortlist:
    """Only these places in categories are judged in ``round_``; what judges had of
    others there is taken away, and they are told. Entrants are not. Raises JudgingError.
    """
    edition = Edition.objects.select_for_update().get(pk=round_.edition_id)
    if next_round(earlier) != round_:
        raise JudgingError(_("Choose entries for the round that comes next."))
    refusal = why_not_now(earlier, round_)
    if refusal:
        raise JudgingError(refusal)
    if Shortlist.objects.filter(round=round_).exists():
        raise JudgingError(
            _("Entries have moved on to this round already. Undo that first.")
        )
    chosen = places_among(earlier, places)
    if not chosen or len(chosen) != len(set(places)):
        raise JudgingError(_("Choose at least one entry that was judged and competes."))
    made = Shortlist.objects.create(round=round_, earlier=earlier)
    Shortlisted.objects.bulk_create(
        Shortlisted(shortlist=made, entry_category=row) for row in chosen
    )
    write(made, chosen, actor)
    take_away_the_rest(edition, round_, actor)
    return made


def places_among(earlier: Round, places: Collection[int]) -> list[EntryCategory]:
    """Of these places those in the running that the earlier round could judge."""
    rows = EntryCategory.objects.filter(
        in_running("entry__"),
        judged_in(earlier.pk),
        pk__in=places,
        entry__edition=earlier.edition_id,
    )
    rows = rows.select_related("entry", "category")
    return list(rows.order_by("category__order", "entry__reference", "pk"))


def write(made: Shortlist, chosen: Sequence[EntryCategory], actor: User) -> None:
    """References for organisers; pseudonyms, which the bundle lays open, for everybody."""
    round_, names = made.round, Pseudonyms(made.round.edition)
    references = [row.entry.reference for row in chosen]
    sheets = [[names.entry(row.entry.reference), row.category.code] for row in chosen]
    values = {
        "round": round_.code,
        "from": made.earlier.code,
        "entries": references,
        "sheets": sorted(sheets),
    }
    append(
        round_.edition.code,
        acts.SHORTLIST_MADE,
        actor,
        values,
        subject=f"round:{round_.code}",
    )


def take_away_the_rest(edition: Edition, round_: Round, actor: User) -> None:
    """No ballot is lost: where one was begun no list is made."""
    rest = Assignment.objects.filter(round=round_, recused_at=None)
    rest = rest.exclude(entry_category__shortlisted__shortlist__round=round_)
    pairs = list(rest.values_list("judge_id", "entry_category_id").order_by("pk"))
    if not pairs:
        return
    take(round_, dict.fromkeys(pairs, NOT_SHORTLISTED))
    announce(edition, round_, [], pairs, actor)


@transaction.atomic
def undo_shortlist(*, round_: Round, reason: str, actor: User) -> None:
    """All that are in the running may be judged in the round again; what was assigned of
    them before is assigned anew by the organiser. Raises JudgingError.
    """
    Edition.objects.select_for_update().get(pk=round_.edition_id)
    words = clean_text(reason)
    if not words:
        raise JudgingError(_("Enter a reason."))
    refusal = why_fixed(round_)
    if refusal:
        raise JudgingError(refusal)
    found = Shortlist.objects.filter(round=round_).first()
    if found is None:
        raise JudgingError
    found.delete()
    values = {"round": round_.code, "reason": words}
    append(
        round_.edition.code,
        acts.SHORTLIST_UNDONE,
        actor,
        values,
        subject=f"round:{round_.code}",
    )
