from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from awards.accounts.asking import SignedIn
from awards.language.numbers import read_json_object, whole_number, whole_numbers
from judging.ballot_kinds import kind_of
from judging.ballots.lines import lines_of, next_after, steps_of
from judging.ballots.pages import BallotPage, typed_changes
from judging.ballots.saving import Saved, save_scores
from judging.ballots.services import SentIn, send_in_ballot, take_back_ballot
from judging.ballots.texts import TEXTS
from judging.ballots.timer import presentations_of, timer_of
from judging.dossiers import reads
from judging.models import Assignment
from judging.models.with_columns import PageAssignment
from judging.permissions import judge_login_required
from judging.refusals import (
    BadScoreError,
    IncompleteBallotError,
    JudgingError,
    OtherDeviceError,
)
from nominations.entries.video_player import offers_players


def own_assignment(request: HttpRequest, pk: int) -> PageAssignment:
    """As its page shows it; not yours, or not yours any more: 404.
    ``judge_login_required`` comes before.
    """
    row = reads.own_assignment.first(request.user.pk or 0, pk) if pk < BIGGEST else None
    if row is None:
        raise Http404
    return row


BIGGEST = 2**63  # what a key of the database can hold


@offers_players
@never_cache
@judge_login_required
def ballot_edit(request: SignedIn, assignment: int) -> HttpResponse:
    """Dossier beside the scores. A plain POST saves all of the form; ``submit`` in it
    submits as well.
    """
    if request.method == "POST" and "submit" in request.POST and assignment < BIGGEST:
        return send_in(request, assignment)
    row = own_assignment(request, assignment)
    if row.cleared_at is None:
        return redirect("judging:judge-titles", row.round.edition.code)
    if kind_of(row.round).has_own_page:
        return redirect(kind_of(row.round).page, row.pk)
    if row.sample and not hasattr(row, "ballot"):
        messages.info(
            request,
            _(
                "Score this entry first, so that all judges use the scale in the same "
                "way."
            ),
        )
        return redirect("judging:sample-score", row.sample)
    return save_draft(request, row) if request.method == "POST" else show(request, row)


def show(
    request: SignedIn, row: Assignment, problems: dict[str, str] | None = None
) -> HttpResponse:
    steps = steps_of(request.user, row.round_id)
    page = BallotPage(row, problems or {}, request.POST)
    here = sum(
        step.cleared and step.category_code == row.entry_category.category.code
        for step in steps
    )
    context: dict[str, object] = {
        "page": page,
        "next": next_after(steps, row.pk),
        "left": sum(not step.done for step in steps),
    }
    context["comparable"] = here > 1
    # on the stage of a final: the timer stands above the scores
    if getattr(row, "presents", False):
        context["timer"] = timer_of(presentations_of(row.round))
    return render(
        request, kind_of(row.round).template, context, status=422 if problems else 200
    )


def save_draft(request: SignedIn, row: Assignment) -> HttpResponse:
    try:
        saved = save_scores(
            assignment=row, user=request.user, **typed_changes(request.POST)
        )
    except JudgingError as error:
        return refuse(request, row, error)
    if saved.clashes:
        return ask(request, row.pk, saved.clashes)
    messages.success(request, _("Saved as a draft."))
    return redirect("judging:ballot-edit", row.pk)


def send_in(request: SignedIn, assignment: int) -> HttpResponse:
    try:
        sent = send_in_ballot(
            assignment=Assignment(pk=assignment),
            user=request.user,
            **typed_changes(request.POST),
        )
    except JudgingError as error:
        row = own_assignment(request, assignment)
        if row.cleared_at is None:
            return redirect("judging:judge-titles", row.round.edition.code)
        return refuse(request, row, error)
    if sent.clashes:
        return ask(request, assignment, sent.clashes)
    if sent.problems:
        return refuse(
            request,
            own_assignment(request, assignment),
            IncompleteBallotError(problems=sent.problems),
        )
    messages.success(request, thanks_for(sent))
    following = next_after(steps_of(request.user, sent.assignment.round_id), assignment)
    return (
        redirect("judging:ballot-edit", following.assignment)
        if following
        else redirect("judging:judge-home")
    )


def thanks_for(sent: SentIn) -> str:
    """With the beginning of the receipt, where it was submitted just now."""
    if sent.row is None:
        return _("Ballot submitted. Thank you.")
    words = _("Ballot submitted. Thank you. Receipt: row %(row)s, hash %(hash)s…")
    return words % {"row": sent.row.number, "hash": sent.row.hash[:16]}


def refuse(request: SignedIn, row: Assignment, error: JudgingError) -> HttpResponse:
    """The same page with what was typed and what is wrong."""
    return show(request, row, error.details.get("problems") or {"": str(error)})


def ask(
    request: SignedIn, assignment: int, clashes: dict[str, dict[str, Any]]
) -> HttpResponse:
    """Without the desk's script: the page again with what was typed, and beside it what
    another device has stored.
    """
    problems = {}
    for code, other in clashes.items():
        said = ", ".join(
            text
            for text in (other["value"] or "–", other["comment"], other["reason"])
            if text
        )
        words = _(
            "Saved on another device: %(other)s. When you submit again, the text in "
            "the field is kept."
        )
        problems[code] = words % {"other": said}
    return refuse(
        request,
        own_assignment(request, assignment),
        OtherDeviceError(problems=problems),
    )


@never_cache
@require_POST
def ballot_save(request: HttpRequest, assignment: int) -> JsonResponse:
    """One change, as JSON: any of scores, comments, reasons, specialist, known,
    comment_panel, comment_entrant.

    200 what is stored now; 401 the login has expired; 409 the ballot is closed,
    submitted or gone; 422 a bad score.
    """
    if not request.user.is_authenticated:
        return JsonResponse(
            {"problem": _("You have been signed out."), "token": get_token(request)},
            status=401,
        )
    try:
        changes = read_changes(request.body)
        saved = save_scores(
            assignment=Assignment(pk=assignment), user=request.user, **changes
        )
    except ValueError:
        return JsonResponse(
            {"problem": _("The scores could not be saved. Reload the page.")},
            status=400,
        )
    except BadScoreError as error:
        return JsonResponse(
            {"problem": str(error), "problems": error.details["problems"]}, status=422
        )
    except JudgingError as error:
        return JsonResponse({"problem": str(error)}, status=409)
    return JsonResponse(saved_document(saved))


MAPS = ("scores", "comments", "reasons", "specialist", "known")


def read_changes(body: bytes) -> dict[str, Any]:
    """Raises ValueError when it is not the JSON that the desk's script sends."""
    given = read_json_object(body)
    if set(given) - {*TEXTS, *MAPS}:
        raise ValueError("keys")
    maps = {name: given.get(name, {}) for name in MAPS}
    flat = [
        value
        for mapping in maps.values()
        if isinstance(mapping, dict)
        for value in mapping.values()
    ]
    if not all(isinstance(mapping, dict) for mapping in maps.values()) or any(
        isinstance(v, dict | list) for v in flat
    ):
        raise ValueError("values")
    texts = {name: given[name] for name in TEXTS if isinstance(given.get(name), str)}
    words = {
        name: {k: str(v or "") for k, v in maps[name].items()}
        for name in ("comments", "reasons")
    }
    return {
        **maps,
        **words,
        **texts,
        "known": read_versions(maps["known"]) if "known" in given else None,
    }


def read_versions(sent: dict[str, Any]) -> dict[str, int]:
    versions = {code: whole_number(version) for code, version in sent.items()}
    if None in versions.values():
        raise ValueError("versions")
    return {code: version for code, version in versions.items() if version is not None}


def saved_document(saved: Saved) -> dict[str, Any]:
    told: dict[str, Any] = {"versions": saved.versions, "clashes": saved.clashes}
    return {**told, "newer": saved.newer} if saved.newer else told


@require_POST
@judge_login_required
def ballot_take_back(request: SignedIn, assignment: int) -> HttpResponse:
    row = own_assignment(request, assignment)
    try:
        take_back_ballot(assignment=row, user=request.user)
    except JudgingError as error:
        messages.error(request, str(error))
    else:
        messages.warning(
            request,
            _("Ballot reopened. It does not count until you submit it again."),
        )
    return redirect("judging:ballot-edit", row.pk)


@never_cache
@judge_login_required
def ballot_history(request: HttpRequest, assignment: int) -> HttpResponse:
    row = own_assignment(request, assignment)
    if row.cleared_at is None:
        raise Http404
    if kind_of(row.round).has_own_page:
        return redirect(kind_of(row.round).page, row.pk)
    page = BallotPage(row, {}, None)
    versions = list(page.ballot.versions.all()) if page.ballot else []
    table = [
        {
            "version": version,
            "cells": [version.scores.get(line.code) for line in page.criteria],
        }
        for version in versions
    ]
    return render(
        request, "judging/ballots/history.html", {"page": page, "table": table}
    )


@offers_players
@never_cache
@judge_login_required
def ballot_compare(request: SignedIn) -> HttpResponse:
    """Two or three entries of one category side by side with one's own scores; others
    are never shown here.
    """
    chosen = whole_numbers(request.GET.getlist("a"))[:3]
    lines = [line for line in lines_of(request.user) if line.cleared]
    first = next(
        (line for line in lines if line.assignment in chosen),
        lines[0] if lines else None,
    )
    if first is None:
        raise Http404
    same = [
        line
        for line in lines
        if (line.category_code, line.round) == (first.category_code, first.round)
    ]
    rows = Assignment.objects.visible_to(request.user).filter(
        pk__in=[line.assignment for line in same if line.assignment in chosen]
    )
    pages = [BallotPage(row, {}, None) for row in rows.select_related(*reads.PAGE)]
    return render(
        request,
        "judging/ballots/compare.html",
        {"pages": pages, "lines": same, "chosen": chosen, "first": first},
    )
