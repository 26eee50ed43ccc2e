"""manage.py create_staff EMAIL --role ROLE: a login for a member of staff."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from foundation.accounts.actions.people import (
    NewStaff,
    Rights,
    create_staff,
    invite_staff,
)
from foundation.accounts.enums import Role, Sight
from foundation.accounts.models import Team
from foundation.core.actor import SYSTEM
from foundation.core.errors import DomainError


class Command(BaseCommand):
    """Opens the login; without a password its owner gets a link to choose one."""

    help = "Create a staff login. Without --password-stdin an invitation is sent."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who, and what they may do."""
        parser.add_argument("email")
        parser.add_argument("--role", required=True, choices=Role.values)
        parser.add_argument("--name", default="")
        parser.add_argument("--team", default="", help="code of a team")
        parser.add_argument("--sees", default=Sight.TEAM, choices=Sight.values)
        parser.add_argument("--password-stdin", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Create or invite."""
        email = options["email"]
        rights = Rights(
            Role(options["role"]), _team(options["team"]), Sight(options["sees"])
        )
        person = NewStaff(email, options["name"] or email.partition("@")[0], rights)
        now = timezone.now()
        try:
            if options["password_stdin"]:
                password = _password()
                create_staff(person, password=password, actor=SYSTEM, at=now)
                self.stdout.write(f"Created {email}.")
            else:
                invite_staff(person, actor=SYSTEM, at=now)
                self.stdout.write(f"Invited {email}; the link is on its way.")
        except DomainError as error:
            raise CommandError(str(error)) from error


def _team(code: str) -> Team | None:
    if not code:
        return None
    team = Team.objects.filter(code=code).first()
    if team is None:
        raise CommandError(f"There is no team with the code {code}.")
    return team


def _password() -> str:
    password = sys.stdin.readline().rstrip("\r\n")
    try:
        validate_password(password)
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    return password
