from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from foundation.calendars.actions.holidays import seed_every_calendar
from foundation.calendars.models import CalendarException
from foundation.core.actor import SYSTEM


class Command(BaseCommand):
    """The first start of a system, and by hand what the worker does every day."""

    help = "Open the default calendar if there is none and read the list of holidays."

    def handle(self, *_args: Any, **options: Any) -> None:
        """Seed, and say how many spans are known."""
        seed_every_calendar(actor=SYSTEM, at=timezone.now())
        if options["verbosity"] == 0:
            return
        n_spans = CalendarException.objects.from_holidays().count()
        self.stdout.write(f"{n_spans} holiday spans in the calendars.")
