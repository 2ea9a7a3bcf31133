"""Why a service refuses; each says in the reader's language what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from nominations.entries.missing import Missing


class EntryError(Exception):
    """Base of every refusal; ``message`` is for the person who acted."""

    message: str | Promise = _("This is not possible. Reload the page.")

    def __init__(self, message: str | Promise = "") -> None:
        self.message = message or self.message
        super().__init__(str(self.message))


class CallNotOpenError(EntryError):
    message = _("The call is not open.")


class ClosedError(EntryError):
    message = _(
        "The deadline for this entry has passed, so it can no longer be changed."
    )


class WrongStateError(EntryError):
    message = _("This is not possible in the entry's current status. Reload the page.")


class IncompleteError(EntryError):
    message = _("Some answers are still missing.")

    def __init__(self, missing: list[Missing]) -> None:
        super().__init__()
        self.missing = missing


class CategoryError(EntryError):
    message = _("Choose a category of this edition.")


class CategoryJudgedError(EntryError):
    message = _(
        "Judges already have this entry in a category that you removed. Choose that "
        "category again."
    )


class FileRefusedError(EntryError):
    message = _("This file cannot be accepted. Choose another one.")


class NumberError(EntryError):
    message = _(
        "This 13-digit ID number is not valid: the check digit is wrong. Compare it "
        "with the document."
    )


class CollaboratorError(EntryError):
    message = _(
        "This address cannot be invited. It is the owner's address, or twenty people "
        "have already been invited."
    )


class ExtensionError(EntryError):
    message = _("Enter a reason, and a time in the future and before the announcement.")


class AtStakeError(EntryError):
    """A change of the form that could make entries wrong; it says how many there are."""

    def __init__(self, entries: int) -> None:
        super().__init__(self.worded(entries) % {"n": entries})

    def worded(self, entries: int) -> str:
        raise NotImplementedError


class QuestionLockedError(AtStakeError):
    def worded(self, entries: int) -> str:
        return ngettext(
            "The call is open and has %(n)d entry, and this change could make an "
            "answer invalid. Make a new version of the question instead, or make it "
            "optional.",
            "The call is open and has %(n)d entries, and this change could make "
            "answers invalid. Make a new version of the question instead, or make it "
            "optional.",
            entries,
        )


class ReasonError(EntryError):
    message = _(
        "Enter a reason. It is recorded in the audit log and sent to the entrant."
    )


class BulkError(EntryError):
    message = _("This action cannot be undone or has already been undone.")


class RuleLockedError(AtStakeError):
    def worded(self, entries: int) -> str:
        return ngettext(
            "The call is open and has %(n)d entry, so you cannot add requirements. "
            "You can change only the wording and order, or make a rule optional.",
            "The call is open and has %(n)d entries, so you cannot add requirements. "
            "You can change only the wording and order, or make a rule optional.",
            entries,
        )


class DeclarationOutdatedError(EntryError):
    message = _("A text changed while you were reading. Read the new version below.")


class FieldLockedError(EntryError):
    message = _("You can now change only the fields the organiser marked.")


class CorrectionOverError(EntryError):
    message = _(
        "The deadline for corrections has passed. The organiser will decide on what "
        "was submitted."
    )


class VerdictError(EntryError):
    message = _("Enter a reason. The entrant will read it.")


class AlreadyReadError(EntryError):
    message = _(
        "You have already decided on this entry. Another reviewer must decide next."
    )


class HeldError(EntryError):
    message = _("Another reviewer has this entry open.")


class RepliedError(EntryError):
    message = _("You have already replied. You can reply only once.")


class WhichFieldsError(VerdictError):
    message = _("Select at least one field and write what needs correcting.")


class WhenError(VerdictError):
    message = _("Enter a deadline in the future and before the announcement.")


class CorrectFirstError(EntryError):
    message = _(
        "The organiser has decided on this entry. See above what you can do now."
    )


class ImportUndoneError(EntryError):
    message = _("This import was undone already.")


class ImportTouchedError(EntryError):
    """``references``: entries that somebody worked on since, or that are gone."""

    def __init__(self, references: list[str]) -> None:
        self.references = references
        shown = ", ".join(references[:20])
        more = len(references) - 20
        super().__init__(
            _("Nothing was undone: these entries have changed since: %(names)s.")
            % {"names": f"{shown} … (+{more})" if more > 0 else shown}
        )
