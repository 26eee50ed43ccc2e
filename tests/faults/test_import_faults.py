"""kill -9 in the middle of an import: every row once, behind the cursor."""

import pytest
from django.conf import LazySettings
from django.utils import timezone

from catalog.actions.import_files import (
    Bringing,
    bring_import,
    confirm_import,
    keep_csv,
)
from catalog.actions.import_runs import run_imports
from catalog.actions.imports import BATCH
from catalog.enums import ImportState
from catalog.models import Purchase, PurchaseImport
from foundation.accounts.models import User
from foundation.core.actor import SYSTEM
from tests.catalog.bringing import a_file, row
from tests.factories.catalog import ProductFactory
from tests.faults.conftest import Workers
from tests.sessions import eventually

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

MINUTE = 60
N_ROWS = 2 * BATCH + 7


def test_an_import_that_is_killed_goes_on_where_it_was(
    workers: Workers, manager_user: User, settings: LazySettings
) -> None:
    settings.MEDIA_ROOT = workers.folder / "media"  # where its workers look
    ProductFactory(sku="WF-95")
    now = timezone.now()
    kept = keep_csv(a_file(*[row(n) for n in range(1, N_ROWS + 1)]))
    how = Bringing(source="shop", locale="vi", creates_products=False)
    found = bring_import(kept, how, actor=SYSTEM, by=manager_user, at=now)
    run_imports(now)
    confirm_import(found, actor=SYSTEM, at=now)

    # Row n stands on line n + 1; the second piece dies before it is committed.
    workers.start(FAIL_POINT=f"imports.importing.{2 * BATCH + 1}").wait(timeout=MINUTE)
    at_death = Purchase.objects.count()
    workers.start()
    workers.start()
    state = eventually(
        lambda: PurchaseImport.objects.get(pk=found.pk).state,
        ImportState.DONE.__eq__,
        MINUTE,
    )

    found.refresh_from_db()
    assert (at_death, state) == (BATCH, ImportState.DONE)
    assert (found.n_new, found.n_known, found.n_broken) == (N_ROWS, 0, 0)
    assert Purchase.objects.count() == N_ROWS
