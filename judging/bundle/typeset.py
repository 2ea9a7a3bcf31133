"""The protocol on paper: one PDF per language, typeset from protocol.json and results.json alone."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import fontpkg_sarabun
import thaibreak
import typst

from awards.accounts.typeset import WHOLE_WORDS
from awards.services import ACROSS
from judging.bundle.words import WORDS
from judging.ranking import explain
from judging.ranking.explain import rounded

TEMPLATE = Path(__file__).with_name("protocol.typ")
SHORT = 8  # hex digits of a pseudonym on paper; more where two would look the same
STEPS_MOST = 1500  # ballots of a category above which only winners get their table
THAI = re.compile(r"[\u0e01-\u0e5b]{4,}")
MONTHS_TH = "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม".split()
MONTHS_EN = "January February March April May June July August September October November December".split()
Json = Mapping[str, Any]


def protocol_pdf(protocol: Json, results: Json, language: explain.Language) -> bytes:
    """The same input gives the same bytes. Raises RuntimeError when Typst refuses the text."""
    data = json.dumps(pages(protocol, results, language), ensure_ascii=False)
    fonts = str(Path(fontpkg_sarabun.__file__).parent / "files")
    when = datetime.fromisoformat(protocol["published_at"])
    made: bytes = typst.compile(
        WHOLE_WORDS + TEMPLATE.read_bytes(), format="pdf", font_paths=[Path(fonts)], ignore_system_fonts=True,
        sys_inputs={"data": data}, timestamp=int(when.timestamp()),
    )  # fmt: skip
    return made


def pages(protocol: Json, results: Json, language: explain.Language) -> dict[str, Any]:
    """What the template prints: texts and numbers ready to be set, nothing to be computed."""
    printer = Printer(protocol, results, language)
    return {
        "language": language,
        "words": {key: broken(text[language]) for key, text in WORDS.items()},
        "title": broken(printer.both(protocol["edition"], "name")),
        "round": broken(printer.both(protocol["round"], "name")),
        "published": moment(protocol["published_at"], language),
        "list_version": protocol["list_version"],
        "chain": protocol["chain"],
        "digest": protocol["rules_digest"],
        "fingerprint": protocol["key_fingerprint"],
        "rules": [broken(text) for text in printer.rules()],
        "changes": [broken(text) for text in printer.changes()],
        "assignment": [broken(text) for text in printer.assignment()],
        "winners": printer.winners(),
        "categories": [printer.category(row) for row in protocol["categories"]],
        "corrections": [
            {"version": row["version"], "text": broken(printer.both(row, "erratum"))} for row in protocol["corrections"]
        ],
    }


def broken(text: str) -> str:
    """Zero-width spaces between Thai words: the typesetter does not know where they end."""
    return THAI.sub(lambda run: "\u200b".join(words_in(run[0])), text)


@lru_cache(maxsize=4096)
def words_in(run: str) -> Sequence[str]:
    return list(thaibreak.words(run))


def moment(text: str, language: str) -> str:
    """A moment in UTC as Bangkok reads it; Buddhist Era in Thai."""
    at = datetime.fromtimestamp(
        datetime.fromisoformat(text).timestamp() + 7 * 3600, tz=datetime.fromisoformat(text).tzinfo
    )
    if language == "th":
        return f"{at.day} {MONTHS_TH[at.month - 1]} {at.year + 543} เวลา {at:%H:%M} น."
    return f"{at.day} {MONTHS_EN[at.month - 1]} {at.year}, {at:%H:%M} (UTC+7)"


def fixed(value: float | None, decimals: int = 2) -> str:
    return "–" if value is None else str(rounded(value, decimals)).replace("-", "−")


class Printer:
    def __init__(self, protocol: Json, results: Json, language: explain.Language) -> None:
        self.protocol, self.results, self.language = protocol, results, language
        names = {row["entry"] for one in results["categories"].values() for row in one["entries"]}
        names |= {row["judge"] for one in results["categories"].values() for row in one["judges"]}
        self.short = shortened(names)
        self.reference = {row["entry"]: row["reference"] for row in protocol["winners"]}
        self.levels = {(row["category"], row["entry"]): self.both(row, "level") for row in protocol["winners"]}
        self.criteria = {row["code"]: self.both(row, "name") for row in protocol["criteria"]}

    def both(self, row: Json, field: str) -> str:
        other = "en" if self.language == "th" else "th"
        return str(row[f"{field}_{self.language}"] or row[f"{field}_{other}"])

    def say(self, code: str, **values: object) -> str:
        return WORDS[code][self.language].format(**values)

    def entry(self, name: str) -> str:
        return self.reference.get(name) or self.short.get(name, name)

    def rules(self) -> list[str]:
        rules = self.protocol["rules"]
        found = [self.say("rule_method", name=rules["method"]["name"], version=rules["method"]["version"])]
        found.append(
            self.say(
                "rule_places", places=rules["places"], sizes=" + ".join(map(str, rules["levels"])) or rules["places"]
            )
        )
        turns = " → ".join(WORDS[f"tie_rule_{name}"][self.language] for name in rules["ties"] or ["none"])
        found.append(self.say("rule_ties", precision=rules["precision"], rules=turns))
        late, at = self.protocol["ballots_before_lock"], moment(self.protocol["locked_at"], self.language)
        found.append(self.say("rule_late" if late else "rule_locked", at=at, n=late))
        return found

    def changes(self) -> list[str]:
        rows = self.protocol["method_changes"]
        return [
            self.say(
                "rule_changed", at=moment(row["at"], self.language), reason=row["reason"], digest=row["digest"][:16]
            )
            for row in rows
        ]

    def assignment(self) -> list[str]:
        facts, ballots = self.protocol["assignment"], self.protocol["ballots"]
        found = [
            self.say(
                "assigned",
                assignments=facts["assignments"],
                judges=facts["judges"],
                conflicts=facts["conflicts"],
                **facts["load"],
            )
        ]
        if facts["seeds"]:
            found.append(self.say("seeds", seeds=", ".join(map(str, facts["seeds"]))))
        states = ", ".join(
            f"{WORDS['state_' + name.replace(' ', '_')][self.language]} {n}" for name, n in ballots.items()
        )
        found.append(self.say("ballot_states", states=states))
        found.append(self.say("missing", n=len(self.protocol["missing"])))
        found += [self.say("erased", n=len(self.protocol["erased"]))] if self.protocol["erased"] else []
        return found

    def winners(self) -> list[dict[str, Any]]:
        """By category, in the order of the published list."""
        names = {one["code"]: self.both(one, "name") for one in self.protocol["categories"]}
        names[ACROSS["category_code"]] = self.both(ACROSS, "category")
        groups: dict[str, list[dict[str, Any]]] = {}
        for row in self.protocol["winners"]:
            groups.setdefault(row["category"], []).append(self.winner(row))
        return [{"name": broken(names.get(code, code)), "winners": rows} for code, rows in groups.items()]

    def winner(self, row: Json) -> dict[str, Any]:
        texts = {
            "level": self.both(row, "level"),
            "title": self.both(row, "title"),
            "organisation": self.both(row, "organisation"),
            "reason": row["reason"],
        }
        rest = {"reference": row["reference"], "entry": self.short.get(row["entry"], row["entry"]), "rank": row["rank"]}
        return {key: broken(text) for key, text in texts.items()} | rest

    def category(self, row: Json) -> dict[str, Any]:
        document = self.results["categories"][row["code"]]
        interval = document["method"]["interval"]
        widest = max((one["rank_high"] or one["rank"] for one in document["entries"]), default=1)
        ballots = sum(one["n_judges"] for one in document["entries"])
        weights = self.protocol["rules"]["weights"].get(row["code"], {})
        return {
            "name": broken(self.both(row, "name")),
            "weights": [[broken(self.criteria.get(code, code)), weight] for code, weight in weights.items()],
            "widest": widest,
            "entries": [self.line(one, row["code"]) for one in document["entries"]],
            "details": [
                self.details(one, interval)
                for one in document["entries"]
                if ballots <= STEPS_MOST or one["entry"] in self.reference
            ],
            "judges": [self.judge(one) for one in document["judges"]],
            "groups": [broken(text) for group in document["groups"] for text in self.group(group)],
            "notes": [broken(explain.note_sentence(one, self.language)) for one in document["notes"]],
            "ties": [broken(text) for tie in document["ties"] for text in self.tie(tie)] + self.votes(row["code"]),
        }

    def line(self, one: Json, category: str) -> dict[str, Any]:
        chance = None if one["p_top"] is None else f"{rounded(100 * one['p_top'], 0)}"
        return {
            "rank": one["rank"],
            "raw_rank": one["raw_rank"],
            "entry": self.entry(one["entry"]),
            "level": broken(self.levels.get((category, one["entry"]), "")),
            "ballots": one["n_judges"],
            "raw": fixed(one["raw"]),
            "adjusted": fixed(one["adjusted"]),
            "low": one["rank_low"],
            "high": one["rank_high"],
            "chance": chance,
            "decided": one["decided"],
        }

    def details(self, one: Json, interval: float) -> dict[str, Any]:
        steps = explain.printed_steps(one)
        return {
            "entry": self.entry(one["entry"]),
            "steps": [
                [self.short[step.judge], str(step.given), f"{step.adjustment:+}".replace("-", "−"), str(step.counted)]
                for step in steps
            ],
            "sentences": [broken(text) for text in explain.entry_sentences(one, self.language, interval=interval)],
        }

    def judge(self, one: Json) -> list[str]:
        spread = fixed(one["severity_se"])
        return [
            self.short[one["judge"]],
            str(one["n"]),
            fixed(one["severity"]),
            spread,
            fixed(one["scale"]),
            fixed(one["fit"]),
        ]

    def group(self, group: Json) -> list[str]:
        agreement, reliability = group["agreement"], group["reliability"]
        figures = self.say(
            "agreement", alpha=fixed(agreement["alpha"]), before=fixed(reliability["before"]),
            after=fixed(reliability["after"]), links=fixed(group["connectivity"]),
        )  # fmt: skip
        return [explain.agreement_sentence(agreement["icck"], self.language), figures]

    def votes(self, category: str) -> list[str]:
        """The chair's, oldest first."""
        rows = [row for row in self.protocol["chair_votes"] if row["category"] == category]
        return [
            broken(
                self.say(
                    "chair_vote" if row["by_chair"] else "chair_entered",
                    at=moment(row["at"], self.language),
                    entries=", ".join(map(self.entry, row["order"])),
                    reason=row["reason"],
                )
            )
            for row in reversed(rows)
        ]

    def tie(self, tie: Json) -> list[str]:
        named = {**tie, "entries": [self.entry(name) for name in tie["entries"]]}
        if "steps" in tie:
            named["steps"] = [
                {**step, "entries": [self.entry(name) for name in step["entries"]],
                 "criterion": self.criteria.get(step.get("criterion", ""), "")}
                for step in tie["steps"]
            ]  # fmt: skip
            named["shared"] = [[self.entry(name) for name in shared] for shared in tie["shared"]]
        return explain.tie_sentences(named, self.language)


def shortened(names: set[str]) -> dict[str, str]:
    """As many digits as tell all of them apart, at least SHORT."""
    for length in range(SHORT, 25):
        found = {name: name[: 2 + length] for name in names}
        if len(set(found.values())) == len(names):
            return found
    return {name: name for name in names}
