"""Organisers' Markdown as HTML that is safe in a page: CommonMark with tables, and only
the elements named here. Raw HTML is shown as text; headings begin at the second level,
since the page has its first.
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
HEADING = re.compile(r"(</?h)([1-5])>")
READER = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def rendered(text: str) -> SafeString:
    html = READER.render(text)
    lower = HEADING.sub(lambda tag: f"{tag[1]}{int(tag[2]) + 1}>", html)
    cleaned = nh3.clean(
        lower,
        tags=ELEMENTS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="noopener",
    )
    return mark_safe(cleaned)


def plain_start(text: str, longest: int = 200) -> str:
    """The beginning of a text without its marks, for lists and search engines."""
    words = nh3.clean(READER.render(text), tags=set()).split()
    plain = " ".join(words)
    return plain if len(plain) <= longest else plain[: longest - 1].rstrip() + "…"
