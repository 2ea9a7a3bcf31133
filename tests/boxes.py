"""Forms that post, as a browser finds them on a page: their boxes, and what it would send
if nobody touched them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

TYPED = ("text", "email", "number", "url", "search", "tel", "password", "date")
TICKED = ("radio", "checkbox")


@dataclass
class Box:
    """All boxes of one name. ``offered``: what may be chosen; empty where one types."""

    kind: (
        str  # an input's type, or the element: "textarea", "select"; a button: "submit"
    )
    offered: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)  # by itself


@dataclass
class SentForm:
    action: str
    boxes: dict[str, Box] = field(default_factory=dict)

    @property
    def typed(self) -> list[str]:
        return self.names(*TYPED, "textarea")

    @property
    def along(self) -> dict[str, str]:
        """What it sends along without showing it."""
        return {name: self.boxes[name].sent[-1] for name in self.names("hidden")}

    @property
    def pressed(self) -> dict[str, str]:
        """Its first button that has a name."""
        return {name: self.boxes[name].offered[0] for name in self.names("submit")[:1]}

    def names(self, *kinds: str) -> list[str]:
        return [name for name, box in self.boxes.items() if box.kind in kinds]


class Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[SentForm] = []
        self.inside = False
        self.choosing: Box | None = None  # whose options come
        self.filling: Box | None = None  # whose text comes

    def handle_starttag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        seen = {name: value or "" for name, value in given}
        if tag == "form":
            self.inside = seen.get("method", "").lower() == "post"
            if self.inside:
                self.found.append(SentForm(seen.get("action", "")))
        elif tag == "option" and self.choosing:
            offer(self.choosing, seen.get("value", ""), chosen="selected" in seen)
        elif self.inside and (name := seen.get("name", "")):
            self.take(tag, name, seen)

    def take(self, tag: str, name: str, seen: dict[str, str]) -> None:
        kind = {"input": seen.get("type", "text"), "button": "submit"}.get(tag, tag)
        box = self.found[-1].boxes.setdefault(name, Box(kind.lower()))
        if kind in TICKED:
            offer(box, seen.get("value", "on"), chosen="checked" in seen)
        elif kind == "submit":
            box.offered.append(seen.get("value", ""))
        elif kind == "select":
            self.choosing = box
        elif kind != "file":
            box.sent.append(seen.get("value", ""))
            self.filling = box if kind == "textarea" else None

    def handle_data(self, data: str) -> None:
        if self.filling:
            self.filling.sent[-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag == "textarea":
            self.filling = None
        elif tag == "select" and self.choosing:
            self.choosing.sent = self.choosing.sent or self.choosing.offered[:1]
            self.choosing = None


def offer(box: Box, value: str, *, chosen: bool) -> None:
    box.offered.append(value)
    if chosen:
        box.sent.append(value)


def forms_on(page: str) -> list[SentForm]:
    reader = Forms()
    reader.feed(page)
    return reader.found
