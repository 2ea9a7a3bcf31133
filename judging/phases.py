"""How far judges are with an entry, for the filter of the organiser's entries desk: told to ``nominations``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from awards.models import Edition, Round
from judging.models import Assignment, Ballot, Decision, OverallDecision
from nominations.intake.phases import Group, Phase
from nominations.querysets import in_running


def judging_phases(edition: Edition) -> Iterator[Group]:
    rounds = edition.rounds.filter(active=True)
    yield Group(3, _("Judging"), (unassigned(), *(phase for round_ in rounds for phase in of_round(round_))))
    decided = Decision.objects.filter(entry_category__entry=OuterRef("pk"))
    across = OverallDecision.objects.filter(entry=OuterRef("pk"))
    chosen = Phase("chosen", _("a prize was decided"), Q(Exists(decided)) | Q(Exists(across)))
    yield Group(4, _("Decision"), (chosen,))


def unassigned() -> Phase:
    return Phase("unassigned", _("with no judge yet"), in_running() & ~Q(Exists(assignments())))


def assignments(**about: Any) -> Any:
    return Assignment.objects.standing().filter(entry_category__entry=OuterRef("pk"), **about)


def of_round(round_: Round) -> tuple[Phase, Phase]:
    """Some of its judges' ballots are out, or all of them are in."""
    given = assignments(round=round_)
    out = given.filter(~Exists(Ballot.objects.counted().filter(assignment=OuterRef("pk"))))
    name = {"round": round_.name}
    return (
        Phase(f"with-{round_.code}", _("%(round)s: with its judges") % name, Q(Exists(out))),
        Phase(f"scored-{round_.code}", _("%(round)s: all ballots in") % name, Q(Exists(given)) & ~Q(Exists(out))),
    )
