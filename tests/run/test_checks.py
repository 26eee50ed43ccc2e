"""What the system refuses to start with."""

import pytest
from django.core.checks import run_checks
from django.db import connection
from pytest_django import Settings

from aftersales import checks


def ids(**options: object) -> list[str | None]:
    return [message.id for message in run_checks(**options)]  # type: ignore[arg-type] # of run_checks


@pytest.mark.django_db
def test_our_own_database_knows_its_letters() -> None:
    assert ids(databases=["default"], tags=["database"]) == []


@pytest.mark.django_db
def test_a_database_that_folds_only_ascii_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("""SELECT lower('Đ' COLLATE "C") = 'đ' COLLATE "C" """)
        assert cursor.fetchone() == (False,)
    monkeypatch.setattr(checks, "_folds", lambda _alias: False)

    assert ids(databases=["default"], tags=["database"]) == ["aftersales.E001"]


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:8000", "http://localhost", "http://192.168.1.7:8000"],
)
def test_the_demo_may_run_where_only_we_come(settings: Settings, address: str) -> None:
    settings.DEMO, settings.DEBUG, settings.DEMO_FORCE = True, False, False
    settings.BASE_URL = address

    assert checks.demo_stays_private() == []


def test_the_demo_does_not_go_public_by_mistake(settings: Settings) -> None:
    settings.DEMO, settings.DEBUG, settings.DEMO_FORCE = True, False, False
    settings.BASE_URL = "https://cskh.hongha.example"

    assert [error.id for error in checks.demo_stays_private()] == ["aftersales.E002"]


def test_somebody_may_insist_on_a_public_demo(settings: Settings) -> None:
    settings.DEMO, settings.DEBUG, settings.DEMO_FORCE = True, False, True
    settings.BASE_URL = "https://demo.hongha.example"

    assert checks.demo_stays_private() == []
