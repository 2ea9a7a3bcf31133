"""What is done to entries and forms, as the ledger writes it and says it."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.ledger.acts import Act, acts_in
from awards.ledger.words import as_fingerprint, as_moment, as_text
from nominations.statuses import Eligibility, May

ENTRY_SUBMITTED = Act("entry submitted", gettext_lazy("Submitted"), decides=True)
ENTRY_REOPENED = Act(
    "entry reopened", gettext_lazy("Reopened for changes"), decides=True
)
ENTRY_WITHDRAWN = Act("entry withdrawn", gettext_lazy("Withdrawn"), decides=True)
ENTRY_EXTENDED = Act("entry extended", gettext_lazy("Deadline extended"), decides=False)
ENTRY_STANDS_AS_LAST_SENT_IN = Act(
    "entry stands as last sent in",
    gettext_lazy("Not submitted again in time: the earlier version counts"),
    decides=True,
)
ENTRY_CHANGED_ON_BEHALF = Act(
    "entry changed on behalf",
    gettext_lazy("Changed for the entrant"),
    decides=True,
)
ENTRY_SUBMITTED_ON_BEHALF = Act(
    "entry submitted on behalf",
    gettext_lazy("Submitted for the entrant"),
    decides=True,
)
ENTRY_REOPENED_ON_BEHALF = Act(
    "entry reopened on behalf",
    gettext_lazy("Reopened for the entrant"),
    decides=True,
)
ENTRY_WITHDRAWN_ON_BEHALF = Act(
    "entry withdrawn on behalf",
    gettext_lazy("Withdrawn for the entrant"),
    decides=True,
)
PAPER_ADDED = Act(
    "identity paper added", gettext_lazy("Identity paper uploaded"), decides=False
)
PAPER_OPENED = Act(
    "identity paper opened", gettext_lazy("Identity paper opened"), decides=False
)
PAPER_REMOVED = Act(
    "identity paper removed", gettext_lazy("Identity paper removed"), decides=False
)
PAPER_CONFIRMED = Act(
    "identity paper confirmed",
    gettext_lazy("Identity paper confirmed as checked"),
    decides=False,
)
PAPER_ERASED = Act(
    "identity paper erased", gettext_lazy("Identity paper erased"), decides=False
)
ENTRIES_IMPORTED = Act(
    "entries imported", gettext_lazy("Imported from a spreadsheet"), decides=True
)
IMPORT_UNDONE = Act(
    "entries import undone",
    gettext_lazy("Import from a spreadsheet undone"),
    decides=True,
)
COLLABORATOR_INVITED = Act(
    "collaborator invited",
    gettext_lazy("Someone was invited to work on it"),
    decides=False,
)
COLLABORATOR_REMOVED = Act(
    "collaborator removed",
    gettext_lazy("Someone's access was removed"),
    decides=False,
)
FILE_PASSED = Act(
    "file passed", gettext_lazy("A file was allowed in blind rounds"), decides=False
)
FILE_WITHHELD = Act(
    "file withheld",
    gettext_lazy("A file was withheld in blind rounds"),
    decides=False,
)
QUESTIONS_ADDED = Act(
    "questions added", gettext_lazy("Questions added to the form"), decides=False
)
QUESTIONS_COPIED = Act(
    "questions copied",
    gettext_lazy("Questions copied from another edition"),
    decides=False,
)
QUESTIONS_ORDERED = Act(
    "questions ordered", gettext_lazy("Order of questions changed"), decides=False
)
QUESTION_SAVED = Act(
    "question saved", gettext_lazy("A question was saved"), decides=False
)
QUESTION_REPLACED = Act(
    "question replaced",
    gettext_lazy("A question was replaced by a new version"),
    decides=False,
)
RULES_ADDED = Act(
    "rules added", gettext_lazy("Rules added to the checklist"), decides=False
)
RULES_COPIED = Act(
    "rules copied", gettext_lazy("Rules copied from another edition"), decides=False
)
RULES_ORDERED = Act(
    "rules ordered", gettext_lazy("Order of rules changed"), decides=False
)
RULE_SAVED = Act("rule saved", gettext_lazy("A rule was saved"), decides=False)
RULE_RETIRED = Act("rule retired", gettext_lazy("A rule was retired"), decides=False)
DECLARATIONS_ADDED = Act(
    "declarations added", gettext_lazy("Declarations added"), decides=False
)
DECLARATIONS_COPIED = Act(
    "declarations copied",
    gettext_lazy("Declarations copied from another edition"),
    decides=False,
)
DECLARATION_SAVED = Act(
    "declaration saved", gettext_lazy("A declaration was saved"), decides=False
)
DECLARATION_RETIRED = Act(
    "declaration retired",
    gettext_lazy("A declaration was retired"),
    decides=False,
)
DECLARATION_AGREED = Act(
    "declaration agreed", gettext_lazy("Agreed to a declaration"), decides=False
)
DECLARATION_TAKEN_BACK = Act(
    "declaration taken back", gettext_lazy("Withdrew an agreement"), decides=False
)
ELIGIBILITY_READ = Act(
    "eligibility read",
    gettext_lazy("The first of two reviewers decided"),
    decides=False,
)
ELIGIBILITY_DISPUTED = Act(
    "eligibility disputed",
    gettext_lazy("Reviewers disagree about its eligibility"),
    decides=False,
)
ELIGIBILITY_DECIDED = Act(
    "eligibility decided", gettext_lazy("Eligibility was decided"), decides=True
)
ELIGIBILITY_ANSWERED = Act(
    "eligibility answered",
    gettext_lazy("The entrant replied to the not-eligible decision"),
    decides=True,
)
ELIGIBILITY_BEGUN_AGAIN = Act(
    "eligibility begun again",
    gettext_lazy("Eligibility is being checked again"),
    decides=True,
)
CORRECTION_SENT = Act(
    "correction sent", gettext_lazy("A correction was submitted"), decides=True
)
QUESTION_RETIRED = Act(
    "question retired", gettext_lazy("A question was retired"), decides=False
)
QUESTION_ASKED_AGAIN = Act(
    "question asked again", gettext_lazy("A question was brought back"), decides=False
)
RULE_ASKED_AGAIN = Act(
    "rule asked again", gettext_lazy("A rule was brought back"), decides=False
)
DECLARATION_ASKED_AGAIN = Act(
    "declaration asked again",
    gettext_lazy("A declaration was brought back"),
    decides=False,
)

ACTS = acts_in(globals())
ON_BEHALF = (
    ENTRY_CHANGED_ON_BEHALF,
    ENTRY_SUBMITTED_ON_BEHALF,
    ENTRY_REOPENED_ON_BEHALF,
    ENTRY_WITHDRAWN_ON_BEHALF,
)
# is sent in no longer
LEFT = (
    ENTRY_WITHDRAWN,
    ENTRY_WITHDRAWN_ON_BEHALF,
    ENTRY_REOPENED,
    ENTRY_REOPENED_ON_BEHALF,
)


def field_names(value: Iterable[str] | None) -> str:
    """Names of an entry's fields as they stand in the chain, as its form says them."""
    from nominations.models import TEXT_FIELDS, Entry

    labels = {name: Entry.label_of(name) for name in TEXT_FIELDS}
    labels |= {"categories": _("Category"), "files": _("Files")}
    return ", ".join(
        labels.get(name, name.removeprefix("q-").removeprefix("r-"))
        for name in value or []
    )


def right(value: object) -> str:
    return str(May(value).label) if value in May.values else as_text(value)


def outcome(value: object) -> str:
    return (
        str(Eligibility(value).label) if value in Eligibility.values else as_text(value)
    )


VALUES = {
    "outcome": (gettext_lazy("Eligibility of the entry"), outcome),
    "declaration": (gettext_lazy("Declaration"), as_text),
    "version": (gettext_lazy("Version"), as_text),
    "reply": (gettext_lazy("Answer"), as_text),
    "until": (gettext_lazy("Until"), as_moment),
    "reason": (gettext_lazy("Reason"), as_text),
    "content_sha256": (gettext_lazy("Fingerprint of the content"), as_fingerprint),
    "owner": (gettext_lazy("On behalf of"), as_text),
    "fields": (gettext_lazy("Changed"), field_names),
    "received_at": (gettext_lazy("Submitted"), as_moment),
    "email": (gettext_lazy("Email"), as_text),
    "may": (gettext_lazy("Access"), right),
    "paper": (gettext_lazy("Identity paper"), as_text),
    "file": (gettext_lazy("Fingerprint of the file"), as_fingerprint),
    "replacement": (gettext_lazy("Fingerprint of the cleaned copy"), as_fingerprint),
}
