"""How a page, a mail or a card looks and whom it names: an edition's identity, and where
that is silent, the site's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models.fields.files import FieldFile
from django.templatetags.static import static
from django.urls import reverse

from awards.models import Edition, Identity, Partner
from awards.models.site import PartnerTier
from awards.site.frame import Frame, site_frame

HERO = "scenes/hero.svg"
HERO_SIZE = (1920, 1000)  # points of the drawn one
HERO_FOCUS = (72, 45)  # per cent: where the drawn one has its petals


@dataclass(frozen=True)
class Tier:
    label: str
    partners: list[Partner]


@dataclass(frozen=True)
class Face:
    """``sheet``: the address of the accent's style sheet, empty for the house's own."""

    own: Identity
    site: Identity

    def _first(self, name: str) -> Any:
        return getattr(self.own, name) or getattr(self.site, name)

    @property
    def accent(self) -> str:
        return str(self._first("accent"))

    @property
    def sheet(self) -> str:
        if not self.accent:
            return ""
        return reverse("identity-sheet", args=[self.accent.removeprefix("#")])

    @property
    def emblem(self) -> str:
        identity = self.own if self.own.emblem else self.site
        return emblem_url(identity) or static("emblem.svg")

    @property
    def emblem_file(self) -> FieldFile | None:
        """None where the default emblem stands."""
        return self.own.emblem or self.site.emblem or None

    @property
    def organiser(self) -> str:
        return str(self._first("organiser"))

    @property
    def co_organisers(self) -> list[str]:
        return [line for line in str(self._first("co_organisers")).splitlines() if line]

    @property
    def email(self) -> str:
        return str(self._first("email"))

    @property
    def phone(self) -> str:
        return str(self._first("phone"))

    @property
    def phone_link(self) -> str:
        return "".join(sign for sign in self.phone if sign.isdigit() or sign == "+")

    @property
    def address(self) -> str:
        return str(self._first("address"))

    @property
    def line(self) -> str:
        return str(self._first("line"))

    @property
    def facebook(self) -> str:
        return str(self._first("facebook"))

    @property
    def title(self) -> str:
        """The edition's name; empty for the site, whose name is in the catalogue."""
        return str(self.own.edition.name) if self.own.edition else ""

    @property
    def contact_line(self) -> str:
        return " · ".join(one for one in (self.phone, self.email) if one)

    @property
    def has_contact(self) -> bool:
        return any((self.email, self.phone, self.address, self.line, self.facebook))

    @property
    def hero(self) -> Hero:
        for identity in (self.own, self.site):
            if identity.hero:
                return Hero(
                    url=reverse("identity-hero", args=[identity.pk]),
                    width=identity.hero_width,
                    height=identity.hero_height,
                    focus=focus_classes(identity.hero_x, identity.hero_y),
                    credit=identity.hero_credit,
                )
        return Hero(static(HERO), *HERO_SIZE, focus_classes(*HERO_FOCUS), "")


@dataclass(frozen=True)
class Hero:
    """``focus``: the classes of the style sheet that keep what matters in view."""

    url: str
    width: int
    height: int
    focus: str
    credit: str


def focus_classes(x: int, y: int) -> str:
    """Per cent rounded to ten: the style sheet has a class for each, as no style may
    stand in a page.
    """
    return f"focus-x-{round(x / 10) * 10} focus-y-{round(y / 10) * 10}"


def emblem_url(identity: Identity) -> str:
    if not identity.emblem:
        return ""
    return reverse("identity-emblem", args=[identity.pk])


def face_of(edition: Edition | None, frame: Frame | None = None) -> Face:
    """The edition's identity is read with the edition (``select_related``) or asked for."""
    site = (frame or site_frame()).identity
    own = identity_of(edition) if edition else site
    return Face(own=own, site=site)


def identity_of(edition: Edition) -> Identity:
    try:
        return edition.identity
    except ObjectDoesNotExist:
        return Identity(edition=edition)


def tiers_of(partners: Iterable[Partner]) -> list[Tier]:
    """Partners by kind, the nearest first; kinds without any are left out."""
    by_tier: dict[str, list[Partner]] = {}
    for partner in partners:
        by_tier.setdefault(partner.tier, []).append(partner)
    return [
        Tier(str(PartnerTier(tier).label), by_tier[tier]) for tier in sorted(by_tier)
    ]


def email_of_code(code: str) -> str:
    """Where an edition's readers answer to; empty where nobody has set it."""
    return face_of_code(code).email


def face_of_code(code: str) -> Face:
    """For what knows an edition by its code only; empty or unknown gives the site's.
    Asks the database nothing: mails come by the hundred.
    """
    frame = site_frame()
    return Face(own=frame.editions.get(code, frame.identity), site=frame.identity)
