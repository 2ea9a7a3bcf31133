"""A person's data from every room: a copy as a ZIP, and erasure with a record of what
was refused and why.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

import awards.accounts.personal_data
import awards.dsure.roof.personal_data
import awards.ledger.personal_data
import awards.outbox.personal_data
import awards.roof.personal_data
import judging.roof.personal_data
import nominations.roof.personal_data
from awards.accounts.models import User
from awards.accounts.people import person_of
from awards.accounts.personal_data import (
    Erased,
    Held,
    Rows,
    Tables,
    rows,
    stored,
)
from awards.ledger.services import append
from config import acts
from config.people.activity import Activity
from config.people.own_rows import belongs, readable_page
from config.people.sessions import end_sessions

# The account itself last: what the others hold is found by it.
PARTS = (
    judging.roof.personal_data,
    nominations.roof.personal_data,
    awards.roof.personal_data,
    awards.dsure.roof.personal_data,
    awards.outbox.personal_data,
    awards.ledger.personal_data,
    awards.accounts.personal_data,
)
CHAIN = "privacy"


class Unknown(Exception):
    """Nobody has this address."""


def find(email: str) -> User:
    user = person_of(email)
    if user is None:
        raise Unknown(email)
    return user


def held_of(user: User) -> Held:
    """By table, to be read."""
    found: Held = {
        "sign-in.address": rows(EmailAddress.objects.filter(user=user)),
        "sign-in.provider": rows(SocialAccount.objects.filter(user=user)),
        "sign-in.second-factor": lambda: factor_rows(user),
        "sign-in.session": rows(UserSession.objects.filter(user=user)),
    }
    for part in PARTS:
        found |= part.tables(user)
    return dict(sorted(found.items()))


def all_tables(user: User) -> Tables:
    """Those in which something stands."""
    return read(held_of(user))


def tables_of(user: User, activity: Activity) -> Tables:
    """Of one area; no other is read."""
    held = held_of(user)
    return read({name: held[name] for name in held if belongs(name, activity)})


def read(held: Held) -> Tables:
    found = {name: read_rows() for name, read_rows in held.items()}
    return {name: table for name, table in found.items() if table}


def factor_rows(user: User) -> Rows:
    """Without ``data``, which holds the secrets, but for what its owner called it."""
    found = Authenticator.objects.filter(user=user).order_by("pk")
    named = zip(found, stored(found), strict=True)
    return [{**row, "data": factor.data.get("name", "")} for factor, row in named]


def export_person(*, email: str, target: Path) -> dict[str, int]:
    """The data of whoever has this address; see ``write_export``. Raises Unknown."""
    return write_export(find(email), target)


def write_export(user: User, target: Path | IO[bytes]) -> dict[str, int]:
    """Write a ZIP with a page to read, one JSON file per table and the person's files;
    returns rows per table.
    """
    tables = all_tables(user)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("my-data.html", readable_page(tables))
        for name, table in tables.items():
            archive.writestr(f"{name}.json", as_json(table))
        for name, content in nominations.roof.personal_data.files(user):
            archive.writestr(f"files/{name}", content)
    return {name: len(table) for name, table in tables.items()}


def as_json(table: Sequence[Mapping[str, object]]) -> str:
    return json.dumps(table, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)


@transaction.atomic
def erase_person(*, email: str) -> Erased:
    """Erase what may be erased. What was kept, and why, stands in the chain
    ``privacy``, without any name.
    """
    user = find(email)
    erased = Erased()
    erased.count("sign-in.address", EmailAddress.objects.filter(user=user).delete()[0])
    erased.count(
        "sign-in.provider", SocialAccount.objects.filter(user=user).delete()[0]
    )
    factors = Authenticator.objects.filter(user=user)
    erased.count("sign-in.second-factor", factors.delete()[0])
    erased.count("sign-in.session", end_sessions(user=user))
    for part in PARTS:
        erased.add(part.erase(user))
    append(
        CHAIN,
        acts.PERSON_ERASED,
        None,
        {"tables": erased.tables, "refused": erased.refused},
        subject=f"user:{user.pk}",
    )
    return erased
