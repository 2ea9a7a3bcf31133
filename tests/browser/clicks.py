"""A page whose presses are counted: each link, button, box and folded part is one."""

from __future__ import annotations

from playwright.sync_api import Page


class Clicks:
    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def link(self, name: str) -> None:
        self.count += 1
        self.page.get_by_role("link", name=name, exact=True).first.click()

    def button(self, name: str) -> None:
        self.count += 1
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def box(self, locator: str) -> None:
        self.count += 1
        self.page.locator(locator).check()

    def fold(self, words: str) -> None:
        """Opens a folded part; one that stands open costs nothing."""
        part = self.page.locator("details", has=self.page.locator("summary"))
        part = part.filter(has_text=words).last
        if part.get_attribute("open") is None:
            self.count += 1
            part.locator("summary").first.click()
