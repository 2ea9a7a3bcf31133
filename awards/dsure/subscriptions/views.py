from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from awards.accounts.limits import (
    MAILS_ASKED_FOR,
    MAILS_TO_ONE,
    is_post,
    limited,
    may_spend,
)
from awards.dsure.models import Subscriber
from awards.dsure.subscriptions import services as subscriptions_services
from awards.dsure.subscriptions.forms import SubscribeForm
from awards.dsure.subscriptions.services import confirm_subscription
from awards.language.bilingual import reader_language


@limited(MAILS_ASKED_FOR, when=is_post)
def subscribe(request: HttpRequest) -> HttpResponse:
    """Ask for news by mail; the answer is the same for every address."""
    form = SubscribeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"].strip().lower()
        # the page says the same: it does not tell who asked before
        if may_spend(MAILS_TO_ONE, email):
            subscriptions_services.subscribe(email=email, language=reader_language())
        return redirect("dsure:subscription-asked")
    return render(request, "dsure/subscribe.html", {"form": form})


def subscription_asked(request: HttpRequest) -> HttpResponse:
    return render(request, "dsure/subscription.html", {"step": "asked"})


def subscription_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A button, since mail scanners open every link."""
    subscriber = Subscriber.objects.filter(token=token).first()
    if subscriber is None:
        raise Http404
    if request.method == "POST":
        confirm_subscription(token=token)
        return render(request, "dsure/subscription.html", {"step": "confirmed"})
    return render(
        request,
        "dsure/subscription.html",
        {"step": "confirm", "subscriber": subscriber},
    )
