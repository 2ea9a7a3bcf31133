from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import TypedDict, Unpack

from django.core.management.base import BaseCommand

from judging.management.commands.rank import give_up
from judging.ranking.simulation import SCENARIOS, Gate, gate, returning, simulate

ALL = "all"


class Options(TypedDict):
    scenario: str
    awards: int
    seed: int
    json: bool
    gates: bool
    returning: bool


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
        if problems:
            give_up(problems)
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
