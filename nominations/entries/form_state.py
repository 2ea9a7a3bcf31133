"""What one entry's form needs, read once: its questions, its answers, where it stands,
the rules put to it.

Read within the transaction that holds the entry's row it is what stands; writing keeps
it in step.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from nominations.entries.prepared import (
    answers_of,
    files_of,
    questions_of,
    rules_of,
    standings_of,
)
from nominations.models import Answer, Attachment, Entry, EntryCategory, Question
from nominations.models.with_columns import AnsweredRule, AskedQuestion


@dataclass
class Sheet:
    """``questions`` are all of the edition in the form's order, those asked no longer too."""

    entry: Entry
    questions: list[AskedQuestion]
    answers: dict[int, Answer]  # by the question's number
    standings: list[EntryCategory]

    @cached_property
    def by_code(self) -> dict[str, AskedQuestion]:
        return {question.code: question for question in self.questions}

    @cached_property
    def all_rules(self) -> list[AnsweredRule]:
        """Those asked no longer too, each with ``given``, the answer; read when first asked for."""
        return rules_of(self.entry.edition_id, self.entry.pk)

    @property
    def rules(self) -> list[AnsweredRule]:
        """Those put to the entry."""
        return [rule for rule in self.all_rules if rule.retired_at is None]

    @cached_property
    def files(self) -> list[Attachment]:
        """With what was made of them; read when first asked for."""
        return files_of(self.entry.pk)

    def read_rules_again(self) -> None:
        self.__dict__.pop("all_rules", None)

    @property
    def category_codes(self) -> list[str]:
        return [standing.category.code for standing in self.standings]

    def asked(self) -> list[AskedQuestion]:
        """The questions put to this entry that are still asked."""
        return self.put(
            [question for question in self.questions if question.retired_at is None]
        )

    def put(self, questions: Iterable[AskedQuestion]) -> list[AskedQuestion]:
        """Those for every category, and those for one that the entry stands in."""
        standing = {standing.category_id for standing in self.standings}
        return [q for q in questions if not q.only or set(q.only) & standing]

    def value_of(self, question: Question) -> Any:
        answer = self.answers.get(question.pk)
        return answer.value if answer else ""


def sheet_of(entry: Entry) -> Sheet:
    return Sheet(
        entry=entry,
        questions=questions_of(entry.edition_id),
        answers={answer.question_id: answer for answer in answers_of(entry.pk)},
        standings=standings_of(entry.pk),
    )
