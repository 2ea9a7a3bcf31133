"""A part of a workbook as a stream of events, with limits. Namespaces are left out:
strict files have other ones.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import IO
from xml.parsers import expat

from awards.spreadsheets.limits import (
    CHUNK,
    MOST_DEPTH,
    MOST_SILENT,
    MOST_UNPACKED,
    damaged,
    too_much,
)

Attributes = dict[str, str]


class Events:
    """What a reader of a part does as its elements begin and end; names come without
    their namespace.
    """

    def begin(self, name: str, attributes: Attributes) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, text: str) -> None: ...


def read_part(part: IO[bytes], events: Events) -> None:
    """Raises TableError for what is not XML, declares a document type, or goes on and on."""
    watched = Watched(events)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = (
        refuse  # nothing is declared in a workbook: entities are how XML blows up
    )
    parser.StartElementHandler = watched.begin
    parser.EndElementHandler = watched.end
    parser.CharacterDataHandler = watched.text
    try:
        feed(part, parser.Parse, watched)
    except expat.ExpatError:
        raise damaged() from None


def refuse(*declared: object) -> None:
    raise damaged()


class Watched:
    """Counts what happens, so that a part in which nothing happens is given up."""

    def __init__(self, events: Events) -> None:
        self.events = events
        self.count = self.depth = 0

    def begin(self, name: str, attributes: Attributes) -> None:
        self.count += 1
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise damaged()
        self.events.begin(name.rpartition(" ")[2], attributes)

    def end(self, name: str) -> None:
        self.depth -= 1
        self.events.end(name.rpartition(" ")[2])

    def text(self, text: str) -> None:
        self.count += 1
        self.events.text(text)


def feed(
    part: IO[bytes], parse: Callable[[bytes, bool], int], watched: Watched
) -> None:
    size = silent = before = 0
    while chunk := part.read(CHUNK):
        size += len(chunk)
        if size > MOST_UNPACKED:
            raise too_much()
        parse(chunk, False)
        silent = silent + 1 if watched.count == before else 0
        before = watched.count
        if silent > MOST_SILENT:
            raise too_much()
    parse(b"", True)


def local(attributes: Attributes, name: str) -> str:
    """An attribute by its name, in whatever namespace it stands."""
    if name in attributes:
        return attributes[name]
    return next(
        (value for key, value in attributes.items() if key.rpartition(" ")[2] == name),
        "",
    )
