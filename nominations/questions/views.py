"""The organiser builds the entry form."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BoundField, Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from awards.accounts.asking import SignedIn
from awards.language.numbers import whole_number
from awards.models import Edition
from awards.roles import Area
from nominations.loading import get_managed_edition, other_editions
from nominations.models.questions import Question
from nominations.questions.form_fields import AnswerField
from nominations.questions.forms import QuestionForm
from nominations.questions.kinds import kind_of
from nominations.questions.retiring_words import again_words, retired_words
from nominations.questions.services import (
    ask_question_again,
    move_question,
    place_question,
    replace_question,
    retire_question,
    save_question,
)
from nominations.refusals import EntryError


@dataclass(frozen=True)
class FormPart:
    """The questions under one heading, in their order; before any heading it is empty."""

    heading: str
    questions: list[Question]


def parts_of(questions: list[Question]) -> list[FormPart]:
    parts = [FormPart("", [])]
    for question in questions:
        if question.section:
            parts.append(FormPart(str(question.section), []))
        parts[-1].questions.append(question)
    return [part for part in parts if part.questions]


@login_required
def form_builder(request: SignedIn, edition: str) -> HttpResponse:
    """``?retired=``: the question that was retired a moment ago, to be brought back."""
    found = get_managed_edition(request, edition, Area.SETUP)
    counted = found.questions.counted()
    questions = list(counted.prefetch_related("categories__smart"))
    asked = [question for question in questions if question.retired_at is None]
    retired = [question for question in questions if question.retired_at]
    just = request.GET.get("retired")
    context = {
        "edition": found,
        "entries": found.entries.count(),
        "parts": parts_of(asked),
        "last": asked[-1] if asked else None,
        "retired": retired,
        "just_retired": next((one for one in retired if one.code == just), None),
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
    """Pressing "Show its fields" or "Preview" keeps what was typed, and saves nothing."""
    looks = "look" in request.POST
    form = QuestionForm(
        request.POST or None,
        edition=edition,
        question=question,
        initial={"kind": request.GET.get("kind", "")},
    )
    saves = request.method == "POST" and not looks
    if saves and form.is_valid() and change(request, edition, question, form):
        return redirect("nominations:form-builder", edition.code)
    context = {
        "edition": edition,
        "question": question,
        "form": form,
        "preview": preview_of(form, edition, question),
    }
    if looks:
        form.errors.clear()
    return render(request, "nominations/questions/question_form.html", context)


def preview_of(
    form: QuestionForm, edition: Edition, question: Question | None
) -> BoundField | None:
    """The field as entrants get it, from what is typed, else from what is saved; None
    for a question that is answered by files.
    """
    shown = question
    if form.is_bound and form.is_valid():
        values = form.values()
        values.pop("categories")
        shown = Question(edition=edition, **{"code": "preview", **values})
    if shown is None or kind_of(shown).by_files:
        return None
    sample = Form()
    sample.fields["preview"] = AnswerField(shown)
    return sample["preview"]


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
    """Move it up or down or to a place, ask it no longer, or again. The page that
    follows stands at the question.
    """
    found = get_managed_edition(request, edition, Area.SETUP)
    act = request.POST.get("act")
    question = get_object_or_404(
        found.questions, code=code, retired_at__isnull=act != "again"
    )
    page = reverse("nominations:form-builder", args=[found.code])
    to = whole_number(request.POST.get("to"))
    if act in ("up", "down"):
        move_question(question=question, up=act == "up", actor=request.user)
    elif act == "place" and to is not None:
        place_question(question=question, to=to, actor=request.user)
    elif act == "retire":
        retire_question(question=question, actor=request.user)
        messages.success(request, retired_words(question.label))
        return redirect(f"{page}?{urlencode({'retired': question.code})}")
    elif act == "again":
        softened = ask_question_again(question=question, actor=request.user)
        messages.success(request, again_words(question.label, softened))
    return redirect(f"{page}#question-{question.code}")
