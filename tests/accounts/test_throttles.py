from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, RequestFactory

from foundation.accounts.models import RateCounter
from foundation.accounts.throttles import (
    API_BURST,
    Rule,
    TooManyError,
    hit,
    hit_all,
)
from foundation.core.http import client_address, client_network
from tests.conftest import NOON
from tests.factories.accounts import ApiTokenFactory

RULE = Rule("test", 2, 60)


@pytest.mark.django_db
def test_the_limit_is_allowed_and_the_next_try_refused() -> None:
    at = NOON + timedelta(seconds=12)
    hit(RULE, "k", at=at)
    hit(RULE, "k", at=at)

    with pytest.raises(TooManyError) as refusal:
        hit(RULE, "k", at=at)

    assert refusal.value.retry_after == 48
    assert refusal.value.status == 429


@pytest.mark.django_db
def test_another_key_and_another_window_start_anew() -> None:
    strict = Rule("strict", 1, 60)
    hit(strict, "k", at=NOON)
    hit(strict, "other", at=NOON)
    hit(strict, "k", at=NOON + timedelta(seconds=60))

    assert RateCounter.objects.count() == 3


@pytest.mark.django_db
def test_two_rules_are_counted_together_and_the_longest_wait_is_told() -> None:
    slow = Rule("slow", 1, 600)
    hit_all([RULE, slow], "k", at=NOON)

    with pytest.raises(TooManyError) as refusal:
        hit_all([RULE, slow], "k", at=NOON)

    assert refusal.value.retry_after == 600


@pytest.mark.django_db
def test_a_long_key_is_counted_by_its_digest() -> None:
    hit(RULE, "k" * 10_000, at=NOON)

    assert len(RateCounter.objects.get().key) == 64


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "1.2.3.4", "10.0.0.9"),
        (1, "1.2.3.4", "1.2.3.4"),
        (1, "6.6.6.6, 1.2.3.4", "1.2.3.4"),
        (2, "6.6.6.6, 1.2.3.4, 5.5.5.5", "1.2.3.4"),
        (2, "", "unknown"),
        (1, "nonsense", "unknown"),
        (1, "::ffff:1.2.3.4", "1.2.3.4"),
    ],
)
def test_the_address_is_read_past_our_own_proxies_only(
    settings: Any, proxies: int, forwarded: str, address: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get(
        "/", REMOTE_ADDR="10.0.0.9", headers={"X-Forwarded-For": forwarded}
    )

    assert client_address(request) == address


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("", "unknown"),
    ],
)
def test_a_throttle_counts_by_network(address: str, network: str) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR=address)

    assert client_network(request) == network


@pytest.mark.django_db
@pytest.mark.urls("tests.core.sample_api")
def test_the_api_answers_429_with_retry_after(lead_user: Any) -> None:
    token = ApiTokenFactory(user=lead_user, key="k")
    api = Client(headers={"Authorization": "Token k"})
    api.get("/api/v1/samples/")
    RateCounter.objects.filter(rule=API_BURST.name).update(count=API_BURST.limit)
    RateCounter.objects.update(count=600)

    response = api.get("/api/v1/samples/")

    assert token.pk
    assert response.status_code == 429
    assert 0 < int(response.headers["Retry-After"]) <= 60
    assert response.json()["errors"][0]["code"] == "throttled"
