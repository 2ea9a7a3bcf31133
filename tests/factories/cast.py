"""Who and what the whole stage holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from awards.accounts.models import User
from awards.dsure.models import Announcement, Certificate
from awards.models import Edition, Province, WinnerList
from judging.models import Assignment
from nominations.models import Attachment, Entry
from tests.factories.basics import PASSWORD
from tests.factories.entries import (
    make_answer,
    make_entry,
    make_organisation,
    make_question,
)
from tests.factories.people import make_user
from tests.factories.secrets import ENTRANT_SECRETS


@dataclass
class World:
    operator: User
    registrar: User
    organiser: User
    other_organiser: User
    entrant: User
    other_entrant: User
    judge: User
    conflicted_judge: User
    outsider: User
    edition: Edition  # the organiser's; call and judging both open, a list of winners under embargo
    other_edition: Edition  # the other organiser's
    published: Edition  # nobody's here; its winners are public
    entry: Entry  # the entrant's, submitted, in a blind round
    draft: Entry  # the entrant's
    other_entry: Entry  # the other entrant's, submitted
    attachment: Attachment  # of ``entry``
    assignment: Assignment  # the judge on ``entry``
    conflicted: (
        Assignment  # the conflicted judge on ``entry``: there, but it does not stand
    )
    certificate: Certificate
    embargoed: Certificate
    announcement: Announcement
    winner_list: WinnerList  # under embargo
    # what stands in addresses, by the parameter's name
    things: dict[str, Any] = field(default_factory=dict)


def make_cast() -> dict[str, User]:
    secret = ENTRANT_SECRETS
    cast = {
        role: make_user(
            f"{role.replace('_', '-')}@example.org", password=PASSWORD, verified=True
        )
        for role in (
            "registrar",
            "organiser",
            "other_organiser",
            "other_entrant",
            "conflicted_judge",
            "outsider",
        )
    }
    cast["operator"] = make_user(
        "operator@example.org", password=PASSWORD, verified=True, is_operator=True
    )
    cast["judge"] = make_user(
        "judge@example.org",
        password=PASSWORD,
        verified=True,
        name_th="กรรมการสมมุติ",
        name_en="An invented judge",
    )
    cast["entrant"] = make_user(
        secret["email"],
        password=PASSWORD,
        verified=True,
        name_th=secret["person_th"],
        name_en=secret["person_en"],
    )
    return cast


def make_secret_entry(edition: Edition, owner: User) -> Entry:
    """An entry with everything that could name its entrant to a blind judge."""
    secret = ENTRANT_SECRETS
    organisation = make_organisation(
        owner,
        name_th=secret["organisation_th"],
        name_en=secret["organisation_en"],
        number=secret["number"],
        website=secret["website"],
        province=Province.objects.get(name_en=secret["province_en"]),
    )
    entry = make_entry(
        edition,
        owner,
        organisation=organisation,
        contact_name=secret["contact"],
        contact_phone=secret["phone"],
    )
    make_answer(entry, make_question(edition), "น้ำท่วมขังในเขตเมืองทุกฤดูฝน")
    named = make_question(
        edition,
        "in-charge",
        names_entrant=True,
        label_th="ผู้รับผิดชอบ",
        label_en="Person in charge",
        order=1,
    )
    make_answer(entry, named, secret["named_answer"])
    return entry
