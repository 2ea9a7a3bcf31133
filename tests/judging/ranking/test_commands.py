"""``rank`` and ``simulate_judging`` as people call them, in a process of their own and
without a database.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

ENTRY = {
    "entry", "category", "n_judges", "raw", "adjusted", "se", "rank", "rank_low", "rank_high", "p_first", "p_top",
    "decided", "group",
}  # fmt: skip
BALLOTS = "judge,entry,criterion,score\n" + "".join(
    f"{judge},{entry},{criterion},{score}\n"
    for entry, given in {"A": "978", "B": "566", "C": "323"}.items()
    for judge, score in zip("xyz", given, strict=True)
    for criterion in ("impact", "design")
)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """With a database address that leads nowhere."""
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith("PYTEST")
    }
    environment |= {"DATABASE_URL": "postgresql://nobody@127.0.0.1:9/none", "DEMO": "1"}
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(
        command,
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def ranked(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict:
    call_command("rank", *arguments, "--json")
    return json.loads(capsys.readouterr().out)


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    """The lines on standard error; nothing on standard output, exit status 1."""
    with pytest.raises(SystemExit) as end:
        call_command(*arguments)
    said = capsys.readouterr()
    assert (end.value.code, said.out) == (1, "")
    return said.err.splitlines()


def test_rank_needs_no_database_and_prints_one_document(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_text(BALLOTS)
    done = run("rank", str(tmp_path / "b.csv"), "--json")
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    assert {
        "method",
        "entries",
        "judges",
        "agreement",
        "variance",
        "ties",
        "notes",
    } <= document.keys()
    assert [(row["entry"], row["rank"]) for row in document["entries"]] == [
        ("A", 1),
        ("B", 2),
        ("C", 3),
    ]
    assert all(row.keys() >= ENTRY for row in document["entries"])
    assert document["judges"][0].keys() >= {"judge", "n", "severity", "scale", "fit"}
    assert document["agreement"].keys() == {"icc1", "icck", "alpha"}
    variances = {"entry", "judge", "residual", "judge_category"}
    assert document["variance"].keys() == variances
    assert document["method"].keys() >= {"name", "version"}


def test_rank_takes_totals_weights_and_places(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, weights = tmp_path / "b.csv", tmp_path / "w.json"
    file.write_text(
        "judge,entry,criterion,score\nx,A,impact,9\nx,A,design,1\nx,B,impact,4\nx,B,design,10\n"
    )
    weights.write_text('{"impact": 90, "design": 10}')
    assert [row["entry"] for row in ranked(capsys, str(file))["entries"]] == ["B", "A"]
    document = ranked(capsys, str(file), "--weights", str(weights), "--places", "1")
    assert [row["entry"] for row in document["entries"]] == ["A", "B"]
    assert document["method"]["places"] == 1
    file.write_text("\ufeffjudge,entry,score\nx,ก,7\ny,ก,\nx,ข,8\n", encoding="utf-8")
    document = ranked(capsys, str(file))
    assert [
        (row["entry"], row["n_judges"], row["se"]) for row in document["entries"]
    ] == [
        ("ข", 1, None),
        ("ก", 1, None),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["file is empty"]),
        ("judge,entry,score\n", ["no ballot"]),
        ("judge,entry,score\nx,A,7\nx,A,8\n", ["row 3, column entry"]),
        ("judge,entry,score\n,B,nine\n", ["row 2, column judge", "row 2, column score"]),
        ("judge,entry,score,mood\nx,A,7,good\n", ["row 1, column mood"]),
        ("judge,entry,score\nx,A,inf\ny,A,1e9\n", ["row 2, column score", "row 3, column score"]),
    ],
)  # fmt: skip
def test_rank_names_row_column_and_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, expected: list[str]
) -> None:
    (tmp_path / "b.csv").write_text(text)
    said = refused(capsys, "rank", str(tmp_path / "b.csv"), "--json")
    assert [one for one in expected if not any(one in line for line in said)] == []
    assert len(said) == len(expected)


@pytest.mark.parametrize(
    "weights",
    ["[1]", "{}", '{"impact": "much"}', '{"impact": true}', '{"impact": -1}', "{"],
)
def test_rank_refuses_weights_that_are_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], weights: str
) -> None:
    (tmp_path / "b.csv").write_text(BALLOTS)
    (tmp_path / "w.json").write_text(weights)
    assert refused(
        capsys,
        "rank",
        str(tmp_path / "b.csv"),
        "--weights",
        str(tmp_path / "w.json"),
        "--json",
    )


def test_rank_refuses_criteria_without_weight_missing_files_and_no_places(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "b.csv").write_text(BALLOTS)
    (tmp_path / "w.json").write_text('{"impact": 1}')
    said = refused(
        capsys,
        "rank",
        str(tmp_path / "b.csv"),
        "--weights",
        str(tmp_path / "w.json"),
        "--json",
    )
    assert "design" in said[0]
    assert (
        "none.csv" in refused(capsys, "rank", str(tmp_path / "none.csv"), "--json")[0]
    )
    assert refused(capsys, "rank", str(tmp_path / "b.csv"), "--places", "0", "--json")


def test_simulation_prints_every_method_and_needs_no_database() -> None:
    done = run(
        "simulate_judging",
        "--scenario",
        "small",
        "--awards",
        "3",
        "--seed",
        "7",
        "--json",
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert {
        "oracle",
        "fair",
        "raw_mean",
        "z_score",
        "trimmed_mean",
        "borda",
        "copeland",
    } <= found.keys()
    assert all(row.keys() == {"best_wins", "tau", "top10"} for row in found.values())
    assert all(0 <= value <= 1 for row in found.values() for value in row.values())


def test_returning_judges_are_tried_at_each_share_that_lasts(capsys):
    call_command(
        *("simulate_judging", "--scenario", "two_judges", "--awards", "2"),
        "--returning",
    )
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["lasts", "0.0", "0.5", "0.9", "1.0"]


def test_autopilot_is_flown_beside_as_many_ballots_for_all(
    capsys: pytest.CaptureFixture[str],
) -> None:
    arguments = ("--scenario", "two_judges", "--awards", "2", "--autopilot", "2+3")
    call_command("simulate_judging", *arguments, "--places", "2", "--json")
    found = json.loads(capsys.readouterr().out)
    assert list(found) == ["2 each", "2 each + 3"]
    assert {row["awards"] for row in found.values()} == {2}
    assert found["2 each"]["ballots"] == 12
    call_command("simulate_judging", *arguments, "--cap", "2")
    assert "2 each + 3" in capsys.readouterr().out
    assert (
        "4+200"
        in refused(capsys, "simulate_judging", *arguments[:4], "--autopilot", "many")[0]
    )


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("--scenario", "nowhere", "--awards", "2"), "nowhere"),
        (("--scenario", "small", "--awards", "0"), "--awards"),
        (("--scenario", "small", "--awards", "1", "--seed", "-1"), "--seed"),
    ],
)
def test_simulation_refuses_what_it_cannot_do(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], word: str
) -> None:
    assert word in refused(capsys, "simulate_judging", *arguments, "--json")[0]
