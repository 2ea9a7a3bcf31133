"""The words of a mail from one source: Markdown with placeholders, read once, into which
the values of each mail are put. A line or a paragraph whose placeholders are all empty
is left out.

Values are never read as Markdown or as HTML: they are put in after both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from markdown_it import MarkdownIt
from markdown_it.token import Token

from awards.site.markdown import cleaned

PLACEHOLDER = re.compile(r"\{([a-z][a-z_]*)\}")
# A place in what was read: signs of Unicode's private use, which no keyboard types and
# ``tidy`` takes out of a source.
OPEN, CLOSE, FIRST = "\ue010", "\ue011", 0xE100
PLACE = re.compile(f"({OPEN}.{CLOSE}|</?a\\b)")
CONTROLS = r"\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029"
CONTROL = re.compile(f"[{CONTROLS}]")
UNSEEN = re.compile(f"[{CONTROLS}\ue000-\uf8ff]")
BARE_ADDRESS = re.compile(r"(?<![(<\[\w])https?://[^\s<>)\]]+")
MAILBOX = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
BLOCKS = re.compile(r"\n[ \t]*\n")
READER = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(
    "strikethrough"
)
WEB = ("https://", "http://")
LONGEST_SUBJECT = 300  # as the row holds


@dataclass(frozen=True)
class Place:
    """Where a value goes, and how it is written there: a key of ``WRITERS``."""

    name: str
    where: str = "plain"


Piece = str | Place
Pieces = tuple[Piece, ...]


@dataclass(frozen=True)
class Block:
    """A paragraph, list or heading; ``names`` of the placeholders in it."""

    names: frozenset[str]
    text: Pieces
    html: Pieces


@dataclass(frozen=True)
class Words:
    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class Wording:
    """Read and ready: for each mail its values are put in, and nothing else is done."""

    subject: Pieces
    text: Pieces
    html: Pieces

    def filled(self, values: Mapping[str, str]) -> Words:
        return Words(
            subject=one_line(filled(self.subject, values))[:LONGEST_SUBJECT],
            text=filled(self.text, values),
            html=filled(self.html, values),
        )


def filled(pieces: Pieces, values: Mapping[str, str]) -> str:
    return "".join(
        [
            piece
            if isinstance(piece, str)
            else WRITERS[piece.where](values.get(piece.name, ""))
            for piece in pieces
        ]
    )


def as_address(value: str) -> str:
    return escape(target_of(value)) or "#"


def as_links(value: str) -> str:
    return "<br>".join([as_link(line) for line in value.splitlines()])


def as_words(value: str) -> str:
    return escape(value).replace("\n", "<br>")


def as_link(address: str) -> str:
    shown, target = escape(address), escape(target_of(address))
    return f'<a href="{target}">{shown}</a>' if target else shown


def target_of(address: str) -> str:
    """Where a link to it leads; empty where no mail may lead to it."""
    if MAILBOX.fullmatch(address):
        return f"mailto:{address}"
    return address if address.startswith(WEB) else ""


# In a text or a subject; in the HTML: in the address of a link, within a link, as links,
# and everywhere else.
WRITERS: Mapping[str, Callable[[str], str]] = {
    "plain": str,
    "address": as_address,
    "in_link": as_words,
    "links": as_links,
    "in_text": as_words,
}


def one_line(text: str) -> str:
    return " ".join(CONTROL.sub(" ", text).split())


def tidy(source: str) -> str:
    """What an organiser typed, without signs that no reader would see."""
    if not UNSEEN.search(source):
        return source.strip()
    lines = source.replace("\r\n", "\n").replace("\r", "\n")
    return UNSEEN.sub("", lines).strip()


@lru_cache(maxsize=2048)
def read_wording(
    subject: str,
    text: str,
    names: tuple[str, ...],
    links: frozenset[str],
    empty: frozenset[str] = frozenset(),
) -> Wording:
    """``names``: the placeholders that there are; others stay as they are typed.
    ``empty``: those without a value. A few sets of them are all that a kind has, so that
    a wording is read a few times for any number of mails.
    """
    reading = Reading(names, links)
    said = "\n".join(
        line for line in tidy(text).split("\n") if says(line, names, empty)
    )
    read = [reading.block(part) for part in BLOCKS.split(said) if part.strip()]
    blocks = [one for one in read if not one.names or one.names - empty]
    return Wording(
        subject=reading.pieces(reading.marked(one_line(tidy(subject)))),
        text=joined("\n\n", [block.text for block in blocks]),
        html=joined("\n", [block.html for block in blocks]),
    )


def joined(between: str, parts: Iterable[Pieces]) -> Pieces:
    """One after the other; words without a place between them become one piece."""
    whole: list[Piece] = []
    for number, part in enumerate(parts):
        for piece in (between, *part) if number else part:
            if whole and isinstance(piece, str) and isinstance(whole[-1], str):
                whole[-1] += piece
            else:
                whole.append(piece)
    return tuple(whole)


def says(line: str, names: tuple[str, ...], empty: frozenset[str]) -> bool:
    """Whether a line has words of its own alone, or a placeholder with a value."""
    used = [name for name in PLACEHOLDER.findall(line) if name in names]
    return not used or any(name not in empty for name in used)


@dataclass(frozen=True)
class Reading:
    names: tuple[str, ...]
    links: frozenset[str] = frozenset()

    def marked(self, source: str) -> str:
        """With a place for each placeholder that is known."""
        return PLACEHOLDER.sub(self._mark, source)

    def _mark(self, found: re.Match[str]) -> str:
        if found[1] not in self.names:
            return found[0]
        return f"{OPEN}{chr(FIRST + self.names.index(found[1]))}{CLOSE}"

    def block(self, source: str) -> Block:
        marked = BARE_ADDRESS.sub(r"<\g<0>>", self.marked(source.strip("\n")))
        tokens = READER.parse(marked)
        html = cleaned(READER.renderer.render(tokens, READER.options, {}))
        text = self.pieces(self.decoded(plain_of(tokens)))
        names = frozenset(piece.name for piece in text if isinstance(piece, Place))
        return Block(names, text, self.pieces_of_html(html.strip()))

    def pieces(self, marked: str) -> Pieces:
        parts = re.split(f"({OPEN}.{CLOSE})", marked)
        return tuple(self.place(part) or part for part in parts if part)

    def pieces_of_html(self, html: str) -> Pieces:
        """Places within a link make no link of their own."""
        decoded = self.decoded(html, 'href="{}"')
        found: list[Piece] = []
        linked = False
        for part in PLACE.split(decoded):
            place = self.place(part)
            if place is None:
                linked = part == "<a" or (linked and part != "</a")
                found.append(part)
            elif found and str(found[-1]).endswith('href="'):
                found.append(Place(place.name, "address"))
            else:
                found.append(Place(place.name, self.where(place.name, linked)))
        return tuple(found)

    def where(self, name: str, linked: bool) -> str:
        if linked:
            return "in_link"
        return "links" if name in self.links else "in_text"

    def decoded(self, text: str, around: str = "{}") -> str:
        """Places as they were, where Markdown has written them as parts of an address."""
        for number, _name in enumerate(self.names):
            token = f"{OPEN}{chr(FIRST + number)}{CLOSE}"
            encoded = "".join(f"%{byte:02X}" for byte in token.encode())
            text = text.replace(around.format(encoded), around.format(token))
        return text

    def place(self, part: str) -> Place | None:
        if len(part) == 3 and part[0] == OPEN and part[2] == CLOSE:
            return Place(self.names[ord(part[1]) - FIRST])
        return None


def plain_of(tokens: Iterable[Token]) -> str:
    """The text part of a mail: as it reads, without marks; a link has its address behind it."""
    written: list[str] = []
    numbers: list[int] = []  # of the lists one is in; 0: with dashes
    for token in tokens:
        match token.type:
            case "inline":
                written.append(plain_of_line(token.children or []))
            case "fence" | "code_block":
                written.append(token.content)
            case "hr":
                written.append("-----\n")
            case "bullet_list_open":
                numbers.append(0)
            case "ordered_list_open":
                numbers.append(int(token.attrs.get("start", 1)))
            case "bullet_list_close" | "ordered_list_close":
                numbers.pop()
            case "list_item_open":
                written.append(item_start(numbers))
            case "paragraph_close" | "heading_close":
                written.append("\n")
    return "".join(written).strip("\n")


def item_start(numbers: list[int]) -> str:
    indent = "  " * (len(numbers) - 1)
    if not numbers[-1]:
        return f"{indent}- "
    numbers[-1] += 1
    return f"{indent}{numbers[-1] - 1}. "


def plain_of_line(tokens: Iterable[Token]) -> str:
    written: list[str] = []
    starts: list[tuple[int, str]] = []
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            written.append("\n")
        elif token.type == "link_open":
            starts.append((len(written), str(token.attrs.get("href", ""))))
        elif token.type == "link_close":
            start, address = starts.pop()
            label = "".join(written[start:])
            if address.removeprefix("mailto:") != label:
                written.append(f": {address}")
        else:  # images are their description; marks of emphasis hold nothing
            written.append(token.content)
    return "".join(written)
