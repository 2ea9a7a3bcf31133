"""What is measured. A new row: a ``Page`` with the requests it makes, or a ``Job`` with
what it calls.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from config.bench.asking import (
    Sessions,
    again,
    anew,
    at,
    autosave,
    ballots,
    checking,
    of_entrant,
    of_organiser,
    one_field,
    one_score,
    public,
    searches,
    sending_in,
    submitting,
    typing,
)
from config.bench.data import Data
from config.bench.jobs import (
    assignment,
    certificates,
    export,
    publication,
    results,
    tables,
)
from config.bench.journeys import Journey, entries_from_nothing
from config.bench.mails import (
    deliver_mails,
    hand_over_plainly,
    queue_crowd,
    queue_mails,
    queue_plainly,
)
from config.bench.measuring import Ask


@dataclass(frozen=True)
class Page:
    """``asks(data, sessions)`` yields as many requests as there are to make; the first
    one is for counting. How many statements it may ask: ``statements.py``.
    """

    name: str
    aim: str
    asks: Callable[[Data, Sessions], Iterator[Ask]]
    requests: int = 40


@dataclass(frozen=True)
class Walk:
    """Work of several requests, ``times`` over, each by somebody else. Told as a whole,
    and its last request alone.
    """

    name: str
    aim: str
    last: str
    last_aim: str
    walks: Callable[[Data, Sessions], Iterator[Journey]]
    times: int = 12


@dataclass(frozen=True)
class Job:
    name: str
    aim: str
    act: Callable[[Data], object]
    times: int = 3


@dataclass(frozen=True)
class Beside:
    """A job in turn with its floor: what the machine takes for the least of it. Told
    as a multiple of that; ``things`` a second as well, where they are counted.
    """

    name: str
    aim: str
    act: Callable[[Data], object]
    floor: Callable[[Data], object]
    things: int
    times: int = 5


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
    """A page asked for by so many connections at once."""

    name: str
    aim: str
    asks: Callable[[Data, Sessions], Iterator[Ask]]
    connections: int
    requests: int = 360


def taken(row: Page, data: Data, sessions: Sessions) -> list[Ask]:
    return list(islice(row.asks(data, sessions), row.requests + 1))


DESK_AIM = "100 ms, 12 queries"
PAGES = (
    Page("first page", "3 × bare", public("home")),
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
    Page("whole ballot sent in", "3.5 × bare, 8 queries", submitting),
    Page(
        "results, 1,000 entries, paged",
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
        "progress board",
        "12 × bare, 12 queries",
        of_organiser("judging:progress-board", "judging"),
        10,
    ),
)
# Measured at several sizes as well: pages that list, and what is done most.
GROW = {
    "register, 5,000 products, made",
    "entries desk, 2,000 entries",
    "entries desk, search",
    "eligibility desk, 2,000 waiting",
    "eligibility desk, one entry",
    "judge's desk, 125 entries",
    "ballot, opening",
    "ballot, one score saved",
    "whole ballot sent in",
    "results, 1,000 entries, paged",
    "progress board",
}
GROWING = tuple(row for row in PAGES if row.name in GROW)
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
    Crowd("1 connection opening ballots", "p95 8 × bare", ballots, 1),
    Crowd("8 connections opening ballots", "5 × bare, p99 80 ms", ballots, 8, 720),
)
DOWNLOAD_AIM = "first byte 30 ms, memory the same"
DOWNLOADS = (
    Page(
        "file: 35,000 scores (CSV)",
        f"40 × bare, {DOWNLOAD_AIM}",
        of_organiser("judging:scores-export", "judging"),
        10,
    ),
    Page("file: ledger (CSV)", DOWNLOAD_AIM, of_organiser("ledger-csv", "judging"), 10),
    Page("file: 5,000 products (CSV)", DOWNLOAD_AIM, public("dsure-products-csv"), 10),
)
WALKS = (
    Walk(
        "entry, from nothing to received",
        "40 × bare, 60 queries",
        "entry, its last request alone",
        "6 × bare, 12 queries",
        entries_from_nothing,
    ),
)
RUSH = "500 entrants in the last minute"
RUSH_AIM = "no error, none lost, none too late; p95 under 1 s"
JOBS = (
    Job("export of 2,000 entries to XLSX", "10 s", export),
    Job("results computed", "3 s with 10,000 entries", results),
    Job("results and all around them, stored", "", tables, times=2),
    Job("assignment drafted, 1,000 × 60 × 5", "500 ms for the solver", assignment),
    Job("publication of 1,000 winners with mails", "5 s", publication),
    Job("500 certificates as PDF", "60 s", certificates, times=1),
    Job("10,000 mails written, text and HTML", "1 s, 10 queries", queue_crowd),
)
# The floors: the same rows by Django alone, and the same bytes by ``smtplib`` to the
# same server.
BESIDE = (
    Beside(
        "1,000 mails written, text and HTML",
        "120 ms, 10 queries",
        queue_mails,
        queue_plainly,
        1000,
    ),
    Beside(
        "2,000 mails written and delivered",
        "300 a second, 1.2 queries a mail",
        deliver_mails,
        hand_over_plainly,
        2000,
        times=3,
    ),
)
