"""What the ledger says of entries and forms, in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.ledger.words import as_fingerprint, as_moment, as_text, register_words
from nominations.content import TEXT_FIELDS
from nominations.eligibility.statuses import Eligibility
from nominations.statuses import May

ACTS = {
    "entry submitted": gettext_lazy("Sent in"),
    "entry reopened": gettext_lazy("Opened again to be changed"),
    "entry withdrawn": gettext_lazy("Withdrawn"),
    "entry extended": gettext_lazy("Given more time"),
    "entry stands as last sent in": gettext_lazy("Not sent in again in time: stands as last sent in"),
    "entry changed on behalf": gettext_lazy("Changed on the entrant's behalf"),
    "entry submitted on behalf": gettext_lazy("Sent in on the entrant's behalf"),
    "entry reopened on behalf": gettext_lazy("Opened again on the entrant's behalf"),
    "entry withdrawn on behalf": gettext_lazy("Withdrawn on the entrant's behalf"),
    "entries imported": gettext_lazy("Brought in from a spreadsheet"),
    "collaborator invited": gettext_lazy("Somebody was invited to work on it"),
    "collaborator removed": gettext_lazy("Somebody works on it no longer"),
    "file passed": gettext_lazy("A file was let pass for blind judges"),
    "file withheld": gettext_lazy("A file was withheld from blind judges"),
    "questions added": gettext_lazy("Questions added to the form"),
    "questions copied": gettext_lazy("Questions taken over from another edition"),
    "questions ordered": gettext_lazy("Questions put in another order"),
    "question saved": gettext_lazy("A question was saved"),
    "question replaced": gettext_lazy("A question was replaced by a new edition"),
    "rules added": gettext_lazy("Rules added to the checklist"),
    "rules copied": gettext_lazy("Rules taken over from another edition"),
    "rules ordered": gettext_lazy("Rules put in another order"),
    "rule saved": gettext_lazy("A rule was saved"),
    "rule retired": gettext_lazy("A rule is asked no longer"),
    "declarations added": gettext_lazy("Declarations added"),
    "declarations copied": gettext_lazy("Declarations taken over from another edition"),
    "declaration saved": gettext_lazy("A declaration was saved"),
    "declaration retired": gettext_lazy("A declaration is asked no longer"),
    "declaration agreed": gettext_lazy("Agreed to a declaration"),
    "declaration taken back": gettext_lazy("Took an agreement back"),
    "eligibility read": gettext_lazy("The first of two readers gave a word"),
    "eligibility disputed": gettext_lazy("The readers disagree about its eligibility"),
    "eligibility decided": gettext_lazy("Its eligibility was decided"),
    "eligibility answered": gettext_lazy("The entrant answered to being found not eligible"),
    "eligibility begun again": gettext_lazy("Its eligibility is checked anew"),
    "correction sent": gettext_lazy("A correction was sent"),
    "question retired": gettext_lazy("A question is asked no longer"),
}


def field_names(value: Any) -> str:
    """Names of an entry's fields as they stand in the chain, as its form says them."""
    from nominations.models import Entry

    labels = {name: str(Entry._meta.get_field(name).verbose_name) for name in TEXT_FIELDS}  # type: ignore[union-attr]
    labels |= {"categories": _("Category"), "files": _("Files")}
    return ", ".join(labels.get(name, name.removeprefix("q-").removeprefix("r-")) for name in value or [])


def right(value: Any) -> str:
    return str(May(value).label) if value in May.values else as_text(value)


def outcome(value: Any) -> str:
    return str(Eligibility(value).label) if value in Eligibility.values else as_text(value)


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
    "received_at": (gettext_lazy("Sent in"), as_moment),
    "email": (gettext_lazy("E-mail"), as_text),
    "may": (gettext_lazy("May"), right),
    "file": (gettext_lazy("Fingerprint of the file"), as_fingerprint),
    "replacement": (gettext_lazy("Fingerprint of the cleaned copy"), as_fingerprint),
}


def register() -> None:
    register_words(ACTS, VALUES)
