"""What a service of this room refuses, in words for the reader; views turn them into a
message, never a 500.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _


class JudgingError(Exception):
    """Base: ``str()`` is a sentence in the reader's language that says what to do."""

    def __init__(self, message: str = "", **details: Any) -> None:
        super().__init__(message or str(self.words()))
        self.details = details

    def words(self) -> str:
        return _("This cannot be done now.")


class ProposalChangedError(JudgingError):
    def words(self) -> str:
        return _(
            "The ranking or the rules have changed since this page was made. "
            "Look at the new proposal below."
        )


class RoundClosedError(JudgingError):
    def words(self) -> str:
        return _("Judging is not open at this moment, so nothing was changed.")


class AssignmentGoneError(JudgingError):
    def words(self) -> str:
        return _("This entry is not assigned to you any more, so nothing was changed.")


class BallotSubmittedError(JudgingError):
    def words(self) -> str:
        return _(
            "This ballot is submitted. Take it back first if you want to change it."
        )


class IncompleteBallotError(JudgingError):
    """``details["problems"]``: criterion code → what is missing."""

    def words(self) -> str:
        return _(
            "Some criteria have no score yet. Score them, or say why they cannot be judged."
        )


class OtherDeviceError(JudgingError):
    """``details["problems"]``: criterion code → what another device has stored there."""

    def words(self) -> str:
        return _(
            "Another device has changed some of this meanwhile. Look at what it "
            "says and send again what shall stand."
        )


class BadScoreError(JudgingError):
    """``details["problems"]``: criterion code → why the score cannot be taken."""

    def words(self) -> str:
        return _("Some scores are not on the scale.")


class InvitationError(JudgingError):
    def words(self) -> str:
        return _("This link has been used or has expired. Ask for a new one.")


class ReasonNeededError(JudgingError):
    def words(self) -> str:
        return _("Give a reason, because this leaves the order of the results.")


class OneLanguageError(JudgingError):
    def words(self) -> str:
        return _(
            "Write the public wording in Thai and in English, or leave both empty."
        )


class RuleError(JudgingError):
    """A rule of assignment speaks against it; the message names each."""


class NobodyFreeError(JudgingError):
    def words(self) -> str:
        return _("No judge can take this entry.")


class PlanChangedError(JudgingError):
    def words(self) -> str:
        return _(
            "Something has changed since this preview, so nothing was stored. "
            "This is the preview as of now."
        )


class WindowError(JudgingError):
    def words(self) -> str:
        return _(
            "Choose a moment after the end of the round, in the future, and within 60 days."
        )
