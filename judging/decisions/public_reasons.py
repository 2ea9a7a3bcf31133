"""Why a prize leaves the order, in the words that everybody may read; the organisers'
own reason is another field.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from awards.language.thai import clean_text
from judging.models import Decision, OverallDecision
from judging.refusals import OneLanguageError


@dataclass(frozen=True)
class PublicReason:
    """Both empty: nothing is told but that the order was left."""

    th: str = ""
    en: str = ""

    @classmethod
    def of(cls, decision: Decision | OverallDecision) -> PublicReason:
        return cls(decision.public_reason_th, decision.public_reason_en)

    @property
    def is_half(self) -> bool:
        words = self.cleaned()
        return bool(words.th) != bool(words.en)

    def cleaned(self) -> PublicReason:
        return PublicReason(clean_text(self.th), clean_text(self.en))

    def checked(self) -> PublicReason:
        """Cleaned. Raises OneLanguageError when one of the two is missing: the public
        reads in both languages.
        """
        if self.is_half:
            raise OneLanguageError
        return self.cleaned()

    def fields(self) -> dict[str, str]:
        """As the row keeps it."""
        return {"public_reason_th": self.th, "public_reason_en": self.en}

    def told(self) -> dict[str, str]:
        """As the ledger keeps it: nothing where nothing is told."""
        return {name: text for name, text in self.fields().items() if text}


NOT_TOLD = PublicReason()
NOTHING_TOLD: Mapping[int, PublicReason] = MappingProxyType({})
