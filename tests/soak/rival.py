"""One of several workers that take mails at the same time: ``python -m
tests.soak.rival`` prints the keys of those that it took, until none is left.
"""

from __future__ import annotations

import os
import time


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    import django

    django.setup()
    from awards.outbox.batches import next_together

    print(*took(next_together))


def took(next_together) -> list[int]:  # type: ignore[no-untyped-def]
    keys: list[int] = []
    end = time.monotonic() + 60
    while time.monotonic() < end and (batch := next_together(4)):
        for message in batch:
            time.sleep(0.002)  # as if it were sent
            message.finish()
            keys.append(message.pk)
    return keys


if __name__ == "__main__":
    main()
