"""The organiser writes the checklist and the declarations, and says how entries are checked."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from awards.accounts.asking import SignedIn
from awards.editions.services import update_edition
from awards.models import Edition
from awards.roles import Area
from nominations.checklist.forms import CheckingForm, DeclarationForm, RuleForm
from nominations.checklist.passing import wanted
from nominations.checklist.questions_asked import current_texts, retired_texts
from nominations.checklist.services import (
    add_standard_rules,
    ask_rule_again,
    copy_rules,
    move_rule,
    retire_rule,
    save_rule,
)
from nominations.declarations.services import (
    add_standard_declarations,
    ask_declaration_again,
    copy_declarations,
    retire_declaration,
    save_declaration,
)
from nominations.declarations.whole_form import copy_form, ensure_form
from nominations.loading import get_managed_edition, other_editions, source_in
from nominations.models import DeclarationText, Rule
from nominations.questions.retiring_words import again_words, retired_words
from nominations.refusals import EntryError


@login_required
def rule_list(request: SignedIn, edition: str) -> HttpResponse:
    """The checklist, the declarations, and how the edition checks."""
    found = get_managed_edition(request, edition, Area.SETUP)
    form = CheckingForm(request.POST or None, edition=found)
    if request.method == "POST" and form.is_valid():
        update_edition(edition=found, actor=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("nominations:rule-list", found.code)
    context = {
        "edition": found,
        "form": form,
        "rules": [(rule, wanted(rule)) for rule in found.rules.filter(retired_at=None)],
        "retired": found.rules.filter(retired_at__isnull=False),
        "texts": current_texts(found.pk),
        "retired_texts": retired_texts(found.pk),
        "sources": other_editions(request.user, found),
    }
    return render(request, "nominations/declarations/rule_list.html", context)


@login_required
@require_POST
def form_fill(request: SignedIn, edition: str) -> HttpResponse:
    """The standard questions, or those of another edition that one organises."""
    found = get_managed_edition(request, edition, Area.SETUP)
    if source := source_in(request):
        copy_form(source=source, target=found, actor=request.user)
    else:
        ensure_form(found)
    messages.success(request, _("Questions copied."))
    return redirect("nominations:form-builder", found.code)


@login_required
@require_POST
def rules_fill(request: SignedIn, edition: str) -> HttpResponse:
    """The standard checklist and declarations, or those of another edition that one organises."""
    found = get_managed_edition(request, edition, Area.SETUP)
    if source := source_in(request):
        copy_rules(source=source, target=found, actor=request.user)
        copy_declarations(source=source, target=found, actor=request.user)
    else:
        add_standard_rules(edition=found, actor=request.user)
        add_standard_declarations(edition=found, actor=request.user)
    messages.success(request, _("Copied."))
    return redirect("nominations:rule-list", found.code)


@login_required
def rule_new(request: SignedIn, edition: str) -> HttpResponse:
    return rule_page(request, get_managed_edition(request, edition, Area.SETUP), None)


@login_required
def rule_change(request: SignedIn, edition: str, code: str) -> HttpResponse:
    found = get_managed_edition(request, edition, Area.SETUP)
    return rule_page(
        request, found, get_object_or_404(found.rules, code=code, retired_at=None)
    )


def rule_page(request: SignedIn, edition: Edition, rule: Rule | None) -> HttpResponse:
    form = RuleForm(request.POST or None, edition=edition, rule=rule)
    if request.method == "POST" and form.is_valid():
        try:
            save_rule(
                edition=edition, rule=rule, values=form.values(), actor=request.user
            )
        except EntryError as error:
            form.add_error(None, str(error.message))
        else:
            messages.success(request, _("Saved."))
            return redirect("nominations:rule-list", edition.code)
    return render(
        request,
        "nominations/declarations/rule_form.html",
        {"edition": edition, "rule": rule, "form": form},
    )


@login_required
@require_POST
def rule_act(request: SignedIn, edition: str, code: str) -> HttpResponse:
    """Move it up or down, ask it no longer, or again."""
    found = get_managed_edition(request, edition, Area.SETUP)
    act = request.POST.get("act")
    rule = get_object_or_404(found.rules, code=code, retired_at__isnull=act != "again")
    if act in ("up", "down"):
        move_rule(rule=rule, up=act == "up", actor=request.user)
    elif act == "retire":
        retire_rule(rule=rule, actor=request.user)
        messages.success(request, retired_words(rule.label))
    elif act == "again":
        softened = ask_rule_again(rule=rule, actor=request.user)
        messages.success(request, again_words(rule.label, softened))
    return redirect("nominations:rule-list", found.code)


@login_required
def declaration_new(request: SignedIn, edition: str) -> HttpResponse:
    return declaration_page(
        request, get_managed_edition(request, edition, Area.SETUP), None
    )


@login_required
def declaration_change(request: SignedIn, edition: str, code: str) -> HttpResponse:
    found = get_managed_edition(request, edition, Area.SETUP)
    return declaration_page(
        request,
        found,
        get_object_or_404(current_texts(found.pk), declaration__code=code),
    )


def declaration_page(
    request: SignedIn, edition: Edition, text: DeclarationText | None
) -> HttpResponse:
    form = DeclarationForm(request.POST or None, edition=edition, text=text)
    declaration = text.declaration if text else None
    if request.method == "POST" and form.is_valid():
        save_declaration(
            edition=edition,
            declaration=declaration,
            values=form.cleaned_data,
            actor=request.user,
        )
        messages.success(request, _("Saved."))
        return redirect("nominations:rule-list", edition.code)
    context: dict[str, Any] = {"edition": edition, "text": text, "form": form}
    context["versions"] = (
        declaration.texts.select_related("written_by") if declaration else []
    )
    return render(request, "nominations/declarations/declaration_form.html", context)


@login_required
@require_POST
def declaration_act(request: SignedIn, edition: str, code: str) -> HttpResponse:
    found = get_managed_edition(request, edition, Area.SETUP)
    act = request.POST.get("act")
    declaration = get_object_or_404(
        found.declarations, code=code, retired_at__isnull=act != "again"
    )
    title = getattr(declaration.texts.first(), "title", declaration.code)
    if act == "retire":
        retire_declaration(declaration=declaration, actor=request.user)
        messages.success(request, retired_words(title))
    elif act == "again":
        ask_declaration_again(declaration=declaration, actor=request.user)
        messages.success(request, again_words(title, softened=False))
    return redirect("nominations:rule-list", found.code)
