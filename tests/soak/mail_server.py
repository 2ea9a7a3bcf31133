"""The mail server of the soak, in a process of its own (aiosmtpd): it accepts, delays,
hangs, says "later" and "never", and drops the line. ``python -m tests.soak.mail_server
LOG SEED FAULTS`` prints its port and writes a line for each mail that it took.

What an address gets is in its name: ``gone…`` never, ``later…`` not the first time,
``link…`` always at once. All others meet a fault in so many of a hundred.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
from email import message_from_bytes
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

HANG = 30.0  # seconds: longer than the workers wait
FAULTS = ("drop before", "drop after", "delay", "451", "421", "hang")
WEIGHTS = (30, 20, 25, 15, 9, 1)


class Moody:
    def __init__(self, log: Path, seed: int, faults: float) -> None:
        self.log = log.open("a")
        self.dice = random.Random(seed)
        self.faults = faults
        self.put_off: set[str] = set()

    async def handle_RCPT(
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        if address.startswith("gone"):
            return "550 5.1.1 no such mailbox"
        if address.startswith("later") and address not in self.put_off:
            self.put_off.add(address)
            return "450 4.2.0 greylisted"
        envelope.rcpt_tos.append(address)
        return "250 yes"

    async def handle_DATA(
        self, server: Any, session: Session, envelope: Envelope
    ) -> str:
        to = envelope.rcpt_tos[0]
        fault = self.fault_of(to)
        if fault == "drop before":
            server.transport.abort()
            return "421 gone"
        if fault in ("451", "421"):
            return f"{fault} not now"
        if fault == "delay":
            await asyncio.sleep(self.dice.uniform(0.1, 1.0))
        if fault == "hang":
            await asyncio.sleep(HANG)
            server.transport.abort()
            return "421 gone"
        self.took(to, envelope, fault)
        if fault == "drop after":
            server.transport.abort()
        return "250 taken"

    def fault_of(self, to: str) -> str:
        if to.startswith("link") or self.dice.random() * 100 >= self.faults:
            return ""
        return self.dice.choices(FAULTS, WEIGHTS)[0]

    def took(self, to: str, envelope: Envelope, fault: str) -> None:
        content = envelope.content
        assert isinstance(content, bytes)
        name = message_from_bytes(content)["Message-ID"]
        line = {"to": to, "id": name, "at": time.time(), "fault": fault}
        self.log.write(json.dumps(line) + "\n")
        self.log.flush()


async def serve(log: Path, seed: int, faults: float) -> None:
    moody = Moody(log, seed, faults)
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(moody, hostname="soak.example.org", enable_SMTPUTF8=True),
        "127.0.0.1",
        0,
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))
