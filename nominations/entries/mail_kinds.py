"""Mails about an entry that an edition may word anew."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from awards.mails.kinds import Placeholder
from awards.mails.placeholders import REASON, link_to
from nominations.mails.basics import entry_kind

RECEIVED = Placeholder("received", _("Received"), _("1 December 2026, 10:00 (UTC+7)"))
UNTIL = Placeholder(
    "until", _("Can be changed until"), _("31 December 2026, 16:30 (UTC+7)")
)
REOPENED = Placeholder(
    "what_counts",
    _("What counts if the entry is not submitted again"),
    _("It counts only if you submit it again by:"),
)
CHANGED = Placeholder(
    "changed", _("Fields that were changed"), _("- Title in Thai\n- Telephone")
)
BY = Placeholder("by", _("Who invites"), _("Somchai Jaidee"))
ACCESS = Placeholder("access", _("What the invited person may do"), _("can edit"))
HISTORY = link_to(
    _("Link to the history of the entry"), "entries/SCSA-2570-0001/history/"
)
FORM = link_to(_("Link to the form of the entry"), "entries/SCSA-2570-0001/edit/")

ENTRY_RECEIVED = entry_kind("entry_received", RECEIVED, UNTIL)
ENTRY_WITHDRAWN = entry_kind("entry_withdrawn")
ENTRY_STANDS = entry_kind("entry_stands", RECEIVED, link=HISTORY)
ENTRY_EXTENDED = entry_kind("entry_extended", UNTIL)
ENTRY_ELIGIBLE = entry_kind("entry_eligible")
ENTRY_NOT_ELIGIBLE = entry_kind("entry_not_eligible", REASON)
ENTRY_REFUSED = entry_kind("entry_refused", REASON)
COLLABORATOR_INVITED = entry_kind("collaborator_invited", BY, ACCESS)
CHANGED_ON_BEHALF = entry_kind("entry_changed_on_behalf", CHANGED, REASON, link=HISTORY)
SUBMITTED_ON_BEHALF = entry_kind("entry_submitted_on_behalf", REASON)
REOPENED_ON_BEHALF = entry_kind(
    "entry_reopened_on_behalf", REASON, REOPENED, UNTIL, link=FORM
)
WITHDRAWN_ON_BEHALF = entry_kind("entry_withdrawn_on_behalf", REASON)
ON_BEHALF = {
    "submitted": SUBMITTED_ON_BEHALF,
    "reopened": REOPENED_ON_BEHALF,
    "withdrawn": WITHDRAWN_ON_BEHALF,
}
KINDS = (
    ENTRY_RECEIVED,
    ENTRY_EXTENDED,
    ENTRY_STANDS,
    ENTRY_WITHDRAWN,
    COLLABORATOR_INVITED,
    CHANGED_ON_BEHALF,
    SUBMITTED_ON_BEHALF,
    REOPENED_ON_BEHALF,
    WITHDRAWN_ON_BEHALF,
    ENTRY_ELIGIBLE,
    ENTRY_NOT_ELIGIBLE,
    ENTRY_REFUSED,
)
