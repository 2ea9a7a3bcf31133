"""Entrants as groups to write to where judging says who they are: those of a view of the
entries desk, and those of the final.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from awards.models import Edition
from awards.roles import Area
from judging.entry_desk.phases import phases_of
from judging.models import Presentation, Shortlist, Shortlisted
from nominations.desk.audiences import ABOUT, ENTRANTS, Entrants
from nominations.desk.filters import KEYS
from nominations.models import in_running
from nominations.statuses import EntryState


def in_the_final(edition: Edition) -> Q:
    """In the running order of a round's presentations, and still in the running."""
    presented = Presentation.objects.filter(
        round__edition=edition, round__active=True, entry_category__entry=OuterRef("pk")
    )
    return in_running() & Q(Exists(presented))


def on_the_list(edition: Edition) -> Q:
    """Of the last round that has one."""
    lists = Shortlist.objects.filter(round__edition=edition, round__active=True)
    newest = lists.order_by("-round__order", "-round__code").values("pk")[:1]
    listed = Shortlisted.objects.filter(
        shortlist=Subquery(newest), entry_category__entry=OuterRef("pk")
    )
    return Q(Exists(listed))


def moved_on(edition: Edition) -> Q:
    return in_running() & on_the_list(edition)


def did_not_move_on(edition: Edition) -> Q:
    """Nobody, as long as no entry has moved on."""
    made = Shortlist.objects.filter(round__edition=edition, round__active=True)
    return in_running() & Q(Exists(made)) & ~on_the_list(edition)


def at_the_desk(edition: Edition) -> Q:
    """What organisers see there: never a draft."""
    return ~Q(state=EntryState.DRAFT)


SHORTLISTED = Entrants(
    code="shortlisted",
    label=_("Entrants in the running order of a final"),
    areas=(Area.ENTRIES, Area.JUDGING),
    section=ENTRANTS,
    placeholders=ABOUT,
    filters=("category", "smart"),
    condition=in_the_final,
)
MOVED_ON = Entrants(
    code="moved-on",
    label=_("Entrants whose entries moved on to a later round"),
    areas=(Area.ENTRIES, Area.JUDGING),
    section=ENTRANTS,
    placeholders=ABOUT,
    filters=("category", "smart"),
    condition=moved_on,
)
NOT_MOVED_ON = Entrants(
    code="not-moved-on",
    label=_("Entrants whose entries did not move on"),
    areas=(Area.ENTRIES, Area.JUDGING),
    section=ENTRANTS,
    placeholders=ABOUT,
    filters=("category", "smart"),
    condition=did_not_move_on,
)
# Its filters may ask what judges have done and what was decided.
DESK_VIEW = Entrants(
    code="entries",
    label=_("Entrants of a list of entries"),
    areas=(Area.ENTRIES, Area.ELIGIBILITY, Area.JUDGING, Area.RESULTS),
    placeholders=ABOUT,
    filters=tuple(key for key in KEYS if key not in ("sort", "columns")),
    condition=at_the_desk,
    groups=phases_of,
)
OF_ENTRIES = (SHORTLISTED, MOVED_ON, NOT_MOVED_ON, DESK_VIEW)
