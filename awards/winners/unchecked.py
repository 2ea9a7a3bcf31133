"""Entries that nobody checked for eligibility: counted where entries are known, confirmed
by whoever schedules a list.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import ngettext

from awards.refusals import ConfirmationNeeded


@dataclass(frozen=True)
class Unchecked:
    """Entries of an edition whose eligibility was never decided, of all that were sent in."""

    count: int = 0
    of: int = 0

    @property
    def words(self) -> str:
        text = ngettext(
            "%(n)d of %(of)d entries was not checked for eligibility.",
            "%(n)d of %(of)d entries were not checked for eligibility.",
            self.count,
        )
        return text % {"n": self.count, "of": self.of}

    def confirm(self, known: int) -> None:
        """Raises ``ConfirmationNeeded`` when there are more than a person was told."""
        if self.count > known:
            raise ConfirmationNeeded(self.words)


ALL_CHECKED = Unchecked()
