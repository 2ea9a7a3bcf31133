"""States of a certificate and the ways between them. ``expired`` follows from the date
and is never set by hand.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CertificateState(models.TextChoices):
    CERTIFIED = "certified", _("Certified")
    SUSPENDED = "suspended", _("Suspended")
    REVOKED = "revoked", _("Revoked")
    EXPIRED = "expired", _("Expired")


class EventKind(models.TextChoices):
    REGISTERED = "registered", _("Registered")
    ANNOUNCED = "announced", _("Made public")
    STATE = "state", _("Status changed")
    AMENDED = "amended", _("Amended")


# First words of the register's other addresses.
RESERVED = {
    "manage",
    "announcements",
    "subscribe",
    "subscription",
    "unsubscribe",
    "pictures",
    "qr",
}


def is_reserved_number(number: str) -> bool:
    """A number that cannot stand in an address: empty, another page's, or with a part
    of dots only.
    """
    parts = number.strip("/").split("/")
    return parts[0].casefold() in RESERVED or any(not part.strip(".") for part in parts)


BADGES = {
    CertificateState.CERTIFIED: "badge-good",
    CertificateState.SUSPENDED: "badge-warn",
    CertificateState.REVOKED: "badge-bad",
    CertificateState.EXPIRED: "badge-calm",
}

TRANSITIONS: dict[CertificateState, set[CertificateState]] = {
    CertificateState.CERTIFIED: {CertificateState.SUSPENDED, CertificateState.REVOKED},
    CertificateState.SUSPENDED: {CertificateState.CERTIFIED, CertificateState.REVOKED},
    CertificateState.REVOKED: set(),
    CertificateState.EXPIRED: set(),
}
