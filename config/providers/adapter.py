"""What allauth asks of us when somebody comes back from a provider."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthError, AuthProcess
from django.http import HttpRequest

from awards.accounts.models import User
from awards.accounts.people import is_proven
from config.providers import arriving
from config.providers.configured import find_provider, providers
from config.providers.failures import Failure

if TYPE_CHECKING:
    from requests import Response, Session

    from config.providers.protocol import SignInProvider


class Adapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    def list_apps(
        self, request: HttpRequest, provider: Any = None, client_id: Any = None
    ) -> list[SocialApp]:
        """Of the environment alone: no table is asked."""
        from config.providers.protocol import app_of

        return [app_of(one) for one in providers() if provider in (None, one.id)]

    def get_provider(
        self, request: HttpRequest, provider: str, client_id: Any = None
    ) -> SignInProvider:
        """Raises SocialApp.DoesNotExist."""
        from config.providers.protocol import SignInProvider, app_of

        found = find_provider(provider)
        if found is None:
            raise SocialApp.DoesNotExist
        return SignInProvider(request, app=app_of(found))

    def list_providers(self, request: HttpRequest) -> list[SignInProvider]:
        return [self.get_provider(request, one.id) for one in providers()]

    def get_requests_session(self) -> Session:
        """The one way out; a server in trouble is away, whatever it says."""
        from awards.outside.sessions import outgoing_session

        session = outgoing_session()
        session.hooks["response"].append(raise_when_away)
        return session

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: SignInProvider,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        failure = failure_of(error, exception, extra_context or {})
        raise ImmediateHttpResponse(
            arriving.fail(request, provider.app.provider_id, failure, exception)
        )

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Whoever is known here signs in, as allauth goes on to do; anybody else is
        answered here.
        """
        sociallogin.token = None  # opens the provider's doors, and we need none
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            raise ImmediateHttpResponse(arriving.link_here(request, sociallogin))
        if not sociallogin.is_existing:
            raise ImmediateHttpResponse(arriving.newcomer(request, sociallogin))
        user = sociallogin.user
        assert isinstance(user, User)
        if not user.is_active or not is_proven(user):
            raise ImmediateHttpResponse(
                arriving.fail(request, sociallogin.account.provider, Failure.CLOSED)
            )


def raise_when_away(response: Response, *args: Any, **kwargs: Any) -> None:
    """Also where allauth would read the answer of a server in trouble."""
    if response.status_code >= 500:
        response.raise_for_status()


def failure_of(
    error: Any, exception: Exception | None, context: dict[str, Any]
) -> Failure:
    from requests import RequestException

    if error == AuthError.CANCELLED:
        return Failure.CANCELLED
    if isinstance(exception, RequestException):
        return Failure.AWAY
    if exception is None and "state" not in context:
        return Failure.LOST
    return Failure.REFUSED
