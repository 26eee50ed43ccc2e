from typing import Any

from django.core.management.base import BaseCommand

from foundation.events.actions import sweep_events


class Command(BaseCommand):
    """Does by hand what beat does every fifteen seconds."""

    help = (
        "Tells receivers of events that were not dispatched, and retries what is due."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Sweep once and say how much there was."""
        self.stdout.write(f"{sweep_events()} deliveries tried")
