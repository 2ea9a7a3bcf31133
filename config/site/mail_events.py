"""What a mail provider tells of our mails, at an address of its own: delivered, bounced,
complained, unsubscribed.

Anymail knows each provider's signature and words. Its own views hand what they read to
signals; here it is taken where they have read it, since nothing in this house hears of
a thing by way of a signal: who reads this page sees what an event does.
"""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from awards.outbox.reports import hear_of_event

# Anymail's reader of each provider; loaded when its provider is the site's.
READERS = {
    "amazon_ses": "amazon_ses.AmazonSESTrackingWebhookView",
    "brevo": "brevo.BrevoTrackingWebhookView",
    "mailersend": "mailersend.MailerSendTrackingWebhookView",
    "mailgun": "mailgun.MailgunTrackingWebhookView",
    "mailjet": "mailjet.MailjetTrackingWebhookView",
    "mailtrap": "mailtrap.MailtrapTrackingWebhookView",
    "mandrill": "mandrill.MandrillCombinedWebhookView",
    "postal": "postal.PostalTrackingWebhookView",
    "postmark": "postmark.PostmarkTrackingWebhookView",
    "sparkpost": "sparkpost.SparkPostTrackingWebhookView",
    "unisender_go": "unisender_go.UnisenderGoTrackingWebhookView",
}
LONGEST = 1024 * 1024  # bytes of a batch of events
log = logging.getLogger(__name__)


def reader_of(provider: str) -> Any:
    """Raises Http404 where it would believe anybody, or was not set up."""
    if provider != settings.MAIL_PROVIDER:
        raise Http404
    from anymail.exceptions import AnymailConfigurationError

    try:
        reader: Any = import_string(f"anymail.webhooks.{READERS[provider]}")()
    except AnymailConfigurationError as error:
        log.warning("no mail events are taken: %s", error)
        raise Http404 from error
    if reader.warn_if_no_basic_auth and not reader.basic_auth:
        raise Http404
    return reader


@csrf_exempt
@require_http_methods(["POST", "HEAD"])
def mail_events(request: HttpRequest, provider: str) -> HttpResponse:
    """Nothing is here unless this provider is the site's and signs what it sends. What
    it cannot have said is refused; what cannot be read is refused as well, and neither
    is an error of ours.
    """
    reader = reader_of(provider)
    if request.method == "HEAD":  # some ask so whether there is anybody
        return HttpResponse()
    if len(request.body) > LONGEST:
        return HttpResponse("too much at once", status=413)
    from anymail.exceptions import AnymailWebhookValidationFailure

    try:
        reader.run_validators(request)
        events = reader.parse_events(request)
    except AnymailWebhookValidationFailure:
        log.warning("mail events with a wrong signature were refused")
        return HttpResponse("wrong signature", status=403)
    except Exception as error:  # each reader stumbles in its own way
        log.warning("mail events that cannot be read: %s", type(error).__name__)
        return HttpResponse("cannot be read", status=400)
    for event in events:
        hear_of_event(
            key=str((event.metadata or {}).get("mail", "")),
            kind=str(event.event_type),
            reason=str(event.reject_reason or ""),
            words=str(event.mta_response or event.description or ""),
        )
    return HttpResponse()
