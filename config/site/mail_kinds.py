"""What each kind of mail is called on pages. A kind is the ``event`` of its rows; some
are written with "_" between words, some with "-".
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OF_SIGNING_IN = {
    "sign-in-link": _("Link to sign in"),
    "sign-in-unknown": _("Link to sign in: no account"),
    "judge-sign-in": _("Link to sign in for a judge"),
    "judge-unknown": _("Link to sign in for a judge: not a judge"),
    "operator-named": _("Operator of the site named"),
    "account-already-exists": _("Sign-up: account exists"),
    "email-confirmation": _("Confirm an email address"),
    "email-confirmation-signup": _("Sign-up: confirm the email address"),
    "email-changed": _("Email address changed"),
    "email-confirm": _("Email address confirmed"),
    "email-deleted": _("Email address removed"),
    "password-changed": _("Password changed"),
    "password-reset": _("Password reset"),
    "password-reset-key": _("Link to choose a new password"),
    "password-set": _("Password set"),
    "password-removed": _("Password removed"),
    "unknown-account": _("New password: no account"),
    "new-device": _("Sign-in from a new device"),
    "confirm-code": _("Code to confirm who you are"),
    "factors-reset": _("Second steps of sign-in removed"),
    "code-reused": _("Code to sign in used twice"),
    "webauthn-added": _("Passkey added"),
    "webauthn-removed": _("Passkey removed"),
    "totp-activated": _("Authenticator app added"),
    "totp-deactivated": _("Authenticator app removed"),
    "recovery-codes-generated": _("New recovery codes"),
    "erasure-asked": _("Erasure of data requested"),
    "erasure-to-do": _("Erasure of data to carry out"),
    "privacy-notice-changed": _("Privacy notice changed"),
    "privacy-prove": _("Confirm a request on personal data"),
    "privacy-received": _("Request on personal data received"),
    "privacy-question": _("Question on a request on personal data"),
    "privacy-extended": _("More time for a request on personal data"),
    "privacy-answered": _("Answer to a request on personal data"),
    "privacy-to-do": _("Request on personal data to answer"),
    "privacy-due": _("Requests on personal data that are due"),
    "privacy-retention": _("Data deleted after their time"),
    "privacy-breach": _("Notice of a personal data breach"),
    "line-linked": _("LINE linked"),
    "provider-code": _("Sign-in with a provider: code"),
    "provider-linked": _("Sign-in with a provider: linked"),
    "provider-unlinked": _("Sign-in with a provider: unlinked"),
    "test-mail": _("Test email"),
}
OF_ENTRANTS = {
    "entry-received": _("Entry received"),
    "entry-withdrawn": _("Entry withdrawn"),
    "entry-stands": _("Earlier version of an entry counts"),
    "entry-reminder": _("Reminder of a draft"),
    "entry-extended": _("Deadline of an entry extended"),
    "entry-changed-on-behalf": _("Entry changed by an organiser"),
    "entry-submitted-on-behalf": _("Entry submitted by an organiser"),
    "entry-reopened-on-behalf": _("Entry reopened by an organiser"),
    "entry-withdrawn-on-behalf": _("Entry withdrawn by an organiser"),
    "entry-eligible": _("Entry eligible"),
    "entry-returned": _("Entry returned for correction"),
    "entry-not-eligible": _("Entry not eligible"),
    "entry-refused": _("Entry not eligible, final decision"),
    "correction-received": _("Correction received"),
    "correction-reminder": _("Reminder of a correction"),
    "eligibility-begun-again": _("Eligibility being checked again"),
    "collaborator-invited": _("Invitation to work on an entry"),
    "entries-imported": _("Entries imported"),
    "entries-import-undone": _("Import of entries undone"),
    "file-withheld": _("File hidden from judges"),
    "feedback-released": _("Jury feedback released"),
    "winner-announced": _("Announcement to winners"),
    "entrant-announced": _("Announcement to other entrants"),
    "unjudged-announced": _("Announcement to entrants not judged"),
    "correction-won": _("Correction of winners: prize added"),
    "correction-changed": _("Correction of winners: text"),
    "correction-lost": _("Correction of winners: prize removed"),
    "certificate-ready": _("Award certificate ready"),
    "certificate-revoked": _("Award certificate revoked"),
}
OF_JUDGES = {
    "judge-invited": _("Invitation to judge"),
    "invitation-withdrawn": _("Invitation to judge withdrawn"),
    "judge-assigned": _("Entries assigned to a judge"),
    "judge-unassigned": _("Entries taken from a judge"),
    "judge-reminded": _("Reminder of ballots"),
    "judge-extended": _("More time for a judge"),
    "judge-second-look": _("Second look at a ballot"),
    "files-came": _("New documents for judges"),
    "judge-receipts": _("Receipts for a judge's ballots"),
}
OF_ORGANISERS = {
    "organiser-added": _("Organiser added"),
    "approval-asked": _("Winner list waits for approval"),
    "running-changed": _("Organisers or two-person rule changed"),
    "publishing-failed": _("Winner list could not be published"),
    "organiser-announced": _("Winners published: to organisers"),
    "organiser-corrected": _("Winners corrected: to organisers"),
    "correction-to-read": _("Correction to review"),
    "eligibility-reply-to-read": _("Reply on eligibility to review"),
    "conflicts-found": _("Conflicts of interest found"),
    "judge-recused": _("Judge withdrew from an entry"),
    "feedback-asked": _("Jury feedback requested"),
    "export-ready": _("Export ready"),
    "broadcast": _("Message to a group"),
    "broadcast-news": _("News to a group"),
    "broadcast-approval-asked": _("Message to a group waits for approval"),
    "draft-deleted": _("Draft edition deleted"),
}
OF_REGISTER = {
    "dsure-announced": _("dSURE: product announced"),
    "dsure-news": _("dSURE: news to subscribers"),
    "dsure-state": _("dSURE: certificate changed"),
    "dsure-expiry": _("dSURE: certificate expires"),
    "dsure-subscription": _("dSURE: confirm a subscription"),
    "dsure-subscription-stands": _("dSURE: already subscribed"),
}
OF_REMINDERS = {
    "reminder-digest": _("Reminders of the day"),
    "dates-changed": _("Dates in calendars changed"),
}
LABELS: dict[str, Promise] = {
    **OF_SIGNING_IN,
    **OF_ENTRANTS,
    **OF_JUDGES,
    **OF_ORGANISERS,
    **OF_REGISTER,
    **OF_REMINDERS,
}


def label_of(event: str) -> str:
    """A kind of an earlier version, of which nothing is known any more, is "Email"."""
    return str(LABELS.get(event.replace("_", "-"), _("Email")))
