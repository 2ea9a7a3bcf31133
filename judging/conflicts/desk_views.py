"""Organisers' page of conflicts: found, declared or told to them; and hosts of mail
that many share.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from awards.accounts.asking import SignedIn
from awards.language.numbers import whole_number
from awards.language.thai import clean_text
from awards.models import Edition
from judging.conflicts.findings import refresh_conflicts
from judging.conflicts.forms import ReasonForm, RecordConflictForm, SharedHostForm
from judging.conflicts.services import overrule_conflict, record_conflict
from judging.conflicts.shared_hosts import share_host, unshare_host
from judging.loading import organised_edition
from judging.models import Conflict, SharedHost
from judging.refusals import JudgingError

A_PAGE = 50


@login_required
def conflict_list(request: HttpRequest, edition: str) -> HttpResponse:
    """All conflicts, found and declared, with what speaks for them; organisers only.
    ``?judge=`` or ``?entry=``.
    """
    award = organised_edition(request, edition)
    if request.method == "POST":
        found = refresh_conflicts(edition=award)
        words = ngettext(
            "%(n)d new conflict found.", "%(n)d new conflicts found.", found
        )
        messages.info(request, words % {"n": found})
        return redirect("judging:conflict-list", award.code)
    return conflict_page(
        request, award, RecordConflictForm(edition=award), SharedHostForm()
    )


def conflict_page(
    request: HttpRequest,
    award: Edition,
    record: RecordConflictForm,
    host: SharedHostForm,
) -> HttpResponse:
    rows = Conflict.objects.filter(judge__edition=award)
    asked = {name: clean_text(request.GET.get(name, "")) for name in ("judge", "entry")}
    if (number := whole_number(asked["judge"])) is not None:
        rows = rows.filter(judge=number)
    if asked["entry"]:
        rows = rows.filter(entry__reference__iexact=asked["entry"])
    rows = rows.select_related(
        "judge__user", "entry__organisation", "overruled_by"
    ).order_by("-created_at", "-pk")
    context: dict[str, Any] = {
        "edition": award,
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "judges": award.judges.filter(conflicts__isnull=False)
        .distinct()
        .select_related("user")
        .order_by("pk"),
        "asked": asked,
        "record": record,
        "host": host,
        "hosts": award.shared_hosts.select_related("added_by"),
        "tab": "jury",
    }
    status = 422 if record.errors or host.errors else 200
    return render(request, "judging/conflicts/conflicts.html", context, status=status)


@login_required
@require_POST
def conflict_record(request: SignedIn, edition: str) -> HttpResponse:
    award = organised_edition(request, edition)
    form = RecordConflictForm(request.POST, edition=award)
    if form.is_valid():
        try:
            record_conflict(actor=request.user, **form.cleaned_data)
        except JudgingError as error:
            form.add_error("reference", str(error))
        else:
            messages.success(
                request, _("Recorded. The entry is removed from the judge.")
            )
            return redirect("judging:conflict-list", award.code)
    return conflict_page(request, award, form, SharedHostForm())


@login_required
@require_POST
def conflict_overrule(request: SignedIn, edition: str, conflict: int) -> HttpResponse:
    award = organised_edition(request, edition)
    rows = Conflict.objects.filter(judge__edition=award).select_related(
        "judge__user", "judge__edition", "entry"
    )
    row = get_object_or_404(rows, pk=conflict)
    form = ReasonForm(request.POST)
    try:
        if not form.is_valid():
            raise JudgingError(_("Enter a reason in a few words."))
        overrule_conflict(
            conflict=row, reason=form.cleaned_data["reason"], actor=request.user
        )
    except JudgingError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Conflict dismissed. The reason is recorded."))
    return redirect("judging:conflict-list", award.code)


@login_required
@require_POST
def host_share(request: SignedIn, edition: str) -> HttpResponse:
    award = organised_edition(request, edition)
    form = SharedHostForm(request.POST)
    if form.is_valid():
        try:
            freed = share_host(
                edition=award, host=form.cleaned_data["host"], actor=request.user
            )
        except JudgingError as error:
            form.add_error("host", str(error))
        else:
            words = ngettext(
                "%(n)d conflict was dismissed.",
                "%(n)d conflicts were dismissed.",
                freed,
            )
            messages.success(request, words % {"n": freed})
            return redirect("judging:conflict-list", award.code)
    return conflict_page(request, award, RecordConflictForm(edition=award), form)


@login_required
@require_POST
def host_unshare(request: SignedIn, edition: str, host: int) -> HttpResponse:
    award = organised_edition(request, edition)
    row = get_object_or_404(
        SharedHost.objects.filter(edition=award).select_related("edition"), pk=host
    )
    unshare_host(row=row, actor=request.user)
    messages.success(
        request,
        _("Removed. Check for conflicts again to compare addresses at this domain."),
    )
    return redirect("judging:conflict-list", award.code)
