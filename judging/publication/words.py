"""Organisers change a winner's words on a list that is not public yet, and write the
English that is missing, all on one page.
"""

from __future__ import annotations

from typing import Unpack

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.accounts.asking import SignedIn
from awards.language.form_arguments import Files, FormArguments, Posted
from awards.language.form_fields import TidyText
from awards.language.form_layout import LaidOut
from awards.language.seen_form import SeenForm, print_of
from awards.models import Winner
from awards.refusals import Refused
from awards.roles import Area
from awards.winners.words import WORDS, set_words, words_of
from judging.publication.views import listed_winner, organised_list

LABELS = {
    "title_th": gettext_lazy("title in Thai"),
    "title_en": gettext_lazy("title in English"),
    "organisation_th": gettext_lazy("organisation in Thai"),
    "organisation_en": gettext_lazy("organisation in English"),
    "summary_th": gettext_lazy("summary in Thai"),
    "summary_en": gettext_lazy("summary in English"),
}
REQUIRED = ("title_th", "organisation_th")
ENGLISH = ("title_en", "organisation_en", "summary_en")
LONGEST, LONGEST_SUMMARY = 300, 5000


def text_box(name: str, initial: str, label: str = "") -> TidyText:
    long = name.startswith("summary")
    widget = forms.Textarea(attrs={"rows": 5}) if long else forms.TextInput()
    return TidyText(
        label=label or LABELS[name],
        required=name in REQUIRED,
        initial=initial,
        max_length=LONGEST_SUMMARY if long else LONGEST,
        widget=widget,
    )


class WordsForm(SeenForm, forms.Form):
    def __init__(
        self,
        winner: Winner,
        data: Posted | None = None,
        files: Files | None = None,
        **more: Unpack[FormArguments],
    ) -> None:
        super().__init__(data, files, **more)
        standing = words_of(winner)
        for name, text in standing.items():
            self.fields[name] = text_box(name, text)
        self.look_at(standing)

    def words(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in WORDS}


class EnglishForm(LaidOut, forms.Form):
    """A box for every English text that a winner of the list lacks. A box that was sent
    although somebody wrote the text in the meantime stays, with what is saved now below
    it.
    """

    def __init__(
        self,
        winners: list[Winner],
        data: Posted | None = None,
        files: Files | None = None,
        **more: Unpack[FormArguments],
    ) -> None:
        super().__init__(data, files, **more)
        self.lacking: dict[Winner, list[str]] = {}
        for winner in winners:
            names = [name for name in ENGLISH if self.asks(winner, name)]
            if names:
                self.lacking[winner] = names
                self.add_boxes(winner, names)

    def asks(self, winner: Winner, name: str) -> bool:
        sent = str(self.data.get(f"{name}-{winner.pk}", "")).strip()
        return name in english_missing(winner) or sent not in (
            "",
            getattr(winner, name),
        )

    def add_boxes(self, winner: Winner, names: list[str]) -> None:
        for name in names:
            box = text_box(name, "")
            box.help_text = getattr(winner, name) or getattr(
                winner, name.replace("_en", "_th")
            )
            box.widget.attrs["lang"] = "en"
            self.fields[f"{name}-{winner.pk}"] = box
        seen = forms.CharField(required=False, widget=forms.HiddenInput)
        seen.initial = print_of(words_of(winner))
        self.fields[f"seen-{winner.pk}"] = seen

    def groups(self) -> list[tuple[Winner, list[forms.BoundField]]]:
        return [
            (winner, [self[f"{name}-{winner.pk}"] for name in (*names, "seen")])
            for winner, names in self.lacking.items()
        ]

    def written(self, winner: Winner) -> dict[str, str]:
        typed = {
            name: self.cleaned_data[f"{name}-{winner.pk}"]
            for name in self.lacking[winner]
        }
        return {name: text for name, text in typed.items() if text}

    def seen_of(self, winner: Winner) -> str:
        return str(self.cleaned_data[f"seen-{winner.pk}"])

    def left(self, winner: Winner, refused: Refused) -> None:
        """What stands now counts as seen: saving again replaces it."""
        sent = QueryDict(mutable=True)
        sent.update(self.data)
        sent[f"seen-{winner.pk}"] = print_of(words_of(winner))
        self.data = sent
        for name in self.written(winner):
            self.add_error(f"{name}-{winner.pk}", str(refused))


def english_missing(winner: Winner) -> list[str]:
    return [
        name
        for name in ENGLISH
        if not getattr(winner, name) and getattr(winner, name.replace("_en", "_th"))
    ]


@login_required
def words_change(
    request: SignedIn, edition: str, version: int, pk: int
) -> HttpResponse:
    """One winner's words, with what the public will see beside them."""
    winner = listed_winner(request, edition, version, pk)
    form = WordsForm(winner, request.POST if request.method == "POST" else None)
    if form.is_valid() and "preview" not in request.POST:
        try:
            set_words(
                winner=winner, words=form.words(), actor=request.user, seen=form.seen
            )
        except Refused as refused:
            form.take_refusal(refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("judging:list-show", edition, version)
    shown = {name: form[name].value() or "" for name in WORDS}
    context = {
        "edition": winner.winner_list.edition,
        "tab": "lists",
        "winner": winner,
        "winner_list": winner.winner_list,
        "form": form,
        "shown": shown,
    }
    return render(request, "judging/publication/words_change.html", context)


@login_required
def english_write(request: SignedIn, edition: str, version: int) -> HttpResponse:
    """All that is missing in English, a box each; what is left empty stays missing."""
    winner_list = organised_list(request, edition, version, Area.WINNERS)
    winners: dict[str, Winner] = {}
    for winner in winner_list.winners.select_related("winner_list"):
        winners.setdefault(winner.reference, winner)
    data = request.POST if request.method == "POST" else None
    form = EnglishForm(list(winners.values()), data)
    if form.is_valid() and save_english(request, form):
        messages.success(request, _("Saved."))
        return redirect("judging:list-show", edition, version)
    context = {
        "edition": winner_list.edition,
        "tab": "lists",
        "winner_list": winner_list,
        "form": form,
    }
    return render(request, "judging/publication/english_write.html", context)


def save_english(request: SignedIn, form: EnglishForm) -> bool:
    """Whether all of it could be saved; what could not stays in its box."""
    whole = True
    for winner in form.lacking:
        written = form.written(winner)
        if not written:
            continue
        try:
            set_words(
                winner=winner,
                words=written,
                actor=request.user,
                seen=form.seen_of(winner),
            )
        except Refused as refused:
            form.left(winner, refused)
            whole = False
    return whole
