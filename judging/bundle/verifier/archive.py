"""Reading a bundle that may come from anybody: in memory, by known names, up to known
sizes. Nothing is unpacked.
"""

import stat
import struct
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

SUMS, SIGNATURE = "SHA256SUMS", "SHA256SUMS.sig"
LEDGER, PROTOCOL, RESULTS = "ledger.jsonl", "protocol.json", "results.json"
BALLOTS, RECUSALS, KEY = "ballots.csv", "recusals.csv", "public-key.pem"
REQUIRED = frozenset(
    {
        "README.txt",
        PROTOCOL,
        RESULTS,
        BALLOTS,
        RECUSALS,
        LEDGER,
        "protocol-th.pdf",
        "protocol-en.pdf",
        SUMS,
    }
)
KNOWN = REQUIRED | {KEY, SIGNATURE}
MB = 1024 * 1024
# of all files together, unpacked; the largest bundle made so far has 30 MB
MOST = 256 * MB
SMALL = {SUMS: 64 * 1024, SIGNATURE: 1024, KEY: 16 * 1024, "README.txt": MB}
NO_ZIP = "it does not begin and end as a ZIP does"
END = struct.Struct("<4s4H2LH")  # the last record of a ZIP without a comment
PACKED_WAYS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
Files = Mapping[str, bytes]


class NotABundle(ValueError):
    """The file is no bundle; the message says why."""


def read_bundle(path: Path) -> dict[str, bytes]:
    """The files by name. Raises NotABundle; OSError where there is no such file."""
    if path.stat().st_size > MOST:
        raise NotABundle(f"it is larger than {MOST // MB} MB")
    check_ends(path)
    try:
        with zipfile.ZipFile(path) as archive:
            problem = next(member_problems(archive.infolist()), None)
            if problem:
                raise NotABundle(problem)
            return {
                member.filename: content_of(archive, member)
                for member in archive.infolist()
            }
    except (NotABundle, OSError):
        raise
    except (
        Exception
    ) as error:  # a ZIP can be damaged in many ways; none of them may end the program
        raise NotABundle(
            f"the ZIP cannot be read: {type(error).__name__}: {error}"
        ) from error


def check_ends(path: Path) -> None:
    """Before the list of files is read, which could name millions: nothing before it,
    nothing behind it, few files.
    """
    with path.open("rb") as source:
        head = source.read(4)
        source.seek(max(0, path.stat().st_size - END.size))
        tail = source.read()
    if head != b"PK\x03\x04" or len(tail) != END.size:
        raise NotABundle(NO_ZIP)
    mark, disk, first, here, count, size, offset, comment = END.unpack(tail)
    whole = (mark, disk, first, comment) == (b"PK\x05\x06", 0, 0, 0) and here == count
    if not whole or offset + size + END.size != path.stat().st_size:
        raise NotABundle(NO_ZIP)
    if count > len(KNOWN):
        raise NotABundle(f"it holds {count} files, a bundle has {len(KNOWN)} at most")


def member_problems(members: list[zipfile.ZipInfo]) -> Iterator[str]:
    names = [member.filename for member in members]
    for name in names:
        if name not in KNOWN:
            yield f"{name[:80]!r} does not belong into a bundle"
    for name in sorted(REQUIRED - set(names)):
        yield f"{name} is missing"
    if len(set(names)) != len(names):
        yield "a file occurs twice in the archive"
    if sum(member.file_size for member in members) > MOST:
        yield f"its files are larger than {MOST // MB} MB together"
    for member in members:
        yield from shape_problems(member)


def shape_problems(member: zipfile.ZipInfo) -> Iterator[str]:
    mode = member.external_attr >> 16
    if member.orig_filename != member.filename:
        yield f"{member.filename} has two names"
    if member.is_dir() or (stat.S_IFMT(mode) and not stat.S_ISREG(mode)):
        yield f"{member.filename} is no plain file"
    if member.flag_bits & 0x1:
        yield f"{member.filename} is encrypted"
    if member.compress_type not in PACKED_WAYS:
        yield f"{member.filename} is packed in a way that no bundle is"
    if member.file_size > SMALL.get(member.filename, MOST):
        yield f"{member.filename} is too large"


def content_of(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """No more than the size that was stated and checked, whatever the packed bytes unfold to."""
    with archive.open(member) as source:
        content = source.read(member.file_size)
        if len(content) != member.file_size or source.read(1):
            raise NotABundle(f"{member.filename} has another size than it says")
    return content
