"""A mail server that takes everything and keeps nothing, for the benchmark:
``python -m config.bench.mail_sink`` prints its port.
"""

from __future__ import annotations

import socketserver

# What a server of today announces.
EXTENSIONS = b"250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE 50000000\r\n"
ANSWERS = {
    b"EHLO": EXTENSIONS,
    b"DATA": b"354 go on\r\n",
    b"QUIT": b"221 bye\r\n",
}


class Conversation(socketserver.StreamRequestHandler):
    disable_nagle_algorithm = True

    def handle(self) -> None:
        self.wfile.write(b"220 ready\r\n")
        while line := self.rfile.readline():
            verb = line[:4].strip().upper()
            self.wfile.write(ANSWERS.get(verb, b"250 yes\r\n"))
            if verb == b"QUIT":
                return
            if verb == b"DATA":
                self.take()

    def take(self) -> None:
        while (line := self.rfile.readline()) and line != b".\r\n":
            pass
        self.wfile.write(b"250 taken\r\n")


def main() -> None:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Conversation) as server:
        print(server.server_address[1], flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main()
