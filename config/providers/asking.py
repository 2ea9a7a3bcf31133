"""What is asked of a provider and what it answers, with whatever may go wrong on the
way. Imported only when somebody signs in with one.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from requests import RequestException

from config.environment.providers import Provider
from config.providers import arriving
from config.providers.failures import Failure
from config.providers.protocol import Callback, Exchange, SignInProvider, app_of
from config.providers.tokens import TokenRefused

# Of an answer that is not what the protocol says: no JSON, no object, no name in it.
MALFORMED = (ValueError, KeyError, TypeError, AttributeError)


def address_of(
    request: HttpRequest, provider: Provider, process: str, path: str
) -> str | HttpResponse:
    """The provider's page to go to, or ours that says why there is none."""
    asked = SignInProvider(request, app=app_of(provider))
    try:
        return asked.begin(request, process, path)
    except TokenRefused as error:
        return arriving.fail(request, provider.id, error.failure, error)
    except RequestException as error:
        return arriving.fail(request, provider.id, Failure.AWAY, error)
    except MALFORMED as error:
        return arriving.fail(request, provider.id, Failure.REFUSED, error)


def answered(request: HttpRequest, provider: Provider) -> HttpResponse:
    view = Callback.adapter_view(Exchange(request, provider.id))
    try:
        response: HttpResponse = view(request)
        return response
    except TokenRefused as error:
        return arriving.fail(request, provider.id, error.failure, error)
    except MALFORMED as error:
        return arriving.fail(request, provider.id, Failure.REFUSED, error)
