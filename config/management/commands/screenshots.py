from __future__ import annotations

import io
import shutil
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from PIL import Image

from awards.accounts.models import User
from config.build.serving import served
from config.build.sessions import session_cookie
from config.demonstration.loading import load_demo
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
        "Take the pictures of the README from the demonstration, with the Chromium "
        "of this machine."
    )

    def handle(self, *args: object, **options: object) -> None:
        if not settings.DEMO:
            raise CommandError("DEMO is not set: the pictures are of the demonstration")
        chromium = shutil.which("chromium") or shutil.which("google-chrome")
        if not chromium:
            raise CommandError("no chromium on this machine")
        call_command("build_assets", verbosity=0)
        codes = load_demo(quiet=True)
        with served(DEMO="1") as site:
            for name, picture in pictures(chromium, site.url, codes):
                target = settings.BASE_DIR / FOLDER / name
                target.parent.mkdir(parents=True, exist_ok=True)
                small(picture).save(target, optimize=True)
                self.stdout.write(
                    f"{FOLDER / name}: {target.stat().st_size // 1024} KB"
                )


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
