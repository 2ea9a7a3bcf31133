"""Everything that changes what was sent in: one function per event."""

from nominations.services.attachments import attach_file, remove_attachment
from nominations.services.entries import (
    create_entry,
    reopen_entry,
    submit_entry,
    withdraw_entry,
)
from nominations.services.organisations import register_organisation
from nominations.services.questions import (
    add_standard_form,
    add_standard_questions,
    ensure_standard_questions,
)
from nominations.services.saving import save_entry

__all__ = [
    "add_standard_form",
    "add_standard_questions",
    "attach_file",
    "create_entry",
    "ensure_standard_questions",
    "register_organisation",
    "remove_attachment",
    "reopen_entry",
    "save_entry",
    "submit_entry",
    "withdraw_entry",
]
