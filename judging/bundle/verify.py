"""Check a published result: that nothing in the bundle was changed, and that the ballots give this ranking.

    unzip BUNDLE.zip -d bundle && cd bundle && python verify.py      (Python 3.11 or newer and NumPy)

It reads the files beside it, or the folder or ZIP named on the command line, and prints one line per check:

  files      every file is there, and none else, and each has the SHA-256 that SHA256SUMS states
  chain      every act of the edition's ledger follows the one before it (each row holds the hash of the last), up to
             the head that protocol.json names; every value that is laid open is the one committed to then
  ballots    ballots.csv holds every ballot that was submitted, as the ledger has it, and counts the last one of each
  recusals   recusals.csv holds every recusal of the ledger
  method     the rules in protocol.json are those whose hash was put into the ledger
  chair      the chair's votes on ties are those of the ledger
  winners    who stands behind a winner's pseudonym was fixed before; the list is the one the ledger says was published
  ranking    the ballots, ranked again by the modules in ranking/, give results.json: the same order, the same
             figures to six decimals

Where the law had the organiser erase what a row of the ledger said, the row keeps its hashes alone. protocol.json
names such rows; what rests on them stands as the other files have it, and the check that meets them says so.

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
        ("chair", lambda: chair_problems(files), "the chair's votes are those of the ledger"),
        ("winners", lambda: winner_problems(files), "the winners are those of the ledger"),
        ("ranking", lambda: ranking_problems(files, engine), "recomputed: same order, same figures to 6 decimals"),
    ]
    return [run_check(name, problems, fine) for name, problems, fine in steps]


class Remark(str):
    """Something a reader should know that is no fault."""


def run_check(name: str, problems: Callable[[], Iterator[str]], fine: str) -> Check:
    """A file that cannot even be read fails the check that reads it; it never ends the program."""
    try:
        found = list(problems())
    except Exception as error:  # whatever a changed byte breaks is a finding
        found = [f"cannot be read: {type(error).__name__}: {error}"]
    faults = [one for one in found if not isinstance(one, Remark)]
    more = f" (and {len(faults) - 3} more)" if len(faults) > 3 else ""
    return Check(name, not faults, "; ".join(faults[:3]) + more if faults else "; ".join([fine, *found]))


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


def erased_rows(files: Files) -> set[int]:
    return {row["ledger"] for row in json.loads(files["protocol.json"])["erased"]}


def chain_problems(files: Files) -> Iterator[str]:
    previous, number, protocol = GENESIS, 0, json.loads(files["protocol.json"])
    erased = {row["ledger"]: set(row["values"]) for row in protocol["erased"]}
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
        if not erased.get(number, set()) <= row["commitments"].keys() - row["values"].keys():
            yield f"row {row['number']} still says what is said to be erased"
        previous = row["hash"]
    if erased:
        yield Remark(f"{len(erased)} rows whose values were erased by law")
    head = protocol["chain"]
    if (head["length"], head["head"]) != (number, previous):
        yield f"protocol.json names the head {head['length']}, the chain ends at {number}"


# ---- ballots ----


def sheets(files: Files, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(files[name].decode(), newline=""), strict=True))


def ballot_problems(files: Files) -> Iterator[str]:
    """Both ways: every line is in the ledger as it stands there, and every ballot in the ledger is a line."""
    code, erased = json.loads(files["protocol.json"])["round"]["code"], erased_rows(files)
    rows = {row["number"]: row for row in ledger_rows(files)}
    lines = {int(line["ledger"]): line for line in sheets(files, "ballots.csv")}
    if len(lines) != len(sheets(files, "ballots.csv")):
        yield "a ledger row is named twice in ballots.csv"
    acts = {number: row for number, row in rows.items() if row["act"].startswith("ballot.")}
    for number in sorted(number for number, row in acts.items() if not row["values"] and number not in erased):
        yield f"ledger row {number} does not say what it is about"
    own = {number: row for number, row in acts.items() if laid_open(row).get("round") == code}
    bare = {number: acts[number] for number in lines.keys() & erased & acts.keys() if not acts[number]["values"]}
    due = {number for number, row in (own | bare).items() if row["act"] in SUBMITTED}
    for number in sorted(due ^ lines.keys()):
        yield f"ledger row {number} and ballots.csv disagree on whether there is a ballot"
    for number in sorted(due & lines.keys() - bare.keys()):
        if spoken(lines[number]) != recorded(rows[number]):
            yield f"the ballot of ledger row {number} is not as it was submitted"
    yield from state_problems(lines, [row for _number, row in sorted((own | bare).items())])
    if bare:
        yield Remark(f"{len(bare)} of them stand as ballots.csv has them, their values being erased from the ledger")


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
        "scores": {code: text for code, text in said.get("scores", {}).items() if text is not None},
    }


def state_problems(lines: Mapping[int, Mapping[str, str]], acts: list[Row]) -> Iterator[str]:
    """Of each judge and entry the last ballot counts, unless it was taken back or the line says why it does not."""
    last: dict[tuple[str, ...], tuple[int, bool]] = {}
    for row in acts:
        said = recorded(row) if row["values"] else lines[row["number"]]
        last[said["judge"], said["entry"], said["category"]] = (row["number"], row["act"] in SUBMITTED)
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
    acts = [row for row in ledger_rows(files) if row["act"] in {"method.locked", "method.changed"}]
    locks = [laid_open(row) for row in acts if laid_open(row).get("round") == protocol["round"]["code"]]
    if digest != protocol["rules_digest"]:
        yield "the rules do not have the hash that the protocol states"
    if acts and acts[-1]["number"] in erased_rows(files):
        yield Remark("the hash that the ledger held was erased by law")
    elif not locks or locks[-1]["digest"] != digest:
        yield "the rules are not those locked in the ledger"


def chair_problems(files: Files) -> Iterator[str]:
    protocol, erased = json.loads(files["protocol.json"]), erased_rows(files)
    votes = {vote["ledger"]: vote for vote in protocol["chair_votes"]}
    acts = {row["number"]: row for row in ledger_rows(files) if row["act"] == "chair.voted"}
    own = {number for number, row in acts.items() if laid_open(row).get("round") == protocol["round"]["code"]}
    bare = votes.keys() & acts.keys() & erased - own
    if len(votes) != len(protocol["chair_votes"]) or own | bare != votes.keys():
        yield "the chair's votes are not all there, or there are others"
    for number in sorted(own & votes.keys()):
        said = laid_open(acts[number])
        names = ("category", "order", "reason", "by_chair")
        if any(said[name] != votes[number][name] for name in names if name in said or number not in erased):
            yield f"the chair's vote of ledger row {number} is not as it was entered"
    if bare:
        yield Remark(f"{len(bare)} of them stand as protocol.json has them, their values being erased from the ledger")


def winner_problems(files: Files) -> Iterator[str]:
    protocol = json.loads(files["protocol.json"])
    acts = [row for row in ledger_rows(files) if row["act"] == "list-published"]
    lists = [said for said in map(laid_open, acts) if said.get("version") == protocol["list_version"]]
    published = [said["lines"] for said in lists if "lines" in said]
    names = ("category", "level", "reference", "title_th", "organisation_th")
    lines = [[winner[name] for name in names] for winner in protocol["winners"]]
    if not published and {row["number"] for row in acts} & erased_rows(files):
        yield Remark("the list that the ledger held was erased by law")
    elif not published or sorted(published[-1]) != sorted(lines):
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


def rules_of(files: Files, engine: Any, category: str) -> Any:
    protocol = json.loads(files["protocol.json"])
    rules = protocol["rules"]
    weights = {name: {c: float(w) for c, w in one.items()} for name, one in rules["weights"].items()}
    names = ("places", "precision", "interval", "practically_tied", "seed")
    return engine.Rules(
        category_weights=weights,
        levels=tuple(rules["levels"]),
        ties=tuple(rules["ties"]),
        chair=tuple(tuple(vote["order"]) for vote in protocol["chair_votes"] if vote["category"] == category),
        **{name: rules[name] for name in names},
    )


def ranking_problems(files: Files, engine: Any) -> Iterator[str]:
    stated = json.loads(files["results.json"])
    protocol = json.loads(files["protocol.json"])
    if (stated["edition"], stated["round"]) != (protocol["edition"]["code"], protocol["round"]["code"]):
        yield "results.json is of another edition or round"
    ballots = ballots_of(files, engine)
    for name in sorted(ballots.keys() - stated["categories"].keys()):
        yield f"results.json says nothing of {name}"
    for name, document in stated["categories"].items():
        made = json.loads(json.dumps(engine.ranking_document(ballots.get(name, []), rules_of(files, engine, name))))
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
