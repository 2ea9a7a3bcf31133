"""What ties judges to entries by machine: numbers, names of bodies and people, hosts of
mail, accounts.

Everything is read once for the whole edition; each judge is then looked up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from awards.accounts.models import User
from awards.language.thai import clean_text
from awards.models import Edition
from judging.conflicts.hosts import belonging, host_of
from judging.models import Judge, SharedHost
from judging.statuses import ConflictSource
from nominations.models import Collaborator, Entry, EntryQuerySet, Member
from nominations.organisations.bodies import Body, body_of, is_unit_of, person_key


class Finding(NamedTuple):
    entry: int
    source: ConflictSource
    evidence: dict[str, str]


class Clues:
    """``tied(kind, value)``: entry id → what of the entry matches, as it was written there."""

    def __init__(self, edition: Edition, entries: EntryQuerySet | None = None) -> None:
        """``entries``: others than those that compete in the edition (samples of a calibration)."""
        self.shared = frozenset(
            SharedHost.objects.filter(edition=edition).values_list("host", flat=True)
        )
        self.by_clue: dict[tuple[str, Any], dict[int, str]] = defaultdict(dict)
        self.by_category: dict[int, set[int]] = defaultdict(set)
        self.entries: dict[int, Entry] = {}
        found = edition.entries.submitted() if entries is None else entries
        people, invited = members_of(found), collaborators_of(found)
        accounts = users_at(
            address for addresses in invited.values() for address in addresses
        )
        for entry in found.select_related("organisation", "owner").prefetch_related(
            "standings"
        ):
            self.note_body(entry)
            self.note_people(entry, [entry.owner, *people[entry.organisation_id]])
            self.note_invited(entry, invited[entry.pk], accounts)
            self.entries[entry.pk] = entry
        self.colleagues = colleagues_of_judges(edition)

    def note(self, entry: Entry, kind: str, value: object, written: str = "") -> None:
        if value:
            self.by_clue[kind, value].setdefault(entry.pk, written)

    def note_body(self, entry: Entry) -> None:
        body = entry.organisation
        self.note(entry, "number", body.number)
        for name in (body.name_th, body.name_en):
            known = body_of(name)
            for key in (known.key, *known.parents):
                self.note(entry, "body", key, name)
        self.note_host(entry, body.website)
        for standing in entry.standings.all():
            self.by_category[standing.category_id].add(entry.pk)

    def note_people(self, entry: Entry, people: Iterable[User]) -> None:
        self.note(entry, "owner", entry.owner_id)
        self.note(entry, "contact", person_key(entry.contact_name), entry.contact_name)
        for person in people:
            self.note(entry, "person", person.pk)
            self.note_person(entry, person)

    def note_person(self, entry: Entry, person: User) -> None:
        self.note_host(entry, person.email)
        for name in (person.name_th, person.name_en):
            self.note(entry, "name", person_key(name), name)

    def note_invited(
        self, entry: Entry, addresses: Iterable[str], accounts: dict[str, User]
    ) -> None:
        for address in addresses:
            self.note(entry, "collaborator", address)
            self.note_host(entry, address)
            if address in accounts:
                self.note_person(entry, accounts[address])

    def note_host(self, entry: Entry, address: str) -> None:
        self.note(entry, "domain", belonging(address, self.shared), host_of(address))

    def tied(self, kind: str, value: object) -> dict[int, str]:
        return self.by_clue.get((kind, value), {}) if value else {}

    def of(self, judge: Judge) -> Iterator[Finding]:
        """The strongest ties first; one entry may be found in several ways."""
        user = judge.user
        wrote = set(self.tied("collaborator", user.email.lower()))
        own = set(self.tied("person", user.pk)) | wrote
        for entry in own:
            role = "owner" if entry in self.tied("owner", user.pk) else "member"
            yield Finding(
                entry,
                ConflictSource.ENTRANT,
                {"role": "collaborator" if entry in wrote else role},
            )
        yield from self.of_the_same_name(user)
        yield from self.rivals(own)
        yield from self.through_people(judge, own)
        yield from self.through_organisation(judge)
        yield from self.through_relations(judge)
        domain = belonging(user.email, self.shared)
        for entry, host in self.tied("domain", domain).items():
            evidence = {"domain": domain, "own": host_of(user.email), "other": host}
            yield Finding(entry, ConflictSource.DOMAIN, evidence)

    def of_the_same_name(self, user: User) -> Iterator[Finding]:
        """A contact person has no account, and a person may have two."""
        for key in {person_key(user.name_th), person_key(user.name_en)} - {""}:
            for kind in ("contact", "name"):
                for entry, written in self.tied(kind, key).items():
                    yield Finding(entry, ConflictSource.ENTRANT, {kind: written})

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
            for entry in set(self.tied("person", colleague)) - own:
                yield Finding(entry, ConflictSource.PEOPLE, {"organisation": body})

    def through_organisation(self, judge: Judge) -> Iterator[Finding]:
        numbered = self.tied("number", judge.organisation_number)
        for entry in numbered:
            yield Finding(
                entry,
                ConflictSource.ORGANISATION,
                {"number": judge.organisation_number},
            )
        for entry, written in self.of_body(judge.organisation).items():
            if entry not in numbered:
                evidence = {"organisation": judge.organisation, "entrant": written}
                yield Finding(entry, ConflictSource.ORGANISATION, evidence)

    def through_relations(self, judge: Judge) -> Iterator[Finding]:
        """Each line names a body or a person."""
        for line in judge.relations.splitlines():
            for entry, written in self.of_body(line).items():
                evidence = {"organisation": clean_text(line), "entrant": written}
                yield Finding(entry, ConflictSource.FORMER, evidence)
            for kind in ("contact", "name"):
                for entry, written in self.tied(kind, person_key(line)).items():
                    yield Finding(entry, ConflictSource.FORMER, {kind: written})

    def of_body(self, name: str) -> dict[int, str]:
        """Entries of this body, of a part of it, of what it is part of, or of another
        part of that.
        """
        own: Body = body_of(name)
        if not own.key:
            return {}
        found: dict[int, str] = {}
        for key in self.keys_like(own):
            found |= self.tied("body", key)
        return found

    def keys_like(self, own: Body) -> Iterator[str]:
        yield from (own.key, *own.parents)
        for kind, key in list(self.by_clue):
            if kind == "body" and (
                is_unit_of(own.key, key) or is_unit_of(key, own.key)
            ):
                yield key


def members_of(entries: EntryQuerySet) -> dict[int, list[User]]:
    """Organisation id → who may enter for it."""
    found: dict[int, list[User]] = defaultdict(list)
    rows = (
        Member.objects.filter(organisation__entries__in=entries)
        .select_related("user")
        .distinct()
    )
    for member in rows:
        found[member.organisation_id].append(member.user)
    return found


def users_at(addresses: Iterable[str]) -> dict[str, User]:
    return {
        user.email.lower(): user
        for user in User.objects.filter(email__in=set(addresses))
    }


def collaborators_of(entries: EntryQuerySet) -> dict[int, list[str]]:
    """Entry id → addresses that were invited to write in it."""
    found: dict[int, list[str]] = defaultdict(list)
    for entry, email in Collaborator.objects.filter(entry__in=entries).values_list(
        "entry", "email"
    ):
        found[entry].append(email.lower())
    return found


def colleagues_of_judges(edition: Edition) -> dict[int, dict[int, str]]:
    """Judge's user id → other members of organisations they may enter for → the
    organisation's name.
    """
    rows = Member.objects.filter(
        organisation__members__user__judge_roles__edition=edition
    ).distinct()
    bodies: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for body, user, name in rows.values_list(
        "organisation_id", "user_id", "organisation__name_th"
    ):
        bodies[body].append((user, name))
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for people in bodies.values():
        for user, _name in people:
            found[user].update({other: name for other, name in people if other != user})
    return found
