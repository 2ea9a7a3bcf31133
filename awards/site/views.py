"""What organisers wrote, for everybody: pages and news."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from awards.accounts.limits import SEARCHES, limited, searches
from awards.models import Edition, WrittenPage
from awards.models.site import PageKind
from awards.site.face import face_of
from awards.site.markdown import plain_start, rendered
from awards.site.share_links import share
from awards.speed.published_pages import answer_published

MOST_NEWS = 50


@dataclass(frozen=True)
class NewsItem:
    pk: int
    code: str
    title: str
    start: str
    published_at: datetime | None


@dataclass(frozen=True)
class Answered:
    """A question with its answer as HTML."""

    question: str
    answer: SafeString


def answered(pages: Iterable[WrittenPage]) -> list[Answered]:
    """Published questions."""
    return [Answered(str(page.title), rendered(str(page.body))) for page in pages]


def readable_pages() -> Q:
    """Published ones of the site, and of editions that everybody may know of."""
    public = Q(edition=None) | Q(edition__in=Edition.objects.public())
    return Q(published_at__isnull=False) & public


@limited(SEARCHES, when=searches)
def page_show(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    pages = WrittenPage.objects.select_related("edition__identity")
    page = pages.filter(readable_pages(), pk=pk, code=code).first()
    if page is None:
        raise Http404
    return answer_published(
        request, (page.pk, page.changed_at), lambda: render_page(request, page)
    )


def render_page(request: HttpRequest, page: WrittenPage) -> HttpResponse:
    body = str(page.body)
    context = {
        "page": page,
        "face": face_of(page.edition),
        "body": rendered(body),
        "share": share(
            str(page.title), plain_start(body), "awards:page-show", page.pk, page.code
        ),
    }
    return render(request, "awards/site/page.html", context)


@limited(SEARCHES, when=searches)
def news(request: HttpRequest) -> HttpResponse:
    pages = list(latest_news()[:MOST_NEWS])
    versions = [(page.pk, page.changed_at) for page in pages]
    return answer_published(request, versions, lambda: render_news(request, pages))


def latest_news() -> QuerySet[WrittenPage]:
    found = WrittenPage.objects.filter(readable_pages(), kind=PageKind.NEWS)
    return found.order_by("-published_at", "-pk")


def render_news(request: HttpRequest, pages: list[WrittenPage]) -> HttpResponse:
    context = {
        "items": [news_item(page) for page in pages],
        "share": share(_("News"), "", "awards:news"),
    }
    return render(request, "awards/site/news.html", context)


def news_item(page: WrittenPage) -> NewsItem:
    start = plain_start(str(page.body))
    return NewsItem(page.pk, page.code, str(page.title), start, page.published_at)
