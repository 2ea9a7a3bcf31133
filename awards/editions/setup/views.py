"""Organisers' pages for what is judged and won: categories, criteria, rounds, weights,
prize levels.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from awards import acts
from awards.accounts.asking import SignedIn
from awards.accounts.models import User
from awards.editions.loading import managed_edition
from awards.editions.services import round_opened
from awards.editions.setup.forms import (
    CategoryForm,
    CriterionForm,
    PrizeLevelForm,
    RoundForm,
    RuleForm,
    WeightsForm,
)
from awards.editions.setup.services import (
    remove_category,
    remove_criterion,
    remove_prize_level,
    save_category,
    save_criterion,
    save_prize_level,
    save_round,
    set_weights,
)
from awards.editions.views import typed
from awards.language.form_arguments import Posted
from awards.ledger.services import happened
from awards.models import Category, Criterion, Edition, PrizeLevel, Round, Weight
from awards.refusals import Refused


@dataclass(frozen=True)
class Kind:
    """One kind of rule: its rows in an edition, its form, its services and its words."""

    name: str
    relation: str
    form: type[RuleForm]
    make: Callable[..., Any]
    save: Callable[..., Any]
    remove: Callable[..., None] | None
    title: Any
    new_title: Any = ""

    @property
    def list_url(self) -> str:
        return f"awards:{self.name}-list"

    @property
    def new_url(self) -> str:
        return f"awards:{self.name}-new"

    @property
    def change_url(self) -> str:
        return f"awards:{self.name}-change"

    @property
    def remove_url(self) -> str:
        return f"awards:{self.name}-remove"


def taking(parameter: str, service: Callable[..., object]) -> Callable[..., Any]:
    """The service for any rule: each calls its own kind of rule by another name."""
    return lambda rule, **more: service(**{parameter: rule}, **more)


CATEGORY = Kind(
    "category",
    "categories",
    CategoryForm,
    Category,
    taking("category", save_category),
    taking("category", remove_category),
    gettext_lazy("Categories"),
    gettext_lazy("New category"),
)
CRITERION = Kind(
    "criterion",
    "criteria",
    CriterionForm,
    Criterion,
    taking("criterion", save_criterion),
    taking("criterion", remove_criterion),
    gettext_lazy("Criteria"),
    gettext_lazy("New criterion"),
)
LEVEL = Kind(
    "level",
    "prize_levels",
    PrizeLevelForm,
    PrizeLevel,
    taking("level", save_prize_level),
    taking("level", remove_prize_level),
    gettext_lazy("Prize levels"),
    gettext_lazy("New prize level"),
)
ROUND = Kind(
    "round",
    "rounds",
    RoundForm,
    Round,
    taking("round_", save_round),
    None,
    gettext_lazy("Rounds"),
)


def context_of(edition: Edition, kind: Kind, **more: object) -> dict[str, object]:
    return {
        "edition": edition,
        "tab": "setup",
        "setup": kind.relation,
        "kind": kind,
        **more,
    }


def judging_opened(edition: Edition) -> bool:
    return any(round_opened(round_) for round_ in edition.rounds.all() if round_.active)


@login_required
def rule_list(request: HttpRequest, edition: str, kind: Kind) -> HttpResponse:
    managed = managed_edition(request, edition)
    rules = getattr(managed, kind.relation).all()
    if kind.name in ("category", "criterion"):
        rules = rules.select_related("smart")
    return render(
        request,
        f"awards/editions/{kind.name}_list.html",
        context_of(managed, kind, rules=rules),
    )


@login_required
def rule_new(request: HttpRequest, edition: str, kind: Kind) -> HttpResponse:
    managed = managed_edition(request, edition)
    return rule_form(request, managed, kind, kind.make(edition=managed))


@login_required
def rule_change(
    request: HttpRequest, edition: str, code: str, kind: Kind
) -> HttpResponse:
    managed = managed_edition(request, edition)
    return rule_form(
        request,
        managed,
        kind,
        get_object_or_404(getattr(managed, kind.relation), code=code),
    )


def rule_form(
    request: HttpRequest, edition: Edition, kind: Kind, rule: Any
) -> HttpResponse:
    title = str(rule) if rule.pk else kind.new_title
    form = kind.form(
        typed(request), instance=rule, needs_reason=judging_opened(edition)
    )
    if request.method == "POST" and form.is_valid():
        try:
            kind.save(rule, actor=request.user, reason=form.reason)
        except Refused as refused:
            form.take_refusal(refused)
        else:
            messages.success(request, _("Saved."))
            return redirect(kind.list_url, edition.code)
    context = context_of(edition, kind, form=form, rule=rule, title=title)
    return render(request, "awards/editions/rule_form.html", context)


@require_POST
@login_required
def rule_remove(
    request: HttpRequest, edition: str, code: str, kind: Kind
) -> HttpResponse:
    managed = managed_edition(request, edition)
    rule = get_object_or_404(getattr(managed, kind.relation), code=code)
    try:
        if kind.remove:
            kind.remove(rule, actor=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(kind.change_url, managed.code, code)
    messages.success(request, _("Removed."))
    return redirect(kind.list_url, managed.code)


@login_required
def weights_index(request: HttpRequest, edition: str) -> HttpResponse:
    """The weights of the first round that takes place."""
    managed = managed_edition(request, edition)
    rounds = sorted(
        managed.rounds.all(), key=lambda round_: (not round_.active, round_.order)
    )
    if not rounds:
        messages.error(request, _("Weights belong to a round. Add a round first."))
        return redirect(ROUND.list_url, managed.code)
    return redirect("awards:weights-change", managed.code, rounds[0].code)


@login_required
def weights_change(request: SignedIn, edition: str, round_code: str) -> HttpResponse:
    managed = managed_edition(request, edition)
    round_ = get_object_or_404(managed.rounds, code=round_code)
    form = weights_form(round_, managed, typed(request))
    if form.is_valid():
        save_weights(round_, form, request.user)
        messages.success(request, _("Saved."))
        return redirect("awards:weights-change", managed.code, round_.code)
    context = {
        "edition": managed,
        "tab": "setup",
        "setup": "weights",
        "round": round_,
        "form": form,
    }
    context["rounds"] = managed.rounds.all()
    context["locked"] = happened(
        managed.code, acts.METHOD_LOCKED, f"round:{round_.code}"
    )
    return render(request, "awards/editions/weights.html", context)


def weights_form(round_: Round, edition: Edition, sent: Posted | None) -> WeightsForm:
    rows = Weight.objects.filter(round=round_).values_list(
        "category", "criterion", "percent"
    )
    standing = {(category, criterion): percent for category, criterion, percent in rows}
    needed = round_.active and round_opened(round_)
    return WeightsForm(
        edition.categories.all(), edition.criteria.all(), standing, sent, needed
    )


@transaction.atomic
def save_weights(round_: Round, form: WeightsForm, actor: User) -> None:
    for category, percents in form.changed():
        set_weights(
            round_=round_,
            category=category,
            percents=percents,
            actor=actor,
            reason=form.reason,
        )
