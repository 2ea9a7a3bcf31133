"""The mail about certificates that an edition may word anew."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from awards.mails.kinds import Placeholder, Readers, WordedKind
from awards.mails.placeholders import EDITION

CERTIFICATES = Placeholder(
    "certificates",
    _("Award certificates, with name and code"),
    _("Winner: Flood warnings by the hour\nCode ABCD-EFGH-JKLM"),
)
LINK = Placeholder(
    "link",
    _("Link to one's award certificates"),
    "https://awards.example.go.th/th/certificates/",
    is_link=True,
)
CERTIFICATE_READY = WordedKind(
    event="certificate-ready",
    template="certificates/emails/ready.txt",
    placeholders=(EDITION, CERTIFICATES, LINK),
    needed=("link",),
    readers=Readers.WINNERS,
)
