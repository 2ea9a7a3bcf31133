"""The captions of one file: a form in the list of files, which saves itself, and a page
of its own without scripts.
"""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from awards.accounts.asking import SignedIn
from nominations.files.captions import (
    Caption,
    CaptionChangedError,
    caption_of,
    write_caption,
)
from nominations.files.views import get_own_attachment
from nominations.form_parts import CleanText
from nominations.models import CAPTION_LIMIT, Attachment
from nominations.refusals import EntryError


class CaptionForm(forms.Form):
    """``was_th`` and ``was_en``: what stood there when the fields were filled."""

    use_required_attribute = False

    caption_th = CleanText(
        label=gettext_lazy("Caption in Thai"),
        max_length=CAPTION_LIMIT,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control", "lang": "th"}),
    )
    caption_en = CleanText(
        label=gettext_lazy("Caption in English"),
        max_length=CAPTION_LIMIT,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control", "lang": "en"}),
    )
    was_th = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    was_en = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    @property
    def caption(self) -> Caption:
        return Caption(self.cleaned_data["caption_th"], self.cleaned_data["caption_en"])

    @property
    def read(self) -> Caption:
        return Caption(self.cleaned_data["was_th"], self.cleaned_data["was_en"])


def filled(caption: Caption) -> dict[str, str]:
    return {
        "caption_th": caption.th,
        "caption_en": caption.en,
        "was_th": caption.th,
        "was_en": caption.en,
    }


@login_required
@require_http_methods(["GET", "POST"])
def attachment_caption(request: SignedIn, key: UUID) -> HttpResponse:
    attachment = get_own_attachment(request, key)
    if not attachment.takes_caption or attachment.removed_at is not None:
        raise Http404
    posted = request.method == "POST"
    form = CaptionForm(
        request.POST if posted else None, initial=filled(caption_of(attachment))
    )
    if posted and form.is_valid():
        try:
            write_caption(
                attachment=attachment,
                user=request.user,
                caption=form.caption,
                read=form.read,
            )
        except CaptionChangedError as error:
            return changed_elsewhere(request, attachment, form, error.stored)
        except EntryError as error:
            form.add_error(None, str(error.message))
        else:
            return saved(request, attachment, form.caption)
    return shown(request, attachment, form)


def by_script(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "XMLHttpRequest"


def saved(
    request: HttpRequest, attachment: Attachment, caption: Caption
) -> HttpResponse:
    if by_script(request):
        return JsonResponse({"th": caption.th, "en": caption.en})
    messages.success(request, _("Caption saved."))
    edit = reverse("nominations:entry-edit", args=[attachment.entry.reference])
    return redirect(f"{edit}#file-{attachment.key}")


def changed_elsewhere(
    request: HttpRequest, attachment: Attachment, form: CaptionForm, stored: Caption
) -> HttpResponse:
    """What was typed stays in the fields; saving once more replaces what is ``stored``."""
    theirs = " · ".join(text for text in (stored.th, stored.en) if text)
    message = f"{CaptionChangedError.message} {_('Theirs')}: {theirs or '—'}"
    if by_script(request):
        answer = {"message": message, "th": stored.th, "en": stored.en}
        return JsonResponse(answer, status=409)
    data = {**form.cleaned_data, "was_th": stored.th, "was_en": stored.en}
    again = CaptionForm(data)
    again.is_valid()
    again.add_error(None, message)
    return shown(request, attachment, again)


def shown(
    request: HttpRequest, attachment: Attachment, form: CaptionForm
) -> HttpResponse:
    status = 422 if form.errors else 200
    if by_script(request):
        said = [str(text) for texts in form.errors.values() for text in texts]
        return JsonResponse({"message": " ".join(said)}, status=422)
    page = {"attachment": attachment, "entry": attachment.entry, "form": form}
    return render(request, "nominations/files/caption.html", page, status=status)
