"""One edition and the invented people on it. Each method is a step that people would
take, through the services.

Whether something may happen now is decided by the database's clock; so the edition's
times are moved by its organiser as the play goes on, and every move stands in its
chain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any, TypeVar

from django.core.files.base import File
from django.db import connection
from tqdm import tqdm

from awards.accounts.models import User
from awards.editions.services import create_edition, open_edition, update_edition
from awards.editions.setup.services import save_prize_level, save_round
from awards.ledger.services import database_now
from awards.models import Category, Edition, PrizeLevel, Round, WinnerList
from awards.outbox.delivery import deliver_messages
from awards.outbox.models import Message
from awards.winners.services import schedule_list
from config.rehearsal.content import Solution, juristic_number, person, solutions
from judging.assigning.services import assign_judges
from judging.ballots.services import save_scores, submit_ballot
from judging.conflicts.services import clear_titles, open_titles
from judging.decisions import services as decisions_services
from judging.decisions.overall import give_overall
from judging.decisions.public_reasons import PublicReason
from judging.decisions.services import prepare_list
from judging.jury.invitations import accept_invitation, invite_judge
from judging.models import Assignment, Judge
from judging.publication.services import publish_due
from judging.ranking import ranked_rows
from judging.results.method import lock_method
from judging.results.score_import import import_scores
from judging.results.services import compute_results
from nominations.checklist.passing import closing_day, months_between
from nominations.checklist.questions_asked import current_texts
from nominations.declarations.services import declare
from nominations.declarations.whole_form import add_standard_form
from nominations.eligibility.unchecked import unchecked_in
from nominations.entries.file_receipts import MAKERS
from nominations.entries.saving import save_entry
from nominations.entries.services import create_entry, submit_entry
from nominations.files.services import attach_file
from nominations.models import Entry, EntryCategory
from nominations.organisations.services import register_organisation

T = TypeVar("T")
SMARTS = (
    "environment",
    "mobility",
    "living",
    "people",
    "energy",
    "economy",
    "governance",
)
SOON = timedelta(hours=6)
COMMENTS = (
    "หลักฐานชัดเจน ตัวเลขก่อนและหลังมาจากแหล่งที่ตรวจสอบได้ ควรขยายผลไปยังเมืองใกล้เคียง",
    "แนวคิดดี แต่ยังไม่เห็นแผนบำรุงรักษาเมื่อสิ้นสุดงบประมาณโครงการ",
    "ผู้ใช้มีส่วนร่วมตั้งแต่การออกแบบ เห็นผลต่อชีวิตประจำวันจริง",
    "ควรเปิดข้อมูลให้ผู้อื่นนำไปใช้ต่อ และเชื่อมกับแพลตฟอร์มข้อมูลเมือง",
    "ผลลัพธ์น่าสนใจ ขอให้เพิ่มข้อมูลเปรียบเทียบกับพื้นที่ที่ยังไม่ได้ใช้ระบบ",
)


@dataclass
class Stage:
    edition: Edition
    organiser: User
    random: Random
    judges: list[Judge] = field(default_factory=list)
    frozen: WinnerList | None = None
    quiet: bool = False
    months_until: date | None = (
        None  # the day to which months of use are counted; otherwise the call's last
    )
    by_hand: int = 200  # ballots given one by one; the others come in by the sheet

    def watched(
        self, things: Iterable[T], label: str, total: int | None = None
    ) -> Iterator[T]:
        """With a progress bar on standard error."""
        yield from tqdm(
            things,
            desc=label,
            total=total,
            disable=self.quiet or None,
            mininterval=0.5,
            leave=False,
            unit="",
        )

    # The call

    def enter(
        self, count: int, content: Sequence[Solution] = (), *, drafts: int = 0
    ) -> list[Entry]:
        """``count`` entries from as many people, sent in but for the last ``drafts``."""
        # Smarts in turn
        written = content or [
            solution for part in range(5) for solution in solutions()[part::5]
        ]
        numbers = self.watched(range(count), "entries", count)
        return [
            self.enter_one(n, written[n % len(written)], submit=n < count - drafts)
            for n in numbers
        ]

    def enter_one(
        self,
        number: int,
        solution: Solution,
        *,
        submit: bool = True,
        owner: User | None = None,
        uploads: Iterable[File[bytes]] = (),
        months: int | None = None,
    ) -> Entry:
        """``months`` of use that the checklist claims; otherwise what the solution's
        own date says.
        """
        owner = owner or self.entrant(number)
        body, again = solution.body, number // len(solutions())
        more = f" {again + 1}" if again else ""
        organisation = register_organisation(
            user=owner,
            name_th=body.name_th + more,
            name_en=body.name_en + more,
            kind=body.kind,
            number=juristic_number(self.edition.pk % 10_000 * 100_000 + number),
            province_code=body.province,
        )
        codes = [solution.smart]
        entry = create_entry(
            user=owner,
            edition=self.edition,
            organisation=organisation,
            category_codes=codes,
        )
        save_entry(
            entry=entry,
            user=owner,
            fields=self.fields(solution, number, more),
            answers=self.answers(solution),
            rules=self.checklist(
                number, self.months(solution) if months is None else months
            ),
        )
        for upload in uploads:
            attach_file(entry=entry, user=owner, upload=upload)
        if not submit:
            return entry
        self.declare(entry, owner)
        return submit_entry(entry=entry, user=owner)

    def months(self, solution: Solution) -> int:
        return months_between(
            solution.since, self.months_until or closing_day(self.edition)
        )

    def checklist(self, number: int, months: int) -> dict[str, str]:
        """Every answer passes but one in twenty, whose months in use are too few."""
        months = 3 if number % 20 == 13 else months
        return {
            "who-may-enter": "yes",
            "months-in-use": str(months),
            "not-won-before": "yes",
            "one-per-category": "yes",
        }

    def declare(self, entry: Entry, owner: User) -> None:
        """What is needed, and of the consents the first."""
        texts = list(current_texts(entry.edition_id))
        agreed = [
            text.pk
            for text in texts
            if text.declaration.required or text.declaration.code == "pictures"
        ]
        declare(
            entry=entry, user=owner, agreed=agreed, seen=[text.pk for text in texts]
        )

    def fields(self, solution: Solution, number: int, more: str) -> dict[str, str]:
        return {
            "title_th": solution.title_th + more,
            "title_en": solution.title_en + more,
            "summary_th": solution.summary_th,
            "summary_en": solution.summary_en,
            "contact_name": person(number)[0],
            "contact_phone": f"0812{number % 1_000_000:06d}",
        }

    def answers(self, solution: Solution) -> dict[str, object]:
        return {
            **solution.answers,
            "in-use-since": solution.since.isoformat(),
            f"smart-{solution.smart}": solution.summary_th,
        }

    def entrant(self, number: int) -> User:
        names = person(number)
        email = f"entrant-{number + 1:04d}.{self.edition.code}@example.org"
        language = "en" if number % 7 == 3 else "th"
        return User.objects.create_user(
            email, name_th=names[0], name_en=names[1], language=language
        )

    def close_call(self) -> None:
        """The organiser closes the call now and opens the round; what was sent in stands."""
        now = database_now()
        self.edition = update_edition(
            edition=self.edition,
            actor=self.organiser,
            closes_at=now,
            grace_minutes=0,
            announces_at=max(now + SOON, self.edition.announces_at),
        )
        self.move_round(opens_in=timedelta(seconds=-1), closes_in=SOON)

    # The judging

    @property
    def round(self) -> Round:
        return self.edition.rounds.get(code="online")

    def move_round(
        self, *, opens_in: timedelta | None = None, closes_in: timedelta
    ) -> None:
        round_, now = self.round, database_now()
        if opens_in is not None:
            round_.opens_at = now + opens_in
        round_.closes_at = now + closes_in
        save_round(round_=round_, actor=self.organiser, reason="rehearsal")

    def invite(self, count: int) -> None:
        for n in self.watched(range(count), "judges", count):
            self.invite_one(n, f"judge-{n + 1:03d}.{self.edition.code}@example.net")

    def invite_one(self, number: int, email: str) -> None:
        thai, english = person(199 - number % 200)
        judge = invite_judge(
            edition=self.edition,
            email=email,
            name_th=f"ดร.{thai}" if number % 3 == 0 else thai,
            name_en=f"Dr {english}" if number % 3 == 0 else english,
            organisation=f"สถาบันวิชาการสมมุติ {number + 1}",
            actor=self.organiser,
            language="en" if number % 8 == 5 else "th",
        )
        self.accept(judge)

    def accept(self, judge: Judge) -> None:
        judge = accept_invitation(judge=judge)
        judge.expertise = {code: self.random.choice((0, 1, 1, 2, 2)) for code in SMARTS}
        judge.save(update_fields=["expertise"])
        self.judges.append(judge)

    def assign(self, per_entry: int, seed: int) -> dict[str, object]:
        lock_method(round_=self.round, actor=self.organiser)
        return assign_judges(
            edition=self.edition,
            round_=self.round,
            per_entry=per_entry,
            seed=seed,
            actor=self.organiser,
        )

    def assignments(self) -> list[Assignment]:
        rows = Assignment.objects.standing().filter(round=self.round).order_by("pk")
        return list(
            rows.select_related(
                "judge__user", "entry_category__entry", "round__edition"
            )
        )

    def read_titles(self) -> None:
        for judge in self.judges:
            own = [row.pk for row in open_titles(judge)]
            clear_titles(judge=judge, assignments=own, conflicts={})

    def score(self, rows: Sequence[Assignment] | None = None) -> int:
        """The judges score these assignments (None: all), harshly or mildly, and send
        the ballots in.
        """
        rows = self.assignments() if rows is None else rows
        merit = {row.entry_category_id: self.random.gauss(6.6, 1.1) for row in rows}
        manner = {row.judge_id: self.random.gauss(0, 0.8) for row in rows}
        codes = list(self.edition.criteria.values_list("code", flat=True))
        given = {
            row.pk: self.scores(
                merit[row.entry_category_id] + manner[row.judge_id], codes
            )
            for row in rows
        }
        for row in self.watched(
            rows[: self.by_hand], "ballots", min(len(rows), self.by_hand)
        ):
            self.give(row, given[row.pk])
        if len(rows) > self.by_hand:
            self.bring_in(rows[self.by_hand :], given)
        return len(rows)

    def scores(self, level: float, codes: Sequence[str]) -> dict[str, Decimal]:
        return {code: self.on_scale(self.random.gauss(level, 0.9)) for code in codes}

    def give(self, row: Assignment, scores: dict[str, Decimal]) -> None:
        """As a judge does on the desk."""
        comment = self.random.choice(COMMENTS)
        save_scores(
            assignment=row,
            user=row.judge.user,
            scores=scores,
            comment_entrant=comment,
            comment_panel=comment,
        )
        submit_ballot(assignment=row, user=row.judge.user)

    def bring_in(
        self, rows: Sequence[Assignment], given: dict[int, dict[str, Decimal]]
    ) -> None:
        """As an organiser does with ballots that were filled in on a sheet."""
        lines = [
            {
                "judge": row.judge.user.email,
                "entry": row.entry_category.entry.reference,
                "criterion": code,
                "score": f"{v}",
            }
            for row in rows
            for code, v in given[row.pk].items()
        ]
        numbered = self.watched(enumerate(lines, start=2), "sheets", len(lines))
        imported = import_scores(
            edition=self.edition, round_=self.round, rows=numbered, actor=self.organiser
        )  # fmt: skip
        if imported.rejected:
            raise RuntimeError(f"scores refused: {imported.rejected[:3]}")

    def on_scale(self, value: float) -> Decimal:
        return Decimal(max(2, min(19, round(value * 2)))) / 2

    def close_round(self) -> None:
        self.move_round(closes_in=timedelta(0))

    # The decision

    def decide(self) -> int:
        """The best of each category by rank get the levels of the ladder, one each; how
        many prizes.
        """
        document = compute_results(self.edition, self.round)
        levels = list(self.edition.prize_levels.ladder())
        won = 0
        categories = list(self.edition.categories.all())
        for category in self.watched(categories, "decisions", len(categories)):
            found = document["categories"].get(category.code)
            ranked = ranked_rows(found["entries"]) if found else []
            won += self.decide_category(
                category, [row["entry"] for row in ranked], levels
            )
        return won

    def decide_category(
        self, category: Category, order: list[str], levels: list[PrizeLevel]
    ) -> int:
        standings = EntryCategory.objects.filter(
            category=category, entry__reference__in=order
        )
        places = dict(standings.values_list("entry__reference", "pk"))
        given = {
            places[reference]: level
            for reference, level in zip(order, levels, strict=False)
        }
        decisions_services.decide_category(
            category=category,
            levels=dict(given),
            reasons=dict.fromkeys(given, ""),
            actor=self.organiser,
        )
        return len(given)

    def give_best_of_show(self) -> None:
        """One prize across categories, to the first entry of the category with the most entries."""
        words = {"name_th": "รางวัลยอดเยี่ยมแห่งปี", "name_en": "Best of show"}
        best = PrizeLevel(
            edition=self.edition, code="best-of-show", order=9, across=True, **words
        )
        best = save_prize_level(level=best, actor=self.organiser)
        document = compute_results(self.edition, self.round)
        ranked = (
            ranked_rows(found["entries"]) for found in document["categories"].values()
        )
        fullest = max(ranked, key=len)
        entry = Entry.objects.get(reference=fullest[0]["entry"])
        told = PublicReason(
            "คณะกรรมการมีมติเอกฉันท์ (ข้อมูลสมมุติ)", "Unanimous vote of the jury (invented)"
        )
        give_overall(
            entry=entry,
            level=best,
            reason=told.th,
            public_reason=told,
            actor=self.organiser,
        )

    def freeze(self) -> WinnerList:
        """What was decided becomes a list, to be announced now."""
        moment = self.soonest_announcement()
        self.edition = update_edition(
            edition=self.edition, actor=self.organiser, announces_at=moment
        )
        self.frozen = prepare_list(edition=self.edition, actor=self.organiser)
        return self.frozen

    def publish(self) -> int:
        """The list is scheduled, and published as the worker would."""
        winner_list = self.frozen or self.freeze()
        unchecked = unchecked_in(self.edition.pk)
        schedule_list(
            winner_list=winner_list,
            publish_at=None,
            actor=self.organiser,
            unchecked=unchecked,
            unchecked_known=unchecked.count,
        )
        publish_due()
        winner_list.refresh_from_db()
        return winner_list.winners.count() if winner_list.published_at else 0

    def soonest_announcement(self) -> datetime:
        return max(database_now(), self.edition.closes_at + timedelta(seconds=1))

    def deliver(self) -> int:
        """Every mail of this edition goes out; how many were written in all."""
        mine = Message.objects.filter(edition_code=self.edition.code)
        waiting = Message.objects.due().count()
        for _ in self.watched(range(waiting // 200 + 1), "mail", waiting // 200 + 1):
            deliver_messages(200, makers=MAKERS)
        return mine.count()


def open_stage(
    *,
    code: str,
    name_th: str,
    name_en: str,
    year: int,
    organiser: User,
    seed: int,
    **more: Any,
) -> Stage:
    """An edition whose call opened a minute ago."""
    now = database_now()
    edition = create_edition(
        actor=organiser,
        code=code,
        name_th=name_th,
        name_en=name_en,
        year=year,
        opens_at=now - timedelta(minutes=1),
        closes_at=now + SOON,
        announces_at=now + 4 * SOON,
        **more,
    )
    add_standard_form(edition=edition, actor=organiser)
    edition = open_edition(edition=edition, actor=organiser)
    return Stage(edition, organiser, Random(seed))


@contextmanager
def lazy_commits() -> Iterator[None]:
    """Commits need not wait for the disk: should the power fail, an invented edition is
    made again.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        try:
            yield
        finally:
            cursor.execute("RESET synchronous_commit")
