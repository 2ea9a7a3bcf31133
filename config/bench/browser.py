"""How long a browser takes to check a published result: a true bundle of all ballots
that the measured round has, dropped on the verifier's page in Chromium.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import transaction
from django.db.models import QuerySet
from django.test import override_settings

from awards.ledger import signing
from awards.ledger.services import NewRow, append_many
from awards.models import WinnerList
from config.bench.data import Data
from config.bench.measuring import Figures, figures_of
from config.build.serving import served
from judging.acts import BALLOT_SUBMITTED, JUDGE_ASSIGNED
from judging.bundle.gathering import bundle_of
from judging.decisions.services import decide, prepare_list
from judging.models import Assignment
from judging.pseudonyms import Pseudonyms
from judging.publication.services import publish_due

NAME = "5,000 ballots checked in the browser"
AIM = "5 s"
TIMES = 3
PATIENCE = 120_000  # milliseconds
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def bundle_of_round(data: Data) -> bytes:
    """As it would be published; all of it is taken back afterwards."""
    with transaction.atomic():
        append_many(data.judging.code, ballot_rows(data))
        given = Assignment.objects.filter(round=data.round, ballot__state="submitted")
        standing = given.earliest("pk")
        level = data.judging.prize_levels.earliest("order")
        decide(
            entry_category=standing.entry_category,
            level=level,
            reason="measured",
            actor=data.organiser,
        )
        frozen = prepare_list(edition=data.judging, actor=data.organiser)
        WinnerList.objects.filter(pk=frozen.pk).update(state="queued")
        publish_due()
        made = bundle_of(data.round)
        transaction.set_rollback(True)
    return made


def ballot_rows(data: Data) -> Iterator[NewRow]:
    """What assigning and submitting would have written."""
    names, code = Pseudonyms(data.judging), data.round.code
    judges = names.judges()
    for seat in seats(data):
        standing = seat.entry_category
        reference, category = standing.entry.reference, standing.category.code
        sheet, ballot = names.entry(reference), getattr(seat, "ballot", None)
        asked = {"judge": judges[seat.judge_id], "round": code}
        yield NewRow(JUDGE_ASSIGNED, None, {**asked, "sheets": [[sheet, category]]})
        for one in ballot.versions.all() if ballot else ():
            said = {"sheet": sheet, "category": category, "round": code}
            given = {"version": one.number, "scores": one.scores, "entry": reference}
            yield NewRow(BALLOT_SUBMITTED, seat.judge.user, {**said, **given})


def seats(data: Data) -> QuerySet[Assignment]:
    rows = Assignment.objects.filter(round=data.round).select_related(
        "judge__user", "entry_category__entry", "entry_category__category", "ballot"
    )
    return rows.prefetch_related("ballot__versions")


def checked_in_browser(data: Data, database: str) -> Figures | None:
    """On a site of its own, with the key that signed. None without Chromium."""
    chromium = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if chromium is None:
        return None
    with TemporaryDirectory() as folder:
        path, key = Path(folder, "bundle.zip"), Path(folder, "key.pem")
        signing.make_key(key)
        with override_settings(SIGNING_KEY_FILE=key):
            path.write_bytes(bundle_of_round(data))
        site_key = str(key)
        with served(
            "config.bench.wsgi",
            DATABASE_URL=database,
            DEMO="1",
            SIGNING_KEY_FILE=site_key,
        ) as site:
            seconds = list(times_in(chromium, f"{site.url}/en/verifier/", path))
    return replace(figures_of(NAME, seconds, seconds), cpu=None)


def times_in(chromium: str, page_url: str, bundle: Path) -> Iterator[float]:
    """Each on a page of its own; as the page itself measures it, from press to verdict."""
    from playwright.sync_api import expect, sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox"]
        )
        for _turn in range(TIMES):
            page = browser.new_page()
            page.goto(page_url)
            page.set_input_files("#bundle", bundle)
            page.locator("#verify button").click()
            verdict = page.locator("#verdict")
            expect(verdict).not_to_be_empty(timeout=PATIENCE)
            if wrong := page.locator("#found .check-wrong").all_inner_texts():
                raise RuntimeError(f"the bundle is not sound: {wrong}")
            yield float(verdict.get_attribute("data-took") or "nan") / 1000
            page.close()
        browser.close()
