"""Conflicts that the machine finds: each with what it was found by, for the organiser to judge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db import transaction

from awards.accounts.thai import clean_text
from awards.ledger.services import NewRow, append_many, pseudonyms_of
from awards.models import Edition
from judging import acts, emails
from judging.models import Assignment, Conflict, Judge
from judging.services.pseudonyms import Pseudonyms
from judging.statuses import ConflictSource
from nominations.models import Collaborator, Entry, Member

# Addresses here say nothing about whom a person works for.
FREE_MAIL = frozenset(
    "gmail.com googlemail.com hotmail.com hotmail.co.th outlook.com outlook.co.th live.com msn.com yahoo.com "
    "yahoo.co.th ymail.com rocketmail.com icloud.com me.com mac.com proton.me protonmail.com gmx.com gmx.net mail.com "
    "aol.com windowslive.com zoho.com fastmail.com yandex.com hey.com tutanota.com thaimail.com "
    "example.org example.com example.net".split()
)
Clue = tuple[str, Any]


class Finding(NamedTuple):
    entry: int
    source: ConflictSource
    evidence: dict[str, str]


def plain_name(name: str) -> str:
    return "".join(clean_text(name).casefold().split())


def work_domain(email: str) -> str:
    """The e-mail's domain, or "" where it is a free-mail domain."""
    domain = email.rpartition("@")[2].lower()
    return "" if domain in FREE_MAIL else domain


class Clues:
    """What ties a judge to an entry by machine: each clue → ids of the entries that carry it."""

    def __init__(self, edition: Edition, entries: Any = None) -> None:
        """``entries``: others than those that compete in the edition (samples of a calibration)."""
        self.by_clue: dict[Clue, set[int]] = defaultdict(set)
        self.by_category: dict[int, set[int]] = defaultdict(set)
        self.entries: dict[int, Entry] = {}
        people = defaultdict(list)
        found = edition.entries.submitted() if entries is None else entries
        members = Member.objects.filter(organisation__entries__in=found).select_related("user").distinct()
        for member in members:
            people[member.organisation_id].append(member.user)
        invited = collaborators_of(found)
        for entry in found.select_related("organisation", "owner").prefetch_related("standings"):
            self.note(entry, [entry.owner, *people[entry.organisation_id]], invited[entry.pk])
        self.colleagues = colleagues_of_judges(edition)

    def note(self, entry: Entry, people: list[Any], invited: list[str]) -> None:
        body = entry.organisation
        clues: list[Clue] = [("number", body.number), ("name", plain_name(body.name_th))]
        clues += [("name", plain_name(body.name_en)), ("owner", entry.owner_id)]
        for person in people:
            clues += [("domain", work_domain(person.email)), ("person", person.pk)]
        for email in invited:
            clues += [("collaborator", email), ("domain", work_domain(email))]
        for clue in clues:
            if clue[1]:
                self.by_clue[clue].add(entry.pk)
        for standing in entry.standings.all():
            self.by_category[standing.category_id].add(entry.pk)
        self.entries[entry.pk] = entry

    def with_(self, kind: str, value: Any) -> set[int]:
        return self.by_clue.get((kind, value), set()) if value else set()

    def of(self, judge: Judge) -> Iterator[Finding]:
        """The strongest ties first; one entry may be found in several ways."""
        wrote = self.with_("collaborator", judge.user.email.lower())
        own = self.with_("person", judge.user_id) | wrote
        for entry in own:
            role = "owner" if entry in self.with_("owner", judge.user_id) else "member"
            role = "collaborator" if entry in wrote else role
            yield Finding(entry, ConflictSource.ENTRANT, {"role": role})
        yield from self.rivals(own)
        yield from self.through_people(judge, own)
        yield from self.through_organisation(judge)
        domain = work_domain(judge.user.email)
        for entry in self.with_("domain", domain):
            yield Finding(entry, ConflictSource.DOMAIN, {"domain": domain})

    def rivals(self, own: set[int]) -> Iterator[Finding]:
        """Who takes part in one entry of a category is out for all entries of that category."""
        found: dict[int, str] = {}
        for entry in sorted(own):
            for standing in self.entries[entry].standings.all():
                for other in self.by_category[standing.category_id] - own:
                    found.setdefault(other, self.entries[entry].reference)
        for other, reference in found.items():
            yield Finding(other, ConflictSource.CATEGORY, {"entry": reference})

    def through_people(self, judge: Judge, own: set[int]) -> Iterator[Finding]:
        """Entries of people with whom the judge is in another organisation of this site."""
        for colleague, body in self.colleagues.get(judge.user_id, {}).items():
            for entry in self.with_("person", colleague) - own:
                yield Finding(entry, ConflictSource.PEOPLE, {"organisation": body})

    def through_organisation(self, judge: Judge) -> Iterator[Finding]:
        named = self.with_("name", plain_name(judge.organisation))
        for entry in self.with_("number", judge.organisation_number):
            yield Finding(entry, ConflictSource.ORGANISATION, {"number": judge.organisation_number})
        for entry in named - self.with_("number", judge.organisation_number):
            yield Finding(entry, ConflictSource.ORGANISATION, {"organisation": judge.organisation})
        for former in judge.relations.splitlines():
            for entry in self.with_("name", plain_name(former)):
                yield Finding(entry, ConflictSource.FORMER, {"organisation": clean_text(former)})


def collaborators_of(entries: Any) -> dict[int, list[str]]:
    """Entry id → addresses that were invited to write in it."""
    found: dict[int, list[str]] = defaultdict(list)
    for entry, email in Collaborator.objects.filter(entry__in=entries).values_list("entry", "email"):
        found[entry].append(email.lower())
    return found


def colleagues_of_judges(edition: Edition) -> dict[int, dict[int, str]]:
    """Judge's user id → other members of organisations they may enter for → the organisation's name."""
    rows = Member.objects.filter(organisation__members__user__judge_roles__edition=edition).distinct()
    bodies: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for body, user, name in rows.values_list("organisation_id", "user_id", "organisation__name_th"):
        bodies[body].append((user, name))
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for people in bodies.values():
        for user, _name in people:
            found[user].update({other: name for other, name in people if other != user})
    return found


@transaction.atomic
def refresh_conflicts(*, edition: Edition) -> int:
    """Find and store what the machine can find. What was found before, overruled or not, stays as it is.

    New findings go to the ledger; organisers are told of those that close an entry somebody was already judging.
    """
    clues = Clues(edition)
    samples = Entry.objects.filter(standings__samples__calibration__round__edition=edition).exclude(edition=edition)
    others = Clues(edition, samples.distinct()) if samples.exists() else None
    known = set(Conflict.objects.filter(judge__edition=edition).values_list("judge_id", "entry_id", "source"))
    judges = {judge.pk: judge for judge in edition.judges.select_related("user").order_by("pk")}
    new: dict[tuple[int, int, str], Conflict] = {}
    for judge in judges.values():
        for entry, source, evidence in [*clues.of(judge), *(others.of(judge) if others else [])]:
            key = (judge.pk, entry, source.value)
            if key not in known and key not in new:
                new[key] = Conflict(judge=judge, entry_id=entry, source=source, evidence=evidence)
    Conflict.objects.bulk_create(new.values(), ignore_conflicts=True, batch_size=1000)
    clues.entries |= others.entries if others else {}
    record_findings(edition, list(new.values()), clues)
    return len(new)


def record_findings(edition: Edition, found: list[Conflict], clues: Clues) -> None:
    if not found:
        return
    names = pseudonyms_of(edition.code, {row.judge.user_id for row in found})
    sheets, news = Pseudonyms(edition), []
    for row in found:
        reference = clues.entries[row.entry_id].reference
        values = {"judge": names[row.judge.user_id], "entry": reference, "source": str(row.source)}
        values["sheet"] = sheets.entry(reference)
        news.append(NewRow(acts.CONFLICT_FOUND, None, values, f"entry:{reference}"))
    append_many(edition.code, news)
    tell_of_closed(edition, found, clues)


def tell_of_closed(edition: Edition, found: list[Conflict], clues: Clues) -> None:
    """One mail to each organiser about assignments that a finding has just closed."""
    judging = Assignment.objects.filter(round__edition=edition, recused_at=None)
    open_pairs = set(judging.values_list("judge_id", "entry_category__entry_id"))
    closed = {(row.judge_id, row.entry_id): row for row in found if (row.judge_id, row.entry_id) in open_pairs}
    if not closed:
        return
    lines = [
        {"judge": row.judge.user, "reference": clues.entries[row.entry_id].reference, "source": row.get_source_display}
        for row in closed.values()
    ]
    key = "-".join(str(row.pk or f"{row.judge_id}.{row.entry_id}") for row in list(closed.values())[:3])
    for organiser in edition.organisers.select_related("user"):
        emails.conflicts_found(edition, organiser.user, lines, f"{edition.pk}:{key}:{len(lines)}")
