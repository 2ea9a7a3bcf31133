"""The protocol on paper: one PDF per language, typeset from protocol.json and
results.json alone.
"""

from __future__ import annotations

from datetime import datetime

from awards.paper.typeset import typeset_pdf
from awards.winners.lines import ACROSS
from judging.bundle.protocol_names import Json, Naming, fixed, moment
from judging.bundle.protocol_words import WORDS
from judging.ranking import explain, ranked_rows, widest
from judging.ranking.explain import rounded
from judging.ranking.rules import SCORES
from judging.ranking.shape import Document, EntryLine, Note, RankedLine, Tie, TieStep

TEMPLATE = "judging/bundle/protocol.typ"
STEPS_MOST = 1500  # ballots of a category above which only winners get their table


def protocol_pdf(protocol: Json, results: Json, language: explain.Language) -> bytes:
    """A PDF/A; the same input gives the same bytes. Raises typst.TypstError when Typst
    refuses the text.
    """
    when = datetime.fromisoformat(protocol["published_at"])
    return typeset_pdf(TEMPLATE, pages(protocol, results, language), made_at=when)


def pages(
    protocol: Json, results: Json, language: explain.Language
) -> dict[str, object]:
    """What the template prints: texts and numbers ready to be set, nothing to be computed."""
    printer = Printer(protocol, results, language)
    return {
        "language": language,
        "words": {key: text[language] for key, text in WORDS.items()},
        "title": printer.both(protocol["edition"], "name"),
        "round": printer.both(protocol["round"], "name"),
        "published": moment(protocol["published_at"], language),
        "list_version": protocol["list_version"],
        "chain": protocol["chain"],
        "digest": protocol["rules_digest"],
        "fingerprint": protocol["key_fingerprint"],
        "how": printer.how(),
        "weighed": printer.weighed,
        "known": printer.known,
        "rules": printer.rules(),
        "changes": printer.changes(),
        "assignment": printer.assignment(),
        "winners": printer.winners(),
        "categories": [printer.category(row) for row in protocol["categories"]],
        "corrections": [
            {"version": row["version"], "text": printer.both(row, "erratum")}
            for row in protocol["corrections"]
        ],
    }


class Printer(Naming):
    def how(self) -> str:
        """How the winners came about, for everybody, by the kind of ballot."""
        method = self.protocol["rules"]["method"]
        if method["name"] == SCORES:
            return self.say("how_text")
        return explain.method_sentence(method["version"], self.language, method["name"])

    def rules(self) -> list[str]:
        rules = self.protocol["rules"]
        found = [
            self.say(
                "rule_method",
                name=rules["method"]["name"],
                version=rules["method"]["version"],
            )
        ]
        found.append(
            self.say(
                "rule_places",
                places=rules["places"],
                sizes=" + ".join(map(str, rules["levels"])) or rules["places"],
            )
        )
        turns = " → ".join(
            WORDS[f"tie_rule_{name}"][self.language] for name in tie_rules(rules)
        )
        found.append(self.say("rule_ties", precision=rules["precision"], rules=turns))
        if "earlier" in rules:
            found.append(self.earlier(rules["earlier"]))
        extra = rules["extra_ballots"]
        if "plan" in extra:
            found.append(self.say("rule_extra", cap=extra["cap"], **extra["plan"]))
        late, at = (
            self.protocol["ballots_before_lock"],
            moment(self.protocol["locked_at"], self.language),
        )
        found.append(self.say("rule_late" if late else "rule_locked", at=at, n=late))
        return found

    def earlier(self, known: Json) -> str:
        """What counted as known of the judges before the round."""
        if not known["judges"]:
            return self.say("rule_earlier_none")
        code = "rule_earlier_edition" if known["of"] else "rule_earlier_calibration"
        return self.say(code, of=known["of"], n=len(known["judges"]))

    def changes(self) -> list[str]:
        rows = self.protocol["method_changes"]
        return [
            self.say(
                "rule_changed",
                at=moment(row["at"], self.language),
                reason=row["reason"],
                digest=row["digest"][:16],
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
            f"{WORDS['state_' + name.replace(' ', '_')][self.language]} {n}"
            for name, n in ballots.items()
        )
        found.append(self.say("ballot_states", states=states))
        found.append(self.say("missing", n=len(self.protocol["missing"])))
        found += (
            [self.say("erased", n=len(self.protocol["erased"]))]
            if self.protocol["erased"]
            else []
        )
        return found

    def winners(self) -> list[dict[str, object]]:
        """By category, in the order of the published list."""
        names = {
            one["code"]: self.both(one, "name") for one in self.protocol["categories"]
        }
        names[ACROSS["category_code"]] = self.both(ACROSS, "category")
        groups: dict[str, list[dict[str, object]]] = {}
        for row in self.protocol["winners"]:
            groups.setdefault(row["category"], []).append(self.winner(row))
        return [
            {"name": names.get(code, code), "winners": rows}
            for code, rows in groups.items()
        ]

    def winner(self, row: Json) -> dict[str, object]:
        texts = {
            "level": self.both(row, "level"),
            "title": self.both(row, "title"),
            "organisation": self.both(row, "organisation"),
            "reason": self.both(row, "reason"),
        }
        rest = {
            "reference": row["reference"],
            "entry": self.short.get(row["entry"], row["entry"]),
            "rank": row["rank"],
        }
        return texts | rest

    def category(self, row: Json) -> dict[str, object]:
        document = self.results["categories"][row["code"]]
        weights = self.protocol["rules"]["weights"].get(row["code"], {})
        scored = len(list(ranked_rows(document["entries"])))
        every = 0 < scored <= document["method"]["places"]
        return {
            "name": self.both(row, "name"),
            "weights": [
                [self.criteria.get(code, code), weight]
                for code, weight in weights.items()
            ],
            "widest": widest(document["entries"]),
            "entries": [
                self.line(one, row["code"], every) for one in document["entries"]
            ],
            "details": self.all_details(document, every),
            "judges": [self.judge(one) for one in document["judges"]],
            "groups": [
                text for group in document["groups"] for text in self.group(group)
            ],
            "notes": [self.say("every_wins")] * every
            + [self.note(one) for one in document["notes"]],
            "ties": [text for tie in document["ties"] for text in self.tie(tie)]
            + self.votes(row["code"]),
        }

    def all_details(
        self, document: Document, every_wins: bool
    ) -> list[dict[str, object]]:
        """From ballots to score: of winners alone where there are too many of all."""
        interval = document["method"]["interval"]
        ballots = sum(one["n_judges"] for one in document["entries"])
        return [
            self.details(one, interval, every_wins)
            for one in ranked_rows(document["entries"])
            if ballots <= STEPS_MOST or one["entry"] in self.reference
        ]

    def line(
        self, one: EntryLine, category: str, every_wins: bool
    ) -> dict[str, object]:
        """A certainty of winning where there is a prize for everybody says nothing."""
        p = None if every_wins else one["p_top"]
        chance = None if p is None else f"{rounded(100 * p, 0)}"
        return {
            "rank": one["rank"],
            "raw_rank": one["raw_rank"],
            "entry": self.entry(one["entry"]),
            "level": self.levels.get((category, one["entry"]), ""),
            "ballots": one["n_judges"],
            "raw": fixed(one["raw"]),
            "adjusted": fixed(one["adjusted"]),
            "low": one["rank_low"],
            "high": one["rank_high"],
            "chance": chance,
            "decided": None if every_wins else one["decided"],
        }

    def details(
        self, one: RankedLine, interval: float, every_wins: bool
    ) -> dict[str, object]:
        steps = explain.printed_steps(one)
        return {
            "entry": self.entry(one["entry"]),
            "steps": [
                [
                    self.short[step.judge],
                    str(step.given),
                    f"{step.adjustment:+}".replace("-", "−"),
                    str(step.counted),
                    *([] if step.weight is None else [str(step.weight)]),
                ]
                for step in steps
            ],
            "sentences": list(
                explain.entry_sentences(
                    one, self.language, interval=interval, every_wins=every_wins
                )
            ),
        }

    @property
    def weighed(self) -> bool:
        """Whether ballots have weights: from method 2 on."""
        return explain.weighs(self.protocol["rules"]["method"]["version"])

    @property
    def known(self) -> bool:
        """Whether anything counted as known of judges before the round."""
        return bool(self.protocol["rules"].get("earlier", {}).get("judges"))

    def judge(self, one: Json) -> list[str]:
        spread = fixed(one["severity_se"])
        return [
            self.short[one["judge"]],
            str(one["n"]),
            fixed(one["severity"]),
            spread,
            fixed(one["scale"]),
            fixed(one["fit"]),
            *([fixed(one["weight"])] if self.weighed else []),
            *([self.known_of(one)] if self.known else []),
        ]

    def known_of(self, one: Json) -> str:
        if one["earlier"] is None:
            return "–"
        return f"{fixed(one['earlier'])} ± {fixed(one['earlier_se'])}"

    def group(self, group: Json) -> list[str]:
        agreement, reliability = group["agreement"], group["reliability"]
        figures = self.say(
            "agreement", alpha=fixed(agreement["alpha"]), before=fixed(reliability["before"]),
            after=fixed(reliability["after"]), links=fixed(group["connectivity"]),
        )  # fmt: skip
        found = [explain.agreement_sentence(agreement["icck"], self.language), figures]
        if self.known and group["lasting"] is not None:
            found.append(self.say("lasting", lasting=fixed(group["lasting"])))
        return found

    def votes(self, category: str) -> list[str]:
        """The chair's, oldest first."""
        rows = [
            row for row in self.protocol["chair_votes"] if row["category"] == category
        ]
        return [
            self.say(
                "chair_vote" if row["by_chair"] else "chair_entered",
                at=moment(row["at"], self.language),
                entries=", ".join(self.entries(row["order"])),
                reason=row["reason"],
            )
            for row in reversed(rows)
        ]

    def note(self, note: Note) -> str:
        named = note.copy()
        if "entry" in note:
            named["entry"] = self.entry(note["entry"])
        return explain.note_sentence(named, self.language)

    def tie(self, tie: Tie) -> list[str]:
        named = tie.copy()
        named["entries"] = self.entries(tie["entries"])
        if named["kind"] == "equal":
            named["steps"] = [self.tie_step(step) for step in named["steps"]]
            named["shared"] = [self.entries(shared) for shared in named["shared"]]
        return explain.tie_sentences(named, self.language)

    def tie_step(self, step: TieStep) -> TieStep:
        criterion = self.criteria.get(step.get("criterion", ""), "")
        return {
            **step,
            "entries": self.entries(step["entries"]),
            "criterion": criterion,
        }


def tie_rules(rules: Json) -> list[str]:
    """As the version of the method has them: see ``judging.ranking.rules``."""
    named = {
        "criteria": "criteria"
        if rules["method"]["version"] == "1.0"
        else "criteria_together"
    }
    return [named.get(name, name) for name in rules["ties"]] or ["none"]
