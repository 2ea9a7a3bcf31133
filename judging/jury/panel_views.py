"""Organisers' pages of panels by category."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from awards.accounts.asking import SignedIn
from judging.jury.pages import panels_of
from judging.jury.panel_forms import PanelForm
from judging.jury.panels import set_panel
from judging.loading import organised_edition


@login_required
def panel_list(request: HttpRequest, edition: str) -> HttpResponse:
    award = organised_edition(request, edition)
    panels, everywhere = panels_of(award)
    context = {
        "edition": award,
        "panels": panels,
        "everywhere": everywhere,
        "tab": "jury",
    }
    return render(request, "judging/jury/panels.html", context)


@login_required
def panel_edit(request: SignedIn, edition: str, category: str) -> HttpResponse:
    award = organised_edition(request, edition)
    row = get_object_or_404(award.categories.select_related("edition"), code=category)
    initial = {"members": row.judges.all(), "chair": row.chaired_by.first()}
    form = PanelForm(
        request.POST if request.method == "POST" else None,
        category=row,
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():
        set_panel(category=row, actor=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("judging:panel-list", award.code)
    context = {"edition": award, "category": row, "form": form, "tab": "jury"}
    return render(
        request,
        "judging/jury/panel_edit.html",
        context,
        status=422 if form.errors else 200,
    )
