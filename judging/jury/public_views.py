"""The jury as everybody may read it. Holds no token, no nonce and no cookie: see
``awards.cached``.
"""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.storage import Storage
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
)
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from awards.accounts.asking import SignedIn
from awards.models import Edition
from awards.site.share_links import share
from awards.speed.published_pages import answer_published, with_headers
from judging.jury.jury_page import open_jury_page, public_jury
from judging.loading import organised_edition
from judging.models import Judge
from judging.permissions import judge_login_required


def public_edition(code: str) -> Edition:
    return get_object_or_404(Edition.objects.public(), code=code)


def jury_show(request: HttpRequest, edition: str) -> HttpResponse:
    """Names, organisations, words and pictures of those who agreed; before it is
    opened, a page that says so.
    """
    award = public_edition(edition)
    jury = public_jury(award)
    version = "closed" if jury is None else [seen(judge) for judge in jury]
    title = _("The jury of %(edition)s") % {"edition": award.name}
    context = {
        "edition": award,
        "jury": jury,
        "share": share(title, "", "judging:jury-show", award.code),
    }
    return answer_published(
        request,
        (version, award.name_th, award.name_en),
        lambda: render(request, "judging/jury/jury_public.html", context),
    )


def seen(judge: Judge) -> tuple[object, ...]:
    """All that the page shows of a judge: when any of it changes, so does the page."""
    user, chairs = judge.user, sorted(category.pk for category in judge.chairs.all())
    words = (judge.organisation, judge.bio_th, judge.bio_en, judge.picture.name)
    return (judge.pk, user.name_th, user.name_en, *words, chairs)


def jury_picture(request: HttpRequest, edition: str, judge: int) -> HttpResponseBase:
    jury = public_jury(public_edition(edition)) or []
    row = next((one for one in jury if one.pk == judge and one.picture), None)
    if row is None:
        raise Http404
    answer = picture_of(row)
    tag = str(row.picture.name).rpartition("/")[2].removesuffix(".jpg")
    return with_headers(answer, tag)  # type: ignore[arg-type]


def picture_of(judge: Judge) -> FileResponse:
    storage: Storage = judge.picture.storage
    try:
        answer = FileResponse(
            storage.open(str(judge.picture.name)), content_type="image/jpeg"
        )
    except FileNotFoundError:
        raise Http404 from None
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


@never_cache
@judge_login_required
def own_picture(request: HttpRequest, edition: str) -> HttpResponseBase:
    """One's own, public or not."""
    rows = Judge.objects.filter(user=request.user.pk, edition__code=edition).exclude(
        picture=""
    )
    return picture_of(get_object_or_404(rows))


@login_required
@require_POST
def jury_open(request: SignedIn, edition: str) -> HttpResponse:
    award = organised_edition(request, edition)
    is_open = request.POST.get("open") == "1"
    open_jury_page(edition=award, is_open=is_open, actor=request.user)
    words = (
        _("The jury page is public.")
        if is_open
        else _("The jury page is no longer public.")
    )
    messages.success(request, words)
    return redirect("judging:jury-list", award.code)
