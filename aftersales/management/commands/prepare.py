import sys
from getpass import getpass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.checks import Tags, run_checks
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from foundation.accounts.actions.people import NewStaff, Rights, create_staff
from foundation.accounts.enums import Role, Sight
from foundation.accounts.queries import demo_signins
from foundation.core.actor import SYSTEM
from tickets.first_policies import ensure_first_policies

MAKE_ADMIN = "manage.py create_staff EMAIL --role admin --password-stdin"


class Command(BaseCommand):
    """Makes a database ready to serve: what every start does before the programs."""

    help = (
        "Migrate; then, on an empty database, load the demo or ask for the first admin."
    )
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Run as often as you like; a database with people in it is left alone."""
        call_command("migrate", interactive=False, verbosity=0)
        refuse_what_cannot_work()
        call_command("seed_holidays", verbosity=0)
        is_empty = not get_user_model().objects.exists()
        if is_empty:
            self._fill()
        ensure_first_policies(timezone.now())
        remember(is_demo=settings.DEMO, is_new=is_empty)
        write_sign_ins()

    def _fill(self) -> None:
        if settings.DEMO:
            self.stdout.write("Loading the demo data …")
            with transaction.atomic():  # all of it, or an empty system once more
                call_command("demo")
        elif sys.stdin.isatty():
            self._ask_for_admin()
        else:
            self.stdout.write(f"Nobody can sign in yet. Make an admin: {MAKE_ADMIN}")

    def _ask_for_admin(self) -> None:
        email = input("E-mail of the first administrator (empty: later): ").strip()
        if not email:
            self.stdout.write(f"Later: {MAKE_ADMIN}")
            return
        # Not by invitation: nobody is in yet who could read the message with the link.
        rights = Rights(Role.ADMIN, None, Sight.ALL)
        person = NewStaff(email, email.partition("@")[0], rights)
        password = self._ask_for_password()
        create_staff(person, password=password, actor=SYSTEM, at=timezone.now())
        self.stdout.write(f"{email} can sign in at /desk/.")

    def _ask_for_password(self) -> str:
        while True:
            password = getpass("Password: ")
            try:
                validate_password(password)
            except ValidationError as error:
                self.stdout.write("\n".join(error.messages))
            else:
                return password


def refuse_what_cannot_work() -> None:
    """The checks on which a start depends; `make check` runs them all."""
    tags = [Tags.database, Tags.security]
    refusals = [
        f"{message.msg} {message.hint}"
        for message in run_checks(tags=tags, databases=["default"])
        if message.is_serious()
    ]
    if refusals:
        raise CommandError("\n".join(refusals))


def remember(*, is_demo: bool, is_new: bool) -> None:
    """Note once what this database is: one with real people never becomes a demo."""
    note = Path(settings.DATA_DIR) / "demo"
    if is_new or not note.exists():
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_text("1\n" if is_demo and is_new else "0\n")


def write_sign_ins() -> None:
    """For the greeting of `make run`, which knows no database."""
    path = Path(settings.DATA_DIR) / "run" / "sign-ins.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"  {way.email:<28}{way.password}  {way.label}" for way in demo_signins()]
    path.write_text("\n".join(["Sign in at /desk/ as", *lines]) if lines else "")
