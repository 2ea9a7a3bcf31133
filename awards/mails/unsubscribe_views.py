from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from awards.accounts.limits import HOUR, Limit, spend
from awards.accounts.visitors import client_address
from awards.dsure.models import Subscriber
from awards.mails.unsubscribing import Ending, end, ending_of, is_known, undo
from awards.outbox.way_out import DSURE, WayOut, read_token

# By what it ends: a provider's many readers have one address between them.
OF_ONE = Limit("unsubscribe", 60, HOUR)
UNREADABLE = Limit("unsubscribe-unreadable", 120, HOUR)


@csrf_exempt
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Mail programs post here without cookies (RFC 8058); people see a button, since
    mail scanners open every link. The signed address is the right to do it.
    """
    way = read_token(token)
    if way is None or not is_known(way):
        spend(UNREADABLE, client_address(request))
        return unreadable(request)
    return page_of(request, way)


@csrf_exempt
def unsubscribe_by_key(request: HttpRequest, token: str) -> HttpResponse:
    """The same for news of dSURE that were sent before, with a key of their own: one
    that is unknown has ended.
    """
    found = Subscriber.objects.filter(token=token).first()
    return page_of(request, WayOut(DSURE, found.pk if found else 0))


def unreadable(request: HttpRequest) -> HttpResponse:
    context = {"unreadable": True}
    return render(request, "awards/mails/unsubscribe.html", context, status=404)


def page_of(request: HttpRequest, way: WayOut) -> HttpResponse:
    if request.method != "POST":
        return shown(request, ending_of(way))
    spend(OF_ONE, f"{way.what} {way.reader}")
    if request.POST.get("undo"):
        return shown(request, undo(way, request.POST.get("memory", "")), undone=True)
    return shown(request, end(way))


def shown(request: HttpRequest, ending: Ending, undone: bool = False) -> HttpResponse:
    context = {"ending": ending, "undone": undone and not ending.has_ended}
    return render(request, "awards/mails/unsubscribe.html", context)
