from __future__ import annotations

import io
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from PIL import Image
from tqdm import tqdm

from awards.accounts.models import User
from config.build.serving import served
from config.build.sessions import session_cookie
from config.demonstration.loading import load_demo
from config.gallery.comparing import compare, put_aside, write_index
from config.gallery.taking import dresses, find_pages, take_all
from config.gallery.walking import WALKERS
from judging.models import Assignment

FOLDER = Path("docs/screenshots")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-sync",
    "--no-first-run",
]


class Command(BaseCommand):
    help = (
        "Take the pictures of the README from the demonstration, or with --all those of "
        "every page, with the Chromium of this machine."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="every page")
        parser.add_argument(
            "--url",
            default="",
            help="a demonstration that runs; without it, one is served",
        )
        parser.add_argument("--folder", type=Path, default=settings.VAR / "pages")
        parser.add_argument("--roles", nargs="+", choices=WALKERS, default=WALKERS)
        parser.add_argument("--only", default="", help="a part of the pages' names")
        parser.add_argument(
            "--most", type=int, default=120, help="kinds of pages of a role"
        )

    def handle(self, *args: object, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("DEMO is not set: the pictures are of the demonstration")
        chromium = shutil.which("chromium") or shutil.which("google-chrome")
        if not chromium:
            raise CommandError("no chromium on this machine")
        if options["url"]:
            if not options["all"]:
                raise CommandError("--url goes with --all")
            self.take_every_page(chromium, options["url"].rstrip("/"), options)
            return
        call_command("build_assets", verbosity=0)
        codes = load_demo(quiet=True)
        with served(DEMO="1") as site:
            if options["all"]:
                self.take_every_page(chromium, site.url, options)
            else:
                self.take_for_readme(chromium, site.url, codes)

    def take_every_page(
        self, chromium: str, url: str, options: Mapping[str, Any]
    ) -> None:
        """The pictures of the last time are kept and compared with."""
        # a development dependency: a site never needs it
        from playwright.sync_api import sync_playwright

        folder, wanted = options["folder"], dresses()
        put_aside(folder)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            pages = find_pages(
                browser, url, options["roles"], options["only"], options["most"]
            )
            with tqdm(total=len(pages) * len(wanted), disable=None) as bar:
                taken = take_all(browser, url, pages, wanted, folder, bar.update)
            browser.close()
        index = write_index(folder, [compare(one, folder) for one in taken], wanted)
        self.stdout.write(f"{len(pages)} pages, {len(taken)} pictures: {index}")

    def take_for_readme(self, chromium: str, url: str, codes: dict[str, str]) -> None:
        for name, picture in pictures(chromium, url, codes):
            target = settings.BASE_DIR / FOLDER / name
            target.parent.mkdir(parents=True, exist_ok=True)
            small(picture).save(target, optimize=True)
            self.stdout.write(f"{FOLDER / name}: {target.stat().st_size // 1024} KB")


def small(picture: bytes) -> Image.Image:
    """256 colours are enough for a page and a third of the size."""
    return Image.open(io.BytesIO(picture)).convert("RGB").quantize(256)


def pictures(chromium: str, url: str, codes: dict[str, str]) -> list[tuple[str, bytes]]:
    """Name and PNG of each: the winners' page as everybody sees it, a ballot as its
    judge does.
    """
    # a development dependency: a site never needs it
    from playwright.sync_api import sync_playwright

    judge = User.objects.get(email="judge@example.org")
    pages: list[tuple[str, str, User | None]] = [
        ("winners.png", f"/th/winners/{codes['published']}/", None),
        ("ballot.png", f"/en/judge/ballots/{open_ballot(judge).pk}/", judge),
    ]
    taken = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for name, path, person in pages:
            context = browser.new_context(
                viewport={"width": 1200, "height": 850}, base_url=url
            )
            if person:
                cookie = {**session_cookie(person), "url": url}
                context.add_cookies([cookie])  # type: ignore[list-item]
            page = context.new_page()
            page.goto(path)
            page.wait_for_load_state("networkidle")
            taken.append((name, page.screenshot()))
            context.close()
        browser.close()
    return taken


def open_ballot(judge: User) -> Assignment:
    """One whose title was read and that has no score yet."""
    return (
        Assignment.objects.visible_to(judge)
        .filter(ballot=None)
        .exclude(cleared_at=None)
        .order_by("pk")[0]
    )
