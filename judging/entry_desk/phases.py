"""The parts of an entry's life, how far judges are with it among them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
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
    nobody = Phase("unassigned", _("no judge assigned yet"), unassigned)
    yield Group(3, _("Judging"), (nobody, *given))
    yield Group(4, _("Decision"), (Phase("chosen", _("a prize was decided"), chosen),))


def unassigned() -> Q:
    return in_running() & ~Q(Exists(assignments()))


def chosen() -> Q:
    decided = Decision.objects.filter(entry_category__entry=OuterRef("pk"))
    across = OverallDecision.objects.filter(entry=OuterRef("pk"))
    return Q(Exists(decided)) | Q(Exists(across))


def assignments(**about: object) -> Any:
    return Assignment.objects.standing().filter(
        entry_category__entry=OuterRef("pk"), **about
    )


def of_round(code: str, name: str) -> tuple[Phase, Phase]:
    said = {"round": name}
    return (
        Phase(
            f"with-{code}", _("%(round)s: with judges") % said, partial(some_out, code)
        ),
        Phase(
            f"scored-{code}",
            _("%(round)s: all ballots submitted") % said,
            partial(all_in, code),
        ),
    )


def some_out(code: str) -> Q:
    """Some of its judges' ballots are still to come."""
    counted = Ballot.objects.counted().filter(assignment=OuterRef("pk"))
    return Q(Exists(assignments(round__code=code).filter(~Exists(counted))))


def all_in(code: str) -> Q:
    return Q(Exists(assignments(round__code=code))) & ~some_out(code)
