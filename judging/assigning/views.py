"""Organisers' pages of who judges what in a round: preview, apply, the table, one by
one by hand.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from awards.accounts.asking import SignedIn
from awards.accounts.list_columns import Column, ListName, columns_for
from awards.accounts.models import User
from awards.language.thai import clean_text
from awards.models import Edition, Round
from judging.assigning.draft import Wish
from judging.assigning.forms import JudgeChoiceForm, RunForm
from judging.assigning.pages import PlanPage
from judging.assigning.replacements import ask_one_more, assign_one, move_assignment
from judging.assigning.services import assign_judges, preview_plan, take_assignment_away
from judging.loading import organised_edition, round_of
from judging.models import Assignment, judged_in
from judging.refusals import JudgingError, PlanChangedError
from nominations.models import EntryCategory, in_running

A_PAGE = 50
USUAL = ("title", "category", "judges", "seated")


def offered_columns() -> list[Column]:
    """What the list says of an entry in its category; the reference is always shown."""
    return [
        Column("title", _("Title")),
        Column("organisation", _("Organisation")),
        Column("category", _("Category")),
        Column("judges", _("Judges")),
        Column("seated", _("Judges assigned")),
    ]


@login_required
def assignment_list(request: SignedIn, edition: str) -> HttpResponse:
    award = organised_edition(request, edition)
    round_ = round_of(award, request.GET.get("round"))
    start = {"per_entry": round_.judges_per_entry if round_ else 3, "seed": 0}
    return page(request, award, round_, RunForm(edition=award, initial=start))


def page(
    request: SignedIn, edition: Edition, round_: Round | None, form: RunForm
) -> HttpResponse:
    asked = clean_text(request.GET.get("q", ""))
    context = {
        "edition": edition,
        "round": round_,
        "rounds": edition.rounds.filter(active=True),
        "page": Paginator(table(edition, round_, asked), A_PAGE).get_page(
            request.GET.get("page")
        ),
        "asked": asked,
        "columns": columns_for(
            request.user, ListName.ASSIGNMENTS, offered_columns(), USUAL
        ),
        "back": request.get_full_path() if request.method == "GET" else request.path,
        "form": form,
        "tab": "assignments",
    }
    return render(
        request,
        "judging/assigning/assignments.html",
        context,
        status=422 if form.errors else 200,
    )


def table(edition: Edition, round_: Round | None, asked: str) -> Any:
    """Entries in the running with their standing assignments as ``seated``."""
    rows = EntryCategory.objects.filter(in_running("entry__"), entry__edition=edition)
    if round_ is not None:
        rows = rows.filter(judged_in(round_.pk))
    if asked:
        rows = rows.filter(entry__in=edition.entries.search(asked, edition))
    standing = (
        Assignment.objects.standing()
        .filter(round=round_)
        .select_related("judge__user", "ballot")
    )
    seated = Prefetch("assignments", standing.order_by("pk"), to_attr="seated")
    rows = rows.select_related("entry__organisation", "category").prefetch_related(
        seated
    )
    return rows.order_by("category__order", "category__code", "entry__reference")


@login_required
@require_POST
def assignment_run(request: SignedIn, edition: str) -> HttpResponse:
    """Without ``apply`` a preview; with it, exactly what was previewed is stored, or nothing."""
    award = organised_edition(request, edition)
    round_ = round_of(award, request.POST.get("round"))
    form = RunForm(request.POST, edition=award)
    if round_ is None or not form.is_valid():
        return page(request, award, round_, form)
    wish = Wish(
        **{
            name: form.cleaned_data[name]
            for name in ("per_entry", "seed", "moves", "stopped")
        }
    )
    if "apply" not in request.POST or not form.cleaned_data["expected"]:
        return preview(request, award, round_, form, wish)
    expected = form.cleaned_data["expected"]
    try:
        done = apply_wish(award, round_, wish, expected, request.user)
    except PlanChangedError as error:
        messages.warning(request, str(error))
        return preview(request, award, round_, form, wish)
    words = ngettext(
        "%(n)d assignment made.", "%(n)d assignments made.", done["assignments"]
    )
    messages.success(request, words % {"n": done["assignments"]})
    return redirect(f"{request.path.removesuffix('run/')}?round={round_.code}")


def apply_wish(
    edition: Edition, round_: Round, wish: Wish, expected: str, actor: User
) -> dict[str, Any]:
    return assign_judges(
        edition=edition,
        round_=round_,
        per_entry=wish.per_entry,
        seed=wish.seed,
        rebalance=wish.moves,
        stopped=wish.stopped,
        expected=expected,
        actor=actor,
    )


def preview(
    request: HttpRequest, edition: Edition, round_: Round, form: RunForm, wish: Wish
) -> HttpResponse:
    plan = PlanPage(edition, preview_plan(edition=edition, round_=round_, wish=wish))
    context = {
        "edition": edition,
        "round": round_,
        "rounds": [],
        "preview": plan,
        "wish": wish,
        "form": form,
        "tab": "assignments",
    }
    return render(request, "judging/assigning/assign_preview.html", context)


def place_of(edition: Edition, pk: int) -> EntryCategory:
    rows = EntryCategory.objects.filter(entry__edition=edition).select_related(
        "entry__organisation", "category"
    )
    return get_object_or_404(rows, pk=pk)


@login_required
@require_POST
def assignment_add(request: SignedIn, edition: str, standing: int) -> HttpResponse:
    """A judge chosen by hand, or (``best`` in the form) the one that the matching proposes."""
    award = organised_edition(request, edition)
    place, round_ = (
        place_of(award, standing),
        round_of(award, request.POST.get("round")),
    )
    form = JudgeChoiceForm(request.POST, edition=award)
    try:
        if round_ is None:
            raise JudgingError(_("This edition has no rounds."))
        if "best" in request.POST:
            made = ask_one_more(
                edition=award, round_=round_, entry_category=place, actor=request.user
            )
        elif form.is_valid():
            judge = form.cleaned_data["judge"]
            made = assign_one(
                judge=judge, standing=place, round_=round_, actor=request.user
            )
        else:
            raise JudgingError(_("Choose a judge."))
    except JudgingError as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request,
            _("%(judge)s now has the entry and will get an email.")
            % {"judge": made.judge.user},
        )
    return to_entry(award, round_, place.pk)


@login_required
@require_POST
def assignment_move(request: SignedIn, edition: str, assignment: int) -> HttpResponse:
    """To another judge, or (``drop``) off this judge's list."""
    award = organised_edition(request, edition)
    rows = Assignment.objects.filter(round__edition=award, recused_at=None)
    rows = rows.select_related(
        "round__edition", "judge__user", "entry_category__entry", "ballot"
    )
    row = get_object_or_404(rows, pk=assignment)
    form = JudgeChoiceForm(request.POST, edition=award)
    try:
        if "drop" in request.POST:
            take_assignment_away(assignment=row, actor=request.user)
        elif form.is_valid():
            move_assignment(
                assignment=row, judge=form.cleaned_data["judge"], actor=request.user
            )
        else:
            raise JudgingError(_("Choose a judge."))
    except JudgingError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Changed. The judges concerned will get an email."))
    return to_entry(award, row.round, row.entry_category_id)


def to_entry(edition: Edition, round_: Round | None, standing: int) -> HttpResponse:
    answer = redirect("judging:entry-watch", edition.code, standing)
    answer["Location"] += f"?round={round_.code}" if round_ else ""
    return answer
