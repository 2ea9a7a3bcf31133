"""One of several workers that take mails at the same time: ``python -m
tests.soak.rival`` says that it stands, begins at a line of its input, and prints the
keys of those that it took, until none is left.
"""

from __future__ import annotations

import os
import sys
import time


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    import django

    django.setup()
    from django.db import connection

    from awards.outbox.batches import next_together

    connection.ensure_connection()
    print("stands", flush=True)
    sys.stdin.readline()
    print(*took(next_together))


def took(next_together) -> list[int]:  # type: ignore[no-untyped-def]
    keys: list[int] = []
    end = time.monotonic() + 300
    while time.monotonic() < end and (batch := next_together(4)):
        for message in batch:
            time.sleep(0.002)  # as if it were sent
            message.finish()
            keys.append(message.pk)
    return keys


if __name__ == "__main__":
    main()
