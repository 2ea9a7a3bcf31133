"""The end of a rehearsal: prizes by rank, the frozen list, its publication, the mails."""

from __future__ import annotations

from awards.editions.services import update_edition
from awards.editions.setup.services import save_prize_level
from awards.models import Category, PrizeLevel, WinnerList
from awards.outbox.delivery import deliver_messages
from awards.outbox.models import Message
from awards.winners.services import schedule_list
from config.rehearsal.cast import Stage
from judging.decisions import services as decisions_services
from judging.decisions.overall import give_overall
from judging.decisions.public_reasons import PublicReason
from judging.decisions.services import prepare_list
from judging.publication.services import publish_due
from judging.ranking import ranked_rows
from judging.results.services import compute_results
from nominations.eligibility.unchecked import unchecked_in
from nominations.models import Entry, EntryCategory
from nominations.roof.attachments import MAKERS


def decide(stage: Stage) -> int:
    """The best of each category by rank get the levels of the ladder, one each; how
    many prizes.
    """
    document = compute_results(stage.edition, stage.round)
    levels = list(stage.edition.prize_levels.ladder())
    won = 0
    categories = list(stage.edition.categories.all())
    for category in stage.watched(categories, "decisions", len(categories)):
        found = document["categories"].get(category.code)
        ranked = ranked_rows(found["entries"]) if found else []
        won += decide_category(
            stage,
            category,
            [row["entry"] for row in ranked],
            levels,
        )
    return won


def decide_category(
    stage: Stage, category: Category, order: list[str], levels: list[PrizeLevel]
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
        actor=stage.organiser,
    )
    return len(given)


def give_best_of_show(stage: Stage) -> None:
    """One prize across categories, to the first entry of the category with the most entries."""
    words = {"name_th": "รางวัลยอดเยี่ยมแห่งปี", "name_en": "Best of show"}
    best = PrizeLevel(
        edition=stage.edition, code="best-of-show", order=9, across=True, **words
    )
    best = save_prize_level(level=best, actor=stage.organiser)
    document = compute_results(stage.edition, stage.round)
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
        actor=stage.organiser,
    )


def freeze(stage: Stage) -> WinnerList:
    """What was decided becomes a list, to be announced now."""
    moment = stage.soonest_announcement()
    stage.edition = update_edition(
        edition=stage.edition, actor=stage.organiser, announces_at=moment
    )
    stage.frozen = prepare_list(edition=stage.edition, actor=stage.organiser)
    return stage.frozen


def publish(stage: Stage) -> int:
    """The list is scheduled, and published as the worker would."""
    winner_list = stage.frozen or freeze(stage)
    unchecked = unchecked_in(stage.edition.pk)
    schedule_list(
        winner_list=winner_list,
        publish_at=None,
        actor=stage.organiser,
        unchecked=unchecked,
        unchecked_known=unchecked.count,
    )
    publish_due()
    winner_list.refresh_from_db()
    return winner_list.winners.count() if winner_list.published_at else 0


def deliver(stage: Stage) -> int:
    """Every mail of this edition goes out; how many were written in all."""
    mine = Message.objects.filter(edition_code=stage.edition.code)
    waiting = Message.objects.due().count()
    for _ in stage.watched(range(waiting // 200 + 1), "mail", waiting // 200 + 1):
        deliver_messages(200, makers=MAKERS)
    return mine.count()
