"""Accounts and organisations of the rows of a file, made where there are none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.contrib.auth.hashers import make_password

from awards.accounts.models import User
from awards.accounts.people import people_of
from nominations.importing.batch import SOURCE
from nominations.importing.kept_rows import Kept, kept_rows
from nominations.importing.rows import Parsed
from nominations.models import Member, Organisation
from nominations.statuses import OrganisationKind

BATCH = 500
ORGANISATION_FIELDS = ("name_th", "name_en", "kind", "province_id", "website")


@dataclass
class Owners:
    """Users by e-mail, organisations by number, and which of them the import made or
    changed.
    """

    users: dict[str, User] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    new_users: list[User] = field(default_factory=list)
    new_organisations: list[Organisation] = field(default_factory=list)
    new_members: list[Member] = field(default_factory=list)
    # brought in line with the file: as they were
    before: list[Kept] = field(default_factory=list)
    changed: list[Organisation] = field(default_factory=list)
    renamed: list[Organisation] = field(default_factory=list)


def save_owners(rows: list[Parsed]) -> Owners:
    owners = Owners()
    save_users(owners, rows)
    save_organisations(owners, rows)
    save_members(owners, rows)
    return owners


def save_users(owners: Owners, rows: list[Parsed]) -> None:
    names = {row.email: row.texts.get("contact_name", "") for row in rows}
    owners.users = people_of(names)
    owners.new_users = [
        User(email=email, name_th=name, password=make_password(None))
        for email, name in names.items()
        if email not in owners.users
    ]
    User.objects.bulk_create(owners.new_users, batch_size=BATCH)
    owners.users |= {user.email: user for user in owners.new_users}


def save_organisations(owners: Owners, rows: list[Parsed]) -> None:
    """One that only imports made is brought in line with the file; one registered on
    the site stays.
    """
    details = {
        row.number: {"kind": OrganisationKind.OTHER, **row.organisation} for row in rows
    }
    found: dict[str, Organisation] = {}
    for organisation in Organisation.objects.filter(number__in=details).order_by("-pk"):
        found[organisation.number] = organisation
    own = only_imported(details)
    ours = [found[number] for number in details if number in found]
    bring_in_line(owners, [row for row in ours if row.pk in own], details)
    owners.new_organisations = [
        Organisation(number=number, **details[number])
        for number in details
        if number not in found
    ]
    Organisation.objects.bulk_create(owners.new_organisations, batch_size=BATCH)
    new = {row.number: row for row in owners.new_organisations}
    owners.organisations = found | new


def only_imported(numbers: Mapping[str, object]) -> set[int]:
    return set(
        Organisation.objects.filter(number__in=numbers, entries__source=SOURCE)
        .exclude(entries__source="web")
        .values_list("pk", flat=True)
    )


def bring_in_line(
    owners: Owners,
    organisations: list[Organisation],
    details: Mapping[str, Mapping[str, object]],
) -> None:
    for organisation in organisations:
        before, name = kept_rows([organisation]), names_of(organisation)
        for field_name, value in details[organisation.number].items():
            setattr(organisation, field_name, value)
        if kept_rows([organisation]) != before:
            owners.before += before
            owners.changed.append(organisation)
        if names_of(organisation) != name:
            owners.renamed.append(organisation)
    Organisation.objects.bulk_update(
        owners.changed, ORGANISATION_FIELDS, batch_size=BATCH
    )


def names_of(organisation: Organisation) -> tuple[str, str]:
    return organisation.name_th, organisation.name_en


def save_members(owners: Owners, rows: list[Parsed]) -> None:
    wanted = {
        (owners.organisations[row.number].pk, owners.users[row.email].pk)
        for row in rows
    }
    users = {user for _organisation, user in wanted}
    have = set(
        Member.objects.filter(user__in=users).values_list("organisation_id", "user_id")
    )
    owners.new_members = [
        Member(organisation_id=organisation, user_id=user)
        for organisation, user in sorted(wanted - have)
    ]
    Member.objects.bulk_create(owners.new_members, batch_size=BATCH)
