"""What stands around every page of the site: its identity, its menu, its partners.

Read from the database a few times a minute in each process, not for each page: a change
made here is seen at once by the process that made it, and by the others in seconds.
Nothing in it is secret, and nothing in it decides anything.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Model

from awards.models import (
    Edition,
    Identity,
    MailWording,
    Partner,
    Smart,
    WrittenPage,
)
from awards.models.site import PageKind
from awards.speed.published_pages import columns_of

FEW_NEWS = 3  # of the site, on its first page


@dataclass(frozen=True)
class Frame:
    """Rows of the site itself; published pages only. ``editions``: the identities of
    editions by their code, empty ones for those without. ``version``: another one for every other content, so that a
    page taken back does not bring an earlier one's answers back.
    """

    identity: Identity = field(default_factory=Identity)
    editions: Mapping[str, Identity] = field(default_factory=dict)
    menu: tuple[WrittenPage, ...] = ()
    questions: tuple[WrittenPage, ...] = ()
    news: tuple[WrittenPage, ...] = ()
    partners: tuple[Partner, ...] = ()
    smarts: tuple[Smart, ...] = ()
    version: str = ""
    # words of mails in force, by the edition's code and the kind of mail
    wordings: Mapping[tuple[str, str], MailWording] = field(default_factory=dict)
    # letterheads of mails, by the edition's code and the language: put together when
    # the first mail has one
    heads: dict[tuple[str, str], str] = field(default_factory=dict)


@dataclass
class Kept:
    frame: Frame | None = None
    until: float = 0.0


KEPT = Kept()


def site_frame() -> Frame:
    now = time.monotonic()
    if KEPT.frame is None or now >= KEPT.until:
        keep_frame(read_frame(), now + settings.FRAME_SECONDS)
    assert KEPT.frame is not None
    return KEPT.frame


def keep_frame(frame: Frame, until: float) -> None:
    KEPT.frame, KEPT.until = frame, until


def forget_frame() -> None:
    KEPT.frame = None


def read_frame() -> Frame:
    identities = list(Identity.objects.select_related("edition"))
    faceless = Edition.objects.filter(identity=None)
    faces = [*identities, *(Identity(edition=edition) for edition in faceless)]
    pages = WrittenPage.objects.filter(edition=None, published_at__isnull=False)
    told = list(pages.exclude(kind=PageKind.NEWS))
    news = pages.filter(kind=PageKind.NEWS).order_by("-published_at", "-pk")[:FEW_NEWS]
    partners = tuple(Partner.objects.filter(edition=None))
    smarts = tuple(Smart.objects.all())
    site = next((one for one in identities if one.edition is None), Identity())
    return Frame(
        identity=site,
        editions={one.edition.code: one for one in faces if one.edition},
        menu=tuple(one for one in told if one.in_menu and one.kind == PageKind.PAGE),
        questions=tuple(one for one in told if one.kind == PageKind.QUESTION),
        news=tuple(news),
        partners=partners,
        smarts=smarts,
        version=version_of(identities, [*told, *news], [*partners, *smarts]),
        wordings=wordings_in_force(),
    )


def wordings_in_force() -> dict[tuple[str, str], MailWording]:
    versions = MailWording.objects.select_related("edition")
    newest = versions.order_by("edition_id", "event", "-number").distinct(
        "edition_id", "event"
    )
    return {(one.edition.code, one.event): one for one in newest if not one.is_default}


def version_of(
    identities: Sequence[Identity],
    pages: Sequence[WrittenPage],
    beside: Sequence[Model],
) -> str:
    """The latest change alone would not do: it goes back when a page is taken away.
    ``beside``: rows that do not say when they changed.
    """
    faces = [(identity.pk, identity.changed_at) for identity in identities]
    told = [(page.pk, page.changed_at) for page in pages]
    rows = [columns_of(row) for row in beside]
    return hashlib.sha256(repr((faces, told, rows)).encode()).hexdigest()[:16]
