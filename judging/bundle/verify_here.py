"""Verifying a bundle inside the product: as the verifier that is handed out does, and
the protocol typeset again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pypdfium2

from judging import ranking
from judging.bundle.protocol_pdf import protocol_pdf
from judging.bundle.verifier import checks
from judging.bundle.verifier.archive import MB, NotABundle, read_bundle
from judging.bundle.verifier.ranks import Engine
from judging.bundle.verifier.reading import Bundle
from judging.bundle.verifier.report import Check, Remark, failed, run_check
from judging.ranking.explain import Language

Files = Mapping[str, bytes]
LANGUAGES: tuple[Language, ...] = ("th", "en")
MOST = 50 * MB  # of a PDF that is looked into
ENGINE = Engine(
    ranking.Ballot,
    ranking.Rules,
    ranking.Earlier,
    ranking.ranking_document,
    ranking.category_documents,
)


def verify_bundle(
    path: Path, key: bytes | None = None, heads: bytes | None = None
) -> list[Check]:
    """``key``: a file of public keys in PEM from elsewhere; ``heads``: signed heads that
    somebody kept. Raises OSError when there is no such bundle.
    """
    try:
        files = read_bundle(path)
    except NotABundle as error:
        return [failed("archive", str(error))]
    return verify_files(files, key, heads)


def verify_files(
    files: Files, key: bytes | None = None, heads: bytes | None = None
) -> list[Check]:
    """The paper is looked at only where all that it is made from is sound."""
    found = checks.verify_files(files, ENGINE, key, heads)
    if not all(check.ok for check in found):
        return found
    return [
        *found,
        run_check(
            "paper",
            lambda: paper_problems(Bundle(files)),
            "the PDFs say what the protocol says",
        ),
    ]


def paper_problems(bundle: Bundle) -> Iterator[str]:
    """Both protocols typeset again from the data: the same bytes, or at least the same
    words in the same order.
    """
    for language in LANGUAGES:
        name = f"protocol-{language}.pdf"
        made = protocol_pdf(bundle.protocol, bundle.results, language)
        if made == bundle.files[name]:
            continue
        if len(bundle.files[name]) > MOST or words(made) != words(bundle.files[name]):
            yield f"{name} does not say what protocol.json says"
        else:
            yield Remark(
                f"{name} has the same words and was typeset by another version: compare "
                "it with one that you typeset"
            )


def words(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return " ".join(
            page.get_textpage().get_text_range() for page in document
        ).split()
    finally:
        document.close()
