"""What people type stays text wherever it is read by a machine: HTML, SVG, CSS, CSV and
spreadsheets, iCalendar, headers of answers and mails, JSON in pages, lines of logs.

The payloads are the kinds that are known to have worked somewhere.
"""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from django.core.mail import EmailMessage
from hypothesis import given, settings
from hypothesis import strategies as st
from justhtml import JustHTML

from awards.refusals import Refused
from awards.site.artwork import checked_artwork
from awards.site.calendar import CalendarEvent, calendar_file
from awards.site.markdown import ELEMENTS, SCHEMES, rendered
from awards.site.share_links import json_ld
from awards.spreadsheets.formulas import disarmed
from config.build.logs import Line as LogLine
from nominations.files.serving import serve_bytes
from tests.fuzzing import EXAMPLES, IS_FUZZ

pytestmark = pytest.mark.once

EVIL = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--><img src onerror=alert(1)>'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<object data='javascript:alert(1)'>",
    "<a href='jav&#x09;ascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<base href='https://elsewhere.example/'>",
    "<meta http-equiv=refresh content='0;url=https://elsewhere.example/'>",
    "<link rel=stylesheet href='https://elsewhere.example/x.css'>",
    "<style>@import 'https://elsewhere.example/x.css';</style>",
    "<p style='background:url(https://elsewhere.example/)'>x</p>",
    "<template><script>alert(1)</script></template>",
    "<details open ontoggle=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](&#106;avascript:alert(1))",
    "![x](https://elsewhere.example/pixel.png)",
    '![x](x"onerror="alert(1))',
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    "[x](https://a.example 'title\" onmouseover=\"alert(1)')",
    "`<script>alert(1)</script>`",
    '```html" onload=alert(1)\n<script>\n```',
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "\u202e<script>alert(1)</script>",
    "<scr\x00ipt>alert(1)</scr\x00ipt>",
    "\ufeff<script>alert(1)</script>",
    "＜script＞alert(1)＜/script＞",
)


class Reading(HTMLParser):
    """Elements and attributes as a browser finds them."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ELEMENTS:
            self.wrong.append(f"<{tag}>")
        for name, value in attrs:
            scheme = re.match(
                r"[\x00-\x20]*([a-z][a-z0-9+.-]*):", (value or "").lower()
            )
            if name not in ("href", "title", "start", "rel"):
                self.wrong.append(name)
            if name == "href" and scheme and scheme[1] not in SCHEMES:
                self.wrong.append(f"{name}={value}")


def wrong_in(html: str) -> list[str]:
    """Read once as it goes out, and once more as a browser writes it back: what changes
    its meaning on the way (mXSS) shows there.
    """
    found = []
    for text in (html, JustHTML(html, fragment=True).to_html()):
        reading = Reading()
        reading.feed(text)
        found += reading.wrong
    return found


PIECES = st.lists(
    st.sampled_from(
        (*EVIL, "\n\n", "> ", "- ", "|a|b|\n|-|-|\n|", "*", "`", "](", "<", "&#")
    )
    | st.text(max_size=12),
    max_size=8,
).map("".join)
A_FEW = settings(
    max_examples=EXAMPLES * 10, deadline=None, database=None, derandomize=not IS_FUZZ
)


@pytest.mark.parametrize("text", EVIL)
def test_markdown_holds_nothing_that_runs_or_fetches(text: str) -> None:
    for place in (text, f"- {text}", f"> {text}", f"|a|\n|-|\n|{text}|", f"# {text}"):
        assert wrong_in(rendered(place)) == []


@given(text=PIECES)
@A_FEW
def test_no_mixture_of_them_does_either(text: str) -> None:
    assert wrong_in(rendered(text)) == []


def test_the_reading_itself_sees_what_is_wrong() -> None:
    for html in ("<script>", "<a onclick=x>", "<a href='javascript:x'>", "<img>"):
        assert wrong_in(html) != []


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}<path d="M0 0h1v1z"/></svg>'
DRAWN_EVIL = (
    "<script>alert(1)</script>",
    "<script xlink:href='https://elsewhere.example/x.js'/>",
    "<g onload='alert(1)'/>",
    "<animate onbegin='alert(1)' attributeName='x' dur='1s'/>",
    "<a><set attributeName='href' to='javascript:alert(1)'/><text>x</text></a>",
    "<a xlink:href='javascript:alert(1)'><text>x</text></a>",
    "<a href='&#106;avascript:alert(1)'><text>x</text></a>",
    "<use href='https://elsewhere.example/x.svg#a'/>",
    "<use href='data:image/svg+xml;base64,PHN2Zy8+#x'/>",
    "<image href='https://elsewhere.example/x.png'/>",
    "<image href='data:image/svg+xml,&lt;svg onload=alert(1)&gt;'/>",
    "<foreignObject><iframe src='javascript:alert(1)'/></foreignObject>",
    "<style>@import 'https://elsewhere.example/x.css';</style>",
    "<style>path{fill:url(https://elsewhere.example/x)}</style>",
    "<style>path{fill:u\\72l(https://elsewhere.example/x)}</style>",
    "<path style='fill:url(https://elsewhere.example/x)' d='M0 0'/>",
    "<filter><feImage href='https://elsewhere.example/x'/></filter>",
    "<handler xmlns='http://www.w3.org/2001/xml-events' type='text/javascript'>x</handler>",
    "<?xml-stylesheet href='https://elsewhere.example/x.css'?>",
    "<![CDATA[<script>alert(1)</script>]]>",
)
# As an attribute or a style that a browser follows; what the library made of an address
# that it cut (a path here, half a value) leads nowhere.
RUNS = re.compile(
    r"<\s*(script|foreignobject|iframe|handler)\b|\bon\w+\s*=|@import|xml-stylesheet"
    r"|href=\W?(javascript|https?:|//|data:image/svg)|attributename=\W?(xlink:)?href"
    r"|url\(\W?(https?:|//)|javascript:[^<]*\bhref",
    re.IGNORECASE,
)


@pytest.mark.parametrize("part", DRAWN_EVIL)
def test_a_drawing_draws_and_does_nothing_else(part: str) -> None:
    try:
        made = checked_artwork(SVG.format(part).encode())
    except Refused:
        return
    assert RUNS.search(made.content.decode()) is None


def bomb(levels: int) -> str:
    """Ten times as much at each level."""
    entities = '<!ENTITY a0 "aaaaaaaaaa">' + "".join(
        f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, levels)
    )
    return f"<!DOCTYPE svg [{entities}]>" + SVG.format(f"<text>&a{levels - 1};</text>")


@pytest.mark.parametrize(
    "text",
    [
        bomb(9),
        '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + SVG.format("&a;"),
    ],
)
def test_a_drawing_opens_no_file_and_does_not_blow_up(text: str) -> None:
    try:
        made = checked_artwork(text.encode())
    except Refused:
        return
    assert b"root:" not in made.content
    assert len(made.content) < 2_000_000


FORMULAS = ("=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0")


@pytest.mark.parametrize("text", FORMULAS)
def test_a_cell_is_no_formula(text: str) -> None:
    assert disarmed(text)[0] not in "=+-@\t\r"


BREAKS = ("a\r\nX-Evil: 1", "a\nBcc: b@elsewhere.example", "a\rb", "a\x00b", "a\u2028b")


@pytest.mark.parametrize(
    "name", [*BREAKS, 'a";x="', "../../etc/passwd", "ก\u202etxt.exe"]
)
def test_a_file_name_stays_within_its_header(name: str) -> None:
    try:
        answer = serve_bytes(b"x", "application/pdf", name)
    except ValueError:  # Django's BadHeaderError: nothing is sent
        return
    said = answer["Content-Disposition"]
    assert said.startswith("attachment")
    assert not re.search(r"[\r\n\x00]", said)
    assert "X-Evil" not in dict(answer.items())


@pytest.mark.parametrize("subject", BREAKS[:3])
def test_a_subject_adds_no_header_to_a_mail(subject: str) -> None:
    mail = EmailMessage(subject, "x", "a@a.example", ["b@b.example"])
    try:
        sent = mail.message()
    except ValueError:
        return
    assert sent["Bcc"] is None
    assert sent["X-Evil"] is None


@pytest.mark.parametrize(
    "title", [*BREAKS, "a\r\nEND:VEVENT\r\nBEGIN:VEVENT", "a;b,c\\n"]
)
def test_an_event_holds_what_was_typed_and_no_line_more(title: str) -> None:
    at = datetime(2027, 1, 1, tzinfo=UTC)
    try:
        made = calendar_file(
            title, [CalendarEvent("u", title, at)], made_at=at
        ).decode()
    except ValueError:
        return
    lines = re.split(r"\r\n|\r|\n", made)
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 1
    assert not [line for line in lines if line.startswith(("X-Evil", "Bcc"))]


@pytest.mark.parametrize(
    "text", [*EVIL, "</script><script>alert(1)", "<!--<script>", "]]>"]
)
def test_json_in_a_page_ends_nothing(text: str) -> None:
    made = json_ld({"name": text, text: "x"})
    assert not re.search(r"[<>&]", made)
    assert json.loads(made)["name"] == text


@pytest.mark.parametrize(
    "text", ["a\n[2026-01-01] WARNING forged", "a\r\nb", "a\x1b[2Kb"]
)
def test_a_log_line_stays_one_line(text: str) -> None:
    record = logging.makeLogRecord(
        {"msg": "Not Found: %s", "args": (text,), "levelname": "WARNING"}
    )
    written = LogLine().format(record)
    assert len(written.splitlines()) == 1
    assert "\x1b" not in written
