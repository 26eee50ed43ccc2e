"""Many at once from one address: no more answers than one after the other."""

from datetime import datetime
from time import sleep

import pytest
from django.test import Client

from foundation.accounts.models import RateCounter
from foundation.accounts.throttles import Rule, TooManyError
from tests.conftest import NOON
from tests.factories.catalog import UnitFactory
from tests.sessions import all_at_once
from warranty.limits import LOOKUPS_BY_NETWORK, MISSES

pytestmark = pytest.mark.django_db(transaction=True)
SERIAL = "NM95-2409-004172"


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)


def asked(serial: str) -> int:
    address = f"/warranty/check/?serial={serial}"
    return Client(REMOTE_ADDR="203.0.113.9").get(address).status_code


def test_of_fifty_at_once_thirty_are_answered() -> None:
    UnitFactory.create(serial=SERIAL)

    codes = all_at_once(*[lambda: asked(SERIAL)] * 50)

    assert codes.count(200) == LOOKUPS_BY_NETWORK.limit
    assert codes.count(429) == 20


def test_of_thirty_made_up_at_once_ten_are_told_so() -> None:
    jobs = [lambda n=n: asked(f"NM95-0000-{n:06d}") for n in range(30)]

    codes = all_at_once(*jobs)

    assert codes.count(404) == MISSES.limit
    assert codes.count(429) == 20


def test_without_the_count_in_one_statement_more_would_be_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The twin: read the count, look at it, then write it."""
    UnitFactory.create(serial=SERIAL)
    monkeypatch.setattr("warranty.limits.hit", _read_then_write)
    RateCounter.objects.create(
        rule=LOOKUPS_BY_NETWORK.name,
        key="network:203.0.113.0/24",
        window_start=NOON,
        count=LOOKUPS_BY_NETWORK.limit - 1,
    )

    codes = all_at_once(*[lambda: asked(SERIAL)] * 8)

    assert codes.count(200) > 1


def _read_then_write(rule: Rule, key: str, *, at: datetime) -> None:
    counter = RateCounter.objects.get(rule=rule.name, key=key)
    sleep(0.2)
    if counter.count >= rule.limit:
        raise TooManyError(rule.seconds)
    counter.count += 1
    counter.save(update_fields=["count"])
