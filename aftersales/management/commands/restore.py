from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from aftersales.archive import ArchiveError, restore


class Command(BaseCommand):
    help = "Bring an archive back into an empty system; what it owes is held."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which archive."""
        parser.add_argument("file", type=Path, metavar="FILE.tar")

    def handle(self, *_args: Any, file: Path, **_options: Any) -> None:
        """Say what came back, and that nothing goes out yet."""
        try:
            manifest = restore(file.resolve(), at=timezone.now())
        except ArchiveError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Restored what was backed up at {manifest.made_at}, with {manifest.n_files} "
            "files. No message goes out until you have looked at the list of messages "
            "and run: manage.py release_held"
        )
