"""The parts of an entry's life, how far judges are with it among them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from awards.models import Edition
from judging.models import Assignment, Ballot, Decision, OverallDecision
from nominations.desk.phases import Group, Phase, own_groups, rounds_of
from nominations.models import in_running


def phases_of(edition: Edition) -> list[Group]:
    """In the order of an entry's life."""
    groups = [*own_groups(edition), *judging_phases(edition)]
    return sorted(groups, key=lambda group: group.place)


def judging_phases(edition: Edition) -> Iterator[Group]:
    given = (
        phase for code, name in rounds_of(edition) for phase in of_round(code, name)
    )
    yield Group(3, _("Judging"), (unassigned(), *given))
    decided = Decision.objects.filter(entry_category__entry=OuterRef("pk"))
    across = OverallDecision.objects.filter(entry=OuterRef("pk"))
    chosen = Phase(
        "chosen", _("a prize was decided"), Q(Exists(decided)) | Q(Exists(across))
    )
    yield Group(4, _("Decision"), (chosen,))


def unassigned() -> Phase:
    return Phase(
        "unassigned",
        _("no judge assigned yet"),
        in_running() & ~Q(Exists(assignments())),
    )


def assignments(**about: object) -> Any:
    return Assignment.objects.standing().filter(
        entry_category__entry=OuterRef("pk"), **about
    )


def of_round(code: str, name: str) -> tuple[Phase, Phase]:
    """Some of its judges' ballots are out, or all of them are in."""
    given = assignments(round__code=code)
    out = given.filter(
        ~Exists(Ballot.objects.counted().filter(assignment=OuterRef("pk")))
    )
    said = {"round": name}
    return (
        Phase(f"with-{code}", _("%(round)s: with judges") % said, Q(Exists(out))),
        Phase(
            f"scored-{code}",
            _("%(round)s: all ballots submitted") % said,
            Q(Exists(given)) & ~Q(Exists(out)),
        ),
    )
