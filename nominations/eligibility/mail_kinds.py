"""Mails of the eligibility check that an edition may word anew. What was found eligible
or not stands with the mails of entries.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from awards.mails.kinds import Placeholder, Readers
from awards.mails.placeholders import REASON, link_to
from nominations.mails.basics import entry_kind

FIELDS = Placeholder(
    "fields",
    _("What to correct, each with the organiser's note"),
    _(
        "- Summary in Thai: Say what the residents gained.\n- Documents: Page 2 is cut off."
    ),
)
UNTIL = Placeholder(
    "until", _("Can be corrected until"), _("31 December 2026, 16:30 (UTC+7)")
)
CHECK = link_to(
    _("Link to the eligibility check of the entry"),
    "manage/scsa-2570/eligibility/SCSA-2570-0001/",
)

ENTRY_RETURNED = entry_kind("entry_returned", REASON, FIELDS, UNTIL)
CORRECTION_RECEIVED = entry_kind("correction_received")
BEGUN_AGAIN = entry_kind("eligibility_begun_again")
CORRECTION_TO_READ = entry_kind(
    "correction_to_read", link=CHECK, readers=Readers.ORGANISERS
)
REPLY_TO_READ = entry_kind(
    "eligibility_reply_to_read", link=CHECK, readers=Readers.ORGANISERS
)
KINDS = (
    ENTRY_RETURNED,
    CORRECTION_RECEIVED,
    BEGUN_AGAIN,
    CORRECTION_TO_READ,
    REPLY_TO_READ,
)
