from argparse import ArgumentParser
from datetime import datetime, timedelta
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from aftersales.bench.applying import measure_applying
from aftersales.bench.board import measure_board
from aftersales.bench.report import write_applying, write_board, write_sweep
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

    help = "Measure sweep, runs and board on generated data, in a database of its own."

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
        crew(at)
        ensure_first_policies(at)
        load = Load(options["tickets"], 2 * (options["due"] + BATCH))
        generate(load, at, self.stdout.write)
        settle()
        figures = measure_sweep(options["due"], at + timedelta(seconds=1))
        self.stdout.write(write_sweep(figures))
        self.stdout.write(write_applying(measure_applying(at)))
        settle()
        self.stdout.write(write_board(measure_board()))
