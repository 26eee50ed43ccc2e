"""The bench of the desk at its smallest: every row is asked for, and the page is written."""

import os
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import LazySettings
from django.db import connection
from django.utils import timezone

from aftersales.bench import report
from aftersales.bench.desk import Effort, measure_desk
from aftersales.bench.shop import open_shop
from aftersales.management.commands.bench import crew
from tests.faults.conftest import PATIENCE_SECONDS
from tickets.first_policies import ensure_first_policies
from tickets.models import Message, Ticket

FEW = Effort(alone=2, together=2, warm_up=1, imported=40, runs=2, turns=1)
PAGE = "# Speed\n<!-- desk -->\nold\n<!-- /desk -->\n<!-- sweep -->\nkept\n<!-- /sweep -->\n"


@pytest.fixture
def own_folder(
    tmp_path: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """The programs work at the database of the tests, in a folder of their own."""
    database = urlsplit(os.environ["DATABASE_URL"])
    name = str(connection.settings_dict["NAME"])
    monkeypatch.setenv("DATABASE_URL", database._replace(path=f"/{name}").geturl())
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("SECRET_KEY", settings.SECRET_KEY)
    monkeypatch.setenv("PYTHONWARNINGS", "ignore")
    monkeypatch.setattr(report, "PAGE", tmp_path / "performance.md")
    settings.DATA_DIR = tmp_path
    report.PAGE.write_text(PAGE, encoding="utf-8")
    return tmp_path


@pytest.mark.slow
@pytest.mark.timeout(3 * PATIENCE_SECONDS)
@pytest.mark.django_db(transaction=True)
def test_the_bench_asks_for_every_row_and_writes_its_part_of_the_page(
    own_folder: Path,
) -> None:
    at, told = timezone.now(), list[str]()
    crew(at)
    ensure_first_policies(at)
    open_shop(120, at, told.append)

    figures = measure_desk(at, FEW, told.append)
    table = report.write_desk(figures, 120, 1)

    assert Ticket.objects.filter(number__startswith="TK-1").count() == 120
    assert Message.objects.filter(ticket__number__startswith="TK-1").count() >= 600
    assert {"reply", "assign", "resolve", "ticket"} <= {
        line.row.name for line in figures.lines
    }
    assert all(
        line.alone.ours.each and line.together.ours.each for line in figures.lines
    )
    assert report.PAGE.read_text(encoding="utf-8") == PAGE.replace("old", table)
