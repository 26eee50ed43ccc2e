"""What is stored is what the moves say; what is not is named, and rings."""

from collections.abc import Callable
from io import StringIO
from typing import Any

import pgtrigger
import pytest
from django.core.management import CommandError, call_command

from foundation.core.actor import SYSTEM
from foundation.events.models import Event
from parts import verbs
from parts.actions.checking import check_stock
from parts.actions.reserving import consume
from parts.models import Part, PartSerial, StockBalance, StockLocation, StockMove
from tests.conftest import NOON
from tests.factories.parts import PartFactory, differences, kept, stocked

BY: dict[str, Any] = {"actor": SYSTEM, "at": NOON}


def lose_a_move() -> None:
    with pgtrigger.ignore("parts.StockMove:append_only"):
        StockMove.objects.all().delete()


def test_after_honest_work_nothing_differs(
    compressor: Part, store: StockLocation
) -> None:
    stocked(compressor, store, 5)
    consume(kept(compressor, store, 1), **BY)
    kept(compressor, store, 2)
    out = StringIO()

    call_command("replay", "stock", stdout=out)

    assert out.getvalue().strip() == "1 parts, 1 balances, 0 differences"


@pytest.mark.parametrize(
    ("harm", "complaint"),
    [
        (
            lambda: StockBalance.objects.update(on_hand=9),
            "MN-NC12 kho-chinh.good.on_hand: 9 ≠ 5",
        ),
        (
            lambda: StockBalance.objects.update(reserved=0),
            "MN-NC12 kho-chinh.good.reserved: 0 ≠ 1",
        ),
        (lose_a_move, "MN-NC12 kho-chinh.good.on_hand: 5 ≠ 0"),
        (
            lambda: StockBalance.objects.all().delete(),
            "MN-NC12 kho-chinh.good.on_hand: 0 ≠ 5",
        ),
    ],
)
def test_whatever_is_not_borne_out_is_named(
    compressor: Part, store: StockLocation, harm: Callable[[], Any], complaint: str
) -> None:
    stocked(compressor, store, 5)
    kept(compressor, store)

    harm()

    assert complaint in differences()
    with pytest.raises(CommandError):
        call_command("replay", "stock", stdout=StringIO())


def test_a_number_that_lies_nowhere_is_named(store: StockLocation) -> None:
    part = PartFactory.create(sku="MN-1", is_serialised=True)
    stocked(part, store, 2, serials=["CP-100", "CP-200"])

    PartSerial.objects.filter(serial="CP-100").delete()

    assert differences() == ["MN-1 kho-chinh.good.serials: 1 ≠ 2"]


def test_a_difference_rings(
    compressor: Part, store: StockLocation, caplog: pytest.LogCaptureFixture
) -> None:
    stocked(compressor, store, 5)
    StockBalance.objects.update(on_hand=9)

    check_stock(at=NOON)

    event = Event.objects.get(verb=verbs.STOCK_DIFFERS)
    assert (event.subject_id, event.data) == (str(compressor.pk), {"n_places": 1})
    assert "on_hand: 9 ≠ 5" in caplog.text


def test_books_that_are_right_are_silent(
    compressor: Part, store: StockLocation
) -> None:
    stocked(compressor, store, 5)

    assert check_stock(at=NOON) == []
    assert not Event.objects.filter(verb=verbs.STOCK_DIFFERS).exists()
