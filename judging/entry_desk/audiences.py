"""Entrants as groups to write to where judging says who they are: those of a view of the
entries desk, and those of the final.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from awards.models import Edition
from awards.roles import Area
from judging.entry_desk.phases import phases_of
from judging.models import Presentation
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
OF_ENTRIES = (SHORTLISTED, DESK_VIEW)
