"""manage.py api_token EMAIL: a key to the API, printed once."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from foundation.accounts.actions.tokens import create_token
from foundation.accounts.enums import Scope, UserKind
from foundation.accounts.models import User
from foundation.core.actor import SYSTEM
from foundation.core.errors import DomainError


class Command(BaseCommand):
    """Gives a member of staff a token and prints its key, which is kept nowhere."""

    help = "Create an API token for a staff login and print it once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose, for what."""
        parser.add_argument("email")
        parser.add_argument(
            "--scope",
            action="append",
            choices=Scope.values,
            help="may be given several times; all scopes when left out",
        )
        parser.add_argument("--name", default="manage.py")

    def handle(self, *args: Any, **options: Any) -> None:
        """Create and print."""
        email = options["email"].lower()
        user = User.objects.filter(email=email, kind=UserKind.STAFF).first()
        if user is None:
            raise CommandError(f"There is no staff login with the address {email}.")
        scopes = [Scope(word) for word in options["scope"] or Scope.values]
        try:
            new = create_token(
                user,
                name=options["name"],
                scopes=scopes,
                actor=SYSTEM,
                at=timezone.now(),
            )
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(new.key)
