import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.actions.imports import (
    Batch,
    BrokenRow,
    Import,
    create_missing_products,
    import_purchases,
)
from catalog.csv_records import FileError, check_file
from foundation.core.actor import SYSTEM
from foundation.core.csv_export import BOM, csv_line

SHOWN = 20  # broken rows named on the screen; the report has them all


class Command(BaseCommand):
    help = (
        "Import purchases and units from a shop system's CSV file. Safe to run again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """FILE and how to treat it."""
        parser.add_argument("file", type=Path, metavar="FILE.csv")
        parser.add_argument("--dry-run", action="store_true", help="write nothing")
        parser.add_argument("--report", type=Path, help="broken rows go to this CSV")
        parser.add_argument(
            "--source", default="shop", help="the shop's name where the file has none"
        )
        parser.add_argument(
            "--create-products",
            action="store_true",
            help="enter unknown SKUs by the file's product name",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Import, report, and sum up, also when stopped by Ctrl-C."""
        run = Import(options["file"], options["source"], SYSTEM, timezone.now())
        self.totals = {"imported": 0, "known": 0, "broken": 0}
        self.shown = 0
        try:
            self._import(run, options)
        except FileError as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            self._sum_up()
            self.stderr.write(_("Đã dừng. Chạy lại lệnh này để làm tiếp."))
            sys.exit(130)
        self._sum_up()
        if options["dry_run"]:
            self.stdout.write(_("Chạy thử: chưa ghi gì."))

    def _import(self, run: Import, options: dict[str, Any]) -> None:
        lines = check_file(run.path)
        with transaction.atomic() if options["dry_run"] else nullcontext():
            if options["create_products"]:
                created = create_missing_products(run)
                self.stdout.write(_("Sản phẩm mới: %(n)d") % {"n": created})
            self._report(self._batches(run, lines), options["report"])
            if options["dry_run"]:
                transaction.set_rollback(True)

    def _batches(self, run: Import, lines: int) -> Iterator[BrokenRow]:
        """Import batch by batch with a progress line; hands on the broken rows."""
        for batch in import_purchases(run):
            self._count(batch)
            progress = _("Dòng %(line)d / %(lines)d") % {
                "line": batch.last_line,
                "lines": lines,
            }
            self.stderr.write(f"\r{progress}", ending="")
            yield from batch.broken
        self.stderr.write("")

    def _report(self, broken: Iterator[BrokenRow], path: Path | None) -> None:
        """Show the first broken rows; write all of them to the report as they come."""
        with (
            path.open("w", encoding="utf-8", newline="")
            if path
            else nullcontext() as file
        ):
            if file:
                file.write(BOM + csv_line(("line", "order", "columns", "message")))
            for row in broken:
                line = self._report_row(row)
                if file:
                    file.write(csv_line(line))

    def _report_row(self, row: BrokenRow) -> tuple[int, str, str, str]:
        columns = ", ".join(problem.column for problem in row.problems)
        words = "; ".join(
            f"{problem.column}: {problem.message}"
            if problem.column
            else problem.message
            for problem in row.problems
        )
        if self.shown < SHOWN:
            self.shown += 1
            place = _("Dòng %(line)d (đơn %(order)s)") % {
                "line": row.line,
                "order": row.order or "?",
            }
            self.stderr.write(f"\r{place}: {words}")
        return row.line, row.order, columns, words

    def _count(self, batch: Batch) -> None:
        self.totals["imported"] += batch.imported
        self.totals["known"] += batch.known
        self.totals["broken"] += len(batch.broken)

    def _sum_up(self) -> None:
        self.stdout.write(
            _("Dòng mới: %(imported)d · đã có: %(known)d · lỗi: %(broken)d")
            % self.totals
        )
