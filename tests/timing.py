"""Measured time, and a broker that a crowded machine may slow down without harm."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter

import pytest

from foundation.events import bell, live
from tests.sessions import PATIENCE_SECONDS

TRIES = 5


def shortest(job: Callable[[], object]) -> float:
    """The seconds of the quickest of some tries: the others only tell how crowded it is."""
    return min(_seconds_of(job) for _ in range(TRIES))


def _seconds_of(job: Callable[[], object]) -> float:
    begun = perf_counter()
    job()
    return perf_counter() - begun


@contextmanager
def nothing_but_the_bell(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nobody looks by the clock, and whoever rings waits until the broker has heard."""
    monkeypatch.setattr(live, "CHECK_SECONDS", 2 * PATIENCE_SECONDS)
    monkeypatch.setattr(bell, "RING_SECONDS", PATIENCE_SECONDS)
    monkeypatch.setattr(bell, "CONNECT_SECONDS", PATIENCE_SECONDS)
    monkeypatch.setattr(bell, "_quiet", bell.Quiet())
    # A slow wake-up would hush the bell.
    monkeypatch.setattr("foundation.events.actions.wake", lambda *args: None)
    bell._client.cache_clear()
    yield
    bell._client().close()
    bell._client.cache_clear()
