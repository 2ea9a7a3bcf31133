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

    message: str | Promise = _("This cannot be done.")

    def __init__(self, message: str | Promise = "") -> None:
        self.message = message or self.message
        super().__init__(str(self.message))


class CallNotOpenError(EntryError):
    message = _("The call is not open.")


class ClosedError(EntryError):
    message = _(
        "The closing time of this entry has passed: nothing of it can be changed any more."
    )


class WrongStateError(EntryError):
    message = _(
        "The entry is not in a state in which this can be done. Load the page again."
    )


class IncompleteError(EntryError):
    message = _("Something is still missing.")

    def __init__(self, missing: list[Missing]) -> None:
        super().__init__()
        self.missing = missing


class CategoryError(EntryError):
    message = _("Choose a category of this edition.")


class FileRefusedError(EntryError):
    message = _("This file cannot be accepted.")


class NumberError(EntryError):
    message = _(
        "This is not a valid 13-digit number: its check digit does not fit. "
        "Compare it with the document."
    )


class CollaboratorError(EntryError):
    message = _(
        "This address cannot be invited: it is the owner's own, or there are already twenty."
    )


class ExtensionError(EntryError):
    message = _(
        "Give a reason, and a moment in the future that lies before the announcement."
    )


class AtStakeError(EntryError):
    """A change of the form that could make entries wrong; it says how many there are."""

    def __init__(self, entries: int) -> None:
        super().__init__(self.worded(entries) % {"n": entries})

    def worded(self, entries: int) -> str:
        raise NotImplementedError


class QuestionLockedError(AtStakeError):
    def worded(self, entries: int) -> str:
        return ngettext(
            "The call is open and has %(n)d entry: this change could make an "
            "answer invalid. Make a new edition of the "
            "question instead, or ask it as a voluntary one.",
            "The call is open and has %(n)d entries: this change could make an "
            "answer invalid. Make a new edition of "
            "the question instead, or ask it as a voluntary one.",
            entries,
        )


class ReasonError(EntryError):
    message = _(
        "Write a reason: it stands in the ledger and in the mail to the entrant."
    )


class BulkError(EntryError):
    message = _("This act cannot be undone, or was undone already.")


class RuleLockedError(AtStakeError):
    def worded(self, entries: int) -> str:
        return ngettext(
            "The call is open and has %(n)d entry: this would be a new hurdle "
            "for it. Only words, order and making a "
            "rule voluntary can be changed now.",
            "The call is open and has %(n)d entries: this would be a new hurdle "
            "for them. Only words, order and making "
            "a rule voluntary can be changed now.",
            entries,
        )


class DeclarationOutdatedError(EntryError):
    message = _("A text was changed while you read it. Read it once more below.")


class FieldLockedError(EntryError):
    message = _("Only the fields that the organiser marked can be changed now.")


class CorrectionOverError(EntryError):
    message = _(
        "The time for corrections has passed: the organiser decides on what was sent in."
    )


class VerdictError(EntryError):
    message = _("Say why: the entrant will read it.")


class AlreadyReadError(EntryError):
    message = _(
        "You have read this entry already: somebody else has to give the next word."
    )


class HeldError(EntryError):
    message = _("Somebody else has this entry open.")


class RepliedError(EntryError):
    message = _("There is one answer, and it was given.")


class WhichFieldsError(VerdictError):
    message = _("Mark at least one field: write beside it what is to be corrected.")


class WhenError(VerdictError):
    message = _("Give a deadline in the future that lies before the announcement.")


class CorrectFirstError(EntryError):
    message = _(
        "The organiser has given a word on this entry: what can be done about it stands above."
    )
