"""A file is read through, confirmed and imported, piece by piece."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from catalog.actions import import_files, import_runs
from catalog.actions.import_files import (
    bring_import,
    confirm_import,
    keep_csv,
    resume_import,
    stop_import,
)
from catalog.actions.import_runs import run_imports
from catalog.enums import ImportState
from catalog.errors import ImportFileError, ImportStateError
from catalog.models import Product, Purchase, PurchaseImport, Unit
from customers.models import Customer
from foundation.accounts.models import User
from foundation.core.actor import SYSTEM, staff_actor
from foundation.events.models import Event
from tests.catalog.bringing import HOW, a_file, brought, row
from tests.conftest import NOON
from tests.factories.catalog import ProductFactory

ONE_PIECE = timedelta(0)


@pytest.fixture(autouse=True)
def washing_machine(db: None) -> Product:
    return ProductFactory(sku="WF-95")


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_runs, "BATCH", 2)


def checked(by: User, *rows: str, **how: object) -> PurchaseImport:
    found = brought(by, *rows, how=replace(HOW, **how))  # type: ignore[arg-type]
    run_imports(NOON)
    found.refresh_from_db()
    return found


def imported(found: PurchaseImport) -> PurchaseImport:
    confirm_import(found, actor=SYSTEM, at=NOON)
    run_imports(NOON)
    found.refresh_from_db()
    return found


def counts(found: PurchaseImport) -> tuple[int, int, int]:
    return found.n_new, found.n_known, found.n_broken


def test_a_file_is_read_through_and_nothing_is_written(manager_user: User) -> None:
    found = checked(manager_user, row(1), row(2), row(3, price="nhiều"))

    assert (found.state, counts(found)) == (ImportState.CHECKED, (2, 0, 1))
    assert not Purchase.objects.exists()
    assert not Customer.objects.exists()


def test_the_first_rows_are_shown_as_understood(manager_user: User) -> None:
    found = checked(manager_user, row(1), row(2, sku="XX-1"))

    first, second = found.preview["rows"]
    assert (first["order"], first["phone"]) == ("HD00001", "+84903400001")
    assert (first["unit_price"], first["verdict"]) == (9_490_000, "new")
    assert (second["verdict"], found.preview["products"]) == (
        "broken",
        [["XX-1", "Máy giặt Nami"]],
    )


def test_rows_see_each_other_across_pieces(
    manager_user: User, small_pieces: None
) -> None:
    rows = [row(1), row(2), row(3, serial="NM95-00001"), row(2)]

    found = checked(manager_user, *rows)

    assert counts(found) == (2, 1, 1)
    assert counts(imported(found)) == (2, 1, 1)


def test_confirmed_it_is_imported(manager_user: User) -> None:
    found = imported(checked(manager_user, row(1), row(2)))

    assert (found.state, counts(found)) == (ImportState.DONE, (2, 0, 0))
    assert Purchase.objects.count() == 2
    assert Unit.objects.get(serial="NM95-00001").owner is not None
    assert Event.objects.filter(verb="import.done").count() == 1


def test_the_same_file_twice_changes_nothing(manager_user: User) -> None:
    imported(checked(manager_user, row(1), row(2)))
    before = Event.objects.filter(verb__startswith="purchase.").count()

    again = imported(checked(manager_user, row(1), row(2)))

    assert counts(again) == (0, 2, 0)
    assert Event.objects.filter(verb__startswith="purchase.").count() == before


def test_a_file_under_way_is_not_brought_twice(manager_user: User) -> None:
    assert brought(manager_user, row(1)) == brought(manager_user, row(1))


def test_a_file_is_kept_once_under_its_hash() -> None:
    first, second = keep_csv(a_file(row(1))), keep_csv(a_file(row(1)))

    assert first == second
    assert first.path.endswith(first.sha256)
    assert default_storage.size(first.path) == first.size


def test_unknown_products_are_entered_where_asked(manager_user: User) -> None:
    found = checked(manager_user, row(1, sku="XX-1"), creates_products=True)
    assert counts(found) == (1, 0, 0)
    assert not Product.objects.filter(sku="XX-1").exists()

    imported(found)

    assert Product.objects.get(sku="XX-1").name == "Máy giặt Nami"


def test_broken_rows_keep_their_cells(manager_user: User) -> None:
    found = checked(manager_user, row(1, price="nhiều", phone="12"))

    broken = found.broken_rows.get()
    assert (broken.line, broken.order) == (2, "HD00001")
    assert [column for column, _sentence in broken.problems] == ["phone", "unit_price"]
    assert "nhiều" in broken.cells


def test_errors_come_in_the_language_of_whoever_brought_it(manager_user: User) -> None:
    found = checked(manager_user, row(1, price="x"), locale="en")

    assert "Số tiền" not in str(found.broken_rows.get().problems)


def test_confirming_counts_anew_what_is_broken(manager_user: User) -> None:
    found = imported(checked(manager_user, row(1), row(2, price="nhiều")))

    assert counts(found) == (1, 0, 1)
    assert found.broken_rows.count() == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe\x00", "UTF-8"),
        ("Tên;Tuổi\nA;3\n".encode(), "Thiếu cột"),
    ],
)
def test_a_file_that_is_none_says_why(
    manager_user: User, content: bytes, words: str
) -> None:
    kept = keep_csv(SimpleUploadedFile("x.csv", content))
    found = bring_import(kept, HOW, actor=SYSTEM, by=manager_user, at=NOON)

    run_imports(NOON)

    found.refresh_from_db()
    assert found.state == ImportState.FAILED
    assert words in found.failure


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(ImportFileError):
        keep_csv(SimpleUploadedFile("x.csv", b""))


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_files, "MAX_BYTES", 10)

    with pytest.raises(ImportFileError):
        keep_csv(a_file(row(1)))


def test_what_is_stopped_goes_on_where_it_was(
    manager_user: User, small_pieces: None
) -> None:
    found = checked(manager_user, *[row(n) for n in range(1, 8)])
    confirm_import(found, actor=SYSTEM, at=NOON)
    run_imports(NOON, patience=ONE_PIECE)
    stop_import(found, actor=SYSTEM, at=NOON)

    assert run_imports(NOON) == 0
    assert Purchase.objects.count() == 2

    resume_import(found, actor=SYSTEM, at=NOON)
    run_imports(NOON)

    found.refresh_from_db()
    assert (found.state, counts(found)) == (ImportState.DONE, (7, 0, 0))
    assert Purchase.objects.count() == 7


def test_what_is_stopped_while_it_is_read_is_read_on(
    manager_user: User, small_pieces: None
) -> None:
    found = brought(manager_user, *[row(n) for n in range(1, 6)])
    run_imports(NOON, patience=ONE_PIECE)
    stop_import(found, actor=SYSTEM, at=NOON)

    resume_import(found, actor=SYSTEM, at=NOON)
    run_imports(NOON)

    found.refresh_from_db()
    assert (found.state, counts(found)) == (ImportState.CHECKED, (5, 0, 0))


def test_one_that_fails_holds_up_none_behind_it(
    manager_user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = brought(manager_user, row(1)), brought(manager_user, row(2))
    PurchaseImport.objects.filter(pk=first.pk).update(preview=[])

    run_imports(NOON)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (ImportState.CHECKING, ImportState.CHECKED)


def test_only_what_was_read_is_confirmed(manager_user: User) -> None:
    found = brought(manager_user, row(1))

    with pytest.raises(ImportStateError):
        confirm_import(found, actor=SYSTEM, at=NOON)


def test_what_is_over_is_neither_stopped_nor_taken_up(manager_user: User) -> None:
    found = imported(checked(manager_user, row(1)))

    with pytest.raises(ImportStateError):
        stop_import(found, actor=SYSTEM, at=NOON)
    with pytest.raises(ImportStateError):
        resume_import(found, actor=SYSTEM, at=NOON)


def test_only_whoever_changes_the_catalogue_sees_imports(
    manager_user: User, agent_user: User
) -> None:
    brought(manager_user, row(1))

    assert PurchaseImport.objects.visible_to(manager_user).exists()
    assert not PurchaseImport.objects.visible_to(agent_user).exists()


def test_everything_is_told(manager_user: User) -> None:
    found = checked(manager_user, row(1))
    actor = staff_actor(manager_user.pk)
    confirm_import(found, actor=actor, at=NOON)
    stop_import(found, actor=actor, at=NOON)
    resume_import(found, actor=actor, at=NOON)

    told = Event.objects.filter(subject_type="catalog.purchaseimport").order_by("id")
    assert [event.verb for event in told] == [
        "import.brought",
        "import.confirmed",
        "import.stopped",
        "import.resumed",
    ]
