"""The checklist as an edition's own data: written, ordered, asked no longer, copied
from last year.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction

from awards.accounts.models import User
from awards.ledger.acts import Act
from awards.ledger.services import append
from awards.models import Edition
from nominations import acts
from nominations.checklist.standard import RULES
from nominations.models import Rule
from nominations.questions.ordering import ask_again, entries_at_stake, move, retire
from nominations.refusals import RuleLockedError

LEDGERED = (
    "code",
    "kind",
    "label_th",
    "label_en",
    "help_th",
    "help_en",
    "required",
    "options",
)


@transaction.atomic
def add_standard_rules(*, edition: Edition, actor: User | None) -> list[Rule]:
    """Give the edition those standard rules whose codes it does not have yet; returns
    the new ones.
    """
    Edition.objects.select_for_update().get(pk=edition.pk)
    known = set(edition.rules.values_list("code", flat=True))
    new = [
        Rule(edition=edition, order=order, **vars(standard))
        for order, standard in enumerate(RULES, len(known) + 1)
        if standard.code not in known
    ]
    Rule.objects.bulk_create(new)
    if new:
        append(
            edition.code,
            acts.RULES_ADDED,
            actor,
            {"rules": [rule.code for rule in new]},
            subject="form",
        )
    return new


@transaction.atomic
def save_rule(
    *, edition: Edition, rule: Rule | None, values: dict[str, Any], actor: User
) -> Rule:
    """Make or change a rule. Once an open call has entries, only what is no new hurdle.
    Raises RuleLockedError.
    """
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    hurdle = values.get("required") if rule is None else is_new_hurdle(rule, values)
    if hurdle and (at_stake := entries_at_stake(edition)):
        raise RuleLockedError(at_stake)
    if rule is None:
        rule = Rule(edition=edition, order=edition.rules.count() + 1)
    for name, value in values.items():
        setattr(rule, name, value)
    rule.save()
    write_rule(rule, acts.RULE_SAVED, actor)
    return rule


def is_new_hurdle(rule: Rule, values: dict[str, Any]) -> bool:
    """Whether somebody who answered the rule as it is could stand worse, or unanswered,
    after the change.
    """
    return bool(
        values.get("kind", rule.kind) != rule.kind
        or (values.get("required", rule.required) and not rule.required)
        or asked_of(values.get("options", rule.options)) != asked_of(rule.options)
    )


def asked_of(options: dict[str, Any]) -> dict[str, Any]:
    """Without what only the eligibility desk compares."""
    return {name: value for name, value in options.items() if name != "since"}


@transaction.atomic
def retire_rule(*, rule: Rule, actor: User) -> None:
    """Asked no longer; it can be asked again."""
    write_rule(rule, acts.RULE_RETIRED, actor)
    retire(rule)


@transaction.atomic
def ask_rule_again(*, rule: Rule, actor: User) -> bool:
    """What was asked no longer; True where it comes back as voluntary (see
    ``form_rows.ask_again``).
    """
    softened = ask_again(rule)
    rule.refresh_from_db()
    write_rule(rule, acts.RULE_ASKED_AGAIN, actor)
    return softened


@transaction.atomic
def move_rule(*, rule: Rule, up: bool, actor: User) -> None:
    """One place up or down among those in use; the ledger keeps the whole order."""
    rules = move(rule.edition.rules.filter(retired_at=None), rule, up=up)
    append(
        rule.edition.code,
        acts.RULES_ORDERED,
        actor,
        {"rules": [one.code for one in rules]},
        subject="form",
    )


@transaction.atomic
def copy_rules(*, source: Edition, target: Edition, actor: User) -> int:
    """Take over another edition's checklist; rules whose code is there already stay as they are."""
    known = set(target.rules.values_list("code", flat=True))
    new = list(source.rules.filter(retired_at=None).exclude(code__in=known))
    for rule in new:
        rule.pk, rule.edition, rule._state.adding = None, target, True
    Rule.objects.bulk_create(new)
    if new:
        append(
            target.code,
            acts.RULES_COPIED,
            actor,
            {"from": source.code, "count": len(new)},
            subject="form",
        )
    return len(new)


def write_rule(rule: Rule, act: Act, actor: User) -> None:
    """The rule as it is now, into the chain of its edition."""
    said = {name: getattr(rule, name) for name in LEDGERED}
    append(rule.edition.code, act, actor, {"rule": said}, subject=f"rule:{rule.code}")
