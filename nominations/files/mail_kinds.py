"""The mail about a file that an edition may word anew."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from awards.mails.kinds import Placeholder
from awards.mails.placeholders import REASON
from nominations.mails.basics import entry_kind

FILE = Placeholder("file", _("Name of the file"), _("Map of sensors.pdf"))
FILE_WITHHELD = entry_kind("file_withheld", FILE, REASON)
KINDS = (FILE_WITHHELD,)
