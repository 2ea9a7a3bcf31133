"""The requests that rows of the benchmark make: each function yields as many as there are
to make, signed in as whoever the page is for.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import count
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import override

from awards.accounts.models import User
from config.bench.data import Data
from config.bench.measuring import Ask
from config.build.sessions import session_cookie

SCORED = 20  # ballots at most, and half of them, that stay open for single scores


class Sessions:
    """One session per person, made when first asked for."""

    def __init__(self) -> None:
        self.known: dict[int, str] = {}

    def of(self, user: User) -> str:
        if user.pk not in self.known:
            self.known[user.pk] = session_cookie(user)["value"]
        return self.known[user.pk]


def at(name: str, *args: object, **query: str) -> str:
    with override("th"):
        path = reverse(name, args=args)
    return f"{path}?{urlencode(query)}" if query else path


def again(path: str, session: str = "") -> Iterator[Ask]:
    while True:
        yield Ask(path, session)


def public(
    name: str, *args: object, **query: str
) -> Callable[[Data, Sessions], Iterator[Ask]]:
    return lambda data, sessions: again(at(name, *args, **query))


def anew(name: str, *args: object) -> Callable[[Data, Sessions], Iterator[Ask]]:
    """Each time under another address, so that nothing kept is of use."""
    return lambda data, sessions: (
        Ask(at(name, *args, once=str(number))) for number in count()
    )


def searches(data: Data, sessions: Sessions) -> Iterator[Ask]:
    """A Thai word and a number that some products have: no search is asked twice."""
    return (Ask(at("dsure:register", q=f"น้ำ {number}")) for number in count())


def of_organiser(
    name: str, edition: str, **query: str
) -> Callable[[Data, Sessions], Iterator[Ask]]:
    def asks(data: Data, sessions: Sessions) -> Iterator[Ask]:
        return again(
            at(name, getattr(data, edition).code, **query), sessions.of(data.organiser)
        )

    return asks


def of_entrant(name: str) -> Callable[[Data, Sessions], Iterator[Ask]]:
    return lambda data, sessions: again(
        at(name, data.draft.reference), sessions.of(data.entrant)
    )


def autosave(data: Data, sessions: Sessions) -> Iterator[Ask]:
    """The whole form with another word in one field each time, as the page without a
    script sends it.
    """
    path, session, number = (
        at("nominations:entry-edit", data.draft.reference),
        sessions.of(data.entrant),
        0,
    )
    while True:
        number += 1
        fields = {
            "title_th": f"ชื่อผลงานครั้งที่ {number}",
            "title_en": "Title",
            "categories": "environment",
            "save": "1",
        }
        yield Ask(path, session, urlencode(fields), expect=(302, 200))


def typing(data: Data, sessions: Sessions) -> Iterator[Ask]:
    """One letter more with each request, as the desk's script asks for the table."""
    words = ("ระบบเตือนภัยน้ำท่วม", "ไฟฟ้าแสงอาทิตย์", "เทศบาลนคร", "traffic signal")
    while True:
        for word in words:
            for length in range(1, len(word) + 1):
                path = at("nominations:manage-entries", data.call.code, q=word[:length])
                yield Ask(path, sessions.of(data.organiser), htmx=True)


def checking(data: Data, sessions: Sessions) -> Iterator[Ask]:
    """One entry of the queue after the other."""
    waiting = data.call.entries.exclude(pk=data.draft.pk).values_list(
        "reference", flat=True
    )
    for reference in waiting.order_by("reference"):
        yield Ask(
            at("nominations:eligibility-check", data.call.code, reference),
            sessions.of(data.organiser),
        )


def one_field(data: Data, sessions: Sessions) -> Iterator[Ask]:
    """One long answer, as the form's script saves it two seconds after typing stops."""
    path, session, number = (
        at("nominations:entry-save", data.draft.reference),
        sessions.of(data.entrant),
        0,
    )
    while True:
        number += 1
        text = f"ครั้งที่ {number} " + "เมืองอัจฉริยะ " * 60
        yield Ask(path, session, urlencode({"only": "q-solution", "q-solution": text}))


def sending_in(data: Data, sessions: Sessions) -> Iterator[Ask]:
    """Each complete draft once, by its own owner."""
    for entry in data.drafts:
        yield Ask(
            at("nominations:entry-submit", entry.reference),
            sessions.of(entry.owner),
            "x=1",
            expect=(302,),
        )


def ballots(data: Data, sessions: Sessions) -> Iterator[Ask]:
    while True:
        for pk in data.open_ballots:
            yield Ask(at("judging:ballot-edit", pk), sessions.of(data.judge))


def kept_open(data: Data) -> tuple[list[int], list[int]]:
    """The judge's open ballots: those for single scores, and the others."""
    scored = min(SCORED, len(data.open_ballots) // 2)
    return data.open_ballots[:scored], data.open_ballots[scored:]


def one_score(data: Data, sessions: Sessions) -> Iterator[Ask]:
    step = 0
    while True:
        for pk in kept_open(data)[0]:
            step += 1
            body = json.dumps({"scores": {"mobility": str(step % 19 / 2)}})
            yield Ask(
                at("judging:ballot-save", pk),
                sessions.of(data.judge),
                body,
                "application/json",
            )


def submitting(data: Data, sessions: Sessions) -> Iterator[Ask]:
    """Each ballot of the judge once, but for those that single scores are saved to:
    all seven scores, sent in.
    """
    codes = (
        "environment",
        "mobility",
        "living",
        "people",
        "energy",
        "economy",
        "governance",
    )
    for pk in kept_open(data)[1]:
        fields = {**{f"score-{code}": "7.5" for code in codes}, "submit": "1"}
        yield Ask(
            at("judging:ballot-edit", pk),
            sessions.of(data.judge),
            urlencode(fields),
            expect=(302,),
        )
