"""A wake-up costs next to nothing, whatever the broker does."""

import json
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from celery import current_app
from django.conf import settings

from aftersales.celery import app
from aftersales.embedded.accounts import account_for, throwaway_folder
from aftersales.embedded.children import Guard
from aftersales.embedded.endpoints import RunRecord
from aftersales.embedded.processes import QUEUES
from aftersales.embedded.servers import Servers, free_port
from foundation.core import wake as bell
from foundation.core.wake import wake
from tests.sessions import PATIENCE_SECONDS
from tests.timing import shortest

LIMIT_SECONDS = 0.1
# What Python adds to the wait; a busy machine does not count, see `shortest`.
TOLERANCE_SECONDS = 0.05


@pytest.fixture(autouse=True)
def _fresh_bell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bell, "_bell", bell.Bell())


@pytest.fixture
def broker() -> Iterator["redis.Redis"]:
    client = redis.Redis.from_url(settings.REDIS_URL, decode_responses=True)
    client.flushdb()
    yield client
    client.flushdb()
    client.close()


@pytest.fixture
def hung_broker(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """It accepts every connection and never says a word."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(50)
        port = listener.getsockname()[1]
        monkeypatch.setattr(app.conf, "broker_url", f"redis://:x@127.0.0.1:{port}/0")
        yield


@pytest.fixture
def stopped_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app.conf, "broker_url", "redis://127.0.0.1:1/0")


def ring() -> None:
    wake("events.dispatch_event", 1)


def ring_anew() -> None:
    """As if nothing had failed before."""
    bell._bell._silent_until = 0.0
    ring()


def test_our_celery_application_is_the_current_one() -> None:
    assert current_app.main == "aftersales"


@pytest.mark.parametrize(
    ("task", "queue"),
    [
        ("events.dispatch_event", "events"),
        ("notifications.deliver_message", "messages"),
        ("catalog.bulk_import", "bulk"),
    ],
)
def test_a_wake_up_lands_in_its_queue_and_in_no_other(
    broker: "redis.Redis", task: str, queue: str
) -> None:
    wake(task, 7)

    lengths = {name: broker.llen(name) for name in QUEUES}
    message = json.loads(broker.lindex(queue, 0))  # type: ignore[arg-type] # there is one
    assert lengths == {name: int(name == queue) for name in QUEUES}
    assert message["headers"]["task"] == task
    assert message["headers"]["argsrepr"] == "(7,)"


def test_a_hung_broker_costs_a_tenth_of_a_second_once(
    hung_broker: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bell, "SILENCE_SECONDS", 2 * PATIENCE_SECONDS)

    first, second = shortest(ring_anew), shortest(ring)

    assert first < LIMIT_SECONDS + TOLERANCE_SECONDS
    assert second < 0.01


def test_a_stopped_broker_costs_nothing_and_raises_nothing(
    stopped_broker: None,
) -> None:
    assert shortest(ring_anew) < LIMIT_SECONDS


@pytest.fixture
def own_broker(monkeypatch: pytest.MonkeyPatch) -> Iterator["redis.Redis"]:
    """A broker that nobody else uses: a pause holds up all who do."""
    account = account_for(Path("/nonexistent"))
    folder = throwaway_folder("aftersales-broker-", account)
    guard = Guard(throwaway=folder)
    servers = Servers(guard, folder)
    port = servers.start_valkey(account, free_port(), "x")
    url = RunRecord(0, port, "x").endpoints.redis_url
    monkeypatch.setattr(app.conf, "broker_url", url)
    with redis.Redis.from_url(url) as client:
        yield client
    servers.stop()
    guard.close()


def test_a_broker_that_hangs_in_the_middle_is_no_error(
    own_broker: "redis.Redis",
) -> None:
    ring()
    own_broker.client_pause(60_000)

    assert shortest(ring_anew) < LIMIT_SECONDS + TOLERANCE_SECONDS


def test_after_a_moment_of_silence_the_bell_rings_again(broker: "redis.Redis") -> None:
    bell._bell._silent_until = time.monotonic() + 60
    wake("events.dispatch_event", 1)
    bell._bell._silent_until = 0.0

    wake("events.dispatch_event", 2)

    assert broker.llen("events") == 1
