"""The words of a winner's page in both languages, while its list is a draft."""

from __future__ import annotations

from dataclasses import replace
from typing import Unpack

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from awards.accounts.asking import SignedIn
from awards.language.form_arguments import Files, FormArguments, Posted
from awards.language.form_fields import TidyText
from awards.language.seen_form import SeenForm
from awards.refusals import Refused
from awards.site.story import StorySection, read_story, story_texts
from awards.winners.showing import set_story
from judging.publication.views import listed_winner


class StoryForm(SeenForm, forms.Form):
    """A Thai and an English box for each section, side by side."""

    def __init__(
        self,
        sections: list[StorySection],
        data: Posted | None = None,
        files: Files | None = None,
        **more: Unpack[FormArguments],
    ) -> None:
        super().__init__(data, files, **more)
        self.sections = [section for section in sections if not section.links]
        for section in self.sections:
            for language in ("th", "en"):
                name = f"{section.code}_{language}"
                label = getattr(section, f"label_{language}") or section.label
                self.fields[name] = TidyText(
                    label=f"{label} ({'ไทย' if language == 'th' else 'English'})",
                    required=False,
                    initial=getattr(section, f"text_{language}"),
                    widget=forms.Textarea(attrs={"rows": 6}),
                )
        self.look_at(story_texts(sections))

    def told(self, section: StorySection) -> StorySection:
        if section.links:
            return section
        texts = {
            f"text_{language}": self.cleaned_data[f"{section.code}_{language}"]
            for language in ("th", "en")
        }
        return replace(section, **texts)


@login_required
def story_change(
    request: SignedIn, edition: str, version: int, pk: int
) -> HttpResponse:
    winner = listed_winner(request, edition, version, pk)
    sections = read_story(winner.story)
    form = StoryForm(sections, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        told = [form.told(section) for section in sections]
        try:
            set_story(winner=winner, sections=told, actor=request.user, seen=form.seen)
        except Refused as refused:
            form.take_refusal(refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("judging:list-show", edition, version)
    context = {
        "edition": winner.winner_list.edition,
        "tab": "lists",
        "winner": winner,
        "winner_list": winner.winner_list,
        "form": form,
        "sections": sections,
    }
    return render(request, "judging/publication/story_change.html", context)
