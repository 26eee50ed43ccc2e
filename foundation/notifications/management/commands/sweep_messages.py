from typing import Any

from django.core.management.base import BaseCommand

from foundation.notifications.delivery import sweep_messages


class Command(BaseCommand):
    """Does by hand what beat does every fifteen seconds."""

    help = "Sends messages that are due, and those a crash left half-sent."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Sweep once and say how much there was."""
        self.stdout.write(f"{sweep_messages()} messages tried")
