"""A stand-in of LINE's Messaging API on loopback, whose answers a test decides."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PUSH = "/v2/bot/message/push"


@dataclass(frozen=True)
class Pushed:
    to: str
    text: str
    key: str
    authorization: str


@dataclass
class Line:
    """``answers`` are said in turn, the last one again and again: a status with the
    words of its message; 0 closes the line without a word after the message was taken.
    """

    url: str = ""
    answers: list[tuple[int, str]] = field(default_factory=lambda: [(200, "")])
    headers: dict[str, str] = field(default_factory=dict)
    # where there is one, nothing is answered before it is set
    waits: threading.Event | None = None
    asked: list[Pushed] = field(default_factory=list)
    # by retry key, what readers have
    taken: dict[str, Pushed] = field(default_factory=dict)
    elsewhere: list[str] = field(default_factory=list)

    def answer(self, pushed: Pushed) -> tuple[int, str]:
        self.asked.append(pushed)
        if pushed.key in self.taken:
            return 409, "The retry key is already accepted"
        status, words = (
            self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        )
        if status in (0, 200):
            self.taken[pushed.key] = pushed
        return status, words


class Handler(BaseHTTPRequestHandler):
    line: Line
    timeout = 10

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path != PUSH:
            self.line.elsewhere.append(self.path)
        pushed = Pushed(
            body["to"],
            body["messages"][0]["text"],
            self.headers["X-Line-Retry-Key"],
            self.headers["Authorization"],
        )
        status, words = self.line.answer(pushed)
        if self.line.waits:
            self.line.waits.wait(10)
            status = 0
        if not status:
            self.close_connection = True
            return
        said: dict[str, Any] = {"message": words}
        if status == 200:
            said = {"sentMessages": [{"id": "1", "quoteToken": "q"}]}
        content = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        for name, value in self.line.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST

    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def line_server() -> Iterator[Line]:
    line = Line()
    handler = type("Bound", (Handler,), {"line": line})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        line.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield line
        finally:
            server.shutdown()
            thread.join(5)
