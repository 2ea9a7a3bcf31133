"""The organisers read what the public will read of how the winners were chosen, and
switch it on or off.
"""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from awards.accounts.asking import SignedIn
from awards.editions.services import update_edition
from awards.roles import Area
from judging.bundle.previewing import Preview, previews_of
from judging.bundle.public_views import told, told_method
from judging.loading import organised_edition


@login_required
def how_preview(request: SignedIn, edition: str) -> HttpResponse:
    award = organised_edition(request, edition, Area.RESULTS)
    if request.method == "POST":
        update_edition(
            edition=award,
            actor=request.user,
            shows_how_chosen=request.POST.get("shown") == "1",
        )
        messages.success(request, _("Saved."))
        return redirect("judging:how-preview", award.code)
    newest = award.winner_lists.select_related("edition").order_by("-version").first()
    sections = [section_of(one) for one in previews_of(newest)] if newest else []
    context = {"edition": award, "tab": "lists", "sections": sections, "newest": newest}
    return render(request, "judging/bundle/how_preview.html", context)


def section_of(preview: Preview) -> dict[str, object]:
    figures = preview.figures
    categories = [told(one) for one in figures["categories"]] if figures else []
    return {
        "round": preview.round,
        "figures": figures,
        "unsound": preview.unsound,
        "categories": categories,
        **(told_method(figures["rules"]) if figures else {}),
    }
