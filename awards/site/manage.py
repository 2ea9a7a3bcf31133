"""Organisers' pages of the face: identity with a preview, partners, written pages."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from awards.accounts.asking import SignedIn
from awards.editions.views import typed
from awards.models import Identity, Partner, WrittenPage
from awards.refusals import Refused
from awards.site.face import Face, face_of, tiers_of
from awards.site.forms import IdentityForm, PageForm, PartnerForm
from awards.site.markdown import rendered
from awards.site.scope import Scope, scope_of
from awards.site.services import (
    remove_page,
    remove_partner,
    save_identity,
    save_page,
    save_partner,
)


@login_required
def identity_change(request: SignedIn, edition: str | None = None) -> HttpResponse:
    """Set, or with ``preview`` only shown: what was typed stands in the form again."""
    scope = scope_of(request, edition)
    identity = Identity.objects.filter(edition=scope.edition).first() or Identity(
        edition=scope.edition
    )
    saved = Face(own=identity, site=face_of(None).own)
    form = IdentityForm(typed(request), request.FILES or None, instance=identity)
    looks_only = "preview" in request.POST
    if request.method == "POST" and form.is_valid() and not looks_only:
        try:
            save_identity(
                edition=scope.edition, actor=request.user, **form.service_arguments()
            )
        except Refused as refused:
            form.take_refusal(refused)
        else:
            messages.success(request, _("The look and the contact were saved."))
            return redirect(scope.identity_url)
    return identity_page(request, scope, form, saved)


def identity_page(
    request: SignedIn, scope: Scope, form: IdentityForm, saved: Face
) -> HttpResponse:
    """Asked by htmx while one types, only the preview comes back."""
    partners = list(Partner.objects.filter(edition=scope.edition))
    own_accent = form.instance.accent
    context = {
        "scope": scope,
        "edition": scope.edition,
        "form": form,
        "shown": saved,
        "accent": form.cleaned_data.get("accent", "") if form.is_bound else own_accent,
        "tiers": tiers_of(partners),
        "partners": [(one, scope.url("partner-change", one.pk)) for one in partners],
    }
    template = (
        "awards/site/identity_preview.html"
        if "HX-Request" in request.headers
        else "awards/site/identity.html"
    )
    return render(request, template, context)


@login_required
def partner_change(
    request: SignedIn, edition: str | None = None, pk: int | None = None
) -> HttpResponse:
    scope = scope_of(request, edition)
    partner = None
    if pk is not None:
        partner = get_object_or_404(Partner, edition=scope.edition, pk=pk)
    form = PartnerForm(typed(request), request.FILES or None, instance=partner)
    if form.is_valid():
        try:
            save_partner(
                edition=scope.edition,
                actor=request.user,
                partner=partner,
                **form.service_arguments(),
            )
        except Refused as refused:
            form.take_refusal(refused)
        else:
            messages.success(request, _("The partner was saved."))
            return redirect(scope.identity_url)
    context = {
        "scope": scope,
        "edition": scope.edition,
        "form": form,
        "partner": partner,
        "remove_url": scope.url("partner-remove", pk) if pk is not None else "",
    }
    return render(request, "awards/site/partner.html", context)


@login_required
@require_POST
def partner_remove(
    request: SignedIn, pk: int, edition: str | None = None
) -> HttpResponse:
    scope = scope_of(request, edition)
    partner = get_object_or_404(Partner, edition=scope.edition, pk=pk)
    remove_partner(partner=partner, actor=request.user)
    messages.success(request, _("The partner was removed."))
    return redirect(scope.identity_url)


@login_required
def page_list(request: HttpRequest, edition: str | None = None) -> HttpResponse:
    scope = scope_of(request, edition)
    pages = WrittenPage.objects.filter(edition=scope.edition)
    context = {
        "scope": scope,
        "edition": scope.edition,
        "pages": [(one, scope.url("page-change", one.pk)) for one in pages],
    }
    return render(request, "awards/site/page_list.html", context)


@login_required
def page_change(
    request: SignedIn, edition: str | None = None, pk: int | None = None
) -> HttpResponse:
    scope = scope_of(request, edition)
    page = None
    if pk is not None:
        page = get_object_or_404(WrittenPage, edition=scope.edition, pk=pk)
    form = PageForm(typed(request), instance=page)
    to_save = form.is_valid() and "preview" not in request.POST
    if to_save and saved_page(request, scope, page, form):
        return redirect(scope.pages_url)
    words = form.data if form.is_bound else form.initial
    context = {
        "scope": scope,
        "edition": scope.edition,
        "form": form,
        "page": page,
        "body_th": rendered(str(words.get("body_th") or "")),
        "body_en": rendered(str(words.get("body_en") or "")),
        "remove_url": scope.url("page-remove", pk) if pk is not None else "",
    }
    return render(request, "awards/site/page_edit.html", context)


def saved_page(
    request: SignedIn, scope: Scope, page: WrittenPage | None, form: PageForm
) -> bool:
    try:
        save_page(
            edition=scope.edition,
            actor=request.user,
            page=page,
            **form.service_arguments(),
        )
    except Refused as refused:
        form.take_refusal(refused)
        return False
    messages.success(request, _("The page was saved."))
    return True


@login_required
@require_POST
def page_remove(request: SignedIn, pk: int, edition: str | None = None) -> HttpResponse:
    scope = scope_of(request, edition)
    page = get_object_or_404(WrittenPage, edition=scope.edition, pk=pk)
    remove_page(page=page, actor=request.user)
    messages.success(request, _("The page was removed."))
    return redirect(scope.pages_url)
