"""From a published round to the files of its bundle, packed and signed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from awards.ledger import signing
from awards.models import Round, WinnerList
from judging.bundle.archive import engine_files, packed, with_sums
from judging.bundle.readme import README
from judging.bundle.typeset import protocol_pdf
from judging.bundle.verify import SIGNATURE, SUMS
from judging.finals.carrying import CARRIED
from judging.models import MethodLock
from judging.ranking import document
from judging.services.bundle.ledger import OpenChain
from judging.services.bundle.protocol import Gathered, protocol_of
from judging.services.bundle.sheets import ballot_lines, ballots_csv, recusals_csv
from judging.services.method import lock_method
from judging.services.pseudonyms import Pseudonyms
from judging.services.results import counted_ballots
from nominations.models import Entry


class NotPublishedError(Exception):
    """The edition has no published winner list, so nothing of its result may leave the house."""


class UnsoundError(Exception):
    """What is stored does not fit the ledger; the message names the first difference."""


def standing_list(round_: Round) -> WinnerList:
    """The edition's published list. Raises NotPublishedError."""
    lists = WinnerList.objects.filter(edition=round_.edition, superseded_at=None).exclude(published_at=None)
    found = lists.select_related("edition").first()
    if found is None or not round_.active:
        raise NotPublishedError(f"{round_.edition.code} {round_.code}: nothing is published yet")
    return found


def bundle_files(round_: Round) -> dict[str, bytes]:
    """Every file of the bundle but checksums and signature. Raises NotPublishedError, UnsoundError."""
    return gathered_files(round_)[0]


def gathered_files(round_: Round) -> tuple[dict[str, bytes], dict[str, Any], dict[str, Any]]:
    """The files, and what two of them say: the protocol, the documents by category."""
    winner_list = standing_list(round_)
    if not MethodLock.objects.filter(round=round_).exists():
        lock_method(round_=round_, actor=None)  # published without a worker ever having run: fixed now, in the chain
    gathered = gather(round_, winner_list)
    protocol = protocol_of(gathered)
    key = signing.signing_key()
    protocol["key_fingerprint"] = signing.fingerprint(key.public_key()) if key else None
    results = {"edition": round_.edition.code, "round": round_.code, "categories": gathered.documents}
    files = {
        "README.txt": README.encode(),
        "protocol.json": as_json(protocol),
        "results.json": as_json(results),
        "ballots.csv": ballots_csv(gathered.lines, gathered.criteria),
        "recusals.csv": recusals_csv(gathered.chain),
        "ledger.jsonl": "".join(gathered.chain.lines()).encode(),
        "protocol-th.pdf": protocol_pdf(protocol, results, "th"),
        "protocol-en.pdf": protocol_pdf(protocol, results, "en"),
        **engine_files(),
    }
    files |= {"public-key.pem": signing.public_pem(key.public_key())} if key else {}
    return files, protocol, gathered.documents


def gather(round_: Round, winner_list: WinnerList) -> Gathered:
    counted, pseudonyms = counted_ballots(round_), Pseudonyms(round_.edition)
    chain = OpenChain(winner_list, round_.code)
    criteria = list(round_.edition.criteria.values_list("code", flat=True))
    criteria += [CARRIED] if round_.carried.exists() else []
    keys = {(one.judge, one.entry, code) for code, ballots in counted.ballots.items() for one in ballots}
    gone = Entry.objects.filter(edition=round_.edition).exclude(state="submitted").values_list("reference", flat=True)
    lines = ballot_lines(chain, keys, {pseudonyms.entry(reference) for reference in gone}, criteria)
    stated = {tuple(line[1:4]) for line in lines if line[5] == "counted"}
    if stated != keys:
        judge, entry, category = min(stated ^ keys)
        raise UnsoundError(f"{category}: the ledger has no such ballot of {judge} for {entry}")
    codes = round_.edition.categories.values_list("code", flat=True)
    groups = {code: counted.groups(code) for code in codes}
    documents = {code: document(found, counted.rules) for code, found in groups.items()}
    return Gathered(round_, winner_list, chain, pseudonyms, counted, criteria, lines, documents)


def as_json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def signed_files(round_: Round) -> tuple[dict[str, bytes], dict[str, Any], dict[str, Any]]:
    """As ``gathered_files``, with checksums and, where the site has a key, the signature over them."""
    files, protocol, documents = gathered_files(round_)
    files, key = with_sums(files), signing.signing_key()
    if key:
        files[SIGNATURE] = key.sign(files[SUMS]).hex().encode() + b"\n"
    return files, protocol, documents


def bundle_of(round_: Round) -> bytes:
    """The ZIP; the same database gives the same bytes."""
    return packed(signed_files(round_)[0])


def publish_results(*, round_: Round, path: Path) -> bool:
    """Write the bundle, whole or not at all; whether it is signed. Raises NotPublishedError, UnsoundError, OSError."""
    content = bundle_of(round_)
    beside = path.with_name(f".{path.name}.part")
    beside.write_bytes(content)
    beside.replace(path)
    return signing.signing_key() is not None
