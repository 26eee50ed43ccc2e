"""A database that cannot read Vietnamese is refused before anything starts."""

import pytest
from django.core.checks import run_checks
from django.db import connection

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
