import sys
from collections.abc import Callable, Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tickets.replay import Replayed, replay_clocks

# What is derived, and how it is recomputed.
DERIVED: dict[str, Callable[[], Iterator[Replayed]]] = {"clocks": replay_clocks}
SHOWN = 100


class Command(BaseCommand):
    """`manage.py replay clocks`: recompute what is derived, report every difference.

    Reads only. Exit code 1 where something differs.
    """

    help = "Recompute what is derived from the event log and report every difference."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to recompute."""
        parser.add_argument("what", choices=sorted(DERIVED))

    def handle(self, *_args: Any, **options: Any) -> None:
        """Go through everything, with progress on a terminal."""
        n_tickets = n_clocks = n_different = 0
        for batch in DERIVED[options["what"]]():
            n_tickets += batch.n_tickets
            n_clocks += batch.n_clocks
            for difference in batch.differences:
                n_different += 1
                if n_different <= SHOWN:
                    self.stdout.write(str(difference))
            if sys.stderr.isatty():
                self.stderr.write(f"{n_tickets} …", ending="\r")
        self.stdout.write(
            f"{n_tickets} tickets, {n_clocks} clocks, {n_different} differences"
        )
        if n_different:
            raise CommandError("What is stored is not what the history says.")
