"""Entries of the rows of a file, in a fixed number of statements however many rows
there are.
"""

from __future__ import annotations

from datetime import datetime

from awards.accounts.models import User
from awards.language.thai import sort_key
from awards.ledger.services import database_now
from nominations.entries.search_text import keep_search_texts, keep_search_texts_of
from nominations.entries.services import next_references
from nominations.importing.batch import SOURCE, Batch, same_minute
from nominations.importing.owners import BATCH, Owners, save_owners
from nominations.importing.rows import Parsed
from nominations.models import Answer, Entry, EntryCategory, Organisation, Question
from nominations.statuses import EntryState

TEXT_FIELDS = (
    "title_th",
    "title_en",
    "summary_th",
    "summary_en",
    "contact_name",
    "contact_phone",
)


class Writer:
    """What a batch writes: ``owners`` and, by the number of the row, ``entries``."""

    def __init__(self, batch: Batch, questions: list[Question]) -> None:
        self.batch, self.edition = batch, batch.edition
        self.rows = batch.to_write()
        self.questions = {question.code: question for question in questions}
        self.owners, self.new = Owners(), set[int]()
        self.entries: dict[int, Entry] = {}

    def write(self) -> None:
        self.owners = save_owners(self.rows)
        self.entries = self.save_entries(self.rows, self.owners.organisations)
        self.save_standings(self.rows)
        self.save_answers(self.rows)
        keep_search_texts(entries=[entry.pk for entry in self.entries.values()])
        keep_search_texts_of(organisations=self.owners.renamed)

    def save_entries(
        self, rows: list[Parsed], organisations: dict[str, Organisation]
    ) -> dict[int, Entry]:
        """Row number → entry."""
        now = database_now()
        new = [row for row in rows if self.batch.found(row) is None]
        references = iter(next_references(self.edition, len(new)) if new else [])
        entries: dict[int, Entry] = {}
        made: list[Entry] = []
        changed: list[Entry] = []
        for row in rows:
            entry: Entry | None = self.batch.found(row)
            if entry is None:
                entry = Entry(
                    edition=self.edition, reference=next(references), source=SOURCE
                )
                made.append(entry)
            else:
                changed.append(entry)
            fill_entry(
                entry, row, self.owners.users[row.email], organisations[row.number], now
            )
            entries[row.row] = entry
        Entry.objects.bulk_create(made, batch_size=BATCH)
        self.new = {entry.pk for entry in made}
        columns = [
            *TEXT_FIELDS,
            "sort_key",
            "owner",
            "organisation",
            "submitted_at",
            "updated_at",
        ]
        Entry.objects.bulk_update(changed, columns, batch_size=BATCH)
        return entries

    def save_standings(self, rows: list[Parsed]) -> None:
        """Standings that stay keep their row: assignments hang on it."""
        by_code = {
            category.code: category for category in self.edition.categories.all()
        }
        wanted = {
            (self.entries[row.row].pk, by_code[code].pk)
            for row in rows
            for code in row.categories
        }
        entries = [entry.pk for entry in self.entries.values()]
        have = dict.fromkeys(
            EntryCategory.objects.filter(entry__in=entries).values_list(
                "entry_id", "category_id", named=False
            )
        )
        gone = [pair for pair in have if pair not in wanted]
        for entry_id, category_id in gone:
            EntryCategory.objects.filter(
                entry_id=entry_id, category_id=category_id
            ).delete()
        EntryCategory.objects.bulk_create(
            [
                EntryCategory(entry_id=e, category_id=c)
                for e, c in sorted(wanted)
                if (e, c) not in have
            ],
            batch_size=BATCH,
        )

    def save_answers(self, rows: list[Parsed]) -> None:
        """Answers in columns that the file has are replaced; others stay."""
        answers = [
            Answer(
                entry=self.entries[row.row], question=self.questions[code], value=value
            )
            for row in rows
            for code, value in row.answers.items()
        ]
        Answer.objects.bulk_create(
            answers,
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["entry", "question"],
            update_fields=["value", "updated_at"],
        )


def fill_entry(
    entry: Entry, row: Parsed, owner: User, organisation: Organisation, now: datetime
) -> None:
    for name, text in row.texts.items():
        setattr(entry, name, text)
    entry.sort_key = sort_key(entry.title_th or entry.title_en)[:500]
    entry.owner, entry.organisation, entry.state = (
        owner,
        organisation,
        EntryState.SUBMITTED,
    )
    if not same_minute(row.submitted_at, entry.submitted_at):
        entry.submitted_at = row.submitted_at or entry.submitted_at or now
    entry.updated_at = now
