"""The mail of the entries desk that an edition may word anew."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from awards.mails.kinds import Readers, WordedKind
from awards.mails.placeholders import EDITION, link_to

EXPORT_READY = WordedKind(
    event="export-ready",
    template="nominations/emails/export_ready.txt",
    placeholders=(
        EDITION,
        link_to(_("Link to the export"), "manage/scsa-2570/exports/7/"),
    ),
    needed=("link",),
    readers=Readers.ORGANISERS,
)
KINDS = (EXPORT_READY,)
