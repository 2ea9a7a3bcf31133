"""One address keeps the columns of every list."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from awards.accounts.asking import SignedIn
from awards.accounts.destinations import local_path
from awards.accounts.list_columns import ListName, forget_columns, keep_columns


@login_required
@require_POST
def columns_keep(request: SignedIn) -> HttpResponse:
    """``usual`` takes the choice back. Back to the list it came from."""
    asked = request.POST.get("list", "")
    if asked not in ListName.values:
        raise Http404
    list_name, ticked = ListName(asked), request.POST.getlist("column")
    if "usual" in request.POST:
        forget_columns(user=request.user, list_name=list_name)
        messages.success(request, _("The list shows its usual columns again."))
    elif not ticked:
        messages.error(request, _("Select at least one column."))
    else:
        offered = request.POST.get("offered", "").split(",")
        keep_columns(
            user=request.user, list_name=list_name, offered=offered, ticked=ticked
        )
        messages.success(
            request, _("Columns saved. You see them on every device you sign in on.")
        )
    back = request.POST.get("next", "")
    path, _question_mark, _filters = back.partition("?")
    return redirect(local_path(back) or local_path(path) or "desk")
