from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from foundation.accounts.enums import Scope
from foundation.accounts.models import ApiToken, User
from tests.factories.accounts import ApiTokenFactory, CustomerLoginFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.core.sample_api")]
URL = "/api/v1/samples/"


@pytest.fixture
def token(lead_user: User) -> ApiToken:
    return ApiTokenFactory(user=lead_user, key="the-key")


def call(authorization: str = "Token the-key") -> Any:
    return Client(headers={"Authorization": authorization}).get(URL)


def test_the_key_opens_the_api(token: ApiToken) -> None:
    assert call().status_code == 200


@pytest.mark.parametrize(
    "authorization",
    ["Token", "Token a b", "Token wrong", "Token " + "x" * 5000, "Bearer the-key", "x"],
)
def test_anything_else_is_401(token: ApiToken, authorization: str) -> None:
    response = call(authorization)

    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == "Token"


def test_a_revoked_token_is_401(token: ApiToken) -> None:
    ApiToken.objects.update(revoked_at=timezone.now())

    assert call().status_code == 401


def test_a_token_of_a_closed_login_is_401(token: ApiToken) -> None:
    User.objects.update(is_active=False)

    assert call().status_code == 401


def test_a_token_ends_when_the_rights_of_its_owner_change(token: ApiToken) -> None:
    User.objects.update(session_version=2)

    assert call().status_code == 401


def test_a_customer_has_no_token() -> None:
    ApiTokenFactory(user=CustomerLoginFactory(), key="the-key")

    assert call().status_code == 401


def test_a_session_is_no_token(lead_client: Client) -> None:
    assert lead_client.get(URL).status_code == 401


def test_a_scope_that_is_missing_is_403(lead_user: User) -> None:
    ApiTokenFactory(user=lead_user, key="the-key", scopes=[Scope.TICKETS])

    response = call()

    assert response.status_code == 403
    assert response.json()["errors"][0]["code"] == "missing_scope"


def test_last_use_is_noted_once_a_minute(token: ApiToken) -> None:
    call()
    token.refresh_from_db()
    first = token.last_used_at
    call()
    token.refresh_from_db()
    assert token.last_used_at == first

    ApiToken.objects.update(last_used_at=timezone.now() - timedelta(minutes=2))
    call()
    token.refresh_from_db()

    assert first is not None
    assert token.last_used_at is not None
    assert token.last_used_at > first
