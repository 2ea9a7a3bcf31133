"""Work that takes several requests, of which each knows where the last one led."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import replace
from functools import partial
from statistics import median
from urllib.parse import urlencode

from awards.accounts.models import User
from awards.models import Edition
from config.bench.asking import Sessions, at
from config.bench.data import Data
from config.bench.measuring import Answer, Ask, Client, Figures, figures_of
from config.rehearsal.content import solutions
from nominations.checklist.questions_asked import current_texts
from nominations.models import Entry, Organisation
from nominations.statuses import QuestionKind, RuleKind

# Yields requests, and is sent the address that each answer leads to ("" for none).
Journey = Generator[Ask, str, None]
# Digits of a number with a right check digit, as every organisation has one of its own.
DIGITS = 13


def entries_from_nothing(data: Data, sessions: Sessions) -> Iterator[Journey]:
    for number, newcomer in enumerate(data.newcomers):
        yield entry_from_nothing(data.call, sessions, newcomer, number)


def entry_from_nothing(
    call: Edition, sessions: Sessions, newcomer: User, number: int
) -> Journey:
    """Somebody who has nothing but an account: their organisation, the whole form, what
    they declare, and sent in: received. As a browser without a script asks.
    """
    session = sessions.of(newcomer)

    def post(path: str, fields: object) -> Ask:
        return Ask(path, session, urlencode(fields, doseq=True), expect=(302,))  # type: ignore[arg-type]

    begin = at("nominations:entry-create", call.code)
    to_organisation = yield Ask(begin, session, expect=(302,))
    yield Ask(to_organisation, session)
    yield post(to_organisation, organisation(number))
    yield Ask(begin, session)
    own = Organisation.objects.visible_to(newcomer).get()
    form = yield post(begin, {"organisation": own.pk, "categories": ["environment"]})
    yield Ask(form, session)
    entry = Entry.objects.get(owner=newcomer)
    yield post(form, whole_form(call, number))
    declarations = at("nominations:entry-declarations", entry.reference)
    yield Ask(declarations, session)
    yield post(declarations, all_agreed(call))
    yield post(at("nominations:entry-submit", entry.reference), {"x": 1})


def organisation(number: int) -> dict[str, object]:
    return {
        "name_th": f"เทศบาลเมืองวัดความเร็ว {number}",
        "name_en": f"Measured city {number}",
        "kind": "municipality",
        "number": citizen_number(number),
        "province": "TH-10",
    }


def citizen_number(number: int) -> str:
    """The check digit of Thai numbers: 13 less the weights' sum, by eleven."""
    digits = f"0994{number:08d}"
    total = sum(int(digit) * (DIGITS - place) for place, digit in enumerate(digits))
    return f"{digits}{(11 - total % 11) % 10}"


def whole_form(call: Edition, number: int) -> dict[str, object]:
    written = solutions()[number % len(solutions())]
    texts = ("title_th", "title_en", "summary_th", "summary_en")
    answers = {
        f"q-{question.code}": written.answers.get(question.code)
        or ("31/08/2565" if question.kind == QuestionKind.DATE else "คำตอบ")
        for question in call.questions.filter(required=True, retired_at=None)
    }
    rules = {
        f"r-{rule.code}": "36" if rule.kind == RuleKind.NUMBER else "yes"
        for rule in call.rules.filter(retired_at=None)
    }
    return {
        **{name: getattr(written, name) for name in texts},
        "categories": ["environment"],
        "contact_name": "ผู้ประสานงาน",
        "contact_phone": "0810000000",
        **answers,
        **rules,
        "save": "1",
    }


def all_agreed(call: Edition) -> dict[str, object]:
    texts = [text.pk for text in current_texts(call.pk)]
    return {"seen": texts, "agreed": texts}


def walk_of(
    name: str, last: str, client: Client, walks: list[Journey], bare: Ask
) -> Iterator[Figures]:
    """Each walk followed by the bare view, as often as it has requests. The first one
    is for counting.
    """
    counted = walk(walks[0], partial(client.ask, count=True))
    told: list[list[Answer]] = []
    plain: list[Answer] = []
    for journey in walks[1:]:
        told.append(walk(journey, client.ask))
        plain += [client.ask(bare) for _ in told[-1]]
    floor = median(answer.seconds for answer in plain)
    yield as_one(name, counted, told, floor)
    yield as_one(last, counted[-1:], [answers[-1:] for answers in told], floor)


def walk(journey: Journey, ask: Callable[[Ask], Answer]) -> list[Answer]:
    """From the first request to the last, each sent where the one before led."""
    answers: list[Answer] = []
    try:
        request = next(journey)
        while True:
            answers.append(ask(request))
            request = journey.send(answers[-1].location)
    except StopIteration:
        return answers


def as_one(
    name: str, counted: list[Answer], told: list[list[Answer]], floor: float
) -> Figures:
    """All requests of a walk as one."""
    times = [sum(answer.seconds for answer in answers) for answers in told]
    busy = [sum(answer.cpu for answer in answers) for answers in told]
    return replace(
        figures_of(name, times, busy),
        queries=sum(answer.queries or 0 for answer in counted),
        bytes=sum(answer.size for answer in counted),
        ratio=round(median(times) / floor, 1),
    )
