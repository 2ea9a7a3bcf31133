"""Mails about imported entries that an edition may word anew."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from awards.mails.kinds import Placeholder, Readers, WordedKind
from awards.mails.placeholders import EDITION, link_to

PASSWORD_LINK = link_to(
    _("Link to choose a password"), "account/password/reset/", "password_link"
)
OWN_ENTRIES = link_to(_("Link to one's own entries"), "entries/")
REMOVED = Placeholder(
    "removed", _("Entries that were removed, if there are any"), "- SCSA-2570-0001"
)
RESTORED = Placeholder(
    "restored",
    _("Entries that are as they were before, if there are any"),
    "- SCSA-2570-0002",
)

ENTRIES_IMPORTED = WordedKind(
    event="entries-imported",
    template="nominations/emails/entries_imported.txt",
    placeholders=(EDITION, PASSWORD_LINK, OWN_ENTRIES),
    needed=("password_link", "link"),
    readers=Readers.ENTRANTS,
)
IMPORT_UNDONE = WordedKind(
    event="entries-import-undone",
    template="nominations/emails/entries_import_undone.txt",
    placeholders=(EDITION, REMOVED, RESTORED),
    needed=("removed", "restored"),
    readers=Readers.ENTRANTS,
)
KINDS = (ENTRIES_IMPORTED, IMPORT_UNDONE)
