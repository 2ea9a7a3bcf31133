"""The open addresses keep to their own description (OpenAPI), whatever is sent: asked by
schemathesis through WSGI, each answer checked against the description.

`make fuzz` asks more of the same, each time something else.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.factories import EMBARGO_SECRETS, ENTRANT_SECRETS, make_world
from tests.fuzzing import EXAMPLES, IS_FUZZ

pytestmark = [pytest.mark.once, pytest.mark.django_db]

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
HOST = {"Host": "localhost", "Accept-Encoding": "identity"}


@pytest.fixture(autouse=True)
def _connection_of_the_test_stays() -> Iterator[None]:
    """As Django's own client has it: what this test made is in no other connection."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_answers_are_as_described_and_tell_nothing() -> None:
    make_world()
    schema = schemathesis.openapi.from_wsgi(
        "/api/v1/openapi.json", get_wsgi_application(), headers=HOST
    )
    operations = [one.ok() for one in schema.get_all_operations()]
    assert len(operations) >= 8
    for operation in operations:
        ask(operation)


def ask(operation: APIOperation) -> None:
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=not IS_FUZZ,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def each(case: Case) -> None:
        answer = case.call_and_validate(headers=HOST, checks=CHECKS)
        told = answer.content.decode("utf-8", "replace").casefold()
        for secret in (EMBARGO_SECRETS | ENTRANT_SECRETS).values():
            assert secret.casefold() not in told

    each()


@pytest.mark.parametrize("address", ["/api/v1/editions/", "/api/v1/openapi.json"])
def test_open_data_is_for_every_site_and_carries_no_cookie(address: str) -> None:
    answer = Client(headers={"origin": "https://elsewhere.example"}).get(address)
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer
    assert not answer.cookies
