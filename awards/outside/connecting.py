"""Connections of ``urllib3`` that go where ``places`` lets them, and answers of a size
and within a time that nobody else decides.
"""

from __future__ import annotations

import io
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from urllib3 import HTTPHeaderDict, HTTPResponse, PoolManager, Retry, Timeout
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import (
    ConnectTimeoutError,
    NameResolutionError,
    NewConnectionError,
    ReadTimeoutError,
)
from urllib3.response import BaseHTTPResponse

from awards.outside.places import OutgoingRefused, Place, addresses_of

CONNECT, READ, IN_ALL = 5.0, 10.0, 20.0  # seconds
LARGEST = 1024 * 1024  # bytes of an answer, unpacked
PIECE = 64 * 1024
# Of the answer as it came; it is handed on unpacked and whole.
OF_THE_WIRE = {"content-encoding", "content-length", "transfer-encoding"}


class Checked(HTTPConnection):
    """Connects to an address that was checked, not to a name that is looked up again."""

    scheme = "http"

    def _new_conn(self) -> socket.socket:
        place = Place(self.scheme, self.host.lower().strip("[]"), self.port)
        try:
            addresses = addresses_of(place)
        except socket.gaierror as error:
            raise NameResolutionError(self.host, self, error) from error
        problem: OSError = OSError("no address")
        for address in addresses:
            try:
                made = socket.create_connection(address, timeout=as_seconds(self))
            except OSError as error:
                problem = error
                continue
            made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            sys.audit("http.client.connect", self, self.host, self.port)
            return made
        if isinstance(problem, TimeoutError):
            raise ConnectTimeoutError(self, f"{place} does not answer") from problem
        raise NewConnectionError(self, f"{place}: {problem}") from problem

    def getresponse(self) -> HTTPResponse:  # type: ignore[override]
        with hung_up_after(self, IN_ALL):
            return super().getresponse()


class CheckedTls(Checked, HTTPSConnection):
    scheme = "https"


def as_seconds(connection: HTTPConnection) -> float:
    given = connection.timeout
    return min(float(given), CONNECT) if isinstance(given, int | float) else CONNECT


@contextmanager
def hung_up_after(connection: HTTPConnection, seconds: float) -> Iterator[None]:
    """A letter a second, for ever, is within every time limit of a socket. Raises
    TimeoutError where it hung up: half a head of an answer reads like a whole one.
    """
    hung_up = threading.Event()
    timer = threading.Timer(seconds, hang_up, [connection.sock, hung_up])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
    if hung_up.is_set():
        raise TimeoutError(f"{connection.host} took too long to answer")


def hang_up(made: socket.socket | None, hung_up: threading.Event) -> None:
    hung_up.set()
    if made is not None:
        with suppress(OSError):  # the other end may have been sooner
            socket.socket.shutdown(made, socket.SHUT_RDWR)


class Bounded(HTTPConnectionPool):
    """One request is one question: no redirect is followed, nothing is asked twice, the
    answer is read whole at once.
    """

    ConnectionCls = Checked

    def urlopen(  # type: ignore[override]
        self, method: str, url: str, **given: Any
    ) -> BaseHTTPResponse:
        unread = given.pop("preload_content", True) is False
        if given.get("retries"):  # some want their errors wrapped, none another try
            given["retries"] = Retry(0, read=False)
        given.update(
            redirect=False,
            preload_content=False,
            timeout=bounded_timeout(given.get("timeout")),
        )
        end = time.monotonic() + IN_ALL
        answer = super().urlopen(method, url, **given)
        try:
            content = read_whole(answer, self, end)
        except BaseException:
            answer.close()  # nobody goes on with half an answer's connection
            raise
        return answer_with(answer, content, unread=unread)


class BoundedTls(Bounded, HTTPSConnectionPool):
    ConnectionCls = CheckedTls


def bounded_timeout(given: Any) -> Timeout:  # whatever urllib3 takes for one
    if not isinstance(given, Timeout):
        given = Timeout.from_float(given if isinstance(given, int | float) else None)
    return Timeout(
        connect=shorter(given.connect_timeout, CONNECT),
        read=shorter(given.read_timeout, READ),
    )


def shorter(given: object, most: float) -> float:
    return min(float(given), most) if isinstance(given, int | float) else most


def read_whole(answer: BaseHTTPResponse, pool: HTTPConnectionPool, end: float) -> bytes:
    """Unpacked. ``end`` by ``time.monotonic``."""
    content = bytearray()
    while piece := answer.read1(PIECE, decode_content=True):
        content += piece
        if len(content) > LARGEST:
            raise OutgoingRefused(f"{pool.host} answers more than {LARGEST} bytes")
        if time.monotonic() > end:
            raise ReadTimeoutError(pool, "", f"{pool.host} took too long to answer")
    return bytes(content)


def answer_with(
    answer: BaseHTTPResponse, content: bytes, *, unread: bool
) -> HTTPResponse:
    headers = HTTPHeaderDict()
    for name, value in answer.headers.iteritems():
        if name.lower() not in OF_THE_WIRE:
            headers.add(name, value)
    return HTTPResponse(
        body=io.BytesIO(content),
        headers=headers,
        status=answer.status,
        version=answer.version,
        reason=answer.reason,
        preload_content=not unread,
    )


class OutgoingPools(PoolManager):
    def __init__(self, **given: Any) -> None:
        super().__init__(**{"retries": False, **given})
        self.pool_classes_by_scheme = {"http": Bounded, "https": BoundedTls}

    def urlopen(  # type: ignore[override]
        self, method: str, url: str, redirect: bool = False, **given: Any
    ) -> BaseHTTPResponse:
        """Its own would ask again where an answer leads."""
        return super().urlopen(method, url, redirect=False, **given)


def outgoing_pools() -> OutgoingPools:
    """For libraries that speak ``urllib3``: in place of a ``PoolManager``."""
    return OutgoingPools(cert_reqs="CERT_REQUIRED")
