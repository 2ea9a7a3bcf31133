"""The registrar's pages: certificates, their states, and what they are made of."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.accounts.models import User
from awards.dsure.models import Aspect, Certificate, Laboratory, Maker, Mark, Registrar
from awards.dsure.permissions import can_appoint_registrar, can_keep_register
from awards.dsure.register import forms
from awards.dsure.register.services import (
    NoteMissing,
    NumberTaken,
    WrongState,
    appoint_registrar,
    change_state,
    dismiss_registrar,
    edit_certificate,
    register_certificate,
    save_part,
)
from awards.dsure.register.views import PAGE, filtered, filters_of
from awards.dsure.statuses import TRANSITIONS, CertificateState
from awards.refusals import ChangedMeanwhile

View = Callable[..., HttpResponse]


def actor_of(request: HttpRequest) -> User:
    """Who is signed in; every page here asks for that first."""
    assert isinstance(request.user, User)
    return request.user


def for_registrars(view: View) -> View:
    @login_required
    @wraps(view)
    def wrapper(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not can_keep_register(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return wrapper


@for_registrars
def desk(request: HttpRequest) -> HttpResponse:
    asked = filters_of(request)
    certificates = filtered(
        Certificate.objects.visible_to(request.user), asked
    ).for_reading()
    if request.GET.get("announced") == "no":
        certificates = certificates.filter(announced_at=None)
    page = Paginator(certificates, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "asked": asked,
        "marks": Mark.objects.all(),
        "states": CertificateState,
        "tab": "desk",
        "unannounced_only": request.GET.get("announced") == "no",
    }
    return render(request, "dsure/manage/desk.html", context)


@for_registrars
def certificate_add(request: HttpRequest) -> HttpResponse:
    form = forms.CertificateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            certificate = register_certificate(
                actor=actor_of(request), **form.cleaned_data
            )
        except NumberTaken:
            form.add_error("number", _("Another certificate already has this number."))
        else:
            messages.success(
                request, _("Registered. It becomes public when you announce it.")
            )
            return redirect(certificate)
    context = {"form": form, "tab": "desk", "title": _("Register a certificate")}
    return render(request, "dsure/manage/form.html", context)


@for_registrars
def certificate_edit(request: HttpRequest, pk: int) -> HttpResponse:
    certificate = get_object_or_404(
        Certificate.objects.visible_to(request.user).for_reading(), pk=pk
    )
    form = forms.CertificateForm(
        request.POST or None, request.FILES or None, instance=certificate
    )
    if (
        request.method == "POST"
        and form.is_valid()
        and amended(request, certificate, form)
    ):
        return redirect(Certificate.objects.get(pk=pk))
    context = {
        "form": form,
        "tab": "desk",
        "title": _("Edit certificate"),
        "certificate": certificate,
    }
    return render(request, "dsure/manage/form.html", context)


def amended(
    request: HttpRequest, certificate: Certificate, form: forms.CertificateForm
) -> bool:
    fields = form.words
    notes = {name: fields.pop(name, "") for name in ("note_th", "note_en")}
    try:
        changed = edit_certificate(
            actor=actor_of(request),
            certificate=certificate,
            fields=fields,
            seen=form.seen,
            **notes,
        )
    except NumberTaken:
        form.add_error("number", _("Another certificate already has this number."))
        return False
    except ChangedMeanwhile as refused:
        form.take_changed(refused)
        return False
    except NoteMissing:
        form.add_error(
            None,
            _(
                "This certificate is public. Say what changed and why, in both "
                "languages."
            ),
        )
        return False
    messages.success(request, _("Saved.") if changed else _("Nothing was changed."))
    return True


@for_registrars
def certificate_state(request: HttpRequest, pk: int) -> HttpResponse:
    certificate = get_object_or_404(
        Certificate.objects.visible_to(request.user).for_reading(), pk=pk
    )
    form = forms.StateForm(request.POST or None, certificate=certificate)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            change_state(
                actor=actor_of(request),
                certificate=certificate,
                to_state=CertificateState(data["to_state"]),
                reason_th=data["reason_th"],
                reason_en=data["reason_en"],
            )
        except WrongState:
            form.add_error(
                "to_state",
                _("The status has changed. Check the certificate again."),
            )
        else:
            messages.success(
                request,
                _(
                    "Status changed. The maker will get an email if the certificate "
                    "is public."
                ),
            )
            return redirect(certificate)
    context = {
        "form": form,
        "certificate": certificate,
        "tab": "desk",
        "ways": TRANSITIONS[certificate.current_state],
    }
    return render(request, "dsure/manage/state.html", context)


# What certificates are made of: a list and a form for each.
PARTS: dict[str, tuple[Any, Any, Any, Any]] = {
    "marks": (Mark, forms.MarkForm, gettext_lazy("Marks"), gettext_lazy("Mark")),
    "aspects": (
        Aspect,
        forms.AspectForm,
        gettext_lazy("Test areas"),
        gettext_lazy("Test area"),
    ),
    "makers": (Maker, forms.MakerForm, gettext_lazy("Makers"), gettext_lazy("Maker")),
    "laboratories": (
        Laboratory,
        forms.LaboratoryForm,
        gettext_lazy("Laboratories"),
        gettext_lazy("Laboratory"),
    ),
}


def part_named(name: str) -> tuple[Any, Any, Any, Any]:
    if name not in PARTS:
        raise Http404
    return PARTS[name]


@for_registrars
def part_list(request: HttpRequest, part: str) -> HttpResponse:
    model, _form, plural, _singular = part_named(part)
    page = Paginator(model.objects.all(), PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "dsure/manage/parts.html",
        {"page": page, "part": part, "tab": part, "title": plural},
    )


@for_registrars
def part_save(request: HttpRequest, part: str, pk: int | None = None) -> HttpResponse:
    model, form_class, _plural, singular = part_named(part)
    thing = get_object_or_404(model, pk=pk) if pk else None
    form = form_class(request.POST or None, instance=thing)
    if request.method == "POST" and form.is_valid():
        try:
            save_part(
                actor=actor_of(request),
                part=form.save(commit=False),
                aspects=form.cleaned_data.get("aspects"),
                seen=form.seen,
            )
        except ChangedMeanwhile as refused:
            form.take_changed(refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("dsure:part-list", part)
    return render(
        request,
        "dsure/manage/form.html",
        {"form": form, "tab": part, "title": singular},
    )


@login_required
def registrars(request: HttpRequest) -> HttpResponse:
    if not can_appoint_registrar(request.user):
        raise PermissionDenied
    form = forms.RegistrarForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        appoint_registrar(actor=actor_of(request), user=form.cleaned_data["email"])
        return redirect("dsure:registrars")
    everyone = Registrar.objects.select_related("user").order_by("user__email")
    return render(
        request,
        "dsure/manage/registrars.html",
        {"form": form, "registrars": everyone, "tab": "registrars"},
    )


@login_required
def registrar_dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    if not can_appoint_registrar(request.user):
        raise PermissionDenied
    registrar = get_object_or_404(Registrar.objects.select_related("user"), pk=pk)
    if request.method == "POST":
        dismiss_registrar(actor=actor_of(request), user=registrar.user)
    return redirect("dsure:registrars")
