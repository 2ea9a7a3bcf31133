"""The same files always give the same ZIP, byte for byte: sorted names, one fixed
moment, one way to compress.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

from judging.bundle.verifier.archive import SUMS
from judging.bundle.verifier.checks import sums_of

MOMENT = (2000, 1, 1, 0, 0, 0)  # a ZIP must name one; it says nothing


def packed(files: Mapping[str, bytes]) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in sorted(files):
            member = zipfile.ZipInfo(name, MOMENT)
            member.create_system, member.external_attr = 3, 0o100644 << 16
            archive.writestr(member, files[name], zipfile.ZIP_DEFLATED, compresslevel=6)
    return target.getvalue()


def with_sums(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {**files, SUMS: sums_of(files)}
