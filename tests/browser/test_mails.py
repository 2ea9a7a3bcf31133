"""Every kind of mail as a phone and a computer show it: nothing is wider than the screen,
in light and dark, and what is read stands out from what is behind it.
"""

from __future__ import annotations

from itertools import product

import pytest

from awards.mails.kinds import LANGUAGES
from awards.mails.writing import worded
from awards.models import Edition
from config.shell.worded_kinds import KINDS
from tests.browser.chromium import Chromium
from tests.factories import make_edition

pytestmark = pytest.mark.django_db
WIDTHS = (320, 600)
LONG = "โครงการพัฒนาระบบเตือนภัยน้ำท่วมอัจฉริยะแบบมีส่วนร่วมของประชาชน" * 4
WIDER = "document.documentElement.scrollWidth - innerWidth"
# the least contrast of any words with the nearest background behind them
CONTRAST = """() => {
  const light = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3)
      .map((part) => part / 255)
      .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const colour = getComputedStyle(one).backgroundColor;
      if (!/, 0\\)$/.test(colour)) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  return Math.min(...[...document.body.querySelectorAll("td, h1, p, a, li")].map((element) => {
    const [one, other] = [light(getComputedStyle(element).color), light(behind(element))];
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  }));
}"""


def mails_of(edition: Edition, language: str) -> dict[str, str]:
    """The HTML by kind: with the usual values, and with each as long as can be."""
    found = {}
    for event, kind in KINDS.items():
        usual = kind.examples(language)
        long = {
            name: usual[name] + "x" * 200 if name in kind.links else LONG
            for name in kind.names
        }
        for called, values in ((event, usual), (f"{event} long", long)):
            reader = {"name": "สมหญิง รักดี"}
            made = worded(kind, {**values}, language, edition.code, reader)
            found[called] = made.html
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("look", ["light", "dark"])
def test_no_mail_is_wider_than_its_screen_or_hard_to_read(
    chromium: Chromium, language: str, look: str
) -> None:
    mails = mails_of(make_edition(), language)
    context = chromium.browser.new_context(color_scheme=look, java_script_enabled=True)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    wrong = []
    for width, (called, html) in product(WIDTHS, mails.items()):
        page.set_viewport_size({"width": width, "height": 800})
        page.set_content(html)
        if (over := page.evaluate(WIDER)) > 0:
            wrong.append(f"{called}, {width}: {over} too wide")
        if (contrast := page.evaluate(CONTRAST)) < 4.5:
            wrong.append(f"{called}, {width}: contrast {contrast:.1f}")
    chromium.close(context)
    assert wrong == []
    assert asked == []  # no picture, font or style from anywhere
