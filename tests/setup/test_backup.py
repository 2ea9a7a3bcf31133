from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from django.db import connection

from config.embedded.binaries import MAJOR, package_folder
from config.embedded.place import place_of

pytestmark = pytest.mark.slow  # starts servers of its own


SCRIPT = Path(__file__).resolve().parents[2] / "deploy" / "backup"


def address() -> str:
    values = connection.settings_dict
    return (
        os.environ.get("DATABASE_URL", place_of().url).rpartition("/")[0]
        + f"/{values['NAME']}"
    )


@pytest.mark.django_db
def test_backup_holds_the_database_and_the_files(tmp_path: Path) -> None:
    checkout = tmp_path / "checkout"
    (checkout / "deploy").mkdir(parents=True)
    shutil.copy(SCRIPT, checkout / "deploy")
    (checkout / "var" / "media").mkdir(parents=True)
    (checkout / "var" / "media" / "plan.pdf").write_text("a plan")
    programs = package_folder() / f"pginstall{MAJOR}" / "bin"
    environment = {
        "PATH": f"{programs}:{os.environ['PATH']}",
        "DATABASE_URL": address(),
    }
    done = subprocess.run(
        [checkout / "deploy" / "backup", tmp_path / "kept"],
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    folder = Path(done.stdout.strip())
    assert (
        subprocess.run(
            ["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=folder
        ).returncode
        == 0
    )
    assert "TABLE DATA public accounts_user" in (folder / "contents.txt").read_text()
    listed = subprocess.run(
        ["tar", "-tf", folder / "media.tar"], capture_output=True, text=True
    )
    assert "./plan.pdf" in listed.stdout
    assert [path.stat().st_mode & 0o077 for path in folder.iterdir()] == [0, 0, 0, 0]


def test_backup_that_fails_leaves_nothing_that_looks_like_one(tmp_path: Path) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": "postgresql:///none?host=/nonexistent",
    }
    done = subprocess.run(
        [SCRIPT, tmp_path / "kept"], env=environment, capture_output=True, text=True
    )
    assert done.returncode != 0
    assert list((tmp_path / "kept").iterdir()) == []
