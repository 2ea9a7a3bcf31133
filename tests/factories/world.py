"""The whole cast on one stage: an edition whose call and judging are both open, one that
is another organiser's, one that is published, and things that nobody may see yet.
"""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile

from awards.accounts.models import User
from awards.dsure.models import Registrar
from awards.models import Edition
from awards.outbox.work import WorkState
from awards.site.story import StorySection, stored_story
from judging.models import (
    Calibration,
    Comment,
    FeedbackRules,
    JuryPage,
    OverallDecision,
    Presentation,
    Sample,
    SharedHost,
    Trial,
)
from nominations.entries.search_text import keep_search_texts
from nominations.statuses import EntryState
from tests.factories.addresses import things_of
from tests.factories.awarded import make_edition, make_full_edition, make_level
from tests.factories.basics import ago
from tests.factories.broadcasts import make_broadcast, make_sent_broadcast
from tests.factories.cast import World, make_cast, make_secret_entry
from tests.factories.dsure import make_announcement, make_certificate, make_mark
from tests.factories.entries import (
    make_agreement,
    make_attachment,
    make_declaration,
    make_entry,
    make_paper,
    make_preparation,
    make_receipt,
    make_rule,
    make_rule_answer,
)
from tests.factories.judging import (
    make_assignment,
    make_ballot,
    make_conflict,
    make_decision,
    make_judge,
)
from tests.factories.record import make_head
from tests.factories.secrets import EMBARGO_SECRETS, ENTRANT_SECRETS
from tests.factories.winners import (
    make_credential,
    make_embargoed_list,
    make_list,
    make_stage,
    make_winner,
)
from tests.kept import made_once


@made_once
def make_world() -> World:
    cast = make_cast()
    Registrar.objects.create(user=cast["registrar"])
    secret = EMBARGO_SECRETS
    edition = make_full_edition("test-2566", organiser=cast["organiser"])
    other_edition = make_full_edition("other-2566", organiser=cast["other_organiser"])
    published = make_edition(
        "past-2565",
        opens_at=ago(days=300),
        closes_at=ago(days=200),
        announces_at=ago(days=90),
    )
    past = make_list(published)
    for _ in range(2):
        make_winner(past)
    entry = make_secret_entry(edition, cast["entrant"])
    draft = make_entry(
        edition,
        cast["entrant"],
        organisation=entry.organisation,
        state=EntryState.DRAFT,
    )
    other_entry = make_entry(edition, cast["other_entrant"])
    attachment = make_attachment(
        entry,
        name=ENTRANT_SECRETS["file_name"] + ".pdf",
        caption_th=f"ถ่ายที่{ENTRANT_SECRETS['organisation_th']}",
        caption_en=f"Taken at {ENTRANT_SECRETS['organisation_en']}",
    )
    make_preparation(attachment)
    make_paper(entry)
    make_receipt(entry)
    make_rule_answer(entry, make_rule(edition), "no")
    secret_words = {"detail": ENTRANT_SECRETS["detail"]}
    make_agreement(entry, make_declaration(edition, asks_detail=True), **secret_words)
    judge = make_judge(edition, cast["judge"])
    conflicted_judge = make_judge(edition, cast["conflicted_judge"])
    conflict = make_conflict(conflicted_judge, entry)
    cleared = {"cleared_at": ago(minutes=9)}
    assignment = make_assignment(judge, entry, **cleared)
    conflicted = make_assignment(conflicted_judge, entry, **cleared)
    read = make_ballot(
        make_assignment(conflicted_judge, other_entry, **cleared),
        comment_entrant="ดีมาก",
    )
    FeedbackRules.objects.create(edition=edition, mode="all", figures="scores")
    Comment.objects.create(
        ballot=read, state="released", text=secret["feedback"], original="ดีมาก"
    )
    make_ballot(make_assignment(judge, other_entry, **cleared))
    make_decision(entry, reason=secret["reason"])
    best = make_level(
        edition, "best", 9, name_th="รางวัลยอดเยี่ยม", name_en="Best of show", across=True
    )
    overall = OverallDecision.objects.create(
        entry=entry, level=best, reason=secret["overall reason"]
    )
    winner_list = make_embargoed_list(
        edition, erratum_th=secret["erratum"], prepared_by=cast["organiser"]
    )
    won = make_winner(
        winner_list,
        reference=entry.reference,
        title_th=secret["winner_title_th"],
        title_en=secret["winner_title_en"],
        organisation_th=secret["winner_organisation"],
        caption_th=secret["caption"],
        credit=secret["credit"],
        story=stored_story(
            [StorySection("solution", "แนวทาง", "Solution", text_th=secret["story"])]
        ),
        picture=ContentFile(b"\xff\xd8\xff", "x"),
        picture_width=40,
        picture_height=30,
    )
    make_credential(
        edition,
        won,
        holder=cast["entrant"],
        code=secret["certificate code"],
        title_th=secret["certificate text"],
    )
    make_stage(
        edition,
        entry.reference,
        reading_th=secret["reading"],
        receiver_th=secret["receiver"],
    )
    keep_search_texts(entries=[entry.pk, other_entry.pk])
    mark = make_mark("dsure")
    certificate = make_certificate("DS-0001", mark=mark)
    embargoed = make_certificate(
        secret["certificate"],
        announced=False,
        mark=mark,
        name_th=secret["product_th"],
        name_en=secret["product_en"],
    )
    announcement = make_announcement(
        embargoed, state=WorkState.QUEUED, title_th=secret["announcement"]
    )
    world = World(
        **cast,
        edition=edition,
        other_edition=other_edition,
        published=published,
        entry=entry,
        draft=draft,
        other_entry=other_entry,
        attachment=attachment,
        assignment=assignment,
        conflicted=conflicted,
        certificate=certificate,
        embargoed=embargoed,
        announcement=announcement,
        winner_list=winner_list,
    )
    for one in (edition, published):
        make_head(one)
    host = SharedHost.objects.create(edition=edition, host="agencies.example.net")
    world.things = {
        **things_of(world),
        "conflict": conflict.pk,
        "host": host.pk,
        "decision": overall.pk,
        "read_ballot": read.pk,
        "worded": "entry-received",
        **make_broadcasts(edition, cast),
    }
    world.things |= make_judging_extras(world)
    return world


def make_broadcasts(edition: Edition, cast: dict[str, User]) -> dict[str, Any]:
    """One that is being written to whoever has a draft, one whose mails wait."""
    written = make_broadcast(edition, "drafts", author=cast["organiser"])
    people = [cast["entrant"], cast["other_entrant"]]
    return {
        "written": written.pk,
        "delivered": make_sent_broadcast(edition, people).pk,
    }


def make_judging_extras(world: World) -> dict[str, Any]:
    """On the secret entry of the blind round: a calibration that is over, a
    presentation, a judge in public.
    """
    judge, standing, round_ = (
        world.assignment.judge,
        world.assignment.entry_category,
        world.edition.rounds.get(),
    )
    calibration = Calibration.objects.create(
        round=round_, shown_at=ago(hours=2), closed_at=ago(hours=1)
    )
    sample = Sample.objects.create(calibration=calibration, entry_category=standing)
    codes = world.edition.criteria.values_list("code", flat=True)
    Trial.objects.create(
        judge=judge,
        sample=sample,
        scores=dict.fromkeys(codes, "7"),
        submitted_at=ago(hours=3),
    )
    presentation = Presentation.objects.create(
        round=round_, entry_category=standing, order=1
    )
    judge.chairs.add(world.edition.categories.all()[0])
    judge.picture.save("portrait.jpg", ContentFile(b"\xff\xd8\xff\xd9"), save=False)
    judge.public_at, judge.bio_th, judge.bio_en = (
        ago(days=1),
        "ประวัติสมมุติ",
        "An invented biography",
    )
    judge.save()
    JuryPage.objects.create(edition=world.edition, opened_at=ago(days=1))
    return {"sample": sample.pk, "presentation": presentation.pk, "final": round_.pk}
