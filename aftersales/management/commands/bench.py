import logging
from argparse import ArgumentParser
from datetime import datetime, timedelta
from time import perf_counter
from typing import Any

import structlog
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from aftersales.bench.applying import measure_applying
from aftersales.bench.board import measure_board
from aftersales.bench.desk import Effort, measure_desk
from aftersales.bench.report import write_applying, write_board, write_desk, write_sweep
from aftersales.bench.shop import open_shop
from aftersales.bench.sweep import measure_sweep
from aftersales.demo.generate import Load, generate
from foundation.accounts.actions.people import NewStaff, Rights, create_staff
from foundation.accounts.actions.teams import create_team
from foundation.accounts.enums import Role, Sight
from foundation.core.actor import SYSTEM
from tickets.actions.clock_sweep import BATCH
from tickets.first_policies import ensure_first_policies
from tickets.models import Ticket

N_AGENTS = 20
DUE_SHARE = 10  # one open ticket in so many has a clock that comes due
PARTS = ("sla", "desk")


def crew(at: datetime) -> None:
    """A team with its lead, so that there is somebody to warn."""
    team = create_team("Đội thử tải", actor=SYSTEM, at=at)
    roles = [Role.MANAGER, Role.LEAD, *[Role.AGENT] * N_AGENTS]
    for number, role in enumerate(roles):
        rights = Rights(role, team, Sight.TEAM)
        person = NewStaff(f"tai{number}@hongha.example", f"Thử Tải {number}", rights)
        create_staff(person, password=None, actor=SYSTEM, at=at)


def settle() -> None:
    """Neither side shall pay for the filling: hint bits, statistics."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("VACUUM (ANALYZE)")


class Command(BaseCommand):
    """`make bench`: measure beside a yardstick, and write docs/performance.md.

    Fills the database it runs against, so it refuses one that holds tickets.
    """

    help = "Measure clocks and board, or the desk, on generated data of their own."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What, and how much of it."""
        parser.add_argument("part", choices=PARTS)
        parser.add_argument("--tickets", type=int, default=100_000)
        parser.add_argument(
            "--due", type=int, help="clocks; else a tenth of the tickets"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Prepare, generate, measure, write."""
        quiet = structlog.make_filtering_bound_logger(logging.WARNING)
        structlog.configure(wrapper_class=quiet)  # a line a request says nothing here
        call_command("prepare", verbosity=0)
        if Ticket.objects.exists():
            raise CommandError(
                "This database is in use; the bench needs one of its own."
            )
        at = timezone.now()
        crew(at)
        ensure_first_policies(at)
        n_tickets = options["tickets"]
        if options["part"] == "desk":
            self._desk(n_tickets, at)
        else:
            self._sla(n_tickets, options["due"] or n_tickets // DUE_SHARE, at)

    def _sla(self, n_tickets: int, n_due: int, at: datetime) -> None:
        load = Load(n_tickets, 2 * (n_due + BATCH))
        generate(load, at, self.stdout.write)
        settle()
        figures = measure_sweep(n_due, at + timedelta(seconds=1))
        self.stdout.write(write_sweep(figures))
        self.stdout.write(write_applying(measure_applying(at)))
        settle()
        self.stdout.write(write_board(measure_board()))

    def _desk(self, n_tickets: int, at: datetime) -> None:
        open_shop(n_tickets, at, self.stdout.write)
        settle()
        begun = perf_counter()
        figures = measure_desk(at, Effort(), self.stdout.write)
        self.stdout.write(write_desk(figures, n_tickets, perf_counter() - begun))
