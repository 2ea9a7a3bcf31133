from __future__ import annotations

import shutil
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.build.serving import served
from config.demonstration.loading import load_demo
from config.gallery.lighthouse import LEAST, LighthouseProblem, installed, report_on
from config.gallery.taking import LANGUAGES
from config.gallery.walking import NOBODY, walk

FOLDER = settings.VAR / "lighthouse"
MOST = 60  # kinds of pages


class Command(BaseCommand):
    help = (
        "Measure the public's pages of the demonstration with npm's Lighthouse, as a "
        f"phone reads them; fails under {LEAST} of 100."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--url", default="", help="a demonstration that runs")
        parser.add_argument("--only", default="", help="a part of the pages' names")
        parser.add_argument("--languages", nargs="+", default=LANGUAGES)

    def handle(self, *args: object, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("DEMO is not set: the pages are the demonstration's")
        if options["url"]:
            self.measure(options["url"].rstrip("/"), options)
            return
        call_command("build_assets", verbosity=0)
        load_demo(quiet=True)
        with served(DEMO="1") as site:
            self.measure(site.url, options)

    def measure(self, base: str, options: dict[str, Any]) -> None:
        chromium = shutil.which("chromium") or shutil.which("google-chrome")
        if not chromium:
            raise CommandError("no chromium on this machine")
        failed = 0
        self.stdout.write("performance, accessibility, best practices, SEO")
        try:
            program = installed(FOLDER)
            for path in public_paths(chromium, base, options):
                report = report_on(f"{base}/{path}", program, chromium, FOLDER)
                failed += not report.passes
                low = "" if report.passes else f"  ← {', '.join(report.low)}"
                self.stdout.write(f"{report.line}  /{path}{low}")
        except LighthouseProblem as problem:
            raise CommandError(str(problem)) from problem
        if failed:
            raise CommandError(f"{failed} pages are under {LEAST} or jump")


def public_paths(chromium: str, base: str, options: dict[str, Any]) -> list[str]:
    # a development dependency: a site never needs it
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox"]
        )
        pages = walk(browser.new_context(), base, NOBODY, MOST)
        browser.close()
    wanted = [page for page in pages if options["only"] in page.name]
    return [
        f"{language}/{page.path}"
        for page in wanted
        for language in options["languages"]
        if not page.path.startswith("demo/")
    ]
