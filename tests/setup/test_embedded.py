"""The private PostgreSQL, each time in a tree of its own, as whoever runs the tests
and, as root, as a plain user.
"""

from __future__ import annotations

import os
import pwd
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from config.embedded import place_of
from tests.setup.trees import Tree, is_down, make_tree, server_id, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.once]  # starts servers of its own

USE = "print(embedded.ensure(place), flush=True); sys.stdin.read()"
ASK = """
import psycopg
with psycopg.connect(embedded.ensure(place)) as connection:
    print(*connection.execute(sys.argv[1]).fetchone())
"""


def users() -> list[str]:
    me = pwd.getpwuid(os.geteuid()).pw_name
    return [me, "nobody"] if os.geteuid() == 0 else [me]


@pytest.fixture(params=users())
def tree(request: pytest.FixtureRequest) -> Iterator[Tree]:
    with make_tree(pwd.getpwnam(request.param)) as made:
        yield made


@pytest.fixture
def my_tree() -> Iterator[Tree]:
    with make_tree(pwd.getpwuid(os.geteuid())) as made:
        yield made


@pytest.fixture(scope="module")
def shared_tree() -> Iterator[Tree]:
    with make_tree(pwd.getpwuid(os.geteuid())) as made:
        yield made


@pytest.fixture
def used_tree(shared_tree: Tree) -> Iterator[Tree]:
    """With a cluster already made, which takes a second, and no server running."""
    yield shared_tree
    wait_until(lambda: is_down(shared_tree.place))


def start_user(tree: Tree) -> subprocess.Popen[str]:
    process = tree.python(USE)
    assert process.stdout
    assert process.stdout.readline().startswith("postgresql://awards@"), (
        process.communicate()[1]
    )
    return process


def starts(tree: Tree) -> int:
    return (
        tree.place.log.read_text().count("starting PostgreSQL")
        if tree.place.log.exists()
        else 0
    )


def end(process: subprocess.Popen[str]) -> None:
    process.communicate(timeout=120)


def kill(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate(timeout=120)


def test_server_is_started_on_demand_and_ends_with_its_last_user(tree: Tree) -> None:
    assert tree.run("print(place.base.exists())") == "False"
    first, second = start_user(tree), start_user(tree)
    pid = server_id(tree.place)
    assert os.stat(f"/proc/{pid}").st_uid == (
        tree.user.pw_uid or pwd.getpwnam("nobody").pw_uid
    )
    end(first)
    assert tree.run(ASK, "SELECT current_user, current_database()") == "awards awards"
    assert server_id(tree.place) == pid
    end(second)
    wait_until(lambda: is_down(tree.place))
    wait_until(lambda: not Path(f"/proc/{pid}").exists())


def test_cluster_is_plain_utf8_and_has_no_network(used_tree: Tree) -> None:
    asked = (
        "SELECT current_setting('server_encoding'), datcollate, "
        "current_setting('listen_addresses') = '', rolsuper"
    )
    answer = used_tree.run(
        ASK,
        f"{asked} FROM pg_database, pg_roles WHERE datname = 'awards' AND rolname = current_user",
    )
    assert answer == "UTF8 C True False"
    assert stat.S_IMODE(used_tree.place.socket.stat().st_mode) == 0o700


def test_data_survive_the_last_user(used_tree: Tree) -> None:
    used_tree.run(
        "import psycopg\n"
        "with psycopg.connect(embedded.ensure(place)) as connection: "
        "connection.execute('CREATE TABLE kept (a int)')"
    )
    wait_until(lambda: is_down(used_tree.place))
    assert used_tree.run(ASK, "SELECT to_regclass('kept')") == "kept"


def test_killed_user_counts_no_longer(used_tree: Tree) -> None:
    kill(start_user(used_tree))
    wait_until(lambda: is_down(used_tree.place))


def test_starters_at_the_same_time_share_one_server(used_tree: Tree) -> None:
    before = starts(used_tree)
    processes = [used_tree.python(USE) for _ in range(4)]
    urls = {process.stdout.readline() for process in processes if process.stdout}
    assert len(urls) == 1
    assert "".join(urls).strip() == used_tree.place.url
    assert starts(used_tree) == before + 1
    for process in processes:
        end(process)


def test_crashed_server_is_recovered_at_the_next_start(tree: Tree) -> None:
    user = start_user(tree)
    pid = server_id(tree.place)
    os.kill(pid, signal.SIGKILL)
    assert tree.run(ASK, "SELECT 1") == "1"
    kill(user)
    wait_until(lambda: is_down(tree.place))


def test_process_id_file_that_names_somebody_else_does_not_stop_the_start(
    used_tree: Tree,
) -> None:
    """As after a restart of the machine, where the old number may be anybody's."""
    end(start_user(used_tree))
    wait_until(lambda: is_down(used_tree.place))
    place = used_tree.place
    (place.data / "postmaster.pid").write_text(
        f"{os.getpid()}\n{place.data}\n1\n5432\n{place.socket}\n\n"
    )
    (place.socket / ".s.PGSQL.5432").touch()
    assert used_tree.run(ASK, "SELECT 1") == "1"


def test_new_watcher_takes_over_when_the_old_one_was_killed(used_tree: Tree) -> None:
    user = start_user(used_tree)
    pid = server_id(used_tree.place)
    os.kill(_parent(pid), signal.SIGKILL)
    assert used_tree.run(ASK, "SELECT 1") == "1"
    assert server_id(used_tree.place) == pid
    end(user)
    wait_until(lambda: is_down(used_tree.place))


def test_half_made_cluster_is_made_anew(my_tree: Tree) -> None:
    leftover = my_tree.place.base / "data.new"
    leftover.mkdir(parents=True)
    (leftover / "PG_VERSION").write_text("18\n")
    assert my_tree.run(ASK, "SELECT 1") == "1"


@pytest.mark.skipif(
    os.geteuid() != 0, reason="only root keeps the server outside the checkout"
)
def test_as_root_no_permission_is_changed_outside_the_servers_own_folder(
    my_tree: Tree,
) -> None:
    closed = my_tree.root.parent / "home"
    closed.mkdir(mode=0o700)
    moved = Tree(closed / "checkout", my_tree.state, my_tree.user)
    my_tree.root.rename(moved.root)
    packages = Path(psycopg.__file__).parents[1]
    ours = [
        moved.root / "config",
        moved.state,
        Path(sys.executable),
        packages,
        *packages.glob("pixeltable*/**/"),
    ]
    before = {path: path.stat() for leaf in ours for path in (leaf, *leaf.parents)}
    assert moved.run(ASK, "SELECT 1") == "1"
    wait_until(lambda: is_down(moved.place))
    for path, was in before.items():
        now = path.stat()
        assert (now.st_mode, now.st_uid, now.st_gid) == (
            was.st_mode,
            was.st_uid,
            was.st_gid,
        ), path
    assert not (moved.root / "var").exists()
    assert moved.place.base.parent == moved.state
    moved.root.rename(my_tree.root)


def test_folder_of_somebody_else_at_the_sockets_place_is_refused(my_tree: Tree) -> None:
    place = my_tree.place
    place.socket.parent.mkdir(parents=True, exist_ok=True)
    place.socket.mkdir(mode=0o777)
    place.socket.chmod(0o777)
    process = my_tree.python("embedded.ensure(place)")
    _, err = process.communicate(timeout=120)
    assert process.returncode == 1
    assert "is not a folder of ours alone" in err


def test_place_is_computed_without_touching_anything(tmp_path: Path) -> None:
    place = place_of(tmp_path / "an award, ปี 2569", tmp_path / "state")
    assert (
        len(os.fsencode(place_of(tmp_path / ("x" * 200)).socket / ".s.PGSQL.5432.lock"))
        < 104
    )
    assert place.url.startswith("postgresql://awards@%2F")
    assert list(tmp_path.iterdir()) == []


def _parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
