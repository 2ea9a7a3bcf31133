"""Organisers' board of a round: who has done what, what to expect, hints; one click to
remind, extend, ask.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from awards.accounts.asking import SignedIn
from awards.language.numbers import page_number
from awards.models import Edition, Round
from judging.assigning.forms import ExtendForm, JudgeChoiceForm
from judging.assigning.open_seats import open_seats
from judging.assigning.pages import why_short
from judging.assigning.replacements import propose_judge
from judging.assigning.views import place_of
from judging.loading import organised_edition, round_among, round_of, rounds_of
from judging.models import Assignment, Conflict, Judge
from judging.progress.counted import A_JURY, SHORT, SHOWN
from judging.progress.entry_rows import entry_rows
from judging.progress.folds import fold_alone, folds_of
from judging.progress.hints import by_judge, hints_of
from judging.progress.judge_rows import judge_rows
from judging.progress.pages import A_PAGE, Board, Wish, board_of, last_reminders
from judging.progress.services import (
    ask_second_look,
    extend_window,
    remind_all,
    remind_judge,
)
from judging.refusals import JudgingError
from judging.statuses import BallotState


def to_board(edition: Edition, round_: Round) -> HttpResponse:
    return redirect(
        f"{reverse('judging:progress-board', args=[edition.code])}?round={round_.code}"
    )


@login_required
def progress_board(request: HttpRequest, edition: str) -> HttpResponse:
    award = organised_edition(request, edition)
    rounds = rounds_of(award)
    round_ = round_among(rounds, award, request.GET.get("round"))
    if request.method == "POST" and round_:
        sent = remind_all(edition=award, round_=round_)
        words = ngettext(
            "%(n)d reminder is being sent.", "%(n)d reminders are being sent.", sent
        )
        messages.success(request, words % {"n": sent})
        return to_board(award, round_)
    wish = wish_of(request)
    board = board_of(award, round_, wish) if round_ else None
    context: dict[str, Any] = {
        "edition": award,
        "round": round_,
        "rounds": rounds,
        "tab": "progress",
    }
    if round_ and board:
        context |= board_shown(award, round_, board)
    return render(request, "judging/progress/board.html", context)


def wish_of(request: HttpRequest) -> Wish:
    """All categories with their first entries, or one with all of its, by pages; judges
    who are behind, or all of them, by pages.
    """
    asked = request.GET.get("show", "")
    return Wish(
        asked if asked in SHOWN else SHORT,
        request.GET.get("category", ""),
        page_number(request.GET.get("page")),
        page_number(request.GET["judges"]) if "judges" in request.GET else None,
    )


def board_shown(edition: Edition, round_: Round, board: Board) -> dict[str, Any]:
    alone = fold_alone(board)
    lines = range(alone.row.wanted if alone else 0)
    reminded = last_reminders([line.thing.pk for line in board.judges], round_)
    judges = [(line, reminded.get(line.thing.pk)) for line in board.judges]
    done = [pair for pair in judges if pair[0].is_done]
    late = [pair for pair in judges if not pair[0].is_done]
    start = board.asked.jury
    jury = Paginator(range(board.jury), A_JURY)
    return {
        "board": board,
        "all_judges": jury.page(start // A_JURY + 1) if start is not None else None,
        "jury": judge_rows(judges, edition.code, round_.code),
        "late": judge_rows(late, edition.code, round_.code),
        "done": judge_rows(done, edition.code, round_.code),
        "are_more": len(judges) < board.jury,
        "more_behind": max(0, board.behind - len(late)),
        "more_done": board.done - len(done),
        "folds": [
            replace(one, rows=entry_rows(one.lines, edition.code, round_.code))
            for one in ([alone] if alone else folds_of(board))
        ],
        "alone": alone,
        "page": Paginator(lines, A_PAGE).page(board.asked.start // A_PAGE + 1),
        "shown": board.asked.shown,
        "open_seats": open_seats(edition, round_),
    }


@login_required
def board_hints(request: HttpRequest, edition: str) -> HttpResponse:
    award = organised_edition(request, edition)
    round_ = round_of(award, request.GET.get("round"))
    hints = by_judge(hints_of(round_)) if round_ else {}
    judges = award.judges.filter(pk__in=hints).select_related("user").order_by("pk")
    context = {
        "edition": award,
        "round": round_,
        "rounds": award.rounds.filter(active=True),
        "judges": [(judge, hints[judge.pk]) for judge in judges],
        "tab": "progress",
    }
    return render(request, "judging/progress/board_hints.html", context)


def judge_of(edition: Edition, pk: int) -> Judge:
    judges = (
        Judge.objects.filter(edition=edition)
        .accepted()
        .select_related("user", "edition")
    )
    return get_object_or_404(judges, pk=pk)


@login_required
def judge_watch(request: SignedIn, edition: str, judge: int) -> HttpResponse:
    """One judge: what they have and why, conflicts, more time. A POST extends their window."""
    award = organised_edition(request, edition)
    row, round_ = judge_of(award, judge), round_of(award, request.GET.get("round"))
    form = ExtendForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and round_ and form.is_valid():
        try:
            extend_window(
                judge=row, round_=round_, actor=request.user, **form.cleaned_data
            )
        except JudgingError as error:
            form.add_error("until", str(error))
        else:
            messages.success(request, _("Extended. The judge will get an email."))
            return to_board(award, round_)
    context = {
        "edition": award,
        "round": round_,
        "judge": row,
        "form": form,
        "rows": [(one, why_short(one)) for one in held_by(row, round_)],
        "extension": row.extensions.filter(round=round_).first(),
        "conflicts": Conflict.objects.filter(judge=row)
        .select_related("entry__organisation")
        .order_by("entry__reference"),
        "tab": "progress",
    }
    return render(
        request,
        "judging/progress/board_judge.html",
        context,
        status=422 if form.errors else 200,
    )


def held_by(judge: Judge, round_: Round | None) -> list[Assignment]:
    rows = Assignment.objects.standing().filter(judge=judge, round=round_).select_related(
        "entry_category__entry", "entry_category__category", "ballot"
    )  # fmt: skip
    return list(
        rows.order_by(
            "entry_category__category__order", "entry_category__entry__reference"
        )
    )


@login_required
def entry_watch(request: HttpRequest, edition: str, standing: int) -> HttpResponse:
    """One entry in one category: its judges and why they, its conflicts, and who could
    be asked as well.
    """
    award = organised_edition(request, edition)
    place, round_ = place_of(award, standing), round_of(award, request.GET.get("round"))
    rows = Assignment.objects.filter(entry_category=place, round=round_).select_related(
        "judge__user", "ballot"
    )
    standing_ones = set(rows.standing().values_list("pk", flat=True))
    ballots = [getattr(one, "ballot", None) for one in rows if one.pk in standing_ones]
    context = {
        "edition": award,
        "round": round_,
        "place": place,
        "rows": [
            (one, why_short(one))
            for one in rows.order_by("pk")
            if one.pk in standing_ones
        ],
        "gone": [one for one in rows.order_by("pk") if one.pk not in standing_ones],
        "done": sum(
            ballot is not None and ballot.state == BallotState.SUBMITTED
            for ballot in ballots
        ),
        "proposal": propose_judge(award, round_, place)
        if round_ and place.entry.state == "submitted"
        else None,
        "conflicts": Conflict.objects.filter(entry=place.entry)
        .select_related("judge__user", "judge__edition", "entry__organisation")
        .order_by("pk"),
        "form": JudgeChoiceForm(edition=award),
        "tab": "progress",
    }
    return render(request, "judging/progress/board_entry.html", context)


@login_required
@require_POST
def judge_remind(request: HttpRequest, edition: str, judge: int) -> HttpResponse:
    award = organised_edition(request, edition)
    row, round_ = judge_of(award, judge), round_of(award, request.POST.get("round"))
    if round_ is None:
        raise Http404
    if remind_judge(judge=row, round_=round_):
        messages.success(request, _("Reminder sent. It lists what is missing."))
    else:
        messages.info(
            request,
            _(
                "No email was sent: nothing is missing, or a reminder was already "
                "sent today."
            ),
        )
    return to_board(award, round_)


@login_required
@require_POST
def second_look(request: SignedIn, edition: str, assignment: int) -> HttpResponse:
    award = organised_edition(request, edition)
    standing = Assignment.objects.standing().filter(round__edition=award)
    row = get_object_or_404(
        standing.select_related(
            "round__edition",
            "judge__user",
            "judge__edition",
            "entry_category__entry",
            "entry_category__category",
            "ballot",
        ),
        pk=assignment,
    )
    try:
        if ask_second_look(assignment=row, actor=request.user):
            messages.success(request, _("The judge was asked to look at it again."))
        else:
            messages.info(request, _("The judge was already asked today."))
    except JudgingError as error:
        messages.error(request, str(error))
    address = reverse("judging:judge-watch", args=[award.code, row.judge_id])
    return redirect(f"{address}?round={row.round.code}")
