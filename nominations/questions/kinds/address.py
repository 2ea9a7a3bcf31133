from __future__ import annotations

from nominations.questions.kinds.base import Told
from nominations.questions.kinds.long_text import LongText
from nominations.statuses import QuestionKind


class Address(LongText):
    """A postal address, in several lines."""

    code = QuestionKind.ADDRESS
    told = Told.NOT  # where somebody is found is nobody else's
