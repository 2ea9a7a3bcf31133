"""The ledger itself: its links, what is laid open, what was erased, and the seal over
all other files.
"""

from collections.abc import Iterator

from .archive import LEDGER, SIGNATURE, SUMS
from .reading import (
    ERASURE,
    MOMENT,
    NAMED,
    Bundle,
    Json,
    canonical,
    commit_to,
    laid_open,
    sha256,
)
from .report import Remark

GENESIS = "0" * 64
SEAL = "result.sealed"
FIELDS = {
    "chain",
    "number",
    "at",
    "act",
    "actor",
    "commitments",
    "previous",
    "hash",
    "values",
}
# Names that the law may have erased: words and addresses. What a result rests on is none of them.
PERSONAL = frozenset({
    "because", "email", "note", "owner", "public_reason_en", "public_reason_th", "reason", "reason_en", "reason_th",
    "reply", "text",
})  # fmt: skip
SUBMITTED = ("ballot.submitted", "ballot.changed")
BALLOT = frozenset({"round", "category", "version", "scores", "sheet", "judge"})
NEEDED = {
    act: frozenset({"round", "category", "version", "scores", "sheet"})
    for act in SUBMITTED
}
# Row → the values that anybody may read. Decisions and eligibility: only what is about
# a winner, or left out.
OPEN = {
    SEAL: frozenset({"round", "list_version", "files"}),
    ERASURE: frozenset({NAMED}),
    "judge.recused": frozenset({"judge", "sheet", "source"}),
    "judge.accepted": frozenset({"judge", "person"}),
    "judge.declined": frozenset({"judge"}),
    "judge.invited": frozenset({"judge"}),
    "judge.assigned": frozenset({"judge", "round", "sheets"}),
    "judge.unassigned": frozenset({"judge", "round", "sheets"}),
    "conflict.found": frozenset({"judge", "sheet", "source"}),
    "conflict.overruled": frozenset({"judge", "sheet", "source"}),
    "chair.voted": frozenset(
        {MOMENT, "round", "category", "order", "reason", "by_chair"}
    ),
    "entry.out": frozenset({"sheet", "act"}),
    "entry.back": frozenset({"sheet"}),
    "judge.extra-ballot": frozenset(
        {"round", "sheet", "category", "p", "ballots", "cap"}
    ),
    "autopilot.step": frozenset(
        {"round", "step", "by_hand", "outcome", "spent", "categories", "asked", "back"}
    ),
    "autopilot.paused": frozenset({"round"}),
    "autopilot.resumed": frozenset({"round"}),
    "shortlist.made": frozenset({"round", "from", "sheets"}),
    "shortlist.undone": frozenset({"round"}),
    "round.assigned": frozenset({"round", "seed"}),
    "weights-set": frozenset({"round", "category", "weights"}),
    "method.locked": frozenset({MOMENT, "round", "digest", "rules"}),
    "method.change-proposed": frozenset({MOMENT, "round", "digest", "rules", "reason"}),
    "method.changed": frozenset({MOMENT, "round", "before", "digest", "reason"}),
    "list-frozen": frozenset({"version"}),
}
# Of the list that the bundle is about, with the facts of its own round.
PUBLISHED = frozenset(
    {MOMENT, "version", "lines", "lines_en", "setting", "corrections"}
)
DECISIONS = ("decision", "overall-decision")
DECISION = frozenset(
    {"entry", "category", "level", "public_reason_th", "public_reason_en"}
)


def open_names(
    act: str, said: Json, round_code: str, version: object
) -> frozenset[str]:
    """What of an act of this kind is laid open in the bundle of a round and a list."""
    if act.startswith("ballot."):
        return BALLOT if said.get("round") == round_code else frozenset({"round"})
    if act == "list-published":
        own = said.get("version") == version
        return PUBLISHED | {f"round:{round_code}"} if own else frozenset({"version"})
    return OPEN.get(act, frozenset())


def chain_problems(bundle: Bundle) -> Iterator[str]:
    previous, code = GENESIS, bundle.protocol["edition"]["code"]
    for number, row in enumerate(bundle.rows, start=1):
        content = {key: row[key] for key in row if key not in {"hash", "values"}}
        if row.keys() != FIELDS or row["chain"] != code:
            yield f"row {number} is no row of this edition's ledger"
        if row["number"] != number or row["previous"] != previous:
            yield f"row {row['number']} does not follow the one before it"
        if sha256(canonical(content).encode()) != row["hash"]:
            yield f"row {number}: its content does not match its hash"
        yield from value_problems(bundle, row)
        previous = row["hash"]
    yield from erasure_problems(bundle)


def value_problems(bundle: Bundle, row: Json) -> Iterator[str]:
    number, said = row["number"], laid_open(row)
    if not str(said.get(MOMENT, row["at"])).startswith(row["at"]):
        yield f"row {number} was at a moment of another day than it tells"
    for name, value in row["values"].items():
        if commit_to(value["value"], value["salt"]) != row["commitments"].get(name):
            yield f"row {number}: {name} is not what was committed to"
    protocol = bundle.protocol
    due = open_names(
        row["act"], said, protocol["round"]["code"], protocol["list_version"]
    )
    for name in sorted(due & row["commitments"].keys() - said.keys()):
        if (number, name) not in bundle.erased:
            yield f"row {number} does not say {name}, and no act says that it was erased"
    needed = NEEDED.get(
        row["act"],
        frozenset({"round"}) if row["act"].startswith("ballot.") else frozenset(),
    )
    for name in sorted(needed - row["commitments"].keys()):
        yield f"row {number} is a ballot without {name}"


def erasure_problems(bundle: Bundle) -> Iterator[str]:
    for act in bundle.of(ERASURE):
        for taken in act.said.get(NAMED, []):
            values = (
                bundle.by_number[taken["number"]].said
                if taken["number"] < act.number
                else None
            )
            if values is None:
                yield f"row {act.number} erases what comes after it"
            for name in taken["names"]:
                if name not in PERSONAL:
                    yield (
                        f"row {act.number} erases {name} of row {taken['number']}, "
                        "which is never erased"
                    )
                if values and name in values:
                    yield (
                        f"row {act.number} erases {name} of row {taken['number']}, "
                        "which is still there"
                    )
    stated = [
        (row["ledger"], name)
        for row in bundle.protocol["erased"]
        for name in row["values"]
    ]
    if stated != sorted(bundle.erased):
        yield "protocol.json does not name what the ledger says was erased"
    if stated:
        yield Remark(f"{len(stated)} values were erased by law, as the ledger says")


def seal_problems(bundle: Bundle) -> Iterator[str]:
    """The last act states every other file: nobody changes one of them without writing
    the ledger anew.
    """
    protocol, last = bundle.protocol, bundle.acts[-1]
    if last.act != SEAL:
        yield "the ledger does not end with the seal of this result"
        return
    if (last.said.get("round"), last.said.get("list_version")) != (
        bundle.round,
        protocol["list_version"],
    ):
        yield "the seal is of another round or list"
    if protocol["chain"] != {"length": last.number - 1, "head": last.raw["previous"]}:
        yield "protocol.json does not name the head of the ledger before the seal"
    stated = last.said.get("files") or {}
    sealed = {
        name: content
        for name, content in bundle.files.items()
        if name not in {LEDGER, SUMS, SIGNATURE}
    }
    for name in sorted(stated.keys() ^ sealed.keys()):
        yield (
            f"{name} is not among the files that were sealed"
            if name in sealed
            else f"{name} was sealed and is gone"
        )
    for name in sorted(stated.keys() & sealed.keys()):
        if sha256(sealed[name]) != stated[name]:
            yield f"{name} is not the file that was sealed"
