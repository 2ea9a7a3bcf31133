"""What is done to an edition, its lists, its certificates and its ceremony, as the
ledger writes it.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from awards.ledger.acts import Act, acts_in

EDITION_CREATED = Act("edition-created", _("The edition was created"), decides=False)
EDITION_CHANGED = Act(
    "edition-changed",
    _("Texts, dates or rules of the edition were changed"),
    decides=True,
)
ORGANISER_ADDED = Act("organiser-added", _("An organiser was added"), decides=False)
ORGANISER_ROLE = Act(
    "organiser-role", _("The role of an organiser was changed"), decides=False
)
EDITION_OPENED = Act("edition-opened", _("The edition was opened"), decides=False)
EDITION_DRAFTED = Act(
    "edition-drafted", _("The edition was made a draft again"), decides=False
)
EDITION_DELETED = Act(
    "edition-deleted", _("The draft edition was deleted"), decides=False
)
EDITION_COPIED = Act(
    "edition-copied",
    _("The edition was set up as an earlier one"),
    decides=False,
)
CHANGE_ASKED = Act(
    "change-asked",
    _("A change that needs a second organiser was requested"),
    decides=False,
)
CHANGE_AGREED = Act(
    "change-agreed", _("A second organiser agreed to a change"), decides=False
)
CHANGE_DROPPED = Act(
    "change-dropped",
    _("A change that needs a second organiser was cancelled"),
    decides=False,
)
ORGANISER_REMOVED = Act(
    "organiser-removed", _("An organiser was removed"), decides=False
)

STORY_SET = Act(
    "winner-story-set", _("The words of a winner's page were set"), decides=False
)
WORDS_SET = Act(
    "winner-words-set",
    _("The title, names or summary of a winner were changed on the list"),
    decides=False,
)
IDENTITY_SET = Act(
    "identity-set", _("The look and contact of the pages were set"), decides=False
)
PARTNER_SET = Act("partner-set", _("A partner was named"), decides=False)
PARTNER_REMOVED = Act("partner-removed", _("A partner was removed"), decides=False)
PAGE_SET = Act("page-set", _("A written page was saved"), decides=False)
PAGE_REMOVED = Act("page-removed", _("A written page was removed"), decides=False)

CATEGORY_ADDED = Act("category-added", _("A category was added"), decides=True)
CATEGORY_CHANGED = Act("category-changed", _("A category was changed"), decides=True)
CATEGORY_REMOVED = Act("category-removed", _("A category was removed"), decides=True)
CRITERION_ADDED = Act("criterion-added", _("A criterion was added"), decides=True)
CRITERION_CHANGED = Act("criterion-changed", _("A criterion was changed"), decides=True)
CRITERION_REMOVED = Act("criterion-removed", _("A criterion was removed"), decides=True)
PRIZE_LEVEL_ADDED = Act("prizelevel-added", _("A prize level was added"), decides=True)
PRIZE_LEVEL_CHANGED = Act(
    "prizelevel-changed", _("A prize level was changed"), decides=True
)
PRIZE_LEVEL_REMOVED = Act(
    "prizelevel-removed", _("A prize level was removed"), decides=True
)
ROUND_ADDED = Act("round-added", _("A round was added"), decides=False)
ROUND_CHANGED = Act("round-changed", _("A round was changed"), decides=True)
WEIGHTS_SET = Act(
    "weights-set", _("The weights of the criteria were set"), decides=True
)

# Written by judging, but asked for by pages of the set-up here, which say what can no
# longer be changed.
METHOD_LOCKED = Act(
    "method.locked", _("The method of a round was locked"), decides=True
)

LIST_FROZEN = Act("list-frozen", _("The winner list was prepared"), decides=False)
LIST_APPROVED = Act("list-approved", _("The winner list was approved"), decides=False)
LIST_SCHEDULED = Act(
    "list-scheduled",
    _("Publication of the winner list was scheduled"),
    decides=False,
)
LIST_UNSCHEDULED = Act(
    "list-unscheduled",
    _("Publication of the winner list was cancelled"),
    decides=False,
)
LIST_DISCARDED = Act(
    "list-discarded", _("The winner list was discarded"), decides=False
)
LIST_PUBLISHED = Act(
    "list-published", _("The winner list was published"), decides=False
)
ERRATUM_WRITTEN = Act(
    "erratum-written", _("The note on a correction was saved"), decides=False
)
PICTURE_SET = Act("picture-set", _("The picture of a winner was set"), decides=False)

CERTIFICATE_WORDING = Act(
    "certificate-wording", _("The wording of certificates was changed"), decides=False
)
CERTIFICATES_PREPARED = Act(
    "certificates-prepared", _("Certificates were prepared"), decides=False
)
CERTIFICATES_MAIL_ASKED = Act(
    "certificates-mail-asked",
    _("Emails about certificates were requested"),
    decides=False,
)
CERTIFICATE_REVOKED = Act(
    "certificate-revoked", _("A certificate was revoked"), decides=False
)
STAGE_PLANNED = Act("stage-planned", _("The ceremony was planned"), decides=False)
STAGE_SEAT_GIVEN = Act(
    "stage-seat-given", _("A seat at the ceremony was given"), decides=False
)

MAIL_WORDED = Act("mail-worded", _("The words of an email were set"), decides=False)
# Of how many mails, of which kind and why; never to whom.
MAILS_HELD = Act("mails-held", _("Emails were put on hold"), decides=False)
MAILS_RELEASED = Act("mails-released", _("Emails on hold were let go"), decides=False)
MAILS_DROPPED = Act(
    "mails-dropped", _("Emails were taken out of the queue"), decides=False
)
MAILS_SENT_AGAIN = Act(
    "mails-sent-again", _("Failed emails were sent again"), decides=False
)
REMINDER_RULE = Act("reminder-rule", _("A reminder was changed"), decides=False)
REMINDERS_SENT = Act(
    "reminders-sent", _("Reminders were sent before their time"), decides=False
)
# Of how many people, never of whom; words by their digest, which a chain can keep for ever.
BROADCAST_PLANNED = Act(
    "broadcast-planned", _("A message to a group was scheduled"), decides=False
)
BROADCAST_ASKED = Act(
    "broadcast-asked",
    _("A second organiser's approval was requested for a message to a group"),
    decides=False,
)
BROADCAST_APPROVED = Act(
    "broadcast-approved", _("A message to a group was approved"), decides=False
)
BROADCAST_TAKEN_BACK = Act(
    "broadcast-taken-back",
    _("The sending of a message to a group was cancelled"),
    decides=False,
)
BROADCAST_SENT = Act(
    "broadcast-sent", _("A message to a group was sent"), decides=False
)
BROADCAST_STOPPED = Act(
    "broadcast-stopped", _("A message to a group was stopped"), decides=False
)
# Of why, and how many mails go out again; never of which address.
ADDRESS_LIFTED = Act(
    "address-lifted",
    _("Emails to an address that could not be reached go out again"),
    decides=False,
)
ADDRESS_CORRECTED = Act(
    "address-corrected",
    _("An email address that could not be reached was corrected"),
    decides=False,
)

ACTS = acts_in(globals())
