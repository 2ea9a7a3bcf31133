"""The demonstration: one edition announced, one whose call is open, one being judged,
and the register.

Every part is made in one transaction through the real services, so it is there wholly
or not at all; a second run makes only what is missing. Its mails wait in the outbox for
the worker.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from awards.language.thai import ERA
from awards.models import Edition
from config.demonstration.cast import ROLES, load_cast, password
from config.demonstration.face import load_faces
from config.demonstration.judged import load_judging
from config.demonstration.open_call import load_open
from config.demonstration.privacy import load_privacy
from config.demonstration.published import PUBLISHED, load_published
from config.demonstration.register import load_register


def load_demo(quiet: bool = False) -> dict[str, str]:
    """Make what is missing; returns the codes of the three editions by what they show."""
    cast = load_cast()
    year = timezone.localdate().year
    codes = {
        "published": PUBLISHED,
        "judging": f"pilot-{year + ERA}",
        "open": f"scsa-{year + ERA}",
    }
    once(codes["published"], lambda: load_published(cast, quiet))
    once(codes["judging"], lambda: load_judging(codes["judging"], cast, year, quiet))
    once(codes["open"], lambda: load_open(codes["open"], cast, year))
    load_register(cast.registrar)
    load_faces(cast, codes)
    load_privacy(cast, codes)
    return codes


def once(code: str, make: Callable[[], None]) -> None:
    if not Edition.objects.filter(code=code).exists():
        with transaction.atomic():
            make()


def accounts_text(codes: dict[str, str]) -> str:
    """What ``make demo`` prints."""
    lines = [f"  {role}@example.org" for role in ROLES]
    return "\n".join(
        [
            "Accounts, all with the password " + password(),
            *lines,
            "",
            f"Editions: {codes['published']} (winners announced), "
            f"{codes['judging']} (being judged), "
            f"{codes['open']} (call is open)",
            f"Mails written so far: {settings.SITE_URL}/th/demo/mails/",
        ]
    )
