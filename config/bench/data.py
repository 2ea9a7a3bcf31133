"""Rows for measuring, written in bulk: what the services would write, without asking
them ten thousand times.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.utils import timezone

from awards.accounts.models import User
from awards.dsure.models import Certificate, Maker, Mark
from awards.editions.services import create_edition, open_edition
from awards.models import Edition, Round, WinnerList
from awards.outbox.work import WorkState
from awards.winners.lines import WinnerLine
from awards.winners.services import freeze_list
from config.bench.bulk import store
from config.bench.entries import HOUR, make_drafts, make_entries
from config.bench.judged import make_ballots, make_judges, store_result
from config.rehearsal.content import solutions
from judging.results.runs import compute_due_results
from nominations.declarations.whole_form import add_standard_form
from nominations.entries.search_text import drop_search_text
from nominations.models import (
    Entry,
)
from nominations.statuses import EntryState


@dataclass
class Data:
    organiser: User
    entrant: User
    judge: User  # holds 125 assignments
    call: Edition  # open, 2,000 entries
    judging: Edition  # being judged, 1,000 entries × 5 of 60 judges
    published: Edition  # 200 winners
    draft: Entry  # of the entrant, in the open call
    round: Round
    open_ballots: list[int]  # assignments of the judge that are not submitted
    done_ballots: list[int]
    large: Edition  # 10,000 entries with a stored result
    drafts: list[Entry]  # of an edition of their own; complete, and ready to be sent in
    newcomers: list[User]  # who have nothing but an account


def make_data(sizes: dict[str, int]) -> Data:
    """``sizes``: call, entries, judges, per_entry, certificates, winners, large, drafts, newcomers."""
    organiser = User.objects.create_user("organiser@bench.example.org")
    judging = make_edition("bench-judging", organiser)
    call = make_edition("bench-call", organiser)
    draft = make_call(call, sizes["call"])
    submitted = make_entries(judging, sizes["entries"], "j")
    round_ = judging.rounds.get(code="online")
    judges = make_judges(judging, sizes["judges"])
    mine = make_ballots(round_, submitted, judges, sizes["per_entry"])
    make_certificates(sizes["certificates"])
    published = make_winners(organiser, sizes["winners"])
    compute_due_results()
    large = make_edition("bench-large", organiser)
    store_result(large, make_entries(large, sizes["large"], "l"), sizes["judges"])
    drafts = make_drafts(make_edition("bench-rush", organiser), sizes["drafts"])
    newcomers = make_newcomers(sizes["newcomers"])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return Data(
        organiser=organiser,
        entrant=draft.owner,
        judge=judges[0].user,
        call=call,
        judging=judging,
        published=published,
        draft=draft,
        round=round_,
        open_ballots=mine.open,
        done_ballots=mine.done,
        large=large,
        drafts=drafts,
        newcomers=newcomers,
    )


def make_newcomers(count: int) -> list[User]:
    return store(
        User(
            email=f"new{n}@bench.example.org",
            name_th="ผู้มาใหม่",
            name_en="Newcomer",
            password="!",
        )
        for n in range(count)
    )


def make_call(call: Edition, count: int) -> Entry:
    """Entries sent in but for the first, which is a draft again."""
    draft = make_entries(call, count, "c")[0]
    Entry.objects.filter(pk=draft.pk).update(state=EntryState.DRAFT, submitted_at=None)
    drop_search_text(entry=draft)
    return draft


def make_edition(code: str, organiser: User) -> Edition:
    now = timezone.now()
    edition = create_edition(
        actor=organiser,
        code=code,
        name_th="วัดความเร็ว",
        name_en="Measured",
        year=now.year,
        opens_at=now - 10 * HOUR,
        closes_at=now + 100 * HOUR,
        announces_at=now + 1000 * HOUR,
        round_windows={"online": (now - HOUR, now + 500 * HOUR)},
    )
    add_standard_form(edition=edition, actor=organiser)
    return open_edition(edition=edition, actor=organiser)


def make_certificates(count: int) -> None:
    maker = Maker.objects.create(name_th="ผู้ผลิตวัดความเร็ว", name_en="Measured maker")
    mark = Mark.objects.create(code="bench", name_th="dSURE", name_en="dSURE")
    now = timezone.now()
    for n in range(count):
        s = solutions()[n % len(solutions())]
        Certificate(
            number=f"B-{n:05d}", name_th=f"{s.title_th} {n}", name_en=f"{s.title_en} {n}", kind="IoT", maker=maker,
            mark=mark, issued_on=date(2023, 11, 22), announced_at=now - HOUR,
        ).save()  # fmt: skip


def winner_lines(count: int) -> list[WinnerLine]:
    return [
        WinnerLine(
            category_code=s.smart, category_th=s.smart, category_en=s.smart, smart_code=s.smart,
            level_code="good", level_order=3, level_th="ระดับดี", level_en="Good", reference=f"BENCH-{n:05d}",
            title_th=s.title_th, title_en=s.title_en, summary_th=s.summary_th, summary_en=s.summary_en,
            organisation_th=s.body.name_th, organisation_en=s.body.name_en, province_code=s.body.province,
        )
        for n, s in ((n, solutions()[n % len(solutions())]) for n in range(count))
    ]  # fmt: skip


def make_winners(organiser: User, count: int) -> Edition:
    edition = make_edition("bench-published", organiser)
    winner_list = freeze_list(
        edition=edition, lines=winner_lines(count), actor=organiser
    )
    now = timezone.now() - HOUR
    WinnerList.objects.filter(pk=winner_list.pk).update(
        state=WorkState.DONE, due_at=now, published_at=now
    )
    Edition.objects.filter(pk=winner_list.edition_id).update(announced_at=now)
    return edition
