"""Files of purchases handled by several at once, on real connections."""

from collections.abc import Callable

import pytest

from catalog.actions.import_files import confirm_import, resume_import, stop_import
from catalog.actions.import_runs import run_imports
from catalog.models import Purchase, PurchaseImport
from foundation.accounts.models import User
from foundation.core.actor import SYSTEM
from foundation.events.models import Event
from tests.catalog.bringing import brought, row
from tests.conftest import NOON
from tests.factories.catalog import ProductFactory
from tests.sessions import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def checked(manager_user: User) -> PurchaseImport:
    ProductFactory(sku="WF-95")
    found = brought(manager_user, *[row(n) for n in range(1, 30)])
    run_imports(NOON)
    found.refresh_from_db()
    return found


def codes(outcomes: list[object]) -> list[str]:
    return sorted(getattr(each, "code", "done") for each in outcomes)


def confirming(found: PurchaseImport) -> Callable[[], object]:
    return lambda: confirm_import(found, actor=SYSTEM, at=NOON)


def test_of_two_who_confirm_one_does(checked: PurchaseImport) -> None:
    outcomes = all_at_once(confirming(checked), confirming(checked))

    assert codes(outcomes) == ["done", "import_state"]
    assert Event.objects.filter(verb="import.confirmed").count() == 1


def test_a_file_brought_twice_at_once_is_one_import(manager_user: User) -> None:
    all_at_once(*[lambda: brought(manager_user, row(1))] * 3)

    assert PurchaseImport.objects.count() == 1


def test_two_workers_import_each_row_once(checked: PurchaseImport) -> None:
    confirming(checked)()

    all_at_once(lambda: run_imports(NOON), lambda: run_imports(NOON))
    run_imports(NOON)

    checked.refresh_from_db()
    assert (checked.state, checked.n_new, checked.n_known) == ("done", 29, 0)
    assert Purchase.objects.count() == 29


def test_of_two_who_take_it_up_again_one_does(checked: PurchaseImport) -> None:
    stop_import(checked, actor=SYSTEM, at=NOON)

    outcomes = all_at_once(*[lambda: resume_import(checked, actor=SYSTEM, at=NOON)] * 2)

    assert codes(outcomes) == ["done", "import_state"]
