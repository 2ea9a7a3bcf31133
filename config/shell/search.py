"""Search over all that a person runs: entries, people, organisations, editions, pages.

Found is what the pages behind the results would show to the same person: what was sent
in, in editions that they organise. A fixed number of statements.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Case, Exists, OuterRef, Q, Subquery, Value, When
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from awards.accounts.models import User
from awards.language.thai import folded
from awards.models import Edition, Organiser
from awards.roles import Area, may_go
from config.shell.side_pages import GROUPS, HOME, LEDGER, SidePage
from judging.models import Judge
from nominations.models import Entry, EntryQuerySet, Organisation
from nominations.statuses import EntryState

MOST = 8  # of a kind
MOST_WORDS = 5


@dataclass(frozen=True)
class Result:
    title: str
    note: str
    url: str


@dataclass(frozen=True)
class Found:
    """Results of one kind; ``more``: where all of them are, "" where these are all."""

    label: str
    icon: str
    results: list[Result] = field(default_factory=list)
    more: str = ""


def search_all(user: User, typed: str, edition: Edition | None) -> list[Found]:
    """``edition``: the one whose page is asked from; its own come first. Kinds without
    a result are left out.
    """
    if not folded(typed).split():
        return []
    kinds = [
        pages_found(user, typed, edition),
        entries_found(user, typed, edition),
        people_found(user, typed),
        organisations_found(user, typed, edition),
        editions_found(user, typed),
    ]
    return [kind for kind in kinds if kind.results]


def own_first(path: str, edition: Edition | None) -> Case:
    here = Q(**{path: edition.pk if edition else None})
    return Case(When(here, then=Value(0)), default=Value(1))


def sent_in(user: User) -> EntryQuerySet:
    """What was sent in to editions that this person organises."""
    editions = Edition.objects.organised_by(user, Area.ENTRIES)
    visible = Entry.objects.visible_to(user).exclude(state=EntryState.DRAFT)
    return visible.filter(edition__in=editions.values("pk"))


def entries_found(user: User, typed: str, edition: Edition | None) -> Found:
    rows = sent_in(user).search(typed).select_related("edition", "organisation")
    entries = list(
        rows.order_by(own_first("edition", edition), "-edition__year", "reference")[
            : MOST + 1
        ]
    )
    results = [
        Result(
            f"{entry.reference} {entry.title}",
            f"{entry.organisation.name} · {entry.edition.name}",
            reverse(
                "nominations:manage-entry", args=[entry.edition.code, entry.reference]
            ),
        )
        for entry in entries[:MOST]
    ]
    more = entry_list(edition, typed) if edition and len(entries) > MOST else ""
    return Found(_("Entries"), "inbox", results, more)


def entry_list(edition: Edition, typed: str) -> str:
    desk = reverse("nominations:manage-entries", args=[edition.code])
    return f"{desk}?{urlencode({'q': typed})}"


def holding(typed: str, *columns: str) -> Q:
    """Every typed word stands in one of these columns."""
    found = Q()
    for word in typed.split()[:MOST_WORDS]:
        anywhere = Q()
        for column in columns:
            anywhere |= Q(**{f"{column}__icontains": word})
        found &= anywhere
    return found


def people_found(user: User, typed: str) -> Found:
    """Judges, and those who sent something in."""
    editions = Edition.objects.organised_by(user, Area.JUDGING)
    judges = (
        Judge.objects.filter(edition__in=editions.values("pk"))
        .filter(holding(typed, "user__name_th", "user__name_en", "user__email"))
        .select_related("user", "edition")
        .order_by("-edition__year", "pk")[:MOST]
    )
    results = [
        Result(
            str(judge.user),
            f"{_('Judge')} · {judge.edition.name}",
            reverse("judging:jury-edit", args=[judge.edition.code, judge.pk]),
        )
        for judge in judges
    ]
    theirs = (
        sent_in(user)
        .filter(holding(typed, "owner__name_th", "owner__name_en", "owner__email"))
        .select_related("owner", "edition")
        .order_by("-edition__year", "reference")[:MOST]
    )
    results += [
        Result(
            str(entry.owner),
            f"{_('Entrant')} · {entry.reference}",
            reverse(
                "nominations:manage-entry", args=[entry.edition.code, entry.reference]
            ),
        )
        for entry in theirs
    ]
    return Found(_("People"), "users", results)


def organisations_found(user: User, typed: str, edition: Edition | None) -> Found:
    entered = sent_in(user).filter(organisation=OuterRef("pk"))
    latest = entered.order_by(own_first("edition", edition), "-edition__year")
    named = (
        Organisation.objects.filter(Exists(entered))
        .filter(holding(typed, "name_th", "name_en"))
        .order_by("name_th", "pk")
        .values_list("name_th", "name_en", Subquery(latest.values("edition__code")[:1]))
    )
    rows = [
        (Organisation(name_th=thai, name_en=english), code)
        for thai, english, code in named[:MOST]
    ]
    results = [
        Result(
            str(organisation.name),
            _("Their entries"),
            f"{reverse('nominations:manage-entries', args=[code])}"
            f"?{urlencode({'q': organisation.name})}",
        )
        for organisation, code in rows
    ]
    return Found(_("Organisations"), "building-2", results)


def editions_found(user: User, typed: str) -> Found:
    rows = (
        Edition.objects.manageable_by(user)
        .with_judged_at()
        .filter(holding(typed, "name_th", "name_en", "code"))
    )
    results = [
        Result(
            str(row.name),
            str(row.phase.label),
            reverse(HOME.address, args=[row.code]),
        )
        for row in rows[:MOST]
    ]
    return Found(_("Editions"), "trophy", results)


def pages_found(user: User, typed: str, edition: Edition | None) -> Found:
    """Pages of the side bar whose name, or group, holds every word."""
    if edition is None:
        return Found(_("Pages"), "file")
    words = folded(typed).split()
    role = own_role(user, edition)
    pages: list[tuple[str | Promise, SidePage]] = [(HOME.label, HOME)]
    pages += [(group.label, page) for group in GROUPS for page in group.pages]
    pages += [(LEDGER.label, LEDGER)]
    results = [
        Result(
            str(page.label),
            str(group) if group != page.label else str(edition.name),
            reverse(page.address, args=[edition.code]),
        )
        for group, page in pages
        if may_go(role, page.area, operators=page.sets_up)
        and all(w in folded(str(page.label)) for w in words)
    ]
    return Found(_("Pages"), "file", results)


def own_role(user: User, edition: Edition) -> str | None:
    roles = Organiser.objects.filter(edition=edition, user=user)
    return roles.values_list("role", flat=True).first()


def asked_from(user: User, code: str) -> Edition | None:
    """The edition of the page that the search was typed on, where it may be set up."""
    return Edition.objects.manageable_by(user).filter(code=code).first()
