"""A view of the organiser's desk: what its address says, as a query. The same for the
page, the counts and exports.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from django.db.models import Exists, OuterRef, Q

from awards.accounts.asking import Visitor
from awards.models import Edition
from nominations.desk.cited_certificates import citing
from nominations.desk.phases import Group, condition_of, own_groups
from nominations.entries.missing_in_sql import lacking
from nominations.models import Attachment, Entry, EntryCategory, EntryQuerySet, Note
from nominations.statuses import EntryState

KEYS = (
    "q", "category", "smart", "state", "phase", "province", "kind", "missing", "files", "tag", "source", "sort",
    "columns", "eligibility", "dsure",
)  # fmt: skip
SORTS = {
    "reference": "reference",
    "title": "sort_key",
    "newest": "-submitted_at",
    "oldest": "submitted_at",
}
PLAIN = {
    "province": "organisation__province__code",
    "kind": "organisation__kind",
    "source": "source",
    "eligibility": "eligibility",
}
LONGEST = {"columns": 1000}


def view_of(query: Mapping[str, object]) -> dict[str, str]:
    """The parts of an address that make up a view; empty ones are left out. Ticked
    columns become one part.
    """
    view = {
        key: str(query[key])[: LONGEST.get(key, 200)] for key in KEYS if query.get(key)
    }
    ticked = query.getlist("column") if hasattr(query, "getlist") else []
    if ticked:
        view["columns"] = ",".join(ticked)[: LONGEST["columns"]]
    return view


def filtered_entries(
    user: Visitor,
    edition: Edition,
    view: Mapping[str, str],
    groups: Iterable[Group] | None = None,
    desk: Edition | None = None,
) -> EntryQuerySet:
    """The edition's entries that this organiser may see and that fit the view, in its
    order. Never a draft. ``groups``: the parts of an entry's life that a view's
    ``phase`` is looked for in; without them, those known on this floor. ``desk``: what
    stands for the edition in a question that is prepared.
    """
    at_desk = Entry.objects.at_desk(user, desk or edition)
    entries = fitting(at_desk, edition, view, groups)
    return entries.order_by(SORTS.get(view.get("sort", ""), "reference"), "pk")


def fitting(
    entries: EntryQuerySet,
    edition: Edition,
    view: Mapping[str, str],
    groups: Iterable[Group] | None = None,
) -> EntryQuerySet:
    """Those of these entries of the edition that fit the view."""
    entries = entries.search(view.get("q", ""), edition)
    for key, lookup in PLAIN.items():
        if value := view.get(key):
            entries = entries.filter(**{lookup: value})
    for key, condition in CONDITIONS.items():
        if value := view.get(key):
            entries = entries.filter(condition(edition, value))
    if phase := view.get("phase", ""):
        known = own_groups(edition) if groups is None else groups
        entries = entries.filter(condition_of(known, phase))
    return entries


def standing(**about: object) -> Q:
    return Q(Exists(EntryCategory.objects.filter(entry=OuterRef("pk"), **about)))


def of_state(edition: Edition, state: str) -> Q:
    return Q(state=state) if state in EntryState.values else Q()


def with_tag(edition: Edition, tag: str) -> Q:
    return Q(Exists(Note.objects.filter(entry=OuterRef("pk"), is_tag=True, text=tag)))


def with_files(edition: Edition, screening: str) -> Q:
    """By what the screener said of its files; ``none`` for entries without one."""
    files = Attachment.objects.filter(entry=OuterRef("pk"))
    return (
        ~Q(Exists(files))
        if screening == "none"
        else Q(Exists(files.filter(preparation__screening=screening)))
    )


CONDITIONS: dict[str, Callable[[Edition, str], Q]] = {
    "category": lambda edition, code: standing(category__code=code),
    "smart": lambda edition, code: standing(category__smart__code=code),
    "state": of_state,
    "missing": lacking,
    "files": with_files,
    "tag": with_tag,
    "dsure": citing,
}
