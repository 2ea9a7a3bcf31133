"""Organisers' Markdown as HTML that is safe in a page: CommonMark with tables, and only
the elements named here. Raw HTML is shown as text; headings begin at the second level,
since the page has its first, whatever level a writer begins with.
"""

from __future__ import annotations

import re

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

ELEMENTS = {
    *(
        "p",
        "br",
        "hr",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "strong",
        "em",
        "s",
        "code",
        "pre",
    ),
    *("blockquote", "ul", "ol", "li", "a"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto", "tel"}
HEADING = re.compile(r"(</?h)([1-6])>")
READER = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def rendered(text: str) -> SafeString:
    return mark_safe(cleaned(READER.render(text)))


def cleaned(html: str) -> str:
    """What ``markdown_it`` made, with nothing in it but the elements named above."""
    return nh3.clean(
        with_levels_below_the_page(html),
        tags=ELEMENTS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="noopener",
    )


def with_levels_below_the_page(html: str) -> str:
    """The levels that are used become the second, the third and so on: none is skipped,
    so that who listens does not look for what is not there.
    """
    used = sorted({tag[2] for tag in HEADING.finditer(html)})
    level = {written: min(number, 6) for number, written in enumerate(used, start=2)}
    return HEADING.sub(lambda tag: f"{tag[1]}{level[tag[2]]}>", html)


def plain_start(text: str, longest: int = 200) -> str:
    """The beginning of a text without its marks, for lists and search engines."""
    words = nh3.clean(READER.render(text), tags=set()).split()
    plain = " ".join(words)
    return plain if len(plain) <= longest else plain[: longest - 1].rstrip() + "…"
