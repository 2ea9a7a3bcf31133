"""Celery's filesystem transport made safe for two processes, for machines without
Redis.

Kombu's own writes a message under its final name before it is whole, so a reader may
take an empty one and end its worker; it rewrites the table of queues in place; and it
takes messages out by way of the system's temporary folder, which may be another file
system. Here all of these steps are renames within one folder.
"""

from __future__ import annotations

import time
import uuid
from pathlib import Path
from queue import Empty

from kombu import Connection
from kombu.transport import filesystem
from kombu.utils.json import dumps, loads

from config.embedded.locks import holding

PATIENCE = 0.4  # seconds


def transport_options(folder: Path) -> dict[str, object]:
    for part in ("messages", "control"):
        (folder / part).mkdir(mode=0o700, parents=True, exist_ok=True)
    messages = str(folder / "messages")
    return {
        "data_folder_in": messages,
        "data_folder_out": messages,
        "control_folder": str(folder / "control"),
        "polling_interval": 0.2,  # seconds
    }


class Channel(filesystem.Channel):
    def _put(self, queue: str, payload: object, **kwargs: object) -> None:  # type: ignore[override]
        name = f"{time.time_ns():020d}-{uuid.uuid4().hex}"
        draft = Path(self.data_folder_out, f"{name}.draft")
        draft.write_text(dumps(payload))
        draft.rename(draft.with_name(f"{name}.{queue}.msg"))

    def _get(self, queue: str, timeout: float | None = None) -> dict[str, object]:
        for path in self._waiting(queue):
            taken = path.with_name(f"{path.name}.taken")
            try:
                path.rename(taken)
            except FileNotFoundError:
                continue  # another worker was quicker
            payload = taken.read_text()
            taken.unlink()
            message: dict[str, object] = loads(payload)
            return message
        raise Empty

    def _queue_bind(
        self,
        exchange: str,
        routing_key: str | None,
        pattern: str | None,
        queue: str | None,
    ) -> None:
        file: Path = self._exchange_file(exchange)  # type: ignore[attr-defined]  # (it checks the name)
        entry = filesystem.exchange_queue_t(
            routing_key or "", pattern or "", queue or ""
        )
        with holding(self.control_folder / "lock"):
            table = self.get_table(exchange)
            if entry not in table:
                draft = file.with_name(f"{file.name}.draft")
                draft.write_text(dumps([entry, *table]))
                draft.rename(file)

    def _size(self, queue: str) -> int:
        return len(self._waiting(queue))

    def _purge(self, queue: str) -> int:
        waiting = self._waiting(queue)
        for path in waiting:
            path.unlink(missing_ok=True)
        return len(waiting)

    def _waiting(self, queue: str) -> list[Path]:
        """Oldest first. A queue's name may hold dots, a message's name before it does not."""
        found = Path(self.data_folder_in).glob(f"*.{queue}.msg")
        return sorted(
            path for path in found if path.name.partition(".")[2] == f"{queue}.msg"
        )


class Transport(filesystem.Transport):
    Channel = Channel

    def drain_events(  # type: ignore[override]
        self, connection: Connection, timeout: float | None = None
    ) -> None:
        """The worker looks whether it should stop between two calls and asks for two
        seconds; that is long to wait.
        """
        super().drain_events(connection, timeout=timeout and min(timeout, PATIENCE))
