from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from aftersales.archive import ArchiveError, back_up


class Command(BaseCommand):
    help = "Write database and files into one archive, also while the system runs."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to; by default a dated file beside the data."""
        parser.add_argument("file", nargs="?", type=Path, metavar="FILE.tar")

    def handle(self, *_args: Any, file: Path | None, **_options: Any) -> None:
        """Say where the archive is and what it holds."""
        now = timezone.now()
        dated = f"aftersales-{now:%Y%m%d-%H%M%S}.tar"
        target = (file or Path(settings.DATA_DIR) / "backups" / dated).resolve()
        try:
            manifest = back_up(target, at=now)
        except ArchiveError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{target}: the database and {manifest.n_files} files. It holds everything "
            "there is to know, and the key: keep it as you keep the system."
        )
