"""Asking the workers to look for owners soon."""

from time import monotonic

from django.db import transaction

from foundation.core.wake import wake
from tickets.models import RoutingSettings

# A storm of tickets is one reason to look, not one for each.
HINT_SECONDS = 1.0


class _Hint:
    """When this process last asked."""

    def __init__(self) -> None:
        self._next = 0.0

    def is_due(self) -> bool:
        """Whether a second has passed since the last time that it had."""
        now = monotonic()
        if now < self._next:
            return False
        self._next = now + HINT_SECONDS
        return True


_hint = _Hint()


def ask_for_routing() -> None:
    """Let a worker see soon who can take what. A hint: at most one a second from each
    process, and none while routing is off; the sweep does what it misses."""
    if _hint.is_due() and RoutingSettings.objects.filter(is_enabled=True).exists():
        transaction.on_commit(
            lambda: wake("tickets.route_waiting_tickets"), robust=True
        )
