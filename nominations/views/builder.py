"""The organiser builds the entry form, and brings entries in from a spreadsheet."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from awards.accounts.tables import MOST_BYTES, TableError, read_table
from awards.models import Edition
from nominations.errors import EntryError
from nominations.forms.entries import EntryForm
from nominations.forms.questions import QuestionForm
from nominations.imports.rows import Problem
from nominations.models import Entry, Question
from nominations.services.importing import Outcome, import_entries
from nominations.services.questions import (
    copy_questions,
    ensure_standard_questions,
    move_question,
    replace_question,
    retire_question,
    save_question,
)
from nominations.views.manage import get_managed_edition


@login_required
def form_builder(request: HttpRequest, edition: str) -> HttpResponse:
    found = get_managed_edition(request, edition)
    questions = list(found.questions.prefetch_related("categories"))
    context = {
        "edition": found,
        "questions": [question for question in questions if question.retired_at is None],
        "retired": [question for question in questions if question.retired_at],
        "sources": Edition.objects.organised_by(request.user).exclude(pk=found.pk),
    }
    return render(request, "nominations/form_builder.html", context)


@login_required
@require_POST
def form_fill(request: HttpRequest, edition: str) -> HttpResponse:
    """The standard questions, or those of another edition that one organises."""
    found = get_managed_edition(request, edition)
    if code := request.POST.get("source"):
        source = get_object_or_404(Edition.objects.organised_by(request.user), code=code)
        copy_questions(source=source, target=found, actor=request.user)
    else:
        ensure_standard_questions(found)
    messages.success(request, _("The questions have been taken over."))
    return redirect("nominations:form-builder", found.code)


@login_required
def form_preview(request: HttpRequest, edition: str) -> HttpResponse:
    """The form as an entrant sees it; nothing that is typed here is kept."""
    found = get_managed_edition(request, edition)
    form = EntryForm(entry=Entry(edition=found), every_question=True)
    return render(request, "nominations/form_preview.html", {"edition": found, "form": form})


@login_required
def question_new(request: HttpRequest, edition: str) -> HttpResponse:
    return question_page(request, get_managed_edition(request, edition), None)


@login_required
def question_change(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    found = get_managed_edition(request, edition)
    return question_page(request, found, get_object_or_404(found.questions, code=code, retired_at=None))


def question_page(request: HttpRequest, edition: Edition, question: Question | None) -> HttpResponse:
    form = QuestionForm(request.POST or None, edition=edition, question=question)
    if request.method == "POST" and form.is_valid() and change(request, edition, question, form):
        return redirect("nominations:form-builder", edition.code)
    return render(request, "nominations/question_form.html", {"edition": edition, "question": question, "form": form})


def change(request: HttpRequest, edition: Edition, question: Question | None, form: QuestionForm) -> bool:
    try:
        if question and "replace" in request.POST:
            replace_question(question=question, values=form.values(), actor=request.user)
        else:
            save_question(edition=edition, question=question, values=form.values(), actor=request.user)
    except EntryError as error:
        form.add_error(None, str(error.message))
        return False
    messages.success(request, _("Saved."))
    return True


@login_required
@require_POST
def question_act(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """Move it up or down, or ask it no longer."""
    found = get_managed_edition(request, edition)
    question = get_object_or_404(found.questions, code=code, retired_at=None)
    act = request.POST.get("act")
    if act in ("up", "down"):
        move_question(question=question, up=act == "up", actor=request.user)
    elif act == "retire":
        retire_question(question=question, actor=request.user)
    return redirect("nominations:form-builder", found.code)


@login_required
def manage_import(request: HttpRequest, edition: str) -> HttpResponse:
    """Check a file, see what it would do, then bring it in: all rows or none."""
    found = get_managed_edition(request, edition)
    context: dict[str, Any] = {"edition": found}
    if request.method == "POST":
        context |= run_import(request, found)
    return render(request, "nominations/manage_import.html", context)


def run_import(request: HttpRequest, edition: Edition) -> dict[str, Any]:
    upload = request.FILES.get("file")
    try:
        if upload is None:
            raise TableError(_("Choose a file first."))
        table = read_table(upload.read(MOST_BYTES + 1))
    except TableError as error:
        return {"outcome": Outcome(rejected=[Problem(1, "", str(error))])}
    outcome = import_entries(
        edition=edition,
        table=table,
        actor=request.user,
        dry_run="import" not in request.POST,
        invite="invite" in request.POST,
    )
    written = "import" in request.POST and not outcome.rejected
    return {"outcome": outcome, "header": table.header, "rows": table.rows[:10], "written": written}
