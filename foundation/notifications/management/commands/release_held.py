from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from foundation.core.actor import SYSTEM
from foundation.notifications.actions import release_held


class Command(BaseCommand):
    """Ends the hold that a restore puts on the outbox."""

    help = "Releases messages held after a restore. Look at the desk's list first."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Release and say how many."""
        n_released = release_held(actor=SYSTEM, at=timezone.now())
        self.stdout.write(f"{n_released} messages released")
