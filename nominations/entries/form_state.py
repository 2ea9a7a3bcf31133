"""What one entry's form needs, read once: its questions, its answers, where it stands,
the rules put to it, what was agreed to, its files.

What an edition asks is kept for as long as it is the same; what an entry gave is one
question to the database. Read within the transaction that holds the entry's row it is
what stands; writing keeps it in step.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar, cast

from nominations.checklist.questions_asked import texts_in
from nominations.entries.prepared import (
    categories_in,
    files_of,
    given_of,
    questions_of,
    rules_in,
)
from nominations.files.entrant_names_search import Words
from nominations.models import (
    Answer,
    Attachment,
    DeclarationText,
    Entry,
    EntryCategory,
    Question,
    Rule,
)
from nominations.models.given import GIVEN, Given
from nominations.models.with_columns import (
    AnsweredRule,
    AskedQuestion,
    GivenAnswer,
    SeenEntry,
)
from nominations.questions.kinds import is_hidden

Row = TypeVar("Row", Answer, EntryCategory)
NOTHING = Given([], [], [], [], [])


@dataclass
class Sheet:
    """``questions`` are all of the edition in the form's order, those asked no longer
    too. ``given``: as it was read; what is written afterwards stands in ``answers``,
    ``standings`` and ``rule_values``.
    """

    entry: Entry
    questions: list[AskedQuestion]
    answers: dict[int, Answer]  # by the question's number
    standings: list[EntryCategory]
    given: Given = NOTHING

    @cached_property
    def by_code(self) -> dict[str, AskedQuestion]:
        return {question.code: question for question in self.questions}

    @cached_property
    def rule_values(self) -> dict[int, object]:
        """Answers to rules, by the rule's number."""
        return {given["rule"]: given["value"] for given in self.given.rules}

    @cached_property
    def all_rules(self) -> list[AnsweredRule]:
        """Those asked no longer too, each with ``given``, the answer."""
        edition = self.entry.edition
        rules = rules_in(edition.form_stamp, edition.pk)
        return [answered(rule, self.rule_values.get(rule.pk)) for rule in rules]

    @property
    def rules(self) -> list[AnsweredRule]:
        """Those put to the entry."""
        return [rule for rule in self.all_rules if rule.retired_at is None]

    @cached_property
    def texts_missing(self) -> list[DeclarationText]:
        """Of the declarations that are required, the words as they stand to which nobody
        agreed for this entry.
        """
        edition = self.entry.edition
        agreed = {given["text"] for given in self.given.agreements}
        return [
            text
            for text in texts_in(edition.form_stamp, edition.pk)
            if text.declaration.required and text.pk not in agreed
        ]

    @cached_property
    def files(self) -> list[Attachment]:
        """With what was made of them; read when first asked for, where there are any."""
        known = self.given is not NOTHING
        return [] if known and not self.given.files else files_of(self.entry.pk)

    @property
    def words_of_blind(self) -> Words:
        """What a judge of a blind round reads of it."""
        shown = {q.pk: q for q in self.questions if not is_hidden(q)}
        answers = [
            (question, self.answers[pk].value)
            for pk, question in shown.items()
            if pk in self.answers
        ]
        captions = [
            (file["name"], text)
            for file in self.given.files
            if file["question"] is None or file["question"] in shown
            for text in (file["caption_th"], file["caption_en"])
            if text
        ]
        return Words(answers, captions)

    def take_rule_answers(self, values: dict[int, object]) -> None:
        """What was just written, by the rule's number."""
        self.rule_values.update(values)
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


def answered(rule: Rule, value: object) -> AnsweredRule:
    """The rule with ``given``; None where nothing was answered."""
    own = cast("AnsweredRule", rule)
    own.given = value
    return own


def sheet_of(entry: Entry) -> Sheet:
    """Of a stored entry as it stands now: one statement where the edition's form is known."""
    [row] = given_of.tuples(entry.pk)
    return sheet_with(entry, Given(*row))


def sheet_seen(entry: SeenEntry) -> Sheet:
    """As it stood when its page's row was read, without another statement."""
    return sheet_with(entry, Given(*(getattr(entry, name) for name in GIVEN)))


def sheet_with(entry: Entry, given: Given) -> Sheet:
    edition = entry.edition
    categories = {
        category.pk: category
        for category in categories_in(edition.form_stamp, edition.pk)
    }
    return Sheet(
        entry=entry,
        questions=questions_of(edition.form_stamp, edition.pk),
        answers={row["question"]: answer_row(entry, row) for row in given.answers},
        standings=[
            stored(
                EntryCategory(
                    pk=row["pk"], entry=entry, category=categories[row["category"]]
                )
            )
            for row in given.standings
        ],
        given=given,
    )


def answer_row(entry: Entry, given: GivenAnswer) -> Answer:
    return stored(
        Answer(
            pk=given["pk"],
            entry=entry,
            question_id=given["question"],
            value=given["value"],
            version=given["version"],
        )
    )


def stored(row: Row) -> Row:
    """As if it had been read by itself: saving updates it."""
    row._state.adding = False
    return row
