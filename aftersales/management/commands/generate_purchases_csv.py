import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from aftersales.demo.purchases import purchases_file


class Command(BaseCommand):
    help = "Write a purchases file full of what real files are full of, for trials."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """FILE, and what to put into it."""
        parser.add_argument("file", type=Path, metavar="FILE.csv")
        parser.add_argument("--rows", type=int, default=10_000)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--delimiter", choices=[";", ","], default=";")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write FILE as Excel would, and beside it FILE.broken.json: the lines that are
        broken on purpose."""
        path: Path = options["file"]
        file = purchases_file(
            options["rows"], seed=options["seed"], delimiter=options["delimiter"]
        )
        with path.open("w", encoding="utf-8-sig", newline="") as out:
            out.writelines(file.text)
        broken = path.with_name(f"{path.name}.broken.json")
        broken.write_text(json.dumps(file.broken))
        self.stdout.write(f"{path}: {file.rows} rows, {len(file.broken)} broken")
