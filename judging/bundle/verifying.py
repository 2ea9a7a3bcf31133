"""Verifying a bundle inside the product: as the verifier that is handed out does, and the protocol typeset again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pypdfium2

from judging import ranking
from judging.bundle.typeset import protocol_pdf
from judging.bundle.verifier import checks
from judging.bundle.verifier.archive import NotABundle, read_bundle
from judging.bundle.verifier.ranks import Engine
from judging.bundle.verifier.reading import Bundle
from judging.bundle.verifier.report import Check, Remark, failed, run_check

Files = Mapping[str, bytes]
ENGINE = Engine(ranking.Ballot, ranking.Rules, ranking.ranking_document)


def verify_bundle(path: Path, key: bytes | None = None) -> list[Check]:
    """``key``: a file of public keys in PEM from elsewhere. Raises OSError when there is no such bundle."""
    try:
        files = read_bundle(path)
    except NotABundle as error:
        return [failed("archive", str(error))]
    return verify_files(files, key)


def verify_files(files: Files, key: bytes | None = None) -> list[Check]:
    """The paper is looked at only where all that it is made from is sound."""
    found = checks.verify_files(files, ENGINE, key)
    if not all(check.ok for check in found):
        return found
    return [*found, run_check("paper", lambda: paper_problems(Bundle(files)), "the PDFs say what the protocol says")]


def paper_problems(bundle: Bundle) -> Iterator[str]:
    """Both protocols typeset again from the data: the same bytes, or at least the same words in the same order."""
    for language in ("th", "en"):
        name = f"protocol-{language}.pdf"
        made = protocol_pdf(bundle.protocol, bundle.results, language)  # type: ignore[arg-type]
        if made == bundle.files[name]:
            continue
        if words(made) != words(bundle.files[name]):
            yield f"{name} does not say what protocol.json says"
        else:
            yield Remark(f"{name} was typeset by another version, with the same words")


def words(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return " ".join(page.get_textpage().get_text_range() for page in document).split()
    finally:
        document.close()
