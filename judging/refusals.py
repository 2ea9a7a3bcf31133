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
        return _("This is not possible now. Reload the page.")


class ProposalChangedError(JudgingError):
    def words(self) -> str:
        return _(
            "The ranking, the rules or the decisions have changed. Check the new "
            "proposal below."
        )


class RoundClosedError(JudgingError):
    def words(self) -> str:
        return _("Judging is not open, so nothing was changed.")


class AssignmentGoneError(JudgingError):
    def words(self) -> str:
        return _("This entry is no longer assigned to you, so nothing was changed.")


class BallotSubmittedError(JudgingError):
    def words(self) -> str:
        return _("This ballot is submitted. To change it, reopen it first.")


class IncompleteBallotError(JudgingError):
    """``details["problems"]``: criterion code → what is missing."""

    def words(self) -> str:
        return _(
            "Some criteria have no score. Score them, or say why you cannot judge them."
        )


class OtherDeviceError(JudgingError):
    """``details["problems"]``: criterion code → what another device has stored there."""

    def words(self) -> str:
        return _(
            "Some of this was changed on another device. Check it, then submit again "
            "what you want to keep."
        )


class BadScoreError(JudgingError):
    """``details["problems"]``: criterion code → why the score cannot be taken."""

    def words(self) -> str:
        return _("Some scores are outside the scale.")


class InvitationError(JudgingError):
    def words(self) -> str:
        return _("This link has been used or has expired. Request a new one.")


class ReasonNeededError(JudgingError):
    def words(self) -> str:
        return _("Enter a reason, because this departs from the order of results.")


class NotMovedOnError(ReasonNeededError):
    def __init__(self, *, round: str) -> None:
        JudgingError.__init__(
            self,
            _("Enter a reason, because this entry did not move on to: %(round)s.")
            % {"round": round},
        )


class DecidedMeanwhileError(JudgingError):
    """``said``: the decision that would be replaced."""

    def __init__(self, *, said: str) -> None:
        super().__init__(
            _("Decided after you opened the page: %(prize)s. Save again to replace it.")
            % {"prize": said}
        )


class OneLanguageError(JudgingError):
    def words(self) -> str:
        return _("Enter the public wording in Thai and English, or leave both empty.")


class RuleError(JudgingError):
    """A rule of assignment speaks against it; the message names each."""


class NobodyFreeError(JudgingError):
    def words(self) -> str:
        return _("No judge is available for this entry.")


class PlanChangedError(JudgingError):
    def words(self) -> str:
        return _(
            "Something has changed since this preview, so nothing was saved. This is "
            "the new preview."
        )


class WindowError(JudgingError):
    def words(self) -> str:
        return _(
            "Choose a time in the future, after the round ends and within 60 days."
        )


class NoSecondLookError(JudgingError):
    def words(self) -> str:
        return _(
            "The judge cannot change this ballot now. Extend the judge's time first, or "
            "wait until the ballot is submitted."
        )


class JuryUndoneError(JudgingError):
    def words(self) -> str:
        return _("This import was undone already.")


class JuryTouchedError(JudgingError):
    """``people``: those who answered, or were changed, since they were invited."""

    def __init__(self, people: list[str]) -> None:
        self.people = people
        shown = ", ".join(people[:20])
        more = len(people) - 20
        super().__init__(
            _(
                "Nothing was undone: these people have answered or were changed since: "
                "%(names)s."
            )
            % {"names": f"{shown} … (+{more})" if more > 0 else shown}
        )
