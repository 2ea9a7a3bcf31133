"""States of a certificate and the ways between them. ``expired`` follows from the date and is never set by hand."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CertificateState(models.TextChoices):
    CERTIFIED = "certified", _("Certified")
    SUSPENDED = "suspended", _("Suspended")
    REVOKED = "revoked", _("Revoked")
    EXPIRED = "expired", _("Expired")


TRANSITIONS = {
    CertificateState.CERTIFIED: {CertificateState.SUSPENDED, CertificateState.REVOKED},
    CertificateState.SUSPENDED: {CertificateState.CERTIFIED, CertificateState.REVOKED},
    CertificateState.REVOKED: set(),
    CertificateState.EXPIRED: set(),
}
