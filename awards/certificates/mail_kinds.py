"""The mail about certificates that an edition may word anew."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from awards.mails.kinds import Placeholder, Readers, WordedKind
from awards.mails.placeholders import EDITION, REASON, link_to

CERTIFICATES = Placeholder(
    "certificates",
    _("Award certificates, with name and code"),
    _("Winner: Flood warnings by the hour\nCode ABCD-EFGH-JKLM"),
)
LINK = link_to(_("Link to one's award certificates"), "certificates/")
OWN_LINK = link_to(_("Link to one's award certificates"), "certificates/", "own_link")
PAGE = link_to(_("Link to the certificate"), "certificate/ABCD-EFGH-JKLM/")
CERTIFICATE_READY = WordedKind(
    event="certificate-ready",
    template="certificates/emails/ready.txt",
    placeholders=(EDITION, CERTIFICATES, LINK),
    needed=("link",),
    readers=Readers.WINNERS,
)
CERTIFICATE_REVOKED = WordedKind(
    event="certificate-revoked",
    template="certificates/emails/revoked.txt",
    placeholders=(EDITION, CERTIFICATES, REASON, PAGE, OWN_LINK),
    needed=("reason", "link"),
    readers=Readers.WINNERS,
)
KINDS = (CERTIFICATE_READY, CERTIFICATE_REVOKED)
