"""Every page asks the database the same number of questions for one row of everything
and for thirty.

No page has to be listed: all addresses of the table of access are visited. What the
world can grow by is ``MORE``: a new kind of row that a page lists gets a line there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from awards.outbox.work import WorkState
from config.shell.waiting import kept_under
from judging.models import OverallDecision, PlannedJudge, Sample, SampleRemark, Trial
from nominations.eligibility.locks import take_hold
from nominations.entries.form_state import sheet_of
from nominations.models import Entry
from tests.access import Line, all_lines
from tests.factories import (
    World,
    ago,
    ahead,
    make_agreement,
    make_announcement,
    make_answer,
    make_assignment,
    make_attachment,
    make_ballot,
    make_certificate,
    make_conflict,
    make_criterion,
    make_decision,
    make_declaration,
    make_edition,
    make_entry,
    make_head,
    make_judge,
    make_level,
    make_list,
    make_message,
    make_organiser,
    make_preparation,
    make_question,
    make_rule,
    make_rule_answer,
    make_stage,
    make_suppression,
    make_user,
    make_winner,
    make_world,
)
from tests.visits import Visitors

pytestmark = pytest.mark.once  # pages are the same on any database


# Six more rows show what thirty do, and take a fifth of the time to make.
FEW, MANY = 1, 6
# No page asks more than twelve questions, but for these: they gather what several rooms
# know, or work out
# a result of which no row is stored yet (in this world there is none).
MOST, THINKING = 12, 48
# All that is held of a person: one question for each table that could hold something.
OF_A_PERSON, TABLES = {"accounts:my-data"}, 84
# Asked at most every ten seconds for each edition; ``tests/config/shell`` counts it.
SIDE_BAR = '"the_judged_at"'
THINK = {
    "desk",
    "edition-home",
    "edition-setup",
    "edition-open",
    "judging:list-mail",
    "judging:list-mails",
    "judging:list-show",
    "judging:result-ties",
    "nominations:manage-charts",
    "reminders",
    "reminders-preview",
    "judging:decision-edit",
    "judging:prizes-propose",
    "judging:list-preview",
    "judging:entry-watch",
    "judging:autopilot",
    "judging:close-calls",
    "judging:method-show",
    "judging:progress-board",
    "nominations:entry-edit",
    "nominations:entry-detail",
    "nominations:eligibility-check",
    "nominations:eligibility-passed",
    "nominations:receipt-read",
}
READERS = ("anonymous", "entrant", "judge", "organiser", "registrar", "operator")


def one_edition(world: World) -> None:
    edition = make_edition(
        opens_at=ago(days=9), closes_at=ago(days=8), announces_at=ago(days=7)
    )
    make_winner(make_list(edition))
    make_organiser(edition, world.organiser)
    make_edition(closes_at=ahead(days=3))


def one_setting(world: World) -> None:
    number = world.edition.criteria.count()
    make_criterion(world.edition, f"more-{number}")
    make_level(world.edition, f"more-{number}", order=100 + number)
    make_question(world.edition, f"more-{number}")
    make_organiser(world.edition)


def one_judged_entry(world: World) -> None:
    """One more entry of each entrant with an answer and a file, scored by everybody but
    the one in conflict.
    """
    answered = world.edition.questions.earliest("pk")
    for owner in (world.entrant, world.other_entrant):
        entry = make_entry(world.edition, owner)
        make_answer(entry, answered)
        make_preparation(make_attachment(entry))
        for user in (world.judge, world.conflicted_judge):
            judge = world.edition.judges.get(user=user)
            make_ballot(make_assignment(judge, entry, cleared_at=ago(minutes=9)))
        make_decision(entry)
        level = world.edition.prize_levels.get(code="best")
        take_hold(entry=entry, reader=world.organiser)
        OverallDecision.objects.create(
            entry=entry, level=level, reason="มติ", shared=True
        )
    make_assignment(
        world.edition.judges.get(user=world.judge),
        make_entry(world.edition, world.entrant),
    )


def one_sample(world: World) -> None:
    """One more entry that all judges score first; the judge has done it."""
    sample = Sample.objects.get(pk=world.things["sample"])
    standing = make_entry(world.edition, world.other_entrant).standings.get()
    more = Sample.objects.create(
        calibration=sample.calibration, entry_category=standing
    )
    judge = world.edition.judges.get(user=world.judge)
    Trial.objects.create(judge=judge, sample=more, submitted_at=ago(hours=3))
    SampleRemark.objects.create(sample=sample, judge=judge, text="เห็นด้วย")


def one_judge(world: World) -> None:
    judge = make_judge(world.edition)
    PlannedJudge.objects.create(edition=world.edition, user=make_user())
    make_conflict(judge, world.entry)
    make_ballot(make_assignment(judge, world.other_entry, cleared_at=ago(minutes=9)))
    make_ballot(make_assignment(judge, world.entry, cleared_at=ago(minutes=9)))


def one_list(world: World) -> None:
    newest = make_list(world.edition, published=False, prepared_by=make_user())
    for _ in range(world.edition.winner_lists.count()):
        make_stage(world.edition, make_winner(newest).reference, coming=1)
    make_winner(world.winner_list)
    make_winner(world.published.winner_lists.get())


def one_product(world: World) -> None:
    certificate = make_certificate(
        mark=world.certificate.mark, maker=world.certificate.maker
    )
    make_certificate()
    make_announcement(certificate)
    make_announcement(make_certificate(), state=WorkState.DONE)


def one_mail(world: World) -> None:
    make_message()
    make_suppression(
        f"gone{timezone.now().timestamp()}@example.org", edition_code=world.edition.code
    )
    make_message(
        state=WorkState.FAILED,
        last_error="550 no such mailbox",
        finished_at=timezone.now(),
    )


def one_rule(world: World) -> None:
    """A line of the checklist and a declaration, both with the entrant's word."""
    number = world.edition.rules.count()
    make_rule_answer(world.entry, make_rule(world.edition, f"more-{number}"))
    make_agreement(world.entry, make_declaration(world.edition, f"more-{number}"))


def one_head(world: World) -> None:
    make_head(world.edition)
    make_head(world.published)


MORE: tuple[Callable[[World], None], ...] = (
    one_head,
    one_edition,
    one_setting,
    one_rule,
    one_judged_entry,
    one_sample,
    one_judge,
    one_list,
    one_product,
    one_mail,
)


def grow(world: World, times: int) -> None:
    for _ in range(times):
        for more in MORE:
            more(world)
    cache.clear()


def forget_all_but_the_side_bar(world: World, role: str) -> None:
    """Its numbers are those of the world as it has grown."""
    user = getattr(world, role, None)
    codes = (world.edition.code, world.published.code) if user else ()
    kept = cache.get_many([kept_under(code, user.pk) for code in codes])
    cache.clear()
    cache.set_many(kept)


def questions(visitors: Visitors, role: str, line: Line) -> list[str]:
    forget_all_but_the_side_bar(visitors.world, role)
    with CaptureQueriesContext(connection) as captured:
        visitors.visit(role, line)
    return [
        query["sql"]
        for query in captured.captured_queries
        if "SAVEPOINT" not in query["sql"] and SIDE_BAR not in query["sql"]
    ]


def readable(role: str) -> list[Line]:
    """What this role may read; what everybody may read is left to the one without a name."""
    return [
        line
        for line in all_lines()
        if line.is_read_by(role)
        and (role == "anonymous" or not line.is_read_by("anonymous"))
    ]


def shape(sql: str) -> str:
    return sql.split(" WHERE ")[0][:200]


def more_than_before(few: list[str], many: list[str]) -> str:
    extra = Counter(map(shape, many)) - Counter(map(shape, few))
    return "; ".join(f"{count} × {sql}" for sql, count in extra.most_common(3))


def allowed(line: Line) -> int:
    if line.name in OF_A_PERSON:
        return TABLES
    return THINKING if line.name in THINK else MOST


def read_forms() -> None:
    """What editions ask is read once after it has changed, by whoever comes first."""
    one_of_each = Entry.objects.order_by("edition_id", "pk").distinct("edition_id")
    for entry in one_of_each.select_related("edition"):
        sheet = sheet_of(entry)
        assert sheet.all_rules is not None
        assert sheet.texts_missing is not None


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("role", READERS)
def test_page_asks_as_much_for_one_row_as_for_many(role: str) -> None:
    world = make_world()
    grow(world, FEW)
    visitors, pages = Visitors(world), readable(role)
    few = {
        str(line): questions(visitors, role, line) for _ in range(2) for line in pages
    }
    grow(world, MANY)
    read_forms()
    wrong = []
    for line in pages:
        many = questions(visitors, role, line)
        if len(many) > len(few[str(line)]):
            wrong.append(
                f"{line}: {len(few[str(line)])} became {len(many)}: "
                f"{more_than_before(few[str(line)], many)}"
            )
        if len(many) > allowed(line):
            wrong.append(f"{line}: {len(many)} are too many")
    assert wrong == [], "\n" + "\n".join(wrong)
