"""What the system refuses to start with."""

import pytest
from django.core.checks import run_checks
from django.db import connection
from pytest_django import Settings

from aftersales import checks


def refusals() -> list[str | None]:
    return [error.id for error in run_checks(databases=["default"], tags=["database"])]


@pytest.mark.django_db
def test_our_own_database_knows_its_letters() -> None:
    assert refusals() == []


@pytest.mark.django_db
def test_a_database_that_folds_only_ascii_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # What such a database says, shown by the locale that makes it so.
    with connection.cursor() as cursor:
        cursor.execute("""SELECT lower('Đ' COLLATE "C") = 'đ' COLLATE "C" """)
        assert cursor.fetchone() == (False,)
    monkeypatch.setattr(checks, "_folds", lambda _alias: False)

    assert refusals() == ["aftersales.E002"]


@pytest.fixture
def demo(settings: Settings) -> Settings:
    settings.DEMO, settings.DEBUG, settings.DEMO_FORCE = True, False, False
    settings.BASE_URL = "http://127.0.0.1:8000"
    settings.ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
    return settings


def test_the_demo_may_run_on_one_machine(demo: Settings) -> None:
    assert checks.check_demo_is_private() == []


@pytest.mark.parametrize("host", ["*", "hongha.example", "192.168.1.7"])
def test_the_demo_does_not_go_public_by_mistake(demo: Settings, host: str) -> None:
    demo.ALLOWED_HOSTS = [host]

    assert [error.id for error in checks.check_demo_is_private()] == ["aftersales.E001"]


@pytest.mark.parametrize("name", ["DEBUG", "DEMO_FORCE"])
def test_whoever_insists_may(demo: Settings, name: str) -> None:
    demo.BASE_URL = "https://hongha.example"
    setattr(demo, name, True)

    assert checks.check_demo_is_private() == []
