"""Check a published result: that nothing in the bundle was changed, and that the ballots give this ranking.

    unzip BUNDLE.zip -d bundle && cd bundle && python verify.py      (Python 3.11 or newer and NumPy)

It reads the files beside it, or the folder or ZIP named on the command line, and prints one line per check:

  files      every file is there, and none else, and each has the SHA-256 that SHA256SUMS states
  chain      every act of the edition's ledger follows the one before it (each row holds the hash of the last), up to
             the head that protocol.json names; every value that is laid open is the one committed to then
  ballots    ballots.csv holds every ballot that was submitted, as the ledger has it, and counts the last one of each
  recusals   recusals.csv holds every recusal of the ledger
  method     the rules in protocol.json are those whose hash was put into the ledger
  winners    who stands behind a winner's pseudonym was fixed before; the list is the one the ledger says was published
  ranking    the ballots, ranked again by the modules in ranking/, give results.json: the same order, the same
             figures to six decimals

What it cannot show by itself: that these files come from the organiser. For that, the signature in SHA256SUMS.sig is
checked against the organiser's public key, taken from their site and not from here (see README.txt).
"""

import csv
import hashlib
import json
import re
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from importlib import import_module
from io import StringIO
from math import isclose, isfinite
from pathlib import Path
from typing import Any

SUMS, SIGNATURE = "SHA256SUMS", "SHA256SUMS.sig"
GENESIS = "0" * 64
SUBMITTED = ("ballot.submitted", "ballot.changed")
FIXED = ("ledger", "judge", "entry", "category", "version", "state")
Files = Mapping[str, bytes]
Row = dict[str, Any]


@dataclass(frozen=True)
class Check:
    name: str
    ok: bool
    detail: str


def run_checks(files: Files, engine: Any) -> list[Check]:
    """Every check in turn. `engine` offers Ballot, Rules and ranking_document of the ranking modules."""
    steps: list[tuple[str, Callable[[], Iterator[str]], str]] = [
        ("files", lambda: file_problems(files), f"{len(files)} files, as SHA256SUMS states"),
        ("chain", lambda: chain_problems(files), "every act follows the one before it"),
        ("ballots", lambda: ballot_problems(files), "every submitted ballot, as the ledger has it"),
        ("recusals", lambda: recusal_problems(files), "every recusal, as the ledger has it"),
        ("method", lambda: method_problems(files), "the rules are those locked in the ledger"),
        ("winners", lambda: winner_problems(files), "the winners are those of the ledger"),
        ("ranking", lambda: ranking_problems(files, engine), "recomputed: same order, same figures to 6 decimals"),
    ]
    return [run_check(name, problems, fine) for name, problems, fine in steps]


def run_check(name: str, problems: Callable[[], Iterator[str]], fine: str) -> Check:
    """A file that cannot even be read fails the check that reads it; it never ends the program."""
    try:
        found = list(problems())
    except Exception as error:  # whatever a changed byte breaks is a finding
        found = [f"cannot be read: {type(error).__name__}: {error}"]
    more = f" (and {len(found) - 3} more)" if len(found) > 3 else ""
    return Check(name, not found, "; ".join(found[:3]) + more if found else fine)


# ---- files ----


def sums_of(files: Files) -> bytes:
    """SHA256SUMS as it must be for these files: sorted by name, in the spelling of `sha256sum`."""
    lines = [f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)]
    return "".join(lines).encode()


def file_problems(files: Files) -> Iterator[str]:
    covered = {name: content for name, content in files.items() if name not in {SUMS, SIGNATURE}}
    if SUMS not in files:
        yield f"{SUMS} is missing"
        return
    stated = {name: digest for digest, name in (line.split("  ", 1) for line in files[SUMS].decode().splitlines())}
    for name in sorted(stated.keys() - covered.keys()):
        yield f"{name} is missing"
    for name in sorted(covered.keys() - stated.keys()):
        yield f"{name} does not belong here"
    for name in sorted(covered.keys() & stated.keys()):
        if hashlib.sha256(covered[name]).hexdigest() != stated[name]:
            yield f"{name} was changed"
    if files[SUMS] != sums_of(covered):
        yield f"{SUMS} itself is not as it was written"
    if SIGNATURE in files and not re.fullmatch(rb"[0-9a-f]{128}\n", files[SIGNATURE]):
        yield f"{SIGNATURE} is not as it was written"


# ---- the ledger ----


def canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def commit_to(value: Any, salt: str) -> str:
    return hashlib.sha256(f"{salt}:{canonical(value)}".encode()).hexdigest()


def ledger_rows(files: Files) -> list[Row]:
    return [json.loads(line) for line in files["ledger.jsonl"].decode().splitlines()]


def laid_open(row: Row) -> Row:
    return {name: value["value"] for name, value in row["values"].items()}


def chain_problems(files: Files) -> Iterator[str]:
    previous, number = GENESIS, 0
    for row in ledger_rows(files):
        number += 1
        content = {key: row[key] for key in row if key not in {"hash", "values"}}
        if row["number"] != number or row["previous"] != previous:
            yield f"row {row['number']} does not follow the one before it"
        if hashlib.sha256(canonical(content).encode()).hexdigest() != row["hash"]:
            yield f"row {row['number']}: its content does not match its hash"
        for name, value in row["values"].items():
            if commit_to(value["value"], value["salt"]) != row["commitments"].get(name):
                yield f"row {row['number']}: {name} is not what was committed to"
        previous = row["hash"]
    head = json.loads(files["protocol.json"])["chain"]
    if (head["length"], head["head"]) != (number, previous):
        yield f"protocol.json names the head {head['length']}, the chain ends at {number}"


# ---- ballots ----


def sheets(files: Files, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(files[name].decode(), newline=""), strict=True))


def ballot_problems(files: Files) -> Iterator[str]:
    """Both ways: every line is in the ledger as it stands there, and every ballot in the ledger is a line."""
    code = json.loads(files["protocol.json"])["round"]["code"]
    rows = {row["number"]: row for row in ledger_rows(files)}
    lines = {int(line["ledger"]): line for line in sheets(files, "ballots.csv")}
    if len(lines) != len(sheets(files, "ballots.csv")):
        yield "a ledger row is named twice in ballots.csv"
    own = {n for n, row in rows.items() if row["act"].startswith("ballot.") and laid_open(row).get("round") == code}
    due = {number for number in own if rows[number]["act"] in SUBMITTED}
    for number in sorted(due ^ lines.keys()):
        yield f"ledger row {number} and ballots.csv disagree on whether there is a ballot"
    for number in sorted(due & lines.keys()):
        if spoken(lines[number]) != recorded(rows[number]):
            yield f"the ballot of ledger row {number} is not as it was submitted"
    yield from state_problems(lines, [rows[number] for number in sorted(own)])


def spoken(line: Mapping[str, str]) -> Row:
    scores = {code: text for code, text in line.items() if code not in FIXED and text != ""}
    return {key: line[key] for key in ("judge", "entry", "category", "version")} | {"scores": scores}


def recorded(row: Row) -> Row:
    said = laid_open(row)
    return {
        "judge": said.get("judge", row["actor"]),
        "entry": said["sheet"],
        "category": said["category"],
        "version": str(said["version"]),
        "scores": {code: text for code, text in said["scores"].items() if text is not None},
    }


def state_problems(lines: Mapping[int, Mapping[str, str]], acts: list[Row]) -> Iterator[str]:
    """Of each judge and entry the last ballot counts, unless it was taken back or the line says why it does not."""
    last: dict[tuple[Any, ...], tuple[int, bool]] = {}
    for row in acts:
        said = laid_open(row)
        key = (said.get("judge", row["actor"]), said["sheet"], said["category"])
        last[key] = (row["number"], row["act"] in SUBMITTED)
    for number, line in lines.items():
        newest, stands = last.get((line["judge"], line["entry"], line["category"]), (0, False))
        allowed = {"counted", "recused", "withdrawn", "excluded"} if newest == number and stands else {"replaced"}
        if newest != number and not stands:
            allowed = {"taken back", "replaced"}
        if line["state"] not in allowed:
            yield f"the ballot of ledger row {number} cannot be {line['state']!r}"


def recusal_problems(files: Files) -> Iterator[str]:
    due = {
        (str(row["number"]), said.get("judge", ""), said.get("sheet", ""), said.get("source", ""), row["at"])
        for row in ledger_rows(files)
        if row["act"] == "judge.recused"
        for said in [laid_open(row)]
    }
    names = ("ledger", "judge", "entry", "source", "at")
    found = [tuple(line[name] for name in names) for line in sheets(files, "recusals.csv")]
    if len(found) != len(due) or set(found) != due:
        yield "recusals.csv and the ledger disagree"
    recused = {(judge, entry) for _number, judge, entry, *_rest in due}
    for line in sheets(files, "ballots.csv"):
        if line["state"] == "recused" and (line["judge"], line["entry"]) not in recused:
            yield f"the ballot of ledger row {line['ledger']} is left out for a recusal that is not there"


def method_problems(files: Files) -> Iterator[str]:
    protocol = json.loads(files["protocol.json"])
    digest = hashlib.sha256(canonical(protocol["rules"]).encode()).hexdigest()
    locks = [
        laid_open(row)["digest"]
        for row in ledger_rows(files)
        if row["act"] in {"method.locked", "method.changed"} and laid_open(row)["round"] == protocol["round"]["code"]
    ]
    if digest != protocol["rules_digest"]:
        yield "the rules do not have the hash that the protocol states"
    if not locks or locks[-1] != digest:
        yield "the rules are not those locked in the ledger"


def winner_problems(files: Files) -> Iterator[str]:
    protocol = json.loads(files["protocol.json"])
    lists = [laid_open(row) for row in ledger_rows(files) if row["act"] == "list-published"]
    published = [one["lines"] for one in lists if one["version"] == protocol["list_version"]]
    names = ("category", "level", "reference", "title_th", "organisation_th")
    lines = [[winner[name] for name in names] for winner in protocol["winners"]]
    if not published or sorted(published[-1]) != sorted(lines):
        yield "the winners are not those of the list that the ledger says was published"
    for winner in protocol["winners"]:
        made = "e-" + commit_to({"entry": winner["reference"]}, winner["salt"])[:24]
        if made != winner["entry"]:
            yield f"the pseudonym of {winner['reference']} is not the one it had"


# ---- the ranking ----


def ballots_of(files: Files, engine: Any) -> dict[str, list[Any]]:
    """Category to its counted ballots; an empty cell is a criterion not scored, never a zero."""
    weights = json.loads(files["protocol.json"])["rules"]["weights"]
    found: dict[str, list[Any]] = {}
    for line in sheets(files, "ballots.csv"):
        if line["state"] == "counted":
            weighed = weights.get(line["category"])
            given = {c: text for c, text in line.items() if c not in FIXED and (weighed is None or c in weighed)}
            scores = {code: float(text) for code, text in given.items() if text != ""}
            ballot = engine.Ballot(line["judge"], line["entry"], scores, category=line["category"])
            found.setdefault(line["category"], []).append(ballot)
    return found


def rules_of(files: Files, engine: Any) -> Any:
    rules = json.loads(files["protocol.json"])["rules"]
    weights = {name: {c: float(w) for c, w in one.items()} for name, one in rules["weights"].items()}
    names = ("places", "precision", "interval", "practically_tied", "seed")
    return engine.Rules(
        category_weights=weights,
        levels=tuple(rules["levels"]),
        ties=tuple(rules["ties"]),
        **{name: rules[name] for name in names},
    )


def ranking_problems(files: Files, engine: Any) -> Iterator[str]:
    stated = json.loads(files["results.json"])
    protocol = json.loads(files["protocol.json"])
    if (stated["edition"], stated["round"]) != (protocol["edition"]["code"], protocol["round"]["code"]):
        yield "results.json is of another edition or round"
    ballots, rules = ballots_of(files, engine), rules_of(files, engine)
    for name in sorted(ballots.keys() - stated["categories"].keys()):
        yield f"results.json says nothing of {name}"
    for name, document in stated["categories"].items():
        made = json.loads(json.dumps(engine.ranking_document(ballots.get(name, []), rules)))
        yield from differences(made, document, name)


def differences(made: Any, stated: Any, place: str) -> Iterator[str]:
    """Where two documents differ: numbers by more than half of the sixth decimal, all else at all."""
    if isinstance(made, dict) and isinstance(stated, dict) and made.keys() == stated.keys():
        for key in made:
            yield from differences(made[key], stated[key], f"{place}.{key}")
    elif isinstance(made, list) and isinstance(stated, list) and len(made) == len(stated):
        for number, (a, b) in enumerate(zip(made, stated, strict=True)):
            yield from differences(a, b, f"{place}[{number}]")
    elif isinstance(made, float) and isinstance(stated, int | float) and isfinite(stated):
        if not isclose(made, stated, rel_tol=0.0, abs_tol=5e-7):
            yield f"{place} is {stated}, recomputed {made}"
    elif made != stated or isinstance(made, bool) != isinstance(stated, bool):
        yield f"{place} is {str(stated)[:60]}, recomputed {str(made)[:60]}"


# ---- on its own ----


def read_folder(folder: Path) -> dict[str, bytes]:
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file() and "__pycache__" not in path.parts]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def read_zip(path: Path) -> dict[str, bytes]:
    """Raises ValueError when a name occurs twice, and what `zipfile` raises for a damaged archive."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        if len(set(names)) != len(names):
            raise ValueError("a file occurs twice in the archive")
        return {name: archive.read(name) for name in names}


@dataclass(frozen=True)
class Engine:
    Ballot: Any
    Rules: Any
    ranking_document: Any


def own_engine() -> Engine:
    sys.dont_write_bytecode = True
    modules = [import_module(f"ranking.{name}") for name in ("ballots", "rules", "document")]
    return Engine(modules[0].Ballot, modules[1].Rules, modules[2].ranking_document)


def main(arguments: list[str]) -> int:
    wanted = [argument for argument in arguments if argument != "--json"]
    place = Path(wanted[0]) if wanted else Path(__file__).resolve().parent
    files = read_folder(place) if place.is_dir() else read_zip(place)
    checks = run_checks(files, own_engine())
    valid = all(check.ok for check in checks)
    if "--json" in arguments:
        print(json.dumps({"valid": valid, "checks": [asdict(check) for check in checks]}, ensure_ascii=False))
        return 0 if valid else 1
    for check in checks:
        print(f"{'ok  ' if check.ok else 'FAIL'}  {check.name:<9} {check.detail}")
    print("The bundle is sound." if valid else "The bundle is NOT sound.")
    key = json.loads(files["protocol.json"])["key_fingerprint"] if valid else None
    print(f"Signed with the key whose SHA-256 fingerprint is {key}." if key else "No signature was looked at.")
    print("Compare it with the one on the organiser's site, then check SHA256SUMS.sig with it: see README.txt.")
    return 0 if valid else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
