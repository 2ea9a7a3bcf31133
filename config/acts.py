"""What is done to the whole site, as the ledger writes it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from awards.dsure import acts as dsure_acts
from awards.ledger.acts import Act, acts_in
from awards.ledger.words import Vocabulary
from judging import acts as judging_acts

PERSON_ERASED = Act("person-erased", _("A person's data were erased"), decides=False)
ERASURE_ASKED = Act(
    "erasure-asked", _("A person asked to have their data erased"), decides=False
)
ERASURE_TAKEN_BACK = Act(
    "erasure-taken-back",
    _("A person withdrew their request for erasure"),
    decides=False,
)
FACTORS_RESET = Act(
    "second-factors-reset",
    _("A person’s second steps of sign-in were removed"),
    decides=False,
)
DEMONSTRATION_DATED = Act(
    "demonstration dated",
    _("Submission times were invented for the demonstration"),
    decides=False,
)
# Of kinds, versions and numbers; never of whom, and never in anybody's words.
NOTICE_PUBLISHED = Act(
    "notice-published", _("A privacy notice was published"), decides=False
)
REQUEST_ASKED = Act(
    "request-asked",
    _("A person asked for a right on their personal data"),
    decides=False,
)
REQUEST_TAKEN_BACK = Act(
    "request-taken-back",
    _("A person withdrew their request on personal data"),
    decides=False,
)
REQUEST_ASKED_BACK = Act(
    "request-asked-back",
    _("A person was asked about their request on personal data"),
    decides=False,
)
REQUEST_REPLIED = Act(
    "request-replied",
    _("A person replied about their request on personal data"),
    decides=False,
)
REQUEST_EXTENDED = Act(
    "request-extended",
    _("The time to answer a request on personal data was extended"),
    decides=False,
)
REQUEST_DECIDED = Act(
    "request-decided",
    _("A request on personal data was decided and answered"),
    decides=False,
)
CONSENTS_ENDED = Act(
    "consents-ended",
    _("All that rested on a person’s consent ended with their objection"),
    decides=False,
)
USE_RESTRICTED = Act(
    "use-restricted",
    _("The use of a person’s data was restricted to what is necessary"),
    decides=False,
)
USE_RELEASED = Act(
    "use-released",
    _("The restriction on the use of a person’s data was lifted"),
    decides=False,
)
RETENTION_SET = Act(
    "retention-set", _("How long data are kept was changed"), decides=False
)
RETENTION_HELD = Act(
    "retention-held", _("The deletion of data was put on hold"), decides=False
)
RETENTION_LET_GO = Act(
    "retention-let-go", _("A hold on the deletion of data was lifted"), decides=False
)
RETENTION_RUN = Act(
    "retention-run", _("Data were deleted after their time"), decides=False
)
RECORD_WORDED = Act(
    "record-worded",
    _("The words of the record of processing were changed"),
    decides=False,
)
OFFICE_SET = Act(
    "privacy-office-set",
    _("The controller and the data protection officer were named"),
    decides=False,
)
BREACH_RECORDED = Act(
    "breach-recorded", _("A breach of personal data was recorded"), decides=False
)
BREACH_CHANGED = Act(
    "breach-changed",
    _("The record of a breach of personal data was changed"),
    decides=False,
)
BREACH_EXPORTED = Act(
    "breach-exported",
    _("Papers or people of a breach of personal data were exported"),
    decides=False,
)
BREACH_NOTIFIED = Act(
    "breach-notified",
    _("The Office of the Personal Data Protection Committee was notified of a breach"),
    decides=False,
)
BREACH_TOLD = Act(
    "breach-told",
    _("The people touched by a breach of personal data were told"),
    decides=False,
)
BREACH_CLOSED = Act(
    "breach-closed", _("A breach of personal data was closed"), decides=False
)

ACTS = acts_in(globals())

# All that any chain may hold, in words.
VOCABULARY = Vocabulary.of(
    (*judging_acts.OF_AN_EDITION, *dsure_acts.ACTS, *ACTS),
    judging_acts.VOCABULARY.values,
)
