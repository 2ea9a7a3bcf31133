"""Rows for measuring, written in bulk: what the services would write, without asking
them ten thousand times.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TypeVar

from django.db import connection, models
from django.utils import timezone

from awards.accounts.models import User
from awards.dsure.models import Certificate, Maker, Mark
from awards.editions.services import create_edition, open_edition
from awards.language.thai import sort_key
from awards.models import Category, Criterion, Edition, Round, WinnerList
from awards.outbox.work import WorkState
from awards.winners.lines import WinnerLine
from awards.winners.services import freeze_list
from config.bench.engine import made_up
from config.rehearsal.content import Solution, person, solutions
from judging.models import (
    Assignment,
    Ballot,
    BallotVersion,
    Judge,
    ResultRun,
    ResultTable,
    Score,
)
from judging.ranking import Ballot as RankedBallot
from judging.ranking import ranking_document
from judging.ranking.shape import Document
from judging.results.method import as_rules, rules_of_round
from judging.results.runs import compute_due_results, counts_of, lines_of_entries
from judging.statuses import BallotState, JudgeState
from nominations.checklist.questions_asked import current_texts
from nominations.declarations.whole_form import add_standard_form
from nominations.entries.search_text import drop_search_text, keep_search_texts
from nominations.models import (
    Agreement,
    Answer,
    Entry,
    EntryCategory,
    Member,
    Organisation,
    RuleAnswer,
    SearchText,
)
from nominations.statuses import EntryState, RuleKind

M = TypeVar("M", bound=models.Model)
HOUR = timedelta(hours=1)


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


def store(rows: Iterable[M]) -> list[M]:
    made = list(rows)
    return type(made[0])._default_manager.bulk_create(made, batch_size=2000)


def make_data(sizes: dict[str, int]) -> Data:
    """``sizes``: call, entries, judges, per_entry, certificates, winners, large, drafts."""
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


def make_entries(edition: Edition, count: int, mark: str) -> list[Entry]:
    """``count`` entries sent in, each by a person and an organisation of its own;
    ``mark`` keeps the addresses of editions apart.
    """
    written = [solutions()[n % len(solutions())] for n in range(count)]
    users = store(
        User(
            email=f"{mark}{n}@bench.example.org",
            name_th=person(n)[0],
            name_en=person(n)[1],
            password="!",
        )
        for n in range(count)
    )
    organisations = make_organisations(written, users)
    entries = store(
        entry_row(edition, n, solution, users[n], organisations[n])
        for n, solution in enumerate(written)
    )
    Edition.objects.filter(pk=edition.pk).update(entry_counter=count)
    answer(edition, entries, written)
    keep_search_texts(entries=[entry.pk for entry in entries])
    return entries


def make_organisations(
    written: list[Solution], users: list[User]
) -> list[Organisation]:
    organisations = store(
        Organisation(
            name_th=f"{solution.body.name_th} {n}",
            name_en=f"{solution.body.name_en} {n}",
            kind=solution.body.kind,
            province_id=solution.body.province,
        )
        for n, solution in enumerate(written)
    )
    store(
        Member(organisation=organisation, user=user)
        for organisation, user in zip(organisations, users, strict=True)
    )
    return organisations


def answer(edition: Edition, entries: list[Entry], written: list[Solution]) -> None:
    """A category for each entry, and the answers that its solution has."""
    categories = {category.code: category for category in edition.categories.all()}
    store(
        EntryCategory(entry=entry, category=categories[solution.smart])
        for entry, solution in zip(entries, written, strict=True)
    )
    questions = {question.code: question for question in edition.questions.all()}
    store(
        Answer(
            entry=entry, question=questions[code], value=text, updated_by=entry.owner
        )
        for entry, solution in zip(entries, written, strict=True)
        for code, text in solution.answers.items()
    )


def make_drafts(edition: Edition, count: int) -> list[Entry]:
    entries = make_entries(edition, count, "r")
    contact = {"contact_name": "ผู้ประสานงาน", "contact_phone": "0810000000"}
    Entry.objects.filter(edition=edition).update(
        state=EntryState.DRAFT, submitted_at=None, **contact
    )
    SearchText.objects.filter(entry__in=entries).delete()
    answered = set(
        Answer.objects.filter(entry__in=entries).values_list("entry_id", "question_id")
    )
    required = list(edition.questions.filter(required=True))
    Answer.objects.bulk_create(
        Answer(
            entry=entry,
            question=question,
            value="2024-01-31" if question.kind == "date" else "คำตอบ",
        )
        for question in required
        for entry in entries
        if (entry.pk, question.pk) not in answered
    )
    answer_and_agree(edition, entries)
    return list(
        Entry.objects.filter(edition=edition)
        .select_related("owner", "edition")
        .order_by("pk")
    )


def answer_and_agree(edition: Edition, entries: list[Entry]) -> None:
    """The checklist answered and every required declaration agreed to, so that nothing
    is missing.
    """
    RuleAnswer.objects.bulk_create(
        RuleAnswer(
            entry=entry,
            rule=rule,
            value="12" if rule.kind == RuleKind.NUMBER else "yes",
        )
        for rule in edition.rules.filter(required=True, retired_at=None)
        for entry in entries
    )
    Agreement.objects.bulk_create(
        Agreement(entry=entry, text=text, user=entry.owner)
        for text in current_texts(edition.pk).filter(declaration__required=True)
        for entry in entries
    )


def entry_row(
    edition: Edition, number: int, s: Solution, owner: User, organisation: Organisation
) -> Entry:
    return Entry(
        edition=edition,
        sort_key=sort_key(f"{s.title_th} {number}")[:500],
        reference=f"{edition.code.upper()}-{number + 1:04d}",
        organisation=organisation,
        owner=owner,
        state=EntryState.SUBMITTED,
        title_th=f"{s.title_th} {number}",
        title_en=f"{s.title_en} {number}",
        summary_th=s.summary_th,
        summary_en=s.summary_en,
        submitted_at=timezone.now() - HOUR,
    )


def make_judges(edition: Edition, count: int) -> list[Judge]:
    users = store(
        User(
            email=f"judge{n}@bench.example.net",
            name_th=person(n)[0],
            name_en=person(n)[1],
            password="!",
        )
        for n in range(count)
    )
    return store(
        Judge(edition=edition, user=user, state=JudgeState.ACCEPTED) for user in users
    )


@dataclass(frozen=True)
class JudgesBallots:
    """Assignments of the first judge."""

    open: list[int]
    done: list[int]


def make_ballots(
    round_: Round, entries: list[Entry], judges: list[Judge], per_entry: int
) -> JudgesBallots:
    """Every ballot submitted but for half of the first judge's 125."""
    random = Random(5)
    assignments = store(assignment_rows(random, round_, entries, judges, per_entry))
    open_, done = halves([a for a in assignments if a.judge_id == judges[0].pk])
    waiting = {a.pk for a in open_}
    ballots = store(ballot_row(a) for a in assignments if a.pk not in waiting)
    score(random, ballots, list(round_.edition.criteria.all()))
    return JudgesBallots([a.pk for a in open_], [a.pk for a in done])


def assignment_rows(
    random: Random,
    round_: Round,
    entries: list[Entry],
    judges: list[Judge],
    per_entry: int,
) -> Iterator[Assignment]:
    """``per_entry`` judges drawn for each entry; the first judge sits on 125 of them."""
    first, others = judges[0], judges[1:]
    standings = list(
        EntryCategory.objects.filter(entry__in=[e.pk for e in entries]).order_by("pk")
    )
    of_first = set(random.sample(range(len(standings)), min(125, len(standings))))
    for n, standing in enumerate(standings):
        seated = [first] if n in of_first else []
        panel = seated + random.sample(others, per_entry - len(seated))
        now = timezone.now()
        for judge in panel:
            yield Assignment(
                judge=judge, entry_category=standing, round=round_, cleared_at=now
            )


def score(random: Random, ballots: list[Ballot], criteria: list[Criterion]) -> None:
    """Half points from 3 to 9½, as the version says and as rows."""
    versions = store(
        BallotVersion(
            ballot=ballot,
            number=1,
            state=BallotState.SUBMITTED,
            scores={
                criterion.code: f"{random.randint(6, 19) / 2:g}"
                for criterion in criteria
            },
        )
        for ballot in ballots
    )
    store(
        Score(
            ballot=version.ballot,
            criterion=criterion,
            value=Decimal(version.scores[criterion.code]),
        )
        for version in versions
        for criterion in criteria
    )


def halves(rows: list[M]) -> tuple[list[M], list[M]]:
    return rows[::2], rows[1::2]


def ballot_row(assignment: Assignment) -> Ballot:
    now = timezone.now()
    return Ballot(
        assignment=assignment, state=BallotState.SUBMITTED, version=1, submitted_at=now
    )


def store_result(edition: Edition, entries: list[Entry], judges: int) -> None:
    """The lines of a result as the worker would have stored them, ranked by the engine
    from made-up ballots.
    """
    round_ = edition.rounds.select_related("edition").get(code="online")
    rules = as_rules(rules_of_round(round_))
    ballots = made_up_ballots(entries, max(judges, 5))
    run = ResultRun.objects.create(
        round=round_,
        state=WorkState.DONE,
        ballots=len(ballots),
        computed_at=timezone.now(),
    )
    for category in edition.categories.all():
        own = [ballot for ballot in ballots if ballot.category == category.code]
        store_table(run, category, ranking_document(own, rules))


def made_up_ballots(entries: list[Entry], judges: int) -> list[RankedBallot]:
    """The engine's own, under the references and categories of these entries."""
    renamed = []
    for ballot in made_up(len(entries), judges):
        place = int(ballot.entry[1:])
        smart = solutions()[place % len(solutions())].smart
        reference = entries[place].reference
        renamed.append(replace(ballot, entry=reference, category=smart))
    return renamed


def store_table(run: ResultRun, category: Category, whole: Document) -> None:
    lines = lines_of_entries(whole["entries"])
    summary: dict[str, object] = {**whole, "counts": counts_of(lines)}
    del summary["entries"]
    ResultTable.objects.create(
        run=run,
        category=category,
        summary=summary,
        lines=lines,
        steps={},
        judges=[],
        sensitivity=[],
        panel=[],
    )


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
        edition=edition, lines=winner_lines(count), actor=organiser, publish_at=None
    )
    now = timezone.now() - HOUR
    WinnerList.objects.filter(pk=winner_list.pk).update(
        state=WorkState.DONE, due_at=now, published_at=now
    )
    Edition.objects.filter(pk=winner_list.edition_id).update(announced_at=now)
    return edition
