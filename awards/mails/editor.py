"""The part of a page in which words of a mail are written in both languages: checked
while they are typed, with the mail as it will look beside them.

A page has a ``WordsForm`` (or one derived from it) in a form of its own, includes
``awards/mails/_editor.html`` with an ``Editor`` as ``editor``, loads htmx and
``organiser/mail_words.js``, and answers at two addresses: ``findings_answer`` and
``awards.mails.previews.framed_answer``. Its response names ``FRAMES`` as
``frame_sources``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Unpack

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from awards.language.form_arguments import FormArguments, Posted
from awards.mails.checking import Finding, findings_of
from awards.mails.kinds import LANGUAGES, Source, WordedKind
from awards.mails.wording import tidy
from awards.mails.wordings import FIELDS
from awards.models import MailWording
from awards.models.mails import LONGEST_SUBJECT, LONGEST_TEXT

FRAMES = ("'self'",)
CALLED: dict[str, str | Promise] = {"th": _("In Thai"), "en": _("In English")}


class WordsForm(forms.Form):
    """The fields of a ``MailWording``'s words, called and bounded as there."""

    def __init__(
        self, data: Posted | None = None, **more: Unpack[FormArguments]
    ) -> None:
        super().__init__(data, **more)
        self.fields |= forms.fields_for_model(MailWording, FIELDS)

    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data.get(name, "") for name in FIELDS}


@dataclass(frozen=True)
class LanguagePart:
    """``source``: what is typed, or what stands for it."""

    language: str
    subject: forms.BoundField
    text: forms.BoundField
    findings: list[Finding]

    @property
    def label(self) -> str:
        return str(CALLED[self.language])


@dataclass(frozen=True)
class Choice:
    """Whom or what a preview is about; empty: nobody, invented examples."""

    key: str
    label: str | Promise


@dataclass(frozen=True)
class Editor:
    """``check_url`` and ``preview_url`` are sent the whole form and a ``language``;
    ``preview_url`` is also asked for what stands, with ``language`` and ``query``.
    ``typed``: what stands in the form is not what the server knows yet.
    """

    kind: WordedKind
    parts: list[LanguagePart]
    check_url: str
    preview_url: str
    choices: list[Choice]
    about: str = ""
    query: str = ""
    typed: bool = False


def editor_of(
    form: forms.Form,
    kind: WordedKind,
    *,
    check_url: str,
    preview_url: str,
    choices: list[Choice],
    about: str = "",
    query: str = "",
) -> Editor:
    return Editor(
        kind=kind,
        parts=[part_of(form, kind, language) for language in LANGUAGES],
        check_url=check_url,
        preview_url=preview_url,
        choices=choices,
        about=about,
        query=query,
        typed=form.is_bound,
    )


def part_of(form: forms.Form, kind: WordedKind, language: str) -> LanguagePart:
    return LanguagePart(
        language=language,
        subject=form[f"subject_{language}"],
        text=form[f"text_{language}"],
        findings=findings_of(kind, typed_in(form, language)) if form.is_bound else [],
    )


def typed_in(form: forms.Form, language: str) -> Source:
    """As it is typed, whether it can be kept or not."""
    subject, text = (
        str(form[f"{name}_{language}"].value() or "") for name in ("subject", "text")
    )
    return Source(subject.strip(), tidy(text))


def shown_source(form: forms.Form, kind: WordedKind, language: str) -> Source:
    """What a preview shows: what is typed, the default where nothing is."""
    typed = typed_in(form, language)
    if not typed.text:
        return kind.default(language)
    return Source(typed.subject[:LONGEST_SUBJECT], typed.text[:LONGEST_TEXT])


def language_asked(request: HttpRequest) -> str:
    asked = request.POST.get("language") or request.GET.get("language", "")
    return asked if asked in LANGUAGES else LANGUAGES[0]


def findings_answer(
    request: HttpRequest,
    form: forms.Form,
    kind: WordedKind,
) -> HttpResponse:
    """What htmx puts below the fields of a language while one types."""
    part = part_of(form, kind, language_asked(request))
    return render(request, "awards/mails/_findings.html", {"part": part})
