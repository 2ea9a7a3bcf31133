"""Sessions of ``requests`` that go out the one way."""

from __future__ import annotations

from typing import Any

from requests import PreparedRequest, Response, Session
from requests.adapters import HTTPAdapter
from requests.exceptions import ConnectionError as NoConnection
from requests.exceptions import ReadTimeout
from urllib3.exceptions import ReadTimeoutError

from awards.outside.connecting import OutgoingPools
from awards.outside.places import OutgoingRefused


class RequestRefused(NoConnection):
    """We do not ask this. A ``requests.RequestException``, so that libraries go on as
    they do when nobody answers.
    """


class OutgoingAdapter(HTTPAdapter):
    def init_poolmanager(
        self, connections: int, maxsize: int, block: bool = False, **given: Any
    ) -> None:
        self.poolmanager = OutgoingPools(
            num_pools=connections, maxsize=maxsize, block=block, **given
        )

    def send(  # type: ignore[override]
        self, request: PreparedRequest, **given: Any
    ) -> Response:
        """Whatever a caller says, certificates are verified and no proxy is asked."""
        if given.get("verify") is False:
            raise RequestRefused("certificates are always verified", request=request)
        given.update(proxies={})
        try:
            answer = super().send(request, **given)
        except OutgoingRefused as refusal:
            raise RequestRefused(str(refusal), request=request) from refusal
        except ReadTimeoutError as late:
            raise ReadTimeout(str(late), request=request) from late
        if answer.is_redirect:
            raise RequestRefused(
                f"{request.url} leads elsewhere, and nobody follows", request=request
            )
        return answer


def guard(session: Session) -> Session:
    """From here on the session goes the one way out, and tells nobody our passwords:
    neither ``.netrc`` nor a proxy of the environment is read.
    """
    session.trust_env = False
    session.adapters.clear()
    for scheme in ("https://", "http://"):
        session.mount(scheme, OutgoingAdapter())
    return session


def outgoing_session() -> Session:
    return guard(Session())
