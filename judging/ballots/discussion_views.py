from __future__ import annotations

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from judging.ballots.discussion import add_remark, colleagues, may_discuss, remarks_on
from judging.ballots.pages import BallotPage
from judging.ballots.views import own_assignment
from judging.form_parts import CleanCharField, area
from judging.models import Ballot
from judging.permissions import judge_login_required


class RemarkForm(forms.Form):
    text = CleanCharField(
        label=_("Message to the other judges"), widget=area(), max_length=5000,
        error_messages={"required": _("Enter some text first.")},
    )  # fmt: skip


@never_cache
@judge_login_required
def discussion_show(request: HttpRequest, assignment: int) -> HttpResponse:
    """The others' ballots and the discussion; there is none (404) before one's own ballot is in."""
    row = own_assignment(request, assignment)
    if not may_discuss(row):
        raise Http404
    form = RemarkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        add_remark(assignment=row, text=form.cleaned_data["text"])
        return redirect("judging:discussion-show", row.pk)
    page = BallotPage(row, {}, None)
    ballots = [
        {
            "judge": ballot.assignment.judge,
            "own": ballot.assignment_id == row.pk,
            "versions": versions_of(ballot, page),
        }
        for ballot in colleagues(row)
    ]
    context = {
        "page": page,
        "ballots": ballots,
        "remarks": remarks_on(row),
        "form": form,
    }
    return render(request, "judging/ballots/discussion.html", context)


def versions_of(ballot: Ballot, page: BallotPage) -> list[dict[str, object]]:
    """Each submitted version with its cells, and which of them changed against the
    version before.
    """
    shown: list[dict[str, object]] = []
    before: dict[str, str | None] = {}
    for version in ballot.versions.all():
        cells = [
            {
                "value": version.scores.get(line.code),
                "changed": bool(before)
                and version.scores.get(line.code) != before.get(line.code),
            }
            for line in page.criteria
        ]
        shown.append({"number": version.number, "cells": cells, "total": version.total})
        before = version.scores
    return shown
