"""What a visitor sees of calibration, finals and the jury page. Every person, word and
picture here is invented.
"""

from __future__ import annotations

import io
from datetime import timedelta
from decimal import Decimal
from random import Random

from PIL import Image, ImageColor, ImageDraw

from awards.accounts.models import User
from awards.editions.setup.services import save_round
from awards.ledger.services import database_now
from awards.models import Edition, Round
from judging.assigning.replacements import assign_one
from judging.calibration.services import (
    add_sample_remark,
    open_calibration,
    show_spread,
    submit_trial,
)
from judging.finals.services import move_timer, set_final_rules, set_running_order
from judging.jury.jury_page import open_jury_page, portrait_of, set_public
from judging.models import Judge, Sample
from judging.refusals import JudgingError
from nominations.models import EntryCategory

GROUNDS = ("#1c3f74", "#2f6f5e", "#7a4b12", "#5b3a7d", "#7d2f3a", "#2b5d7d", "#4d5a2a")
HAIRS = ("#2b2523", "#3d3a3a", "#5a4636", "#787474")
SKINS = ("#e8bf95", "#d9a877", "#c98f62", "#efcaa6")
SIDE = 640  # points in which a portrait is drawn
BODIES = ("สถาบันวิจัยเมืองสมมุติ", "คณะวิทยาการข้อมูล มหาวิทยาลัยสมมุติ", "ศูนย์นวัตกรรมท้องถิ่นสมมุติ")
WORDS_TH = "ข้อมูลสมมุติ: ทำงานด้านบริการดิจิทัลของเมืองและการมีส่วนร่วมของประชาชน"
WORDS_EN = "Invented: works on digital services of cities and on how citizens take part in them."


def drawn_person(number: int) -> bytes:
    """A drawn picture of a person who does not exist: head and shoulders before a round
    sun, without a face.
    """
    ground, coat = GROUNDS[number % len(GROUNDS)], GROUNDS[(number + 3) % len(GROUNDS)]
    hair, skin = HAIRS[number % len(HAIRS)], SKINS[number % len(SKINS)]
    picture = Image.new("RGB", (SIDE, SIDE), ground)
    draw = ImageDraw.Draw(picture)
    draw.ellipse(box(320, 300, 265), fill=lighter(ground))
    long_hair = number % 2 == 0
    if long_hair:
        draw.rounded_rectangle((195, 170, 445, 470), radius=120, fill=hair)
    draw.ellipse((90, 430, 550, 900), fill=coat)
    draw.rounded_rectangle((278, 360, 362, 480), radius=40, fill=skin)
    draw.polygon([(278, 452), (362, 452), (320, 520)], fill="#f4efe4")
    draw.ellipse((222, 160, 418, 408), fill=skin)
    draw.chord((212, 140, 428, 372), 180, 360, fill=hair)
    if not long_hair:
        draw.rectangle((214, 240, 240, 290), fill=hair)
        draw.rectangle((400, 240, 426, 290), fill=hair)
    out = io.BytesIO()
    picture.resize((SIDE // 2, SIDE // 2), Image.Resampling.LANCZOS).save(out, "PNG")
    return out.getvalue()


def box(x: int, y: int, radius: int) -> tuple[int, int, int, int]:
    return (x - radius, y - radius, x + radius, y + radius)


def lighter(colour: str) -> tuple[int, ...]:
    return tuple((value + 255) // 2 for value in ImageColor.getrgb(colour))


def load_jury_page(edition: Edition, organiser: User) -> None:
    """All but one agreed to stand in public."""
    for number, judge in enumerate(
        edition.judges.accepted().select_related("user").order_by("pk")
    ):
        judge.organisation = judge.organisation or BODIES[number % len(BODIES)]
        judge.bio_th, judge.bio_en = WORDS_TH, WORDS_EN
        judge.save()
        if number != 3:
            set_public(
                judge=judge,
                agrees=True,
                portrait=portrait_of(drawn_person(number)),
            )
    open_jury_page(edition=edition, is_open=True, actor=organiser)


def load_calibration(edition: Edition, earlier: Edition, organiser: User) -> None:
    """Two entries of the announced edition, scored by the whole jury; the spread is
    shown and talked about.
    """
    calibration = open_calibration(
        round_=edition.rounds.select_related("edition").get(code="online"),
        standings=submitted_to(earlier)[3:5],
        actor=organiser,
    )
    judges = list(edition.judges.accepted().select_related("user").order_by("pk"))
    random = Random(11)
    for sample in calibration.samples.order_by("pk"):
        score_sample(random, sample, judges, edition)
    show_spread(calibration=calibration, actor=organiser)
    first = calibration.samples.order_by("pk")[0]
    remark = "ข้อมูลสมมุติ: ดิฉันให้ 8 เพราะมีตัวเลขก่อนและหลัง ท่านอื่นอ่านแนวการให้คะแนนอย่างไร"
    say(first, judges, remark)


def submitted_to(edition: Edition) -> list[EntryCategory]:
    found = EntryCategory.objects.filter(
        entry__edition=edition, entry__state="submitted"
    )
    return list(found.select_related("entry").order_by("pk"))


def score_sample(
    random: Random, sample: Sample, judges: list[Judge], edition: Edition
) -> None:
    """By every judge who may see it, around 7 of 10."""
    codes = list(edition.criteria.values_list("code", flat=True))
    for judge in judges:
        if Sample.objects.visible_to(judge.user).filter(pk=sample.pk).exists():
            drawn = {code: 7 + random.randint(-4, 4) / 2 for code in codes}
            scores = {
                code: str(min(10, max(0, value))) for code, value in drawn.items()
            }
            submit_trial(sample=sample.pk, user=judge.user, scores=scores)


def say(sample: Sample, judges: list[Judge], text: str) -> None:
    for judge in judges[1:]:
        try:
            add_sample_remark(sample=sample, judge=judge, text=text)
        except JudgingError:
            continue  # this one has a conflict of interest with the sample
        return


def load_final(edition: Edition, organiser: User) -> None:
    """Three entries on stage, the first presented already; a share of the online round
    is to be carried over.
    """
    round_ = open_final(edition, organiser)
    finalists = submitted_to(edition)[:3]
    set_running_order(round_=round_, standings=finalists, actor=organiser)
    for judge in (
        edition.judges.accepted().select_related("user", "edition").order_by("pk")
    ):
        seat(judge, finalists, round_, organiser)
    first = round_.presentations.order_by("order")[0]
    move_timer(presentation=first, act="begin", actor=organiser)
    move_timer(presentation=first, act="end", actor=organiser)


def open_final(edition: Edition, organiser: User) -> Round:
    """Since an hour, for twenty days; 30 % come from the online round."""
    now = database_now()
    round_: Round = edition.rounds.get(code="final")
    round_.active = True
    round_.opens_at = now - timedelta(hours=1)
    round_.closes_at = now + timedelta(days=20)
    save_round(round_=round_, actor=organiser, reason="demonstration")
    round_ = edition.rounds.select_related("edition", "rules").get(code="final")
    set_final_rules(
        round_=round_,
        minutes={"setup": 2, "pitch": 7, "questions": 5, "close": 1},
        carried_from=edition.rounds.get(code="online"),
        carried_percent=Decimal(30),
        actor=organiser,
    )
    return round_


def seat(
    judge: Judge, finalists: list[EntryCategory], round_: Round, organiser: User
) -> None:
    for standing in finalists:
        try:
            assign_one(judge=judge, standing=standing, round_=round_, actor=organiser)
        except JudgingError:
            continue  # a rule speaks against it: a conflict, a limit
