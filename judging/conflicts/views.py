from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from awards.language.form_errors import ErrorLine
from awards.language.thai import clean_text
from judging.conflicts.forms import ReasonForm
from judging.conflicts.services import clear_titles, declare_conflict, open_titles
from judging.dossiers import title_of
from judging.models import Assignment, Judge
from judging.permissions import judge_login_required


@never_cache
@judge_login_required
def judge_titles(request: HttpRequest, edition: str) -> HttpResponse:
    """Before any dossier opens: each title, and whether there is a conflict with it."""
    roles = (
        Judge.objects.accepted()
        .filter(user=request.user.pk)
        .select_related("edition", "user")
    )
    judge = get_object_or_404(roles, edition__code=edition)
    titles = [
        title_of(row)
        for row in open_titles(judge).order_by("entry_category__category__order", "pk")
    ]
    typed = TitleAnswers(request.POST, {title.assignment for title in titles})
    if request.method == "POST" and not typed.unanswered and not typed.errors:
        clear_titles(judge=judge, assignments=typed.clear, conflicts=typed.conflicts)
        messages.success(request, _("Thank you. You can now open the other entries."))
        return redirect("judging:judge-home")
    sent = request.method == "POST"
    context = {
        "judge": judge,
        "edition": judge.edition,
        "titles": titles,
        "answers": typed.answers,
        "reasons": typed.reasons,
        "unanswered": typed.unanswered if sent else [],
        "errors": typed.errors,
    }
    if sent:
        names = {title.assignment: title.title for title in titles}
        context["problems"] = typed.error_lines(names)
    return render(
        request, "judging/conflicts/titles.html", context, status=422 if sent else 200
    )


class TitleAnswers:
    """What was answered about each title that the page showed. Nothing is answered
    beforehand: silence is no "no".
    """

    def __init__(self, posted: QueryDict, own: set[int]) -> None:
        shown = {
            int(pk)
            for pk in posted.getlist("shown")
            if pk.isascii() and pk.isdigit() and len(pk) < 19
        }
        answered = {pk for pk in own if f"conflict-{pk}" in posted}
        self.shown = sorted((shown & own) | answered or own)
        self.answers = {pk: posted.get(f"conflict-{pk}", "") for pk in self.shown}
        self.reasons = {
            pk: clean_text(posted.get(f"reason-{pk}", "")) for pk in self.shown
        }

    @property
    def clear(self) -> list[int]:
        return [pk for pk in self.shown if self.answers[pk] == "no"]

    @property
    def conflicts(self) -> dict[int, str]:
        return {pk: self.reasons[pk] for pk in self.shown if self.answers[pk] == "yes"}

    @property
    def unanswered(self) -> list[int]:
        return [pk for pk in self.shown if self.answers[pk] not in ("yes", "no")]

    @property
    def errors(self) -> dict[int, str]:
        problem = _("Say in a few words what your connection is.")
        return {pk: problem for pk, reason in self.conflicts.items() if not reason}

    def error_lines(self, names: dict[int, str]) -> list[ErrorLine]:
        """In the order of the page; ``names``: assignment → title."""
        unanswered, lines = _("Choose one of the two answers."), []
        for pk, name in names.items():
            if pk in self.unanswered:
                lines.append(ErrorLine(f"conflict-{pk}-no", name, unanswered))
            elif pk in self.errors:
                lines.append(ErrorLine(f"reason-{pk}", name, self.errors[pk]))
        return lines


@never_cache
@judge_login_required
def conflict_declare(request: HttpRequest, assignment: int) -> HttpResponse:
    """ "I know this project": at any time; the entry is gone from the desk afterwards."""
    rows = Assignment.objects.visible_to(request.user)
    related = (
        "entry_category__entry__organisation",
        "entry_category__category",
        "round",
        "judge__user",
        "judge__edition",
    )
    row = get_object_or_404(rows.select_related(*related), pk=assignment)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        declare_conflict(
            judge=row.judge,
            entry=row.entry_category.entry,
            reason=form.cleaned_data["reason"],
        )
        messages.success(
            request,
            _(
                "The entry is removed from your list, and the organisers have been "
                "told."
            ),
        )
        return redirect("judging:judge-home")
    return render(
        request,
        "judging/conflicts/conflict.html",
        {"form": form, "title": title_of(row)},
    )
