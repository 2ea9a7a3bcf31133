"""All kinds of mail that an edition may word anew, in the order of the work."""

from __future__ import annotations

from awards.certificates import mail_kinds as certificates
from awards.mails.kinds import WordedKind
from awards.reminders.mail_kinds import DIGEST
from judging.assigning import mail_kinds as assigning
from judging.ballots import mail_kinds as ballots
from judging.conflicts import mail_kinds as conflicts
from judging.feedback import mail_kinds as feedback
from judging.jury import mail_kinds as jury
from judging.progress import mail_kinds as progress
from judging.publication import mail_kinds as publication
from nominations.desk import mail_kinds as desk
from nominations.eligibility import mail_kinds as eligibility
from nominations.entries import mail_kinds as entries
from nominations.files import mail_kinds as files
from nominations.importing import mail_kinds as importing

KINDS: dict[str, WordedKind] = {
    kind.event: kind
    for kind in (
        *entries.KINDS,
        *eligibility.KINDS,
        *files.KINDS,
        *importing.KINDS,
        *desk.KINDS,
        *jury.KINDS,
        *assigning.KINDS,
        *ballots.KINDS,
        *progress.KINDS,
        *conflicts.KINDS,
        *publication.KINDS,
        *feedback.KINDS,
        *certificates.KINDS,
        DIGEST,
    )
}
