from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from aftersales.demo.generate import Load, generate


class Command(BaseCommand):
    """`manage.py generate --tickets N`: a large realistic data set, for load tests.

    Adds to what is there, ten thousand tickets to a transaction; stop it at any time.
    """

    help = "Add many open tickets with their clocks, by COPY, for load tests."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How much of it."""
        parser.add_argument("--tickets", type=int, default=10_000)
        parser.add_argument(
            "--due", type=int, default=0, help="clocks that a sweep finds due at once"
        )
        parser.add_argument("--days", type=int, default=5, help="how far back they go")
        parser.add_argument("--seed", type=int, default=2026)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Make it, saying how far it is."""
        load = Load(
            options["tickets"], options["due"], options["days"], options["seed"]
        )
        n_due = generate(load, timezone.now(), self.stdout.write)
        self.stdout.write(f"{load.n_tickets} tickets, {n_due} clocks due for a step")
