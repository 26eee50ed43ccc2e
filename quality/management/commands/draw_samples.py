from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from foundation.core.actor import SYSTEM
from foundation.core.errors import DomainError
from quality.actions.draws import draw_month
from quality.months import last_month, month_from


class Command(BaseCommand):
    help = "Draw the quality sample of a month that is over. Safe to run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which month."""
        parser.add_argument("--month", help="like 2026-10; without it, the last one")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Draw, and say how many."""
        at = timezone.now()
        asked = options["month"]
        month = month_from(asked) if asked else last_month(at)
        if month is None:
            raise CommandError("A month is written like 2026-10.")
        try:
            n_drawn = draw_month(month, actor=SYSTEM, at=at)
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{month:%Y-%m}: {n_drawn} drawn")
