"""The words of an edition's mails: which there are, and each with a preview, versions
and the way back to the default.
"""

from __future__ import annotations

from dataclasses import dataclass
from secrets import token_hex

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from awards.accounts.asking import SignedIn
from awards.certificates.mail_kinds import CERTIFICATE_READY
from awards.editions.loading import organised_or_refused
from awards.language.number_fields import TidyWhole
from awards.language.numbers import whole_number
from awards.mails.kinds import LANGUAGES, Source, WordedKind
from awards.mails.wordings import (
    FIELDS,
    back_to_default,
    problems_of,
    save_wording,
)
from awards.mails.writing import source_of, worded
from awards.models import Edition, MailWording
from awards.models.mails import LONGEST_SUBJECT, LONGEST_TEXT
from awards.outbox.frames import as_html, opening_of
from awards.outbox.services import addressed, save_messages
from awards.refusals import Refused
from awards.roles import Area
from config.site.mail_kinds import label_of
from judging.publication.mail_kinds import KINDS as OF_ANNOUNCEMENTS
from nominations.entries.mail_kinds import KINDS as OF_ENTRIES

KINDS: dict[str, WordedKind] = {
    kind.event: kind for kind in (*OF_ENTRIES, *OF_ANNOUNCEMENTS, CERTIFICATE_READY)
}


class WordingForm(forms.Form):
    """``seen``: the version that is changed; 0 for the default."""

    subject_th = forms.CharField(
        label=gettext_lazy("subject in Thai"),
        required=False,
        max_length=LONGEST_SUBJECT,
    )
    text_th = forms.CharField(
        label=gettext_lazy("text in Thai"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    subject_en = forms.CharField(
        label=gettext_lazy("subject in English"),
        required=False,
        max_length=LONGEST_SUBJECT,
    )
    text_en = forms.CharField(
        label=gettext_lazy("text in English"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    seen = TidyWhole(min_value=0, max_value=32_000, widget=forms.HiddenInput)

    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data.get(name, "") for name in FIELDS}


@dataclass(frozen=True)
class KindLine:
    event: str
    label: str
    version: MailWording | None


@dataclass(frozen=True)
class Preview:
    """``body`` is HTML, as the mail has it, without its letterhead."""

    language: str
    subject: str
    body: SafeString


@login_required
def mail_words(request: HttpRequest, edition: str) -> HttpResponse:
    organised = organised_or_refused(request, edition, Area.FACE)
    newest = organised.mail_wordings.order_by("event", "number")
    versions = {version.event: version for version in newest}
    lines = [KindLine(event, label_of(event), versions.get(event)) for event in KINDS]
    context = {"edition": organised, "lines": lines}
    return render(request, "config/mail_words.html", context)


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
        "previews": previews_of(organised, kind, sources_in(form, kind)),
    }
    status = 422 if form.errors else 200
    return render(request, "config/mail_word.html", context, status=status)


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


def sources_in(form: WordingForm, kind: WordedKind) -> dict[str, Source]:
    """What is typed; the default where nothing is."""
    found = {}
    for language in LANGUAGES:
        subject = str(form[f"subject_{language}"].value() or "")[:LONGEST_SUBJECT]
        text = str(form[f"text_{language}"].value() or "")[:LONGEST_TEXT]
        found[language] = Source(subject, text) if text else kind.default(language)
    return found


def previews_of(
    edition: Edition, kind: WordedKind, sources: dict[str, Source]
) -> list[Preview]:
    return [preview_of(kind, language, sources[language]) for language in LANGUAGES]


def preview_of(kind: WordedKind, language: str, source: Source) -> Preview:
    words = kind.read(source).filled(kind.examples(language))
    with override(language):
        name = _("Somchai Jaidee")
        opening = as_html(opening_of({"addressee": {"name": name}}))
    return Preview(language, words.subject, mark_safe(f"{opening}\n{words.html}"))


def send_test(
    request: SignedIn, edition: Edition, kind: WordedKind, form: WordingForm
) -> None:
    """One in each language to whoever asks, with examples for values."""
    sources = sources_in(form, kind)
    mails = []
    for language in LANGUAGES:
        values = kind.examples(language)
        mail = worded(
            kind, {**values}, language, edition.code, request.user, sources[language]
        )
        row = addressed(
            mail,
            "test-mail",
            dedupe_key=f"test-mail:{request.user.pk}:{token_hex(8)}",
            recipient=request.user,
            language=language,
            edition_code=edition.code,
            urgent=True,
        )
        mails.append(row)
    save_messages(mails)
    words = _("Test emails in both languages are on their way to %(email)s.")
    messages.success(request, words % {"email": request.user.email})
