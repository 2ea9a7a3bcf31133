"""What stands around every page of the site: its identity, its menu, its partners.

Read from the database a few times a minute in each process, not for each page: a change
made here is seen at once by the process that made it, and by the others in seconds.
Nothing in it is secret, and nothing in it decides anything.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings

from awards.models import Identity, Partner, WrittenPage
from awards.site.models import PageKind


@dataclass(frozen=True)
class Frame:
    """Rows of the site itself, none of an edition's; published pages only."""

    identity: Identity = field(default_factory=Identity)
    menu: tuple[WrittenPage, ...] = ()
    partners: tuple[Partner, ...] = ()
    changed_at: datetime | None = None


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
    identity = Identity.objects.filter(edition=None).first() or Identity()
    pages = WrittenPage.objects.filter(
        edition=None, published_at__isnull=False, kind=PageKind.PAGE, in_menu=True
    )
    menu, partners = tuple(pages), tuple(Partner.objects.filter(edition=None))
    changes = [page.changed_at for page in menu]
    if identity.changed_at:
        changes.append(identity.changed_at)
    return Frame(identity, menu, partners, max(changes, default=None))
