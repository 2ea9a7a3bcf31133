"""A short soak, and two workers that reach for the same mails."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from urllib.parse import quote

import pytest
from django.db import connection

from awards.outbox.models import Message
from tests.soak.load import queue_many
from tests.soak.services import BASE_DIR, program

pytestmark = [pytest.mark.slow, pytest.mark.once]  # starts servers of its own


def own_url() -> str:
    """Of the database of this test."""
    parts = connection.settings_dict
    named = {
        "host": parts["HOST"],
        "port": parts["PORT"],
        "user": parts["USER"],
        "password": parts["PASSWORD"],
    }
    query = "&".join(f"{key}={quote(str(v), safe='')}" for key, v in named.items() if v)
    return f"postgresql:///{parts['NAME']}?{query}"


@pytest.mark.skipif(not shutil.which("redis-server"), reason="no Redis here")
@pytest.mark.django_db
def test_mails_survive_what_befalls_a_site() -> None:
    # How late is late depends on what else the machine does: the long one says.
    short = "--mails 200 --kills 4 --seconds 5 --faults 6 --late 300 --still 4".split()
    done = subprocess.run(
        [*program("__main__"), *short, "--schema-from", own_url()],
        cwd=BASE_DIR,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.stdout, done.stderr
    found = json.loads(done.stdout)
    assert (found["problems"], done.returncode) == ([], 0), done.stderr
    assert found["kills"] == 4
    assert found["taken"] > 150


@pytest.mark.django_db(transaction=True)
def test_two_workers_on_one_queue_never_have_a_mail_both() -> None:
    queue_many(0, 400)
    environment = {**os.environ, "DATABASE_URL": own_url(), "SECRET_KEY": "soak " * 10}
    rivals = [
        subprocess.Popen(
            program("rival"),
            cwd=BASE_DIR,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for rival in rivals:  # the first would be through before the second stands
        assert rival.stdout
        assert rival.stdout.readline() == "stands\n"
    for rival in rivals:
        assert rival.stdin
        rival.stdin.write("go\n")
        rival.stdin.flush()
    said = [rival.communicate(timeout=600)[0] for rival in rivals]
    assert [rival.returncode for rival in rivals] == [0, 0]
    first, second = ([int(pk) for pk in words.split()] for words in said)
    assert len(first) > 20
    assert len(second) > 20
    assert not set(first) & set(second)
    everything = set(Message.objects.values_list("pk", flat=True))
    assert sorted(first + second) == sorted(everything)
