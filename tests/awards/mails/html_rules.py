"""What the HTML of a mail must keep to: no reader repairs it as a browser does.

``faults_of`` reads a whole mail twice: tag by tag as it is written, and with a parser
that follows WHATWG's rules of repair. Where both see the same tree nothing was repaired.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

from justhtml import JustHTML

VOID = {"br", "hr", "meta"}
WORDS = {"p", "br", "a", "strong", "em", "s", "code", "pre", "ul", "ol", "li", "hr"}
WORDS |= {"blockquote", "h1", "h2", "h3", "h4", "h5", "h6"}
FRAME = {"html", "head", "meta", "title", "style", "body", "table", "tr", "td"}
ATTRIBUTES = {
    "html": {"lang"},
    "meta": {"charset", "name", "content"},
    "a": {"href", "rel"},
    "ol": {"start"},
    "td": {"class", "align"},
    "table": {
        *("role", "class", "width", "cellpadding", "cellspacing", "border", "bgcolor")
    },
}
LEADS = re.compile(r"(https?://|mailto:|tel:|#$)")
FETCHED = re.compile(r"url\(|@import|expression\(", re.IGNORECASE)
IMPLIED = "tbody"
Path = tuple[str, ...]


class AsWritten(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.open: list[str] = []
        self.paths: list[Path] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.paths.append((*self.open, tag))
        if tag not in VOID:
            self.open.append(tag)
        if tag not in WORDS | FRAME:
            self.faults.append(f"<{tag}>")
        names = [name for name, _value in attrs]
        if len(names) != len(set(names)):
            self.faults.append(f"<{tag}> has an attribute twice")
        for name, value in attrs:
            if name not in ATTRIBUTES.get(tag, set()):
                self.faults.append(f"<{tag} {name}>")
            if name == "href" and not LEADS.match(value or ""):
                self.faults.append(f"<a href={value}>")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        if self.open[-1:] == ["style"]:
            self.faults += FETCHED.findall(data)
        elif "<" in data or ">" in data:
            self.faults.append(f"not escaped: {data[:40]!r}")


def faults_of(html: str) -> list[str]:
    written = AsWritten()
    written.feed(html)
    written.close()
    faults = [*written.faults, *(f"<{tag}> stays open" for tag in written.open)]
    parsed = JustHTML(html, sanitize=False, collect_errors=True)
    faults += [f"line {one.line}: {one.code}" for one in parsed.errors]
    repaired = paths_in(parsed.root)
    if not faults and repaired != written.paths:
        faults.append("a browser has to repair it")
    return faults


def paths_in(node: Any, above: Path = ()) -> list[Path]:
    """Of its elements, in the order of the document; what every table has is left out."""
    found: list[Path] = []
    for child in node.children or []:
        name = str(getattr(child, "name", "#"))
        if name[:1] in "#!":
            continue
        path = above if name == IMPLIED else (*above, name)
        if name != IMPLIED:
            found.append(path)
        found += paths_in(child, path)
    return found
