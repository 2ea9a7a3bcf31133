"""The registrar's announcements: write, preview, schedule, take back."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from awards.dsure.announcements.forms import AnnouncementForm, ScheduleForm
from awards.dsure.announcements.services import (
    AnnouncementError,
    create_announcement,
    edit_announcement,
    schedule_announcement,
    standing_of,
    unschedule_announcement,
)
from awards.dsure.models import Announcement
from awards.dsure.register.manage import actor_of, for_registrars
from awards.dsure.register.views import PAGE
from awards.language.seen_form import SEEN, print_of
from awards.outbox.work import WorkState
from awards.refusals import ChangedMeanwhile, Refused


@for_registrars
def announcement_list(request: HttpRequest) -> HttpResponse:
    counted = (
        Announcement.objects.visible_to(request.user)
        .annotate(size=Count("certificates"))
        .order_by("-pk")
    )
    page = Paginator(counted, PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "dsure/manage/announcements.html",
        {"page": page, "tab": "announcements"},
    )


@for_registrars
def announcement_add(request: HttpRequest) -> HttpResponse:
    form = AnnouncementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        announcement = create_announcement(actor=actor_of(request), **form.cleaned_data)
        return redirect("dsure:announcement-preview", announcement.pk)
    context = {"form": form, "tab": "announcements", "title": _("New announcement")}
    return render(request, "dsure/manage/form.html", context)


@for_registrars
def announcement_edit(request: HttpRequest, pk: int) -> HttpResponse:
    announcement = get_object_or_404(
        Announcement.objects.visible_to(request.user), pk=pk
    )
    form = AnnouncementForm(request.POST or None, instance=announcement)
    if request.method == "POST" and form.is_valid():
        fields = form.words
        chosen = fields.pop("certificates")
        try:
            edit_announcement(
                actor=actor_of(request),
                announcement=announcement,
                fields=fields,
                certificates=chosen,
                seen=form.seen,
            )
        except ChangedMeanwhile as refused:
            form.take_changed(refused)
        except AnnouncementError:
            form.add_error(
                None, _("It has already been published, so it was not changed.")
            )
        else:
            return redirect("dsure:announcement-preview", pk)
    context = {"form": form, "tab": "announcements", "title": _("Edit announcement")}
    return render(request, "dsure/manage/form.html", context)


def show_announcement(
    request: HttpRequest, pk: int, ceremonies: Sequence[tuple[str, str]]
) -> HttpResponse:
    """What will be public, in both languages, who will get mail, and when.
    ``ceremonies``: code and name of the editions that it may wait for, from the floor
    above, since the register knows no editions.
    """
    announcement = get_object_or_404(
        Announcement.objects.visible_to(request.user), pk=pk
    )
    form = ScheduleForm(request.POST or None, ceremonies=ceremonies)
    if (
        request.method == "POST"
        and form.is_valid()
        and scheduled(request, announcement, form)
    ):
        return redirect("dsure:announcement-preview", pk)
    batch = list(announcement.certificates.for_reading())
    context = {
        "announcement": announcement,
        "seen": print_of(standing_of(announcement)),
        "form": form,
        "batch": batch,
        "without_mail": sorted({str(c.maker) for c in batch if not c.maker.email}),
        "languages": ("th", "en"),
        "open": announcement.state in (WorkState.DRAFT, WorkState.QUEUED),
        "is_draft": announcement.state == WorkState.DRAFT,
        "tab": "announcements",
    }
    return render(request, "dsure/manage/announcement.html", context)


def scheduled(
    request: HttpRequest, announcement: Announcement, form: ScheduleForm
) -> bool:
    data = form.cleaned_data
    moment = data["at"] if data["when"] == ScheduleForm.MOMENT else None
    code = data["edition_code"] if data["when"] == ScheduleForm.CEREMONY else ""
    try:
        schedule_announcement(
            actor=actor_of(request),
            announcement=announcement,
            publish_at=moment,
            edition_code=code,
            seen=request.POST.get(SEEN, ""),
        )
    except Refused as refused:
        form.add_error(refused.field or None, str(refused))
        return False
    except AnnouncementError:
        form.add_error(
            None, _("It is already published, or it contains no certificates.")
        )
        return False
    messages.success(request, _("Scheduled."))
    return True


@require_POST
@for_registrars
def announcement_unschedule(request: HttpRequest, pk: int) -> HttpResponse:
    announcement = get_object_or_404(
        Announcement.objects.visible_to(request.user), pk=pk
    )
    try:
        unschedule_announcement(actor=actor_of(request), announcement=announcement)
    except AnnouncementError:
        messages.error(
            request, _("It has already been published, so it was not changed.")
        )
    return redirect("dsure:announcement-preview", pk)
