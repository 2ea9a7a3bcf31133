"""The privacy notice for everybody, its versions, and the page on which it is written."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST

from awards.accounts.asking import SignedIn, is_signed_in
from awards.accounts.consents import (
    PRIVACY_VERSION,
    notice_in_force,
    read_notice,
    unread_notice,
)
from awards.outbox.line_carrier import line_is_on
from awards.refusals import Refused
from awards.site.markdown import rendered
from config.people import devices
from config.privacy.notices.forms import NoticeForm, first_words
from config.privacy.notices.pages import readings, version_of
from config.privacy.notices.services import (
    draft,
    note_shown,
    publish_notice,
    published,
    save_draft,
)
from config.privacy.office.officers import check_officer, contact_address, office
from nominations.files.services import UNDO_FOR


@gzip_page
def privacy(request: HttpRequest) -> HttpResponse:
    """The version in force: the organisation's own, else what comes with the software."""
    notice = notice_in_force()
    context: dict[str, object] = {"notice": notice, "office": office()}
    if is_signed_in(request):
        context["unread"] = unread_notice(request.user)
        note_shown(user=request.user)
    if notice is not None:
        context["body"] = rendered(str(notice.text))
        return render(request, "config/privacy/notice.html", context)
    return render(request, "config/privacy/built_in.html", context | built_in_facts())


def built_in_facts() -> dict[str, object]:
    return {
        "version": date.fromisoformat(PRIVACY_VERSION),
        "contact": contact_address(),
        "session_cookie": settings.SESSION_COOKIE_NAME,
        "session_days": settings.SESSION_COOKIE_AGE // 86400,
        "csrf_cookie": settings.CSRF_COOKIE_NAME,
        "device_cookie": devices.COOKIE,
        "device_days": devices.DAYS,
        "undo_days": UNDO_FOR.days,
        "line_is_on": line_is_on(),
    }


@gzip_page
def privacy_versions(request: HttpRequest) -> HttpResponse:
    context = {"notices": list(published()), "now": notice_in_force()}
    return render(request, "config/privacy/versions.html", context)


@gzip_page
def privacy_version(request: HttpRequest, version: str) -> HttpResponse:
    notice = get_object_or_404(published(), version=version)
    context = {
        "found": version_of(notice),
        "body": rendered(str(notice.text)),
        "now": notice_in_force(),
    }
    return render(request, "config/privacy/version.html", context)


@login_required
@require_POST
def notice_read(request: SignedIn) -> HttpResponse:
    read_notice(user=request.user)
    messages.success(
        request, _("Thank you. It is recorded that you read this version.")
    )
    return redirect("privacy")


@login_required
def notice_edit(request: SignedIn) -> HttpResponse:
    officer = check_officer(request)
    now = notice_in_force()
    form = NoticeForm(request.POST or None, initial=first_words(draft(), now))
    if request.method == "POST" and form.is_valid():
        save_draft(officer=officer, words=form.words())
        messages.success(request, _("The draft is saved. Nobody else sees it yet."))
        return redirect("privacy-notice-edit")
    context = {"form": form, "draft": draft(), "now": now, "readings": readings()}
    return render(request, "config/privacy/notice_edit.html", context)


@login_required
@require_POST
def notice_publish(request: SignedIn) -> HttpResponse:
    officer = check_officer(request)
    try:
        notice = publish_notice(officer=officer)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("privacy-notice-edit")
    messages.success(request, _("The notice is published."))
    return redirect("privacy-version", version=notice.version)
