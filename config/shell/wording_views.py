"""The words of an edition's mails: which there are, and each with a preview, versions
and the way back to the default.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from secrets import token_hex

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from awards.accounts.asking import SignedIn
from awards.editions.loading import organised_or_refused
from awards.language.number_fields import TidyWhole
from awards.language.numbers import whole_number
from awards.mails.comparing import Compared, compared
from awards.mails.editor import (
    FRAMES,
    Editor,
    WordsForm,
    editor_of,
    findings_answer,
    language_asked,
    shown_source,
)
from awards.mails.kinds import LANGUAGES, Readers, Source, WordedKind
from awards.mails.previews import framed_answer
from awards.mails.wordings import (
    back_to_default,
    problems_of,
    save_wording,
)
from awards.mails.writing import source_of, worded
from awards.models import Edition, MailWording
from awards.outbox.rendering import Mail
from awards.outbox.services import addressed, save_messages
from awards.refusals import Refused
from awards.roles import Area
from config.shell.worded_kinds import KINDS
from config.shell.wording_people import choices_of, told_about
from config.site.mail_kinds import label_of


class WordingForm(WordsForm):
    """``seen``: the version that is changed; 0 for the default."""

    seen = TidyWhole(min_value=0, max_value=32_000, widget=forms.HiddenInput)


@dataclass(frozen=True)
class KindLine:
    event: str
    label: str
    version: MailWording | None

    @property
    def is_worded(self) -> bool:
        return self.version is not None and not self.version.is_default


@dataclass(frozen=True)
class Group:
    """The kinds of mail that go to the same readers."""

    label: str
    lines: list[KindLine]

    @property
    def worded(self) -> int:
        return sum(line.is_worded for line in self.lines)


@login_required
def mail_words(request: HttpRequest, edition: str) -> HttpResponse:
    organised = organised_or_refused(request, edition, Area.FACE)
    newest = organised.mail_wordings.order_by("event", "number")
    versions = {version.event: version for version in newest}
    context = {"edition": organised, "groups": groups_of(versions)}
    return render(request, "config/mail_words.html", context)


def groups_of(versions: Mapping[str, MailWording]) -> list[Group]:
    lines: dict[str, list[KindLine]] = {each: [] for each in Readers}
    for kind in KINDS.values():
        line = KindLine(kind.event, label_of(kind.event), versions.get(kind.event))
        lines[kind.readers or Readers.ORGANISERS].append(line)
    return [Group(str(Readers(each).label), found) for each, found in lines.items()]


@login_required
def mail_word(request: SignedIn, edition: str, event: str) -> HttpResponse:
    organised = organised_or_refused(request, edition, Area.FACE)
    kind = kind_or_404(event)
    versions = list(
        organised.mail_wordings.filter(event=event).select_related("author")
    )
    newest = versions[0] if versions else None
    if request.method == "POST":
        form = WordingForm(request.POST)
        if form.is_valid() and acted(request, organised, kind, form):
            return redirect("mail-word", organised.code, event)
    else:
        form = WordingForm(initial=initial_of(request, kind, versions, newest))
    context = {
        "edition": organised,
        "label": label_of(event),
        "kind": kind,
        "form": form,
        "versions": versions,
        "newest": newest,
        "changes": changes_of(request, kind, versions),
        "editor": editor_for(request, organised, kind, form),
    }
    status = 422 if form.errors else 200
    response = render(request, "config/mail_word.html", context, status=status)
    response.frame_sources = FRAMES  # type: ignore[attr-defined]
    return response


def editor_for(
    request: SignedIn, edition: Edition, kind: WordedKind, form: WordingForm
) -> Editor:
    asked = whole_number(request.GET.get("version", ""))
    where = [edition.code, kind.event]
    return editor_of(
        form,
        kind,
        check_url=reverse("mail-word-check", args=where),
        preview_url=reverse("mail-word-preview", args=where),
        choices=choices_of(kind, edition, request.user),
        about=request.POST.get("about", ""),
        query=f"version={asked}" if asked else "",
    )


@login_required
@require_POST
def mail_word_check(request: SignedIn, edition: str, event: str) -> HttpResponse:
    """What is wrong with the words of a language, while they are typed."""
    organised_or_refused(request, edition, Area.FACE)
    return findings_answer(request, WordingForm(request.POST), kind_or_404(event))


@login_required
def mail_word_preview(request: SignedIn, edition: str, event: str) -> HttpResponse:
    """The mail as it will look, for a frame: what is typed, or what stands."""
    organised = organised_or_refused(request, edition, Area.FACE)
    kind, language = kind_or_404(event), language_asked(request)
    if request.method == "POST":
        form = WordingForm(request.POST)
    else:
        versions = list(organised.mail_wordings.filter(event=event))
        newest = versions[0] if versions else None
        form = WordingForm(initial=initial_of(request, kind, versions, newest))
    mail = mail_shown(request, organised, kind, form, language)
    return framed_answer(mail.html, request.POST.get("look", ""))


def mail_shown(
    request: SignedIn,
    edition: Edition,
    kind: WordedKind,
    form: WordingForm,
    language: str,
) -> Mail:
    about = request.POST.get("about", "")
    told = told_about(kind, edition, request.user, about, language)
    source = shown_source(form, kind, language)
    return worded(kind, told.values, language, edition.code, told.addressee, source)


def kind_or_404(event: str) -> WordedKind:
    if event not in KINDS:
        raise Http404
    return KINDS[event]


def initial_of(
    request: HttpRequest,
    kind: WordedKind,
    versions: list[MailWording],
    newest: MailWording | None,
) -> dict[str, object]:
    """The words in force, or those of an earlier version (``?version=``)."""
    asked = whole_number(request.GET.get("version", ""))
    shown = next((one for one in versions if one.number == asked), newest)
    found: dict[str, object] = {"seen": newest.number if newest else 0}
    for language in LANGUAGES:
        source = source_of(kind, shown, language)
        found[f"subject_{language}"] = source.subject
        found[f"text_{language}"] = source.text
    return found


def changes_of(
    request: HttpRequest, kind: WordedKind, versions: list[MailWording]
) -> list[Compared]:
    """The version that is asked for (``?version=``), beside the one before it."""
    asked = whole_number(request.GET.get("version", ""))
    numbered = {one.number: one for one in versions}
    if asked not in numbered:
        return []
    before = numbered.get(asked - 1)
    return compared(kind, before, numbered[asked])


def acted(
    request: SignedIn, edition: Edition, kind: WordedKind, form: WordingForm
) -> bool:
    """Whether the page is to be shown anew; what was refused stands in the form."""
    do = request.POST.get("do", "preview")
    seen = form.cleaned_data["seen"]
    try:
        if do == "default":
            back_to_default(edition=edition, kind=kind, actor=request.user, seen=seen)
            messages.success(request, _("The default words are used again."))
            return True
        if do == "save":
            save_wording(
                edition=edition,
                kind=kind,
                actor=request.user,
                seen=seen,
                **own_texts(form, kind),
            )
            messages.success(request, _("The words are saved."))
            return True
    except Refused as refused:
        form.add_error(refused.field or None, str(refused))
        return False
    check(form, kind)
    if do == "test" and not form.errors:
        send_test(request, edition, kind, form)
    return False


def own_texts(form: WordingForm, kind: WordedKind) -> dict[str, str]:
    """What is as it is by default is not kept: a later default is taken over then."""
    texts = form.texts()
    for language in LANGUAGES:
        names = (f"subject_{language}", f"text_{language}")
        default = kind.default(language)
        typed = tuple(texts[name].replace("\r\n", "\n").strip() for name in names)
        if typed == (default.subject, default.text):
            texts |= dict.fromkeys(names, "")
    return texts


def check(form: WordingForm, kind: WordedKind) -> None:
    texts = form.texts()
    for language in LANGUAGES:
        source = Source(texts[f"subject_{language}"], texts[f"text_{language}"])
        for field, problem in problems_of(kind, source):
            form.add_error(f"{field}_{language}", problem)


def send_test(
    request: SignedIn, edition: Edition, kind: WordedKind, form: WordingForm
) -> None:
    """One in each language to whoever asks, about whom the preview is about."""
    mails = [
        addressed(
            mail_shown(request, edition, kind, form, language),
            "test-mail",
            dedupe_key=f"test-mail:{request.user.pk}:{token_hex(8)}",
            recipient=request.user,
            language=language,
            edition_code=edition.code,
            urgent=True,
        )
        for language in LANGUAGES
    ]
    save_messages(mails)
    words = _("Test emails in both languages are on their way to %(email)s.")
    messages.success(request, words % {"email": request.user.email})
