from __future__ import annotations

import json
import re
from argparse import ArgumentParser
from dataclasses import asdict, replace
from typing import TypedDict, Unpack

from django.core.management.base import BaseCommand

from judging.management.commands.rank import give_up
from judging.ranking.autopilot import ExtraRule
from judging.ranking.simulation import (
    SCENARIOS,
    Flown,
    Gate,
    Plan,
    Size,
    Worth,
    fly,
    gate,
    returning,
    simulate,
    usual_rule,
    worth_of,
)

ALL = "all"
PLAN = re.compile(r"(\d+)\+(\d+)")


class Options(TypedDict):
    scenario: str
    awards: int
    seed: int
    json: bool
    gates: bool
    returning: bool
    autopilot: str | None
    places: int
    cap: int | None


class Command(BaseCommand):
    help = "Try every ranking method on made-up awards whose truth is known. Needs no database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--scenario", required=True, metavar="NAME", help=names())
        parser.add_argument("--awards", required=True, type=int, metavar="N")
        parser.add_argument("--seed", type=int, default=1, metavar="N")
        parser.add_argument(
            "--gates",
            action="store_true",
            help=(
                "method 2 beside method 1: what it gains, and whether what both state "
                "happens; with --scenario all, of every scenario"
            ),
        )
        parser.add_argument(
            "--returning",
            action="store_true",
            help=(
                "method 2 with and without what an earlier edition says of the same "
                "judges, where their severity lasts and where it does not"
            ),
        )
        parser.add_argument(
            "--autopilot",
            metavar="FIRST+MORE",
            help=(
                "extra ballots where it is close, as the worker plans them: FIRST each, then "
                "MORE; beside as many ballots for all entries alike"
            ),
        )
        parser.add_argument("--places", type=int, default=3, metavar="K")
        parser.add_argument(
            "--cap", type=int, metavar="M", help="of one entry, at most"
        )
        parser.add_argument(
            "--json",
            action="store_true",
            help="print one JSON document on standard output",
        )

    def handle(self, *args: object, **options: Unpack[Options]) -> None:
        known = SCENARIOS.keys() | ({ALL} if options["gates"] else set())
        problems = (
            []
            if options["scenario"] in known
            else [f"{options['scenario']}: no such scenario; {names()}"]
        )
        problems += [
            f"--{name}: {options[name]} is too small"
            for name in ("awards", "seed")
            if options[name] < least(name)
        ]
        if options["autopilot"] and not PLAN.fullmatch(options["autopilot"]):
            problems.append("--autopilot: write it as 4+200")
        if problems:
            give_up(problems)
        if options["autopilot"]:
            self.print_flights(options)
            return
        if options["gates"]:
            self.print_gates(options)
            return
        if options["returning"]:
            self.print_returning(options)
            return
        found = simulate(options["scenario"], options["awards"], options["seed"])
        if options["json"]:
            self.stdout.write(json.dumps(found, indent=1))
            return
        self.stdout.write(f"{'method':<12}  best wins     tau   top 10")
        for method, row in sorted(
            found.items(), key=lambda item: -item[1]["best_wins"]
        ):
            self.stdout.write(
                f"{method:<12}  {row['best_wins']:>9.3f}  {row['tau']:>6.4f}  {row['top10']:>7.3f}"
            )

    def print_flights(self, options: Options) -> None:
        """Beside every entry getting as many ballots; award by award on the same truth."""
        first, more = map(int, (options["autopilot"] or "").split("+"))
        size = size_of(options)
        rule = usual_rule(size.judges, first, more)
        if options["cap"]:
            rule = replace(rule, cap=options["cap"])
        alike = round((first * size.entries + more) / size.entries)
        plans = [
            Plan(f"{alike} each", alike, ExtraRule(more=0, cap=alike)),
            Plan(f"{first} each + {more}", first, rule),
        ]
        flown = flights(plans, size, options["seed"], options["awards"])
        worths = {
            plan.code: worth_of(flown[plan.code], flown[plans[0].code])
            for plan in plans
        }
        if options["json"]:
            rows = {code: asdict(one) for code, one in worths.items()}
            self.stdout.write(json.dumps(rows, indent=1))
            return
        self.stdout.write(FLIGHTS)
        for code, one in worths.items():
            self.stdout.write(flight_line(code, one))

    def print_gates(self, options: Options) -> None:
        chosen = options["scenario"]
        asked = list(SCENARIOS) if chosen == ALL else [chosen]
        found = {}
        if not options["json"]:
            self.stdout.write(HEAD)
        for name in asked:
            found[name] = gate(name, options["awards"], options["seed"])
            if not options["json"]:
                self.stdout.write(line(name, found[name]))
                self.stdout.flush()
        if options["json"]:
            rows = {name: asdict(one) for name, one in found.items()}
            self.stdout.write(json.dumps(rows, indent=1))

    def print_returning(self, options: Options) -> None:
        name, awards, seed = options["scenario"], options["awards"], options["seed"]
        found = {
            str(lasting): returning(name, awards, seed, lasting=lasting)
            for lasting in LASTING
        }
        if options["json"]:
            rows = {lasting: asdict(one) for lasting, one in found.items()}
            self.stdout.write(json.dumps(rows, indent=1))
            return
        self.stdout.write(
            "lasts  learnt  tau alone   known    gain    error   90 % held"
        )
        for lasting, one in found.items():
            held = (one.alone_stated.covered, one.known_stated.covered)
            self.stdout.write(
                f"{lasting:>5}  {one.lasting:>6.2f}  {one.alone:>9.4f}  {one.known:.4f}  "
                f"{one.gain:+.4f} +-{one.error:.4f}  {held[0]:.3f} {held[1]:.3f}"
            )


LASTING = (0.0, 0.5, 0.9, 1.0)
FLIGHTS = (
    f"{'plan':<16}  best wins  error    winners  error   ballots  taken back   "
    "gain  error"
)


def flight_line(code: str, one: Worth) -> str:
    return (
        f"{code:<16}  {one.best_wins:>9.3f}  {one.best_error:.3f}  "
        f"{one.winners:>9.3f}  {one.winners_error:.3f}  {one.ballots:>8.1f}  "
        f"{one.taken_back:>10.2f}  {one.gain:>+5.3f}  {one.gain_error:.3f}"
    )


def size_of(options: Options) -> Size:
    plan = SCENARIOS[options["scenario"]]
    return Size(plan.entries, plan.judges, plan.categories, options["places"])


def flights(
    plans: list[Plan], size: Size, seed: int, awards: int
) -> dict[str, list[Flown]]:
    return {
        plan.code: [fly(plan, size, seed, number) for number in range(awards)]
        for plan in plans
    }


HEAD = (
    "                        Kendall's tau            method 2 - method 1   "
    "90 % ranges: held +- error, stated, width             leader: said, was +- error\n"
    "scenario                  raw      1       2     gain     error        "
    "method 1                    method 2            method 1              method 2"
)


def line(name: str, one: Gate) -> str:
    both = (one.old_stated, one.new_stated)
    ranges = "  ".join(
        f"{each.covered:.3f} +-{each.error:.3f} {each.inside:.3f} {each.width:5.1f}"
        for each in both
    )
    leaders = "  ".join(
        f"{each.said:.3f} {each.was:.3f} +-{each.error_was:.3f}" for each in both
    )
    return (
        f"{name:<22} {one.raw:.4f} {one.old:.4f} {one.new:.4f}  {one.gain:+.4f} "
        f"+-{one.error:.4f}   {ranges}   {leaders}"
    )


def names() -> str:
    return "one of: " + ", ".join(sorted(SCENARIOS))


def least(option: str) -> int:
    return 1 if option == "awards" else 0
