"""The method of a round: locked with its hash before scores open; changed later only by
two, with a reason.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NotRequired, TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from awards.accounts.models import User
from awards.acts import METHOD_LOCKED
from awards.language.thai import clean_text
from awards.ledger.services import append, canonical, database_now
from awards.models import Edition, Round, Weight
from judging import acts
from judging.ballot_kinds import KINDS, PAIRS, SCREENING, BallotKind
from judging.ballots.carried_scores import CarriedRules, carried_rules, with_carried
from judging.models import MethodChange, MethodLock, RoundRules
from judging.ranking import Earlier, Rules, known_from
from judging.ranking.rules import TIE_RULES
from judging.refusals import JudgingError
from judging.results.earlier import (
    EarlierRules,
    as_earlier,
    asked_of,
    ballots_by_person,
    round_before,
    told,
    trials_by_person,
    weighed_only,
)
from judging.results.extra_rules import ExtraBallots, extra_ballots_now
from judging.statuses import EarlierSource


class NamedMethod(TypedDict):
    name: str
    version: str


class LockedRules(TypedDict):
    """As JSON, of which the ledger has the hash. weights: category code → criterion
    code → per cent as text; pass_percent: of screening alone; the rest as in
    ``judging.ranking.Rules``.
    """

    carried: NotRequired[CarriedRules]
    earlier: NotRequired[EarlierRules]
    pass_percent: NotRequired[int]
    method: NamedMethod
    extra_ballots: ExtraBallots
    weights: dict[str, dict[str, str]]
    levels: list[int]
    ties: list[str]
    places: int
    precision: int
    interval: float
    practically_tied: float
    seed: int


def weights_by_category(round_: Round) -> dict[int, dict[str, Decimal]]:
    """Category id → criterion code → per cent; categories without weights are absent:
    all criteria weigh alike.
    """
    weights: dict[int, dict[str, Decimal]] = defaultdict(dict)
    for row in Weight.objects.filter(round=round_).select_related("criterion"):
        weights[row.category_id][row.criterion.code] = row.percent
    return weights


def rules_now(round_: Round, version: str | None = None) -> LockedRules:
    """The rules as the edition's set-up has them at this moment, as JSON with numbers
    in one spelling.

    ``version``: of the method, which no set-up says; a round that is locked keeps the
    one that it was locked with.
    """
    ladder = round_.edition.prize_levels.ladder()
    sizes = [size for size in ladder.values_list("per_category", flat=True) if size]
    fresh = Round.objects.select_related("rules", "autopilot").get(pk=round_.pk)
    own = getattr(fresh, "rules", None) or RoundRules()
    kind = KINDS[own.ballot_kind]
    rules = Rules(
        places=max(1, sum(sizes)),
        levels=tuple(sizes),
        ties=tie_rules_of(own, kind),
    )
    carried = carried_rules(round_) if kind.has_scores else None
    found: LockedRules = {
        "method": {"name": kind.method, "version": version or kind.version},
        "extra_ballots": extra_ballots_now(fresh, kind),
        "weights": {} if kind is PAIRS else weights_now(round_, carried),
        "levels": sizes,
        "ties": list(rules.ties),
        "places": rules.places,
        "precision": rules.precision,
        "interval": rules.interval,
        "practically_tied": rules.practically_tied,
        "seed": rules.seed,
    }
    if kind is SCREENING:
        found["pass_percent"] = own.pass_percent
    if (
        own.earlier
        and kind.has_scores
        and not found["method"]["version"].startswith("1.")
    ):
        found["earlier"] = asked_of(own.earlier)
    return {"carried": carried, **found} if carried else found


def tie_rules_of(own: RoundRules, kind: BallotKind) -> tuple[str, ...]:
    """None of them breaks a tie of shares: equal entries share their rank."""
    if not kind.has_scores:
        return ()
    return TIE_RULES if own.ties is None else tuple(own.ties)


def weights_now(
    round_: Round, carried: CarriedRules | None
) -> dict[str, dict[str, str]]:
    """As ``LockedRules`` has them, with the share that is carried over among them."""
    edition = round_.edition
    codes = dict(edition.categories.values_list("pk", "code"))
    weights = {
        codes[pk]: {
            code: f"{percent.normalize():f}" for code, percent in sorted(found.items())
        }
        for pk, found in weights_by_category(round_).items()
    }
    if carried is None:
        return weights
    criteria = list(edition.criteria.values_list("code", flat=True))
    return with_carried(weights, codes.values(), criteria, carried["percent"])


def with_earlier(round_: Round, rules: LockedRules) -> LockedRules:
    """The same with what is known of the judges beforehand, where the rules ask for it:
    the numbers that the result will rest on.
    """
    if "earlier" not in rules:
        return rules
    source, before = rules["earlier"]["source"], None
    known = Earlier(0.0)
    if source == EarlierSource.CALIBRATION:
        given = weighed_only(trials_by_person(round_), rules["weights"])
        known = known_from(given, as_rules(rules))
    elif before := round_before(round_):
        theirs = rules_of_round(before)
        given = weighed_only(ballots_by_person(before), theirs["weights"])
        known = known_from(given, as_rules(theirs))
    return {**rules, "earlier": told(round_, source, before, known)}


@transaction.atomic
def set_earlier(*, round_: Round, source: str, actor: User) -> RoundRules:
    """What counts as known of the judges before the round begins. Raises JudgingError.

    Of the set-up, as the tie rules are.
    """
    if source not in EarlierSource.values:
        raise JudgingError(_("Choose one of the options."))
    rules, _created = RoundRules.objects.update_or_create(
        round=round_, defaults={"earlier": source}
    )
    append(
        round_.edition.code,
        acts.ROUND_EARLIER,
        actor,
        {"round": round_.code, "source": source},
        subject=f"round:{round_.code}",
    )
    return rules


@transaction.atomic
def set_tie_rules(*, round_: Round, ties: Sequence[str], actor: User) -> RoundRules:
    """Which rules break a tie, in turn; what none of them separates shares its rank.
    Raises JudgingError.

    Of the set-up: a locked method takes it over only by a change that two organisers agree on.
    """
    if len(set(ties)) != len(ties) or not set(ties) <= set(TIE_RULES):
        raise JudgingError(_("Use each rule only once."))
    rules, _created = RoundRules.objects.update_or_create(
        round=round_, defaults={"ties": list(ties)}
    )
    values = {"round": round_.code, "ties": list(ties)}
    append(
        round_.edition.code,
        acts.ROUND_TIES,
        actor,
        values,
        subject=f"round:{round_.code}",
    )
    return rules


def digest_of(rules: Mapping[str, object]) -> str:
    return hashlib.sha256(canonical(rules).encode()).hexdigest()


def rules_of_round(round_: Round) -> LockedRules:
    """The locked rules, or those of the set-up while nothing is locked."""
    lock = MethodLock.objects.filter(round=round_).first()
    if lock is None:
        return rules_now(round_)
    locked: LockedRules = lock.rules
    return locked


def as_rules(rules: LockedRules) -> Rules:
    """What ``judging.ranking`` takes, for all categories at once."""
    weights = {
        category: {code: Decimal(percent) for code, percent in found.items()}
        for category, found in rules["weights"].items()
    }
    return Rules(
        category_weights=weights,
        places=rules["places"],
        levels=tuple(rules["levels"]),
        precision=rules["precision"],
        ties=tuple(rules["ties"]),
        interval=rules["interval"],
        practically_tied=rules["practically_tied"],
        seed=rules["seed"],
        version=rules["method"]["version"],
        earlier=as_earlier(rules.get("earlier")),
        method=rules["method"]["name"],
        pass_share=rules.get("pass_percent", 50) / 100,
    )


@transaction.atomic
def lock_method(*, round_: Round, actor: User | None) -> MethodLock:
    """Fix method, weights, tie rule and prize rule; its hash goes into the ledger.
    Locked already: nothing happens.

    The worker does it (``actor`` None) when the first ballot is in and nobody has.
    """
    Edition.objects.select_for_update().get(pk=round_.edition_id)
    found = MethodLock.objects.filter(round=round_).first()
    if found:
        return found
    rules = with_earlier(round_, rules_now(round_))
    lock = MethodLock.objects.create(
        round=round_, rules=rules, digest=digest_of(rules), locked_by=actor
    )
    values = {"round": round_.code, "digest": lock.digest, "rules": rules}
    append(
        round_.edition.code,
        METHOD_LOCKED,
        actor,
        values,
        subject=f"round:{round_.code}",
    )
    return lock


def differs_from_setup(lock: MethodLock) -> bool:
    """Whether the set-up has moved on since; the result has not."""
    return digest_of(setup_of(lock)) != lock.digest


def setup_of(lock: MethodLock) -> LockedRules:
    """The set-up as it is now, under the version that was locked: a newer version is no
    change of the set-up, nor is what was found out of the judges since.

    How many more ballots are asked for, and where, is never changed once scores may be
    in: who could would see first whom it helps.
    """
    rules = rules_now(lock.round, lock.rules["method"]["version"])
    asked, locked = rules.get("earlier"), lock.rules.get("earlier")
    if asked and locked and asked["source"] == locked["source"]:
        rules["earlier"] = locked
    rules["extra_ballots"] = lock.rules["extra_ballots"]
    return rules


@transaction.atomic
def propose_method_change(*, round_: Round, reason: str, actor: User) -> MethodChange:
    """Ask that the set-up as it is now replaces the locked rules. Raises JudgingError."""
    lock = MethodLock.objects.select_for_update().filter(round=round_).first()
    if lock is None:
        raise JudgingError(
            _("The method is not locked yet. Change the settings instead.")
        )
    if not clean_text(reason):
        raise JudgingError(_("Enter a reason. It is printed in the results report."))
    if not differs_from_setup(lock):
        raise JudgingError(
            _("The settings match the locked method. Change the settings first.")
        )
    MethodChange.objects.filter(round=round_, agreed_at=None).delete()
    rules, words = setup_of(lock), clean_text(reason)
    if rules.get("earlier") != lock.rules.get("earlier"):
        rules = with_earlier(round_, rules)
    digest = digest_of(rules)
    change = MethodChange.objects.create(
        round=round_, rules=rules, digest=digest, reason=words, proposed_by=actor
    )
    values = {"round": round_.code, "digest": digest, "rules": rules, "reason": words}
    append(
        round_.edition.code,
        acts.METHOD_CHANGE_PROPOSED,
        actor,
        values,
        subject=f"round:{round_.code}",
    )
    return change


@transaction.atomic
def agree_method_change(*, change: MethodChange, actor: User) -> MethodLock:
    """The second organiser's word puts it in force. Raises JudgingError for the one who
    proposed it.
    """
    row = (
        MethodChange.objects.select_for_update()
        .filter(pk=change.pk, agreed_at=None)
        .first()
    )
    if row is None:
        raise JudgingError(_("This change has already been agreed or replaced."))
    if row.proposed_by_id == actor.pk:
        raise JudgingError(_("You proposed this change. Another organiser must agree."))
    row.agreed_by, row.agreed_at = actor, database_now()
    row.save(update_fields=["agreed_by", "agreed_at"])
    lock = MethodLock.objects.select_for_update().get(round=row.round)
    before, lock.rules, lock.digest = lock.digest, row.rules, row.digest
    lock.save(update_fields=["rules", "digest"])
    values = {
        "round": row.round.code,
        "before": before,
        "digest": row.digest,
        "reason": row.reason,
    }
    append(
        row.round.edition.code,
        acts.METHOD_CHANGED,
        actor,
        values,
        subject=f"round:{row.round.code}",
    )
    return lock
