from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Unpack

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from awards.spreadsheets import TableError, read_file
from judging.management.scope import Scope, add_scope, find_scope, print_json
from judging.results.score_import import Change, Imported, import_scores
from judging.results.score_sheets import Refusal, ScoreRows, read_scores


class Options(Scope):
    file: Path
    dry_run: bool
    replace: bool


class Command(BaseCommand):
    help = (
        "Take submitted ballots from a CSV or XLSX file; nothing is written "
        "unless every row is right. Criteria of a "
        "submitted ballot that the file does not name stay, unless --replace is "
        "given. Every score that becomes "
        "another one, or goes, is named on standard error."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        add_scope(parser)
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="say what would happen and write nothing",
        )
        parser.add_argument(
            "--replace",
            action="store_true",
            help="erase criteria of a ballot that the file lacks",
        )

    def handle(self, *args: object, **options: Unpack[Options]) -> None:
        edition, round_ = find_scope(options)
        with translation.override("en"):
            read = self.read(options["file"])
            done = import_scores(
                edition=edition,
                round_=round_,
                rows=read.rows,
                refused=read.refused,
                dry_run=options["dry_run"],
                replace=options["replace"],
            )
        done.notes = [*read.notes, *done.notes]
        self.report(done, options)
        if done.rejected:
            raise CommandError(
                "\n".join(
                    f"row {p['row']}, {p['column']}: {p['reason']}"
                    for p in done.rejected
                )
            )

    def read(self, path: Path) -> ScoreRows:
        try:
            return read_scores(read_file(path))
        except (OSError, TableError) as error:
            return ScoreRows(refused=[Refusal(1, "", f"{path}: {error}")])

    def report(self, done: Imported, options: Options) -> None:
        said = [] if done.rejected else [*(f"note: {note}" for note in done.notes)]
        for line in [
            *said,
            *(change_words(change, options["dry_run"]) for change in done.changes),
        ]:
            self.stderr.write(line)
        if options["json"]:
            print_json(done.as_json())
        elif not done.rejected:
            would = "would be " if options["dry_run"] else ""
            self.stdout.write(
                f"{would}taken: {done.scores} scores on {done.ballots} ballots; "
                f"{done.changed} {would}changed, "
                f"{done.erased} {would}erased, {done.unchanged} ballots unchanged"
            )


def change_words(change: Change, dry_run: bool) -> str:
    about = f"{change.judge}, {change.entry} in {change.category}, {change.criterion}"
    was = change.was if change.was is not None else "not scored"
    if change.erased:
        return f"{'would be erased' if dry_run else 'erased'}: {about}: {was}"
    becomes = change.becomes if change.becomes is not None else "not scored"
    return f"row {change.row}: {about}: {was} {'would become' if dry_run else 'becomes'} {becomes}"
