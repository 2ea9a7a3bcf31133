"""The exchange with a provider, by allauth's OAuth 2: what it leaves open is closed here.

PKCE and a nonce always; the ID token's signature is checked although it came directly;
what the user-info endpoint says counts only for the same person; nothing of the request
reaches the provider, and nothing of the provider is kept but a keyed hash.

Imported only when somebody signs in with a provider.
"""

from __future__ import annotations

import secrets
from typing import Any
from urllib.parse import urlsplit

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import (
    OpenIDConnectProvider,
)
from allauth.socialaccount.providers.openid_connect.views import (
    OpenIDConnectOAuth2Adapter,
)
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from config.environment.providers import Provider
from config.environment.reading import LOCAL_HOSTS
from config.providers.configured import find_provider
from config.providers.failures import Failure
from config.providers.identities import Claims, Identity, identity_of
from config.providers.services import renew_link
from config.providers.tokens import KeySet, TokenRefused, claims_of

DESCRIPTION_SECONDS = 600
PLACES = {
    "authorization_endpoint": "authorization_url",
    "token_endpoint": "token_url",
    "jwks_uri": "keys_url",
    "userinfo_endpoint": "userinfo_url",
}


def app_of(provider: Provider) -> SocialApp:
    """Of the environment, never of a table: it is not saved."""
    return SocialApp(
        provider="openid_connect",
        provider_id=provider.id,
        name=provider.name_en,
        client_id=provider.client_id,
        secret=provider.client_secret,
        settings={
            "server_url": provider.issuer.rstrip("/"),
            "scope": list(provider.scopes),
            "oauth_pkce_enabled": True,
            "token_auth_method": secret_method(provider),
        },
    )


def secret_method(provider: Provider) -> str | None:
    return f"client_secret_{provider.secret_in}" if provider.secret_in else None


class Exchange(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """``nonce``: of the sign-in that is being answered; the view sets it."""

    nonce = ""

    @property
    def configured(self) -> Provider:
        found = find_provider(self.provider_id)
        if found is None:
            raise SocialApp.DoesNotExist
        return found

    @property
    def openid_config(self) -> dict[str, Any]:
        if not hasattr(self, "_openid_config"):
            self._openid_config = description_of(self.configured, self.get_provider())
        return self._openid_config

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        """Never by the host that was asked for: it is the visitor's word."""
        return settings.SITE_URL + reverse("provider-callback", args=[self.provider_id])

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        claims = self.claims(kwargs["response"].get("id_token") or "", token.token)
        provider = self.get_provider()
        login: SocialLogin = provider.sociallogin_from_response(request, claims)
        login.identity = identity_of(self.configured, claims)
        renew_link(login.identity)
        return login

    def claims(self, id_token: str, access_token: str) -> Claims:
        if not id_token:
            raise TokenRefused(Failure.REFUSED, "no ID token")
        claims = claims_of(
            id_token, provider=self.configured, nonce=self.nonce, keys=self.keys
        )
        asked = "email" in self.configured.scopes and "email" not in claims
        if not asked or not self.openid_config.get("userinfo_endpoint"):
            return claims
        more = self._fetch_user_info(access_token)
        if not isinstance(more, dict) or more.get("sub") != claims.get("sub"):
            raise TokenRefused(Failure.REFUSED, "user info of somebody else")
        # an address and whether it is verified come from one place
        own = {name: claims[name] for name in claims if name != "email_verified"}
        return {**more, **own}

    def keys(self) -> KeySet:
        with get_adapter().get_requests_session() as session:
            response = session.get(self.openid_config["jwks_uri"])
            response.raise_for_status()
        keys: KeySet = response.json()
        return keys


def description_of(provider: Provider, asked: OpenIDConnectProvider) -> dict[str, Any]:
    """Where things are at a provider: as configured, else as it publishes; then it must
    speak of itself.
    """
    places = {
        place: getattr(provider, name)
        for place, name in PLACES.items()
        if getattr(provider, name)
    }
    if provider.is_described:
        return {"issuer": provider.issuer, **places}
    key = f"provider:{asked.server_url}"
    published = cache.get(key)
    if published is None:
        published = fetch_description(asked)
        cache.set(key, published, DESCRIPTION_SECONDS)
    if published.get("issuer") != provider.issuer:
        raise TokenRefused(Failure.REFUSED, "the description is another issuer's")
    found: dict[str, Any] = published | places
    return found


def fetch_description(asked: OpenIDConnectProvider) -> dict[str, Any]:
    with get_adapter().get_requests_session() as session:
        response = session.get(asked.server_url)
        response.raise_for_status()
    published: dict[str, Any] = response.json()
    for place in PLACES:
        refuse_open(published.get(place))
    return published


def refuse_open(address: object) -> None:
    """Secrets go to no address without TLS, but on this machine."""
    if address is None:
        return
    parts = urlsplit(str(address))
    if parts.scheme != "https" and parts.hostname not in LOCAL_HOSTS:
        raise TokenRefused(Failure.REFUSED, "an address without TLS")


class SignInProvider(OpenIDConnectProvider):  # type: ignore[misc]
    oauth2_adapter_class = Exchange

    def extract_uid(self, claims: Claims) -> str:
        return self.identity(claims).key

    def extract_extra_data(self, claims: Claims) -> dict[str, Any]:
        return {}

    def extract_common_fields(self, claims: Claims) -> dict[str, Any]:
        return {}

    def extract_email_addresses(self, claims: Claims) -> list[Any]:
        """None: whether an address is believed is ``Identity``'s to say."""
        return []

    def identity(self, claims: Claims) -> Identity:
        provider = find_provider(self.app.provider_id)
        assert provider is not None
        return identity_of(provider, claims)

    def begin(self, request: HttpRequest, process: str, path: str) -> str:
        """The provider's address that the browser goes to."""
        nonce = secrets.token_urlsafe(24)
        answer = self.redirect(
            request,
            process,
            next_url=path or None,
            data={"nonce": nonce},
            scope=self.get_scope(),
            auth_params={"nonce": nonce},
        )
        address: str = answer.headers["Location"]
        return address


class Callback(OAuth2CallbackView):  # type: ignore[misc]
    adapter: Exchange

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Who answers must be whom we asked, where the answer says who it is (RFC 9207)."""
        issuer = request.GET.get("iss")
        if issuer is not None and issuer != self.adapter.configured.issuer:
            raise TokenRefused(Failure.REFUSED, "the answer is another issuer's")
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def _get_state(self, request: HttpRequest, provider: SignInProvider) -> Any:
        state, response = super()._get_state(request, provider)
        if state:
            self.adapter.nonce = (state.get("data") or {}).get("nonce", "")
        return state, response
