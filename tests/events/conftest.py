from collections.abc import Callable
from typing import Any

import pytest

from foundation.events import registry

Hear = Callable[..., None]


@pytest.fixture(autouse=True)
def no_receivers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody hears anything but whom the test itself subscribes."""
    monkeypatch.setattr(registry, "_receivers", {})


@pytest.fixture
def heard() -> list[tuple[str, int]]:
    """What receivers made by `Ear` noted: (name, event id)."""
    return []


class Ear:
    """A receiver with a name, that notes what it hears, or fails as long as told to."""

    def __init__(self, name: str, heard: list[tuple[str, int]], fails: int = 0) -> None:
        self.__module__, self.__qualname__ = "tests", name
        self.heard, self.fails = heard, fails

    def __call__(self, event: Any) -> None:
        if self.fails:
            self.fails -= 1
            raise RuntimeError("the line is bad")
        self.heard.append((self.__qualname__, event.pk))


@pytest.fixture
def subscribe(heard: list[tuple[str, int]]) -> Callable[..., Ear]:
    def make(name: str, verb: str = "team.changed", fails: int = 0) -> Ear:
        ear = Ear(name, heard, fails)
        registry.on(verb)(ear)
        return ear

    return make
