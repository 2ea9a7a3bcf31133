"""A mail server of the tests' own on loopback, whose answers a test decides: it stands
for somebody else's.
"""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Answers:
    """What is said instead of a yes, by verb or by the recipient's address; "" closes
    the connection without a word.
    """

    by_verb: dict[str, str] = field(default_factory=dict)
    by_address: dict[str, str] = field(default_factory=dict)  # at RCPT
    # addresses whose text breaks the connection
    drop_data_of: set[str] = field(default_factory=set)
    # recipients of mails that were accepted, in order
    taken: list[str] = field(default_factory=list)
    # what was accepted, as it was before dots were doubled
    texts: list[bytes] = field(default_factory=list)
    connections: int = 0
    # mails after which a connection is told 421 and closed; 0: never
    most_a_connection: int = 0


class Conversation(socketserver.StreamRequestHandler):
    server: Server
    timeout = 10

    def say(self, words: str) -> bool:
        if words:
            self.wfile.write(f"{words}\r\n".encode())
        return bool(words)

    def handle(self) -> None:
        answers = self.server.answers
        answers.connections += 1
        going, to = self.say(answers.by_verb.get("CONNECT", "220 ready")), ""
        taken_before = len(answers.taken)
        while going and (line := self.rfile.readline().decode().strip()):
            verb = line.split(maxsplit=1)[0].upper()
            enough = answers.most_a_connection
            if (
                verb == "MAIL"
                and enough
                and len(answers.taken) - taken_before >= enough
            ):
                self.say("421 enough for this connection")
                return
            if verb == "RCPT":
                to = line.partition("<")[2].partition(">")[0]
            going = self.say(
                answers.by_address.get(to, "250 yes")
                if verb == "RCPT"
                else self.answer(verb)
            )
            if verb == "DATA" and "DATA" not in answers.by_verb:
                going = going and self.take(to)
            going = going and verb != "QUIT"

    def answer(self, verb: str) -> str:
        usual = {"DATA": "354 go on", "QUIT": "221 bye"}.get(verb, "250 yes")
        return self.server.answers.by_verb.get(verb, usual)

    def take(self, to: str) -> bool:
        text = b""
        while (line := self.rfile.readline()).strip() != b".":
            text += line.removeprefix(b".")
        if to in self.server.answers.drop_data_of:
            return False
        self.server.answers.taken.append(to)
        self.server.answers.texts.append(text)
        return self.say("250 taken")


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    answers: Answers

    @property
    def port(self) -> int:
        return int(self.server_address[1])


@contextmanager
def mail_server() -> Iterator[Server]:
    with Server(("127.0.0.1", 0), Conversation) as server:
        server.answers = Answers()
        thread = threading.Thread(
            target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        )
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join(5)
