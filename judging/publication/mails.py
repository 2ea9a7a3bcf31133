"""The mails that will go out with a winner list, read by its organisers before anything is sent."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models.functions import Lower
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from awards.models import WinnerList
from awards.outbox.models import Suppression
from awards.outbox.planned import PlannedMail
from judging.publication.announcing import planned_mails
from judging.publication.mail_counts import KINDS, counted
from judging.publication.views import organised_list

PAGE = 100
LANGUAGES = ("th", "en")


def unpublished(request: HttpRequest, code: str, version: int) -> WinnerList | None:
    """None for a list that is out: its mails are written, and what would be planned now
    is no longer what was sent.
    """
    winner_list = organised_list(request, code, version)
    if winner_list.published_at:
        messages.info(
            request, _("This list is published and its emails are being sent.")
        )
        return None
    return winner_list


@login_required
def list_mails(request: HttpRequest, edition: str, version: int) -> HttpResponse:
    """Who will get which mail in which language; ``kind`` and ``language`` narrow the list down."""
    winner_list = unpublished(request, edition, version)
    if winner_list is None:
        return redirect("judging:list-show", edition, version)
    plans = planned_mails(winner_list)
    wanted = {
        "kind": request.GET.get("kind", ""),
        "language": request.GET.get("language", ""),
    }
    chosen = [
        plan
        for plan in sorted(plans, key=lambda plan: list(KINDS).index(plan.event))
        if wanted["kind"] in ("", plan.event)
        and wanted["language"] in ("", plan.language)
    ]
    page = Paginator(chosen, PAGE).get_page(request.GET.get("page"))
    context = {
        "edition": winner_list.edition,
        "tab": "lists",
        "winner_list": winner_list,
        "kinds": counted(winner_list, plans),
        "page": page,
        "rows": [(plan, KINDS[plan.event]) for plan in page],
        "silent": silent_addresses(list(page)),
        "wanted": wanted,
        "wanted_kind": KINDS.get(wanted["kind"], ""),
    }
    return render(request, "judging/publication/list_mails.html", context)


def silent_addresses(plans: list[PlannedMail]) -> set[str]:
    """Those to whom nothing is sent any more, as they were written."""
    written = {plan.person.email.lower(): plan.person.email for plan in plans}
    lower = Suppression.objects.annotate(lower=Lower("email")).filter(lower__in=written)
    return {written[email] for email in lower.values_list("lower", flat=True)}


@login_required
def list_mail(
    request: HttpRequest, edition: str, version: int, event: str, person: int
) -> HttpResponse:
    """One mail word for word, in both languages; the person gets the one in their own."""
    winner_list = unpublished(request, edition, version)
    if winner_list is None:
        return redirect("judging:list-show", edition, version)
    plans = planned_mails(winner_list)
    plan = next(
        (one for one in plans if one.event == event and one.person.pk == person), None
    )
    if plan is None:
        raise Http404
    context = {
        "edition": winner_list.edition,
        "tab": "lists",
        "winner_list": winner_list,
        "plan": plan,
        "kind": KINDS[event],
        "texts": [(language, plan.write(language)) for language in LANGUAGES],
    }
    return render(request, "judging/publication/list_mail.html", context)
