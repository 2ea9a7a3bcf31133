"""The organiser builds the entry form."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from awards.accounts.asking import SignedIn
from awards.models import Edition
from awards.roles import Area
from nominations.loading import get_managed_edition, other_editions
from nominations.models.questions import Question
from nominations.questions.forms import QuestionForm
from nominations.questions.retiring_words import again_words, retired_words
from nominations.questions.services import (
    ask_question_again,
    move_question,
    replace_question,
    retire_question,
    save_question,
)
from nominations.refusals import EntryError


@login_required
def form_builder(request: SignedIn, edition: str) -> HttpResponse:
    found = get_managed_edition(request, edition, Area.SETUP)
    questions = list(found.questions.counted().prefetch_related("categories"))
    context = {
        "edition": found,
        "entries": found.entries.count(),
        "questions": [
            question for question in questions if question.retired_at is None
        ],
        "retired": [question for question in questions if question.retired_at],
        "sources": other_editions(request.user, found),
    }
    return render(request, "nominations/questions/form_builder.html", context)


@login_required
def question_new(request: SignedIn, edition: str) -> HttpResponse:
    return question_page(
        request, get_managed_edition(request, edition, Area.SETUP), None
    )


@login_required
def question_change(request: SignedIn, edition: str, code: str) -> HttpResponse:
    found = get_managed_edition(request, edition, Area.SETUP)
    return question_page(
        request, found, get_object_or_404(found.questions, code=code, retired_at=None)
    )


def question_page(
    request: SignedIn, edition: Edition, question: Question | None
) -> HttpResponse:
    form = QuestionForm(request.POST or None, edition=edition, question=question)
    if (
        request.method == "POST"
        and form.is_valid()
        and change(request, edition, question, form)
    ):
        return redirect("nominations:form-builder", edition.code)
    return render(
        request,
        "nominations/questions/question_form.html",
        {"edition": edition, "question": question, "form": form},
    )


def change(
    request: SignedIn,
    edition: Edition,
    question: Question | None,
    form: QuestionForm,
) -> bool:
    try:
        if question and "replace" in request.POST:
            replace_question(
                question=question, values=form.values(), actor=request.user
            )
        else:
            save_question(
                edition=edition,
                question=question,
                values=form.values(),
                actor=request.user,
            )
    except EntryError as error:
        form.add_error(None, str(error.message))
        return False
    messages.success(request, _("Saved."))
    return True


@login_required
@require_POST
def question_act(request: SignedIn, edition: str, code: str) -> HttpResponse:
    """Move it up or down, ask it no longer, or again."""
    found = get_managed_edition(request, edition, Area.SETUP)
    act = request.POST.get("act")
    question = get_object_or_404(
        found.questions, code=code, retired_at__isnull=act != "again"
    )
    if act in ("up", "down"):
        move_question(question=question, up=act == "up", actor=request.user)
    elif act == "retire":
        retire_question(question=question, actor=request.user)
        messages.success(request, retired_words(question.label))
    elif act == "again":
        softened = ask_question_again(question=question, actor=request.user)
        messages.success(request, again_words(question.label, softened))
    return redirect("nominations:form-builder", found.code)
