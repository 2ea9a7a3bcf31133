"""What is done to the register of certified products, as its chain writes it. No
edition's result hangs on it.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from awards.ledger.acts import Act, acts_in

CERTIFICATE_REGISTERED = Act(
    "certificate-registered", _("A certificate was registered"), decides=False
)
CERTIFICATE_AMENDED = Act(
    "certificate-amended", _("A certificate was amended"), decides=False
)
CERTIFICATE_STATE = Act(
    "certificate-state", _("The status of a certificate was changed"), decides=False
)
MARK_SAVED = Act("mark-saved", _("A mark was saved"), decides=False)
ASPECT_SAVED = Act("aspect-saved", _("A test area of a mark was saved"), decides=False)
MAKER_SAVED = Act("maker-saved", _("A manufacturer was saved"), decides=False)
LABORATORY_SAVED = Act("laboratory-saved", _("A laboratory was saved"), decides=False)
REGISTRAR_APPOINTED = Act(
    "registrar-appointed", _("A registrar was added"), decides=False
)
REGISTRAR_DISMISSED = Act(
    "registrar-dismissed", _("A registrar was removed"), decides=False
)
ANNOUNCEMENT_SCHEDULED = Act(
    "announcement-scheduled", _("An announcement was scheduled"), decides=False
)
ANNOUNCEMENT_UNSCHEDULED = Act(
    "announcement-unscheduled",
    _("Publication of an announcement was cancelled"),
    decides=False,
)
ANNOUNCEMENT_PUBLISHED = Act(
    "announcement-published", _("An announcement was published"), decides=False
)

ACTS = acts_in(globals())
