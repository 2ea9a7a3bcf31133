"""From a published round to the files of its bundle, packed and signed."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.db import transaction

from awards.ledger import signing
from awards.ledger.acts import VALUES_ERASED
from awards.ledger.models import Chain, Row, Value
from awards.ledger.services import append, locked_head
from awards.models import Round, WinnerList
from judging.acts import RESULT_SEALED
from judging.ballot_kinds import PAIRS, kind_of
from judging.ballots.carried_scores import CARRIED
from judging.bundle.archive import packed, with_sums
from judging.bundle.causes import Causes, UnsoundError
from judging.bundle.chain import OpenChain
from judging.bundle.csv_files import ballot_lines, ballots_csv, recusals_csv
from judging.bundle.leavers import bind_leavers
from judging.bundle.protocol import Gathered, protocol_of
from judging.bundle.protocol_pdf import protocol_pdf
from judging.bundle.readme import readme
from judging.bundle.verifier.archive import LEDGER, SIGNATURE, SUMS
from judging.bundle.verifier.ballots import COUNTED
from judging.models import MethodLock
from judging.pseudonyms import Pseudonyms
from judging.results.method import lock_method
from judging.results.services import counted_ballots

MOST_TRIES = 5  # times that acts may come in between reading the chain and sealing it


class NotPublishedError(Exception):
    """The edition has no published winner list, so nothing of its result may leave the house."""


def standing_list(round_: Round) -> WinnerList:
    """The edition's published list. Raises NotPublishedError."""
    lists = WinnerList.objects.filter(
        edition=round_.edition, superseded_at=None
    ).exclude(published_at=None)
    found = lists.select_related("edition").first()
    if found is None or not round_.active:
        raise NotPublishedError(
            f"{round_.edition.code} {round_.code}: nothing is published yet"
        )
    return found


def bundle_files(round_: Round) -> dict[str, bytes]:
    """Every file of the bundle but checksums and signature. Raises NotPublishedError,
    UnsoundError.
    """
    return sealed(round_).files


@dataclass(frozen=True)
class Sealed:
    """The files, and what two of them say: the protocol, the documents by category."""

    files: dict[str, bytes]
    protocol: dict[str, Any]
    documents: dict[str, Any]
    causes: frozenset[int] = frozenset()


def sealed(round_: Round) -> Sealed:
    """As the result was sealed; sealed now where it never was, or where another result
    has come of it since.

    The seal is the chain's word on every other file: whoever changes one of them has to
    write the chain anew.
    """
    winner_list = standing_list(round_)
    if not MethodLock.objects.filter(round=round_).exists():
        # published without a worker ever having run: fixed now, in the chain
        lock_method(round_=round_, actor=None)
    seal = newest_seal(round_, winner_list)
    made = None if seal is None else as_sealed(round_, winner_list, seal)
    if made is not None:
        return made
    bind_leavers(round_.edition)
    for _try in range(MOST_TRIES):
        length = chain_length(round_)
        made = unsealed(round_, winner_list, length)
        if seal_result(round_, winner_list, digests(made.files), length):
            return with_ledger(made, winner_list, round_, length + 1)
    raise UnsoundError("the ledger grows faster than its bundle is made: try again")


def as_sealed(round_: Round, winner_list: WinnerList, seal: Row) -> Sealed | None:
    """None where the result has moved on since, or the law has had words erased that
    the ledger laid open.
    """
    if Row.objects.filter(
        chain=seal.chain, act=VALUES_ERASED.code, number__gt=seal.number
    ).exists():
        return None
    try:
        made = unsealed(round_, winner_list, seal.number - 1)
    except UnsoundError:  # what is stored rests on later acts
        return None
    if digests(made.files) != seal_values(seal).get("files"):
        return None
    return with_ledger(made, winner_list, round_, seal.number)


def newest_seal(round_: Round, winner_list: WinnerList) -> Row | None:
    for row in Row.objects.filter(
        chain=round_.edition.code, act=RESULT_SEALED.code
    ).order_by("-number"):
        said = seal_values(row)
        if (said.get("round"), said.get("list_version")) == (
            round_.code,
            winner_list.version,
        ):
            return row
    return None


def seal_values(row: Row) -> dict[str, object]:
    return dict(
        Value.objects.filter(chain=row.chain, number=row.number).values_list(
            "name", "value"
        )
    )


def chain_length(round_: Round) -> int:
    return Chain.objects.values_list("length", flat=True).get(code=round_.edition.code)


@transaction.atomic
def seal_result(
    round_: Round, winner_list: WinnerList, files: dict[str, str], length: int
) -> bool:
    """Whether the chain still ended where the files say it does; if not nothing is written."""
    if locked_head(round_.edition.code).length != length:
        return False
    values = {"round": round_.code, "list_version": winner_list.version, "files": files}
    append(
        round_.edition.code, RESULT_SEALED, None, values, subject=f"round:{round_.code}"
    )
    return True


def digests(files: dict[str, bytes]) -> dict[str, str]:
    return {
        name: hashlib.sha256(content).hexdigest()
        for name, content in sorted(files.items())
    }


def unsealed(round_: Round, winner_list: WinnerList, length: int) -> Sealed:
    """Every file but the ledger, from a chain of this length."""
    key = signing.site_keys().signing
    gathered = gather(
        round_,
        winner_list,
        length,
        signing.fingerprint(key.public_key()) if key else None,
    )
    results = {
        "edition": round_.edition.code,
        "round": round_.code,
        "categories": gathered.documents,
    }
    # As whoever reads the files has them, so that the papers can be made again from nothing else.
    protocol, results = (
        json.loads(as_json(one)) for one in (protocol_of(gathered), results)
    )
    files = {
        "README.txt": readme(),
        "protocol.json": as_json(protocol),
        "results.json": as_json(results),
        "ballots.csv": ballots_csv(gathered.lines, gathered.criteria),
        "recusals.csv": recusals_csv(gathered.chain),
        "protocol-th.pdf": protocol_pdf(protocol, results, "th"),
        "protocol-en.pdf": protocol_pdf(protocol, results, "en"),
    }
    files |= {"public-key.pem": signing.public_pem(key.public_key())} if key else {}
    return Sealed(files, protocol, gathered.documents, frozenset(gathered.chain.causes))


def with_ledger(
    made: Sealed, winner_list: WinnerList, round_: Round, length: int
) -> Sealed:
    chain = OpenChain(winner_list, round_.code, length)
    chain.causes |= made.causes
    return replace(made, files={**made.files, LEDGER: chain.text_of_all()})


def gather(
    round_: Round, winner_list: WinnerList, length: int, key_fingerprint: str | None
) -> Gathered:
    counted, pseudonyms = counted_ballots(round_), Pseudonyms(round_.edition)
    chain = OpenChain(winner_list, round_.code, length)
    criteria = columns_of(round_, chain)
    keys = {
        (one.judge, one.entry, code)
        for code, ballots in counted.ballots.items()
        for one in ballots
    }
    lines = ballot_lines(chain, keys, Causes(round_, chain, pseudonyms), criteria)
    stated = {tuple(line[1:4]) for line in lines if line[5] == COUNTED}
    if stated != keys:
        judge, entry, category = min(stated ^ keys)
        raise UnsoundError(
            f"{category}: the ledger has no such ballot of {judge} for {entry}"
        )
    codes = round_.edition.categories.values_list("code", flat=True)
    groups = {code: counted.groups(code) for code in codes}
    documents = {code: counted.document(code, found) for code, found in groups.items()}
    return Gathered(
        round=round_,
        winner_list=winner_list,
        chain=chain,
        pseudonyms=pseudonyms,
        counted=counted,
        criteria=criteria,
        lines=lines,
        documents=documents,
        key_fingerprint=key_fingerprint,
    )


def columns_of(round_: Round, chain: OpenChain) -> list[str]:
    """What scores stand under: criteria, or of comparisons the entries compared with."""
    if kind_of(round_) is PAIRS:
        rows = chain.ballots()
        return sorted({name for _row, said in rows for name in said.get("scores", {})})
    criteria = list(round_.edition.criteria.values_list("code", flat=True))
    return criteria + ([CARRIED] if round_.carried.exists() else [])


def as_json(value: object) -> bytes:
    return (
        json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    ).encode()


def signed(made: Sealed) -> dict[str, bytes]:
    """With checksums and, where the site has a key, the signature over them."""
    files, key = with_sums(made.files), signing.site_keys().signing
    return files | (
        {SIGNATURE: key.sign(files[SUMS]).hex().encode() + b"\n"} if key else {}
    )


def signed_files(round_: Round) -> dict[str, bytes]:
    """Every file of the bundle. Raises NotPublishedError, UnsoundError."""
    return signed(sealed(round_))


def bundle_of(round_: Round) -> bytes:
    """The ZIP; the same result gives the same bytes."""
    return packed(signed_files(round_))


def publish_results(*, round_: Round, path: Path) -> bool:
    """Write the bundle, whole or not at all; whether it is signed. Raises
    NotPublishedError, UnsoundError, OSError.
    """
    content = bundle_of(round_)
    beside = path.with_name(f".{path.name}.part")
    beside.write_bytes(content)
    beside.replace(path)
    return signing.site_keys().signing is not None
