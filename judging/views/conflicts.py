from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from judging import services
from judging.dossiers import title_of
from judging.forms import ReasonForm
from judging.models import Assignment, Judge
from judging.services.conflicts import open_titles
from judging.views.desk import judge_login_required


@never_cache
@judge_login_required
def judge_titles(request: HttpRequest, edition: str) -> HttpResponse:
    """Before any dossier opens: each title, and whether there is a conflict with it."""
    roles = Judge.objects.accepted().filter(user=request.user.pk).select_related("edition", "user")
    judge = get_object_or_404(roles, edition__code=edition)
    titles = [title_of(row) for row in open_titles(judge).order_by("entry_category__category__order", "pk")]
    errors: dict[int, str] = {}
    reasons: dict[int, str] = {}
    if request.method == "POST":
        shown = {title.assignment for title in titles if f"conflict-{title.assignment}" in request.POST}
        marked = {pk for pk in shown if request.POST[f"conflict-{pk}"] == "yes"}
        reasons = {pk: request.POST.get(f"reason-{pk}", "").strip() for pk in marked}
        errors = {pk: _("Say in a few words what ties you to it.") for pk, reason in reasons.items() if not reason}
        if not errors:
            services.clear_titles(judge=judge, assignments=shown, conflicts=reasons)
            messages.success(request, _("Thank you. The other entries are open to you now."))
            return redirect("judging:judge-home")
    context = {"judge": judge, "edition": judge.edition, "titles": titles, "errors": errors, "marked": reasons}
    return render(request, "judging/titles.html", context)


@never_cache
@judge_login_required
def conflict_declare(request: HttpRequest, assignment: int) -> HttpResponse:
    """ "I know this project": at any time; the entry is gone from the desk afterwards."""
    rows = Assignment.objects.visible_to(request.user)
    related = (
        "entry_category__entry__organisation",
        "entry_category__category",
        "round",
        "judge__user",
        "judge__edition",
    )
    row = get_object_or_404(rows.select_related(*related), pk=assignment)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.declare_conflict(judge=row.judge, entry=row.entry_category.entry, reason=form.cleaned_data["reason"])
        messages.success(request, _("The entry has been taken off your desk, and the organisers know."))
        return redirect("judging:judge-home")
    return render(request, "judging/conflict.html", {"form": form, "title": title_of(row)})
