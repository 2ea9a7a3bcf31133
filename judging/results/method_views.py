"""The page of a round's method: what is locked, what may be set, locking and changing it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from awards.accounts.asking import SignedIn
from awards.language.numbers import whole_number
from awards.models import Edition, Round
from awards.roles import Area
from judging.ballot_kinds import kind_of
from judging.loading import organised_edition, round_of
from judging.models import MethodChange, MethodLock, RoundRules
from judging.ranking import VERSION
from judging.refusals import JudgingError
from judging.results.method import (
    LockedRules,
    agree_method_change,
    differs_from_setup,
    lock_method,
    propose_method_change,
    rules_of_round,
    set_earlier,
    set_tie_rules,
)
from judging.results.services import deciding_round
from judging.statuses import EarlierSource

T = TypeVar("T")


@login_required
def method_show(request: SignedIn, edition: str) -> HttpResponse:
    """What is locked, how it was changed, and the ways to lock or to change it."""
    award = organised_edition(request, edition, Area.RESULTS)
    code = request.GET.get("round") or request.POST.get("round")
    round_ = round_of(award, code) if code else deciding_round(award)
    if request.method == "POST" and round_:
        act_on_method(request, round_)
        return redirect(
            reverse("judging:method-show", args=[award.code]) + f"?round={round_.code}"
        )
    lock = (
        MethodLock.objects.filter(round=round_)
        .select_related("round__edition", "locked_by")
        .first()
    )
    rules = rules_of_round(round_) if round_ else None
    context = {
        "edition": award,
        "round": round_,
        "rounds": award.rounds.filter(active=True),
        "tab": "results",
        "sub": "method",
        "lock": lock,
        "rules": rules,
        "kind": kind_of(round_) if round_ else None,
        "weights": named_weights(award, rules["weights"] if rules else {}),
        "changes": MethodChange.objects.filter(round=round_).select_related(
            "proposed_by", "agreed_by"
        ),
        "differs": lock is not None and differs_from_setup(lock),
        **tie_rules_shown(rules),
        **earlier_shown(round_, rules),
    }
    return render(request, "judging/results/result_method.html", context)


def named_weights(
    award: Edition, weights: Mapping[str, Mapping[str, str]]
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each category with its criteria and their per cent, all by name."""
    categories = {row.code: str(row.name) for row in award.categories.all()}
    criteria = {row.code: str(row.name) for row in award.criteria.all()}
    return [
        (
            categories.get(category, category),
            [
                (criteria.get(code, code), percent)
                for code, percent in in_order(found, list(criteria)).items()
            ],
        )
        for category, found in in_order(weights, list(categories)).items()
    ]


def tie_rules_shown(rules: LockedRules | None) -> dict[str, object]:
    """What breaks ties in turn, what may be chosen, and the boxes to choose it in."""
    words = tie_rule_words(rules["method"]["version"] if rules else VERSION)
    ties = rules["ties"] if rules else []
    return {
        "ties": [(name, words[name]) for name in ties],
        "tie_rules": words.items(),
        "seats": [*ties, "", "", ""][: len(words)],
    }


def earlier_shown(round_: Round | None, rules: LockedRules | None) -> dict[str, object]:
    """What is known of the judges beforehand by the rules, and by the set-up what may be;
    nothing where the round's ballots have no scores.
    """
    if round_ is None or not kind_of(round_).has_scores:
        return {}
    found = rules.get("earlier") if rules else None
    own = RoundRules.objects.filter(round=round_).first() or RoundRules()
    return {
        "earlier": found,
        "earlier_words": EarlierSource(found["source"] if found else "").label,
        "sources": EarlierSource.choices,
        "chosen_source": own.earlier,
    }


def tie_rule_words(version: str) -> dict[str, str]:
    """As the version of the method has them: see ``judging.ranking.rules``."""
    together = _(
        "the criteria, from the highest weight down, those of equal weight together"
    )
    apart = _(
        "the criteria, from the highest weight down, those of equal weight one by one "
        "in the order of their codes"
    )
    return {
        "criteria": apart if version == "1.0" else together,
        "head_to_head": _("the judges who scored both"),
        "chair": _("the chair's vote"),
    }


def act_on_method(request: SignedIn, round_: Round) -> None:
    act, reason = request.POST.get("act"), request.POST.get("reason", "")
    try:
        if act == "ties":
            set_tie_rules(
                round_=round_,
                ties=[name for name in request.POST.getlist("tie") if name],
                actor=request.user,
            )
            messages.success(request, _("Order of rules saved."))
        elif act == "earlier":
            source = request.POST.get("source", "")
            set_earlier(round_=round_, source=source, actor=request.user)
            messages.success(request, _("Saved."))
        elif act == "lock":
            lock_method(round_=round_, actor=request.user)
            messages.success(request, _("Method locked. Its hash is in the audit log."))
        elif act == "propose":
            propose_method_change(round_=round_, reason=reason, actor=request.user)
            messages.success(
                request,
                _("Change proposed. It takes effect when another organiser agrees."),
            )
        elif act == "agree":
            change = get_object_or_404(
                MethodChange,
                round=round_,
                pk=whole_number(request.POST.get("change")) or 0,
            )
            agree_method_change(change=change, actor=request.user)
            messages.success(
                request,
                _(
                    "Method changed. The results report shows the change and its "
                    "reason."
                ),
            )
    except JudgingError as error:
        messages.error(request, str(error))


def in_order(found: Mapping[str, T], codes: Sequence[str]) -> dict[str, T]:
    """By the order of the set-up, ``codes``: a stored document keeps none. What the
    set-up no longer has comes last.
    """
    place = {code: number for number, code in enumerate(codes)}
    order = sorted(found, key=lambda code: (place.get(code, len(place)), code))
    return {code: found[code] for code in order}
