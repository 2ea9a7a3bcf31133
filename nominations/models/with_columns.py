"""Rows that come with columns which the question to the database put beside their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, TypedDict

if TYPE_CHECKING:  # types alone: the package is no part of what runs
    from datetime import datetime

    from django_stubs_ext import WithAnnotations

    from nominations.models import Entry, Question, Rule


class Only(TypedDict):
    """The numbers of the categories to which it is put; none for all of them."""

    only: list[int]


class Given(TypedDict):
    """The entry's answer as it is stored: JSON, None where there is none."""

    given: object


class GivenAnswer(TypedDict):
    """``pk`` and ``question`` by number; ``value`` as it is stored."""

    pk: int
    question: int
    value: object
    version: int


class GivenRuleAnswer(TypedDict):
    rule: int
    value: object


class GivenCategory(TypedDict):
    pk: int
    category: int


class GivenAgreement(TypedDict):
    """One that stands. ``text`` and ``declaration`` by number; ``agreed_at`` as
    PostgreSQL's JSON has it.
    """

    text: int
    declaration: int
    code: str
    order: int
    version: int
    agreed_at: str
    detail: str


class GivenFile(TypedDict):
    question: int | None
    name: str
    sha256: str
    size: int
    caption_th: str
    caption_en: str


class Began(TypedDict):
    """When this transaction began, by the database's clock."""

    began_at: datetime


class Seen(TypedDict):
    """For the entrant's pages: see ``nominations.loading.page_rows``."""

    seen_at: datetime
    has_receipts: bool
    any_files: bool
    checked_at: datetime | None
    judging_from: datetime | None
    judging_until: datetime | None
    given_agreements: list[GivenAgreement]  # the other columns of ``Given`` as well


class Touched(TypedDict):
    """Whether something was written on the site since."""

    touched: bool


AskedQuestion: TypeAlias = "WithAnnotations[Question, Only]"
AnsweredRule: TypeAlias = "WithAnnotations[Rule, Given]"
LockedEntry: TypeAlias = "WithAnnotations[Entry, Began]"
SeenEntry: TypeAlias = "WithAnnotations[Entry, Seen]"
TouchedEntry: TypeAlias = "WithAnnotations[Entry, Touched]"
