"""A table in, ballots out, or every problem with its row and column."""

import pytest
from django.core.management import call_command

from awards.spreadsheets import TableError, read_table
from judging.management.commands.rank import ballots_in
from judging.ranking import Ballot, InvalidInput


def read_csv(text, criteria=None):
    return ballots_in(read_table(text.encode()), criteria)


def problems(text):
    with pytest.raises(InvalidInput) as caught:
        read_csv(text)
    return [
        (problem.code, problem.row, problem.column) for problem in caught.value.problems
    ]


def test_totals_are_read():
    ballots = read_csv("judge,entry,score\nก,E1,7.5\nข,E1,\n")
    assert [(b.judge, b.entry, b.total) for b in ballots] == [
        ("ก", "E1", pytest.approx(7.5)),
        ("ข", "E1", None),
    ]


def test_criteria_are_gathered_into_ballots_with_an_empty_score_as_none():
    ballots = read_csv(
        "\ufeffEntry,Judge,Criterion,Score,Category\nE1,j,a,3,x\nE2,j,a,1,x\nE1,j,b,,x\n\n"
    )
    assert ballots == [
        Ballot("j", "E1", {"a": 3, "b": None}, category="x"),
        Ballot("j", "E2", {"a": 1}, category="x"),
    ]


def test_missing_and_unknown_columns_are_named():
    assert problems("judge,entri,score,score\n") == [
        ("missing_column", 1, "entry"),
        ("unknown_column", 1, "entri"),
        ("duplicate_column", 1, "score"),
    ]


def test_bad_cells_are_named_by_row_and_column():
    text = "judge,entry,score\n,E1,1\nj,,x\nj,E1,nan\nj,E2,2000000\nj,E3,1,2\n"
    assert problems(text) == [
        ("too_many_cells", 6, None),
        ("no_judge", 2, "judge"),
        ("no_entry", 3, "entry"),
        ("not_a_number", 3, "score"),
        ("not_a_number", 4, "score"),
        ("out_of_range", 5, "score"),
    ]


def test_same_score_twice_is_refused():
    assert problems("judge,entry,score\nj,E,1\nj,E,2\n") == [("duplicate", 3, "entry")]
    assert problems("judge,entry,criterion,score\nj,E,a,1\nj,E,a,1\n") == [
        ("duplicate_score", 3, "entry")
    ]


def test_header_alone_is_a_problem():
    assert problems("judge,entry,score\n") == [("empty", None, None)]


@pytest.mark.parametrize("text", ["", "\n", 'judge,entry,score\n"j,E,1\n', "\x00"])
def test_nothing_readable_is_refused_and_no_crash(text):
    with pytest.raises(TableError):
        read_csv(text)


@pytest.mark.parametrize("typed", ["1_000", "1e1", "\uff11", "nan", "inf", "0x1"])
def test_what_python_takes_for_a_number_and_people_do_not_is_refused(typed):
    assert problems(f"judge,entry,score\nj,E,{typed}\n") == [
        ("not_a_number", 2, "score")
    ]


def test_judges_and_entries_are_told_apart_by_what_is_seen():
    text = "judge;entry;score\nน\u0e4d\u0e49\u0e32;E\u0301\u200b1;๗,๕\nน\u0e49\u0e33;\u00c92;6\n"
    assert read_csv(text) == [
        Ballot("น\u0e49\u0e33", "\u00c91", total=7.5),
        Ballot("น\u0e49\u0e33", "\u00c92", total=6),
    ]


def test_criterion_without_a_weight_is_named_by_row():
    with pytest.raises(InvalidInput) as caught:
        read_csv("judge,entry,criterion,score\nj,E,a,1\nj,E,b,1\n", criteria={"a": 1})
    assert [
        (problem.code, problem.row, problem.column) for problem in caught.value.problems
    ] == [("unknown_criterion", 3, "criterion")]


def test_message_names_row_column_and_reason():
    with pytest.raises(InvalidInput, match=r"row 2, column score: 'x' is not a number"):
        read_csv("judge,entry,score\nj,E,x\n")


def test_damaged_file_is_one_line(tmp_path, capsys):
    path = tmp_path / "scores.xlsx"
    path.write_bytes(b"PK\x03\x04 no workbook")
    with pytest.raises(SystemExit):
        call_command("rank", str(path))
    assert len(capsys.readouterr().err.splitlines()) == 1
