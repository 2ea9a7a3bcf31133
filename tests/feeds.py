"""What RFC 4287 (Atom) demands of a feed document, sentence by sentence; the numbers
are its sections.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
COMMON = {
    "author",
    "category",
    "contributor",
    "id",
    "link",
    "rights",
    "title",
    "updated",
}
CHILDREN = {
    "feed": COMMON | {"generator", "icon", "logo", "subtitle", "entry"},
    "entry": COMMON | {"content", "published", "source", "summary"},
    "author": {"name", "uri", "email"},
}
ONCE = {"feed": ("id", "title", "updated"), "entry": ("id", "title", "updated")}
AT_MOST_ONCE = {
    "feed": ("generator", "icon", "logo", "rights", "subtitle"),
    "entry": ("published", "summary", "content"),
}
# RFC 3339, 3.3
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
IRI = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"]+")
TAGS = re.compile(r"<[^>]*>")


def feed_problems(content: bytes) -> list[str]:
    """One line for each demand that is not met; empty for a valid feed."""
    root = ElementTree.fromstring(content)
    if root.tag != f"{ATOM}feed":
        return [f"the root is {root.tag}"]
    entries = root.findall(f"{ATOM}entry")
    found = [
        *container_problems(root, "feed"),
        *(one for entry in entries for one in container_problems(entry, "entry")),
    ]
    if root.find(f"{ATOM}author") is None and (
        not entries or any(e.find(f"{ATOM}author") is None for e in entries)
    ):
        found.append("4.1.1: no author of the feed, and not one in each entry")
    if len(links(root, "self")) != 1:
        found.append("4.1.1: no link to the feed itself")
    twice = [
        name
        for name, times in Counter(text(entry, "id") for entry in entries).items()
        if times > 1
    ]
    return found + [f"4.1.1: two entries are {name}" for name in twice]


def container_problems(node: Element, kind: str) -> list[str]:
    counts = Counter(
        child.tag.removeprefix(ATOM) for child in node if child.tag.startswith(ATOM)
    )
    found = [f"{kind} holds {name}" for name in counts if name not in CHILDREN[kind]]
    found += [
        f"4.1: {kind} has {counts[name]} {name}"
        for name in ONCE[kind]
        if counts[name] != 1
    ]
    found += [
        f"4.1: {kind} has {counts[name]} {name}"
        for name in AT_MOST_ONCE[kind]
        if counts[name] > 1
    ]
    if not IRI.fullmatch(text(node, "id")):
        found.append(f"4.2.6: {text(node, 'id')!r} is no absolute address")
    for name in ("updated", "published"):
        found += [
            f"3.3: {one.text!r} is no moment"
            for one in node.findall(ATOM + name)
            if not is_moment(one.text)
        ]
    for name in ("title", "subtitle", "summary", "rights"):
        found += [
            problem
            for one in node.findall(ATOM + name)
            for problem in text_problems(one)
        ]
    found += [
        problem
        for one in node.findall(f"{ATOM}author")
        for problem in person_problems(one)
    ]
    found += link_problems(node)
    if (
        kind == "entry"
        and node.find(f"{ATOM}content") is None
        and not links(node, "alternate")
    ):
        found.append("4.1.2: an entry without content has no alternate link")
    if LANGUAGE in node.attrib and not re.fullmatch(
        "[a-z]{2}(-[A-Za-z0-9]+)*", node.attrib[LANGUAGE]
    ):
        found.append(f"2: {node.attrib[LANGUAGE]!r} is no language")
    return found


def text(node: Element, name: str) -> str:
    return node.findtext(ATOM + name) or ""


def is_moment(typed: str | None) -> bool:
    if not typed or not MOMENT.fullmatch(typed):
        return False
    datetime.fromisoformat(typed.replace("Z", "+00:00"))
    return True


def text_problems(node: Element) -> list[str]:
    """3.1, and what its reader needs: words, not a bare number, and markup only where the type says so."""
    kind, name = node.get("type", "text"), node.tag.removeprefix(ATOM)
    said = TAGS.sub("", node.text or "") if kind == "html" else node.text or ""
    found = []
    if kind not in ("text", "html", "xhtml"):
        found.append(f"3.1.1: {name} of the type {kind}")
    if kind in ("text", "html") and len(node):
        found.append(f"3.1.1: {name} holds elements")
    if not re.search(r"[^\W\d]", said):
        found.append(f"{name} says {said!r}")
    if kind == "html" and "\n\n" in said.strip() and "<" not in (node.text or ""):
        found.append(f"3.1.1.2: {name} is plain text called HTML")
    return found


def person_problems(node: Element) -> list[str]:
    names = node.findall(f"{ATOM}name")
    return (
        []
        if len(names) == 1 and (names[0].text or "").strip()
        else ["3.2.1: an author without a name"]
    )


def links(node: Element, relation: str) -> list[Element]:
    return [
        link
        for link in node.findall(f"{ATOM}link")
        if link.get("rel", "alternate") == relation
    ]


def link_problems(node: Element) -> list[str]:
    found = [
        f"4.2.7.1: a link to {link.get('href')!r}"
        for link in node.findall(f"{ATOM}link")
        if not IRI.fullmatch(link.get("href", ""))
    ]
    alike = Counter(
        (link.get("type"), link.get("hreflang")) for link in links(node, "alternate")
    )
    return found + [
        f"4.1: two alternate links of {pair}"
        for pair, times in alike.items()
        if times > 1
    ]
