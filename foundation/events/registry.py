"""Who hears what: receivers subscribe to verbs when their app is ready."""

from collections.abc import Callable
from typing import Any

Receiver = Callable[[Any], None]
_receivers: dict[str, dict[str, Receiver]] = {}


def on(*verbs: str) -> Callable[[Receiver], Receiver]:
    """Subscribe a receiver `f(event)` to verbs. It may run twice and late: it must
    be idempotent. Its name is module and function, and stays the key of its deliveries."""

    def subscribe(receiver: Receiver) -> Receiver:
        name = f"{receiver.__module__}.{receiver.__qualname__}"
        for verb in verbs:
            _receivers.setdefault(verb, {})[name] = receiver
        return receiver

    return subscribe


def receivers_of(verb: str) -> dict[str, Receiver]:
    """The receivers of a verb by name."""
    return dict(_receivers.get(verb, {}))
