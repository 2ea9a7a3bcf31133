"""What is measured. A new row: a ``Page`` with the requests it makes, or a ``Job`` with
what it calls.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count, islice
from urllib.parse import urlencode

from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from awards.accounts.models import User
from config.bench.data import Data, winner_lines
from config.bench.measuring import Ask
from config.build.sessions import session_cookie


@dataclass(frozen=True)
class Page:
    """``asks(data, sessions)`` yields as many requests as there are to make; the first
    one is for counting.
    """

    name: str
    aim: str
    asks: Callable[[Data, Sessions], Iterator[Ask]]
    requests: int = 40


@dataclass(frozen=True)
class Job:
    name: str
    aim: str
    act: Callable[[Data], object]
    times: int = 3


@dataclass(frozen=True)
class Apart:
    """A job in a process of its own, so that its peak memory is known: arguments of
    ``config.bench.engine``.
    """

    name: str
    aim: str
    what: tuple[str, ...]


@dataclass(frozen=True)
class Crowd:
    """A page asked for by eight connections at once."""

    name: str
    aim: str
    asks: Callable[[Data, Sessions], Iterator[Ask]]
    requests: int = 360


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


def export(data: Data) -> object:
    """All entries of the call as a spreadsheet, through the worker's own service."""
    from judging.entry_desk.exports import make_due_exports
    from nominations.desk.exports import request_export

    request_export(
        edition=data.call, user=data.organiser, kind="xlsx", query={}, language="th"
    )
    if make_due_exports() != 1:
        raise RuntimeError("the export failed")
    return None


SCORED = 20  # ballots that stay open for single scores


def ballots(data: Data, sessions: Sessions) -> Iterator[Ask]:
    while True:
        for pk in data.open_ballots:
            yield Ask(at("judging:ballot-edit", pk), sessions.of(data.judge))


def one_score(data: Data, sessions: Sessions) -> Iterator[Ask]:
    step = 0
    while True:
        for pk in data.open_ballots[:SCORED]:
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
    for pk in data.open_ballots[SCORED:]:
        fields = {**{f"score-{code}": "7.5" for code in codes}, "submit": "1"}
        yield Ask(
            at("judging:ballot-edit", pk),
            sessions.of(data.judge),
            urlencode(fields),
            expect=(302,),
        )


def results(data: Data) -> object:
    from judging.results.services import compute_results

    return compute_results(data.judging, data.round)


def assignment(data: Data) -> object:
    from judging.assigning.services import assign_judges

    screening = data.judging.rounds.get(code="screening")
    return assign_judges(
        edition=data.judging, round_=screening, per_entry=5, seed=1, dry_run=True
    )


def publication(data: Data) -> object:
    """1,000 winners, and the mails to 1,000 entrants; taken back afterwards."""
    from awards.winners.services import freeze_list, schedule_list
    from judging.publication.services import publish_due
    from nominations.eligibility.unchecked import unchecked_in

    with transaction.atomic():
        frozen = freeze_list(
            edition=data.judging, lines=winner_lines(1000), actor=data.organiser, publish_at=None
        )  # fmt: skip
        unchecked = unchecked_in(data.judging.pk)
        schedule_list(
            winner_list=frozen,
            publish_at=None,
            actor=data.organiser,
            unchecked=unchecked,
            unchecked_known=unchecked.count,
        )
        published = publish_due()
        transaction.set_rollback(True)
    return published


def certificates(data: Data) -> object:
    """500 certificates, from the winners of a list to PDFs with codes and QR codes;
    taken back afterwards.
    """
    from awards.certificates.services import make_due_certificates, prepare_for_winners
    from awards.winners.services import freeze_list

    with transaction.atomic():
        frozen = freeze_list(
            edition=data.judging,
            lines=winner_lines(500),
            actor=data.organiser,
            publish_at=None,
        )
        prepare_for_winners(winner_list=frozen, actor=data.organiser)
        made = make_due_certificates(500)
        remove_pdfs(data)
        transaction.set_rollback(True)
    return made


def remove_pdfs(data: Data) -> None:
    """The files are no part of the transaction."""
    for credential in data.judging.credentials.exclude(pdf=""):
        credential.pdf.delete(save=False)


def taken(row: Page, data: Data, sessions: Sessions) -> list[Ask]:
    return list(islice(row.asks(data, sessions), row.requests + 1))


DESK_AIM = "100 ms, 12 queries"
PAGES = (
    Page("first page", "", public("home")),
    Page(
        "winners, 200 on one page, kept",
        "0.8 of the bare rate",
        public("awards:winners-show", "bench-published"),
    ),
    Page(
        "winners, 200 on one page, made",
        "0.4 of the bare rate",
        anew("awards:winners-show", "bench-published"),
    ),
    Page(
        "register, 5,000 products, kept",
        "0.8 of the bare rate",
        public("dsure:register"),
    ),
    Page(
        "register, 5,000 products, made", "0.4 of the bare rate", anew("dsure:register")
    ),
    Page("register search, each another", "60 ms", searches),
    Page(
        "entries desk, 2,000 entries",
        DESK_AIM,
        of_organiser("nominations:manage-entries", "call"),
    ),
    Page(
        "entries desk, search",
        DESK_AIM,
        of_organiser("nominations:manage-entries", "call", q="น้ำท่วม"),
    ),
    Page("entries desk, search as one types", DESK_AIM, typing, 60),
    Page(
        "entries desk, lacking something",
        DESK_AIM,
        of_organiser("nominations:manage-entries", "call", missing="any"),
    ),
    Page(
        "eligibility desk, 2,000 waiting",
        "100 ms, 12 queries",
        of_organiser("nominations:eligibility-desk", "call"),
        20,
    ),
    Page("eligibility desk, one entry", DESK_AIM, checking),
    Page("entry form", "12 queries", of_entrant("nominations:entry-edit")),
    Page("entry form, saving whole", "", autosave),
    Page("autosave of one field", "25 ms at the median, 12 queries", one_field, 60),
    Page("entry, sending in", "12 queries", sending_in),
    Page(
        "judge's desk, 125 entries",
        "5 × bare, 10 queries",
        lambda d, s: again(at("judging:judge-home"), s.of(d.judge)),
    ),
    Page("ballot, opening", "5 × bare, 10 queries", ballots),
    Page("ballot, one score saved", "2.7 × bare, 10 queries", one_score),
    Page("ballot, submitting", "10 queries", submitting),
    Page(
        "results, 1,000 entries on one page",
        "100 ms, 10 queries",
        of_organiser("judging:results-show", "judging"),
        10,
    ),
    Page(
        "results, 10,000 entries, paged",
        "100 ms, 10 queries",
        of_organiser("judging:results-show", "large"),
        10,
    ),
    Page(
        "export of 35,000 scores (CSV)",
        "100 ms",
        of_organiser("judging:scores-export", "judging"),
        10,
    ),
    Page("progress board", "", of_organiser("judging:progress-board", "judging"), 10),
)
# What asks prepared questions, measured both ways: a question stays prepared where the
# whole request gains over 15 % of its time.
WORTH = 0.15
PREPARED_AIM = "prepared gains 15 %"
PREPARED = (
    Page("winners, kept", "", public("awards:winners-show", "bench-published"), 100),
    Page("register, kept", "", public("dsure:register"), 100),
    Page("entry form", "", of_entrant("nominations:entry-edit"), 60),
    Page("entry form, saving whole", "", autosave, 60),
    Page("autosave of one field", "", one_field, 100),
    Page("entry, sending in", "", sending_in, 50),
    Page(
        "judge's desk",
        "",
        lambda d, s: again(at("judging:judge-home"), s.of(d.judge)),
        60,
    ),
    Page("ballot, opening", "", ballots, 100),
    Page("ballot, one score saved", "", one_score, 100),
    Page("ballot, submitting", "", submitting, 60),
)
ENGINE = (
    Apart("engine, 1,000 × 60 × 5 × 7", "300 ms, 500 MB", ("1000", "60")),
    Apart("engine, 10,000 × 400 × 5 × 7", "2 s, 500 MB", ("10000", "400")),
    Apart("mixed model, 73,421 published ratings", "2 s; lme4 7.8 s", ("insteval",)),
)
CROWDS = (
    Crowd(
        "8 connections opening ballots",
        "5 × bare, 130 a second where bare does 625",
        ballots,
    ),
)
RUSH = "500 entrants in the last minute"
RUSH_AIM = "no error, none lost, none too late; p95 under 1 s"
JOBS = (
    Job("export of 2,000 entries to XLSX", "10 s", export),
    Job("results computed, 1,000 × 60 × 5 × 7", "", results),
    Job("assignment drafted, 1,000 × 60 × 5", "500 ms for the solver", assignment),
    Job("publication of 1,000 winners with mails", "5 s", publication),
    Job("500 certificates as PDF", "60 s", certificates, times=1),
)
