import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol

from django.core.management.base import BaseCommand, CommandError, CommandParser

from parts.replay import replay_stock
from tickets.replay import replay_clocks
from warranty.replay import replay_coverage


class Batch(Protocol):
    """Some cases that were gone through, each with its parts."""

    @property
    def n_cases(self) -> int:
        """How many cases."""
        ...

    @property
    def n_parts(self) -> int:
        """How many clocks or lines they have."""
        ...

    @property
    def differences(self) -> Sequence[object]:
        """What is stored and not borne out."""
        ...


# What is derived, how it is recomputed, and what its cases and their parts are called.
DERIVED: dict[str, tuple[Callable[[], Iterator[Batch]], str, str]] = {
    "clocks": (replay_clocks, "tickets", "clocks"),
    "coverage": (replay_coverage, "units", "lines"),
    "stock": (replay_stock, "parts", "balances"),
}
SHOWN = 100


class Command(BaseCommand):
    """`manage.py replay clocks|coverage|stock`: recompute what is derived, report every difference.

    Reads only. Exit code 1 where something differs.
    """

    help = "Recompute what is derived from the event log and report every difference."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to recompute."""
        parser.add_argument("what", choices=sorted(DERIVED))

    def handle(self, *_args: Any, **options: Any) -> None:
        """Go through everything, with progress on a terminal."""
        n_cases = n_parts = n_different = 0
        replay, cases, parts = DERIVED[options["what"]]
        for batch in replay():
            n_cases += batch.n_cases
            n_parts += batch.n_parts
            for difference in batch.differences:
                n_different += 1
                if n_different <= SHOWN:
                    self.stdout.write(str(difference))
            if sys.stderr.isatty():
                self.stderr.write(f"{n_cases} …", ending="\r")
        self.stdout.write(
            f"{n_cases} {cases}, {n_parts} {parts}, {n_different} differences"
        )
        if n_different:
            raise CommandError("What is stored is not what the history says.")
