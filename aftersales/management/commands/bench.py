from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from aftersales.bench.report import write_sweep
from aftersales.bench.sweep import measure_sweep
from aftersales.demo.generate import Load, generate
from tickets.models import Ticket


class Command(BaseCommand):
    """`make bench`: measure beside a yardstick, and write docs/performance.md.

    Fills the database it runs against, so it refuses one that holds tickets.
    """

    help = "Measure the SLA sweep on generated data; needs a database of its own."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The size."""
        parser.add_argument("--tickets", type=int, default=100_000)
        parser.add_argument("--due", type=int, default=10_000)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Prepare, generate, measure, write."""
        call_command("prepare", verbosity=0)
        if Ticket.objects.exists():
            raise CommandError(
                "This database is in use; the bench needs one of its own."
            )
        at = timezone.now()
        load = Load(options["tickets"], 2 * options["due"])
        generate(load, at, self.stdout.write)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        figures = measure_sweep(options["due"], at + timedelta(seconds=1))
        self.stdout.write(write_sweep(figures))
