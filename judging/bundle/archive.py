"""The same files always give the same ZIP, byte for byte: sorted names, one fixed moment, one way to compress."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from judging import ranking
from judging.bundle.verify import SUMS, sums_of

MOMENT = (2000, 1, 1, 0, 0, 0)  # a ZIP must name one; it says nothing


def packed(files: Mapping[str, bytes]) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in sorted(files):
            member = zipfile.ZipInfo(name, MOMENT)
            member.create_system, member.external_attr = 3, 0o644 << 16
            archive.writestr(member, files[name], zipfile.ZIP_DEFLATED, compresslevel=6)
    return target.getvalue()


def with_sums(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {**files, SUMS: sums_of(files)}


def engine_files() -> dict[str, bytes]:
    """The verifier and the modules that rank, as they are in this installation."""
    home = Path(ranking.__file__).parent
    modules = {f"ranking/{name}.py": (home / f"{name}.py").read_bytes() for name in ranking.CORE}
    verifier = Path(__file__).with_name("verify.py").read_bytes()
    return {"verify.py": verifier, "ranking/__init__.py": b"", **modules}
