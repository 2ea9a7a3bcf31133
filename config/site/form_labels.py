"""What the boxes of a page are called, read off the page itself: whatever made its forms,
also the questions that organisers wrote, in the reader's language.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.utils.translation import gettext as _

CHOSEN = ("radio", "checkbox")
UNSEEN = ("hidden", "submit", "button", "image", "reset")


@dataclass
class Box:
    """``choices``: value → what the page calls it, of a box in which one chooses;
    ``within``: the legend of its group.
    """

    name: str
    kind: str
    id: str
    value: str
    within: str
    own: str = ""
    choices: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Typed:
    """Of one box what somebody sent, as the page that it stands on says it."""

    label: str
    text: str


class Boxes(HTMLParser):
    """All boxes of a page in their order, and the labels that point at them."""

    def __init__(self) -> None:
        super().__init__()
        self.boxes: list[Box] = []
        self.labels: dict[str, str] = {}
        self.legends: list[str] = []
        self.words = ""  # of the label or legend that is open
        self.target: str | None = None  # of that label
        self.inside: list[Box] = []  # boxes within it
        self.filled: Box | None = None  # the select or textarea that is open
        self.option: str | None = None  # the one that is open, and its words
        self.offer = ""

    def handle_starttag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        seen = {name: value or "" for name, value in given}
        if tag == "fieldset":
            self.legends.append("")
        elif tag == "legend":
            self.words = ""
        elif tag == "label":
            self.target, self.words, self.inside = seen.get("for", ""), "", []
        elif tag == "option":
            self.option, self.offer = seen.get("value"), ""
        elif tag in ("input", "select", "textarea", "button") and seen.get("name"):
            self.take(tag, seen)

    def take(self, tag: str, seen: dict[str, str]) -> None:
        kinds = {"input": seen.get("type", "text").lower(), "button": "submit"}
        box = Box(
            seen["name"],
            kinds.get(tag, tag),
            seen.get("id", ""),
            seen.get("value", "on"),
            next(filter(None, reversed(self.legends)), ""),
            seen.get("aria-label", ""),
        )
        self.boxes.append(box)
        self.inside.append(box)
        self.filled = box if tag in ("select", "textarea") else None

    def handle_data(self, data: str) -> None:
        if self.filled:
            self.offer += data
        else:
            self.words += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "label":
            self.close_label()
        elif tag == "legend" and self.legends:
            self.legends[-1] = tidy(self.words)
        elif tag == "fieldset" and self.legends:
            self.legends.pop()
        elif tag == "option" and self.filled:
            said = tidy(self.offer)
            self.filled.choices[said if self.option is None else self.option] = said
        elif tag in ("select", "textarea"):
            self.filled = None

    def close_label(self) -> None:
        said = tidy(self.words)
        if self.target:
            self.labels[self.target] = said
        elif self.target is not None:
            for box in self.inside:
                box.own = said
        self.target = None


def tidy(words: str) -> str:
    """On one line, without the mark of what is required."""
    return " ".join(words.split()).rstrip(" *:")


def boxes_of(html: str) -> dict[str, Box]:
    """By their names; several to choose from are one box. One that shows itself comes
    before one that does not.
    """
    page = Boxes()
    page.feed(html)
    found: dict[str, Box] = {}
    for box in page.boxes:
        box.own = page.labels.get(box.id, "") or box.own
        known = found.get(box.name)
        if known is None or (known.kind in UNSEEN and box.kind not in UNSEEN):
            found[box.name] = known = box
        if box.kind in CHOSEN:
            known.choices[box.value] = box.own
    return found


def as_read(fields: Iterable[tuple[str, str]], boxes: dict[str, Box]) -> list[Typed]:
    """What was typed and chosen; nothing that the page sent along by itself. A box that
    the page does not know keeps its bare name.
    """
    sent: dict[str, list[str]] = {}
    for name, value in fields:
        box = boxes.get(name)
        if value and (box is None or box.kind not in UNSEEN):
            sent.setdefault(name, []).append(value)
    return [read(name, values, boxes.get(name)) for name, values in sent.items()]


def read(name: str, values: list[str], box: Box | None) -> Typed:
    if box is None:
        return Typed(name, "\n".join(values))
    if box.kind == "checkbox" and len(box.choices) == 1 and box.own:
        return Typed(box.own, _("yes"))
    said = [box.choices.get(value) or value for value in values]
    label = (box.within if box.kind in CHOSEN else box.own) or box.own or name
    return Typed(label, "\n".join(said))
