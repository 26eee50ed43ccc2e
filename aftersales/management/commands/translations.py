from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from aftersales.catalogue import (
    CATALOGUE,
    CATALOGUES,
    as_mo,
    as_po,
    complaints,
    extracted,
    merged,
    stored,
)

SHOWN = 40  # a screenful; the count says how many more


class Command(BaseCommand):
    """Keeps locale/en complete: `extract` after a change, `compile` before a run."""

    help = "Extract, compile or check the English translation of every string."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One word, and for tests another folder."""
        parser.add_argument("step", choices=["extract", "compile", "check"])
        parser.add_argument("--root", type=Path, default=Path(settings.BASE_DIR))

    def handle(self, *_args: Any, step: str, root: Path, **_options: Any) -> None:
        """Do the one step."""
        {"extract": self._extract, "compile": self._compile, "check": self._check}[
            step
        ](root)

    def _extract(self, root: Path) -> None:
        path = root / CATALOGUE
        path.parent.mkdir(parents=True, exist_ok=True)
        catalog = merged(stored(path), extracted(root))
        path.write_bytes(as_po(catalog))
        self.stdout.write(f"{len(catalog)} messages in {CATALOGUE}.")

    def _compile(self, root: Path) -> None:
        path = root / CATALOGUE
        path.parent.mkdir(parents=True, exist_ok=True)
        for each in {path, *root.glob(CATALOGUES)}:
            each.with_suffix(".mo").write_bytes(as_mo(stored(each)))

    def _check(self, root: Path) -> None:
        wrong = sorted(complaints(stored(root / CATALOGUE), extracted(root)))
        for complaint in wrong[:SHOWN]:
            self.stderr.write(complaint)
        if wrong:
            raise CommandError(
                f"{len(wrong)} strings are not translated as they should be. "
                f"Run `manage.py translations extract` and fill in {CATALOGUE}."
            )
        self.stdout.write("Every string has its translation.")
