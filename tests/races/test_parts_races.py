"""Parts wanted by several people at once, on real connections."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from foundation.core.actor import SYSTEM
from foundation.events.models import Event
from parts import verbs
from parts.actions.moving import Lot, Spot
from parts.actions.purchasing import (
    add_to_request,
    cancel_request,
    order_request,
    receive_line,
)
from parts.actions.reserving import consume, release
from parts.actions.stock import count_stock, move_stock
from parts.enums import LocationKind
from parts.models import (
    Part,
    PurchaseLine,
    PurchaseRequest,
    Reservation,
    StockLocation,
    StockMove,
)
from tests.conftest import NOON
from tests.factories.parts import (
    LocationFactory,
    OfferFactory,
    PartFactory,
    again,
    balance,
    differences,
    kept,
    stocked,
    the_line,
)
from tests.sessions import (
    PATIENCE_SECONDS,
    all_at_once,
    another_session,
    eventually,
    somebody_waits_for_a_row,
)

pytestmark = pytest.mark.django_db(transaction=True)

BY: dict[str, Any] = {"actor": SYSTEM, "at": NOON}


@pytest.fixture
def store(transactional_db: None) -> StockLocation:
    return LocationFactory.create(code="kho-chinh")


@pytest.fixture
def compressor(transactional_db: None) -> Part:
    part = PartFactory.create(sku="MN-NC12")
    OfferFactory.create(part=part)
    return part


def refusals(outcomes: list[object]) -> list[str]:
    return sorted(
        type(each).__name__ for each in outcomes if isinstance(each, Exception)
    )


def states() -> list[str]:
    return sorted(Reservation.objects.values_list("state", flat=True))


def test_two_want_the_last_one_and_the_other_gets_what_comes(
    compressor: Part, store: StockLocation
) -> None:
    stocked(compressor, store, 1)

    outcomes = all_at_once(
        lambda: kept(compressor, store, 1), lambda: kept(compressor, store, 2)
    )
    after = states()
    loser = Reservation.objects.get(state="waiting")
    order_request(the_line(compressor).request, **BY)
    receive_line(the_line(compressor), quantity=1, key="pg", **BY)

    assert refusals(outcomes) == []
    assert after == ["held", "waiting"]
    assert again(loser).is_held
    news = Event.objects.get(verb=verbs.RESERVATION_FILLED).data
    assert news["about_id"] == loser.about_id
    assert balance(compressor, store) == (2, 2)
    assert differences() == []


def test_without_the_lock_both_would_count_on_the_last_one(
    compressor: Part, store: StockLocation, monkeypatch: pytest.MonkeyPatch
) -> None:
    stocked(compressor, store, 1)
    monkeypatch.setattr(
        "parts.actions.reserving.held_part", lambda part: Part.objects.get(pk=part.pk)
    )

    with another_session() as first, another_session() as second:
        first.begin()
        first.run(lambda: kept(compressor, store, 1))
        outcome = second.start(lambda: kept(compressor, store, 2))
        eventually(somebody_waits_for_a_row, bool)
        first.commit()
        # Only the database was left to refuse it.
        with pytest.raises(IntegrityError, match="stock_balance_reserved_is_there"):
            outcome.result(timeout=PATIENCE_SECONDS)


def test_ten_want_three(compressor: Part, store: StockLocation) -> None:
    stocked(compressor, store, 3)

    all_at_once(
        *[lambda number=n: kept(compressor, store, number) for n in range(1, 11)]
    )

    assert states() == ["held"] * 3 + ["waiting"] * 7
    assert the_line(compressor).quantity == 7
    assert PurchaseRequest.objects.count() == 1
    assert differences() == []


def test_one_line_of_work_asks_four_times_at_once_and_has_one_reservation(
    compressor: Part, store: StockLocation
) -> None:
    stocked(compressor, store, 3)

    outcomes = all_at_once(*[lambda: kept(compressor, store, 1)] * 4)

    assert refusals(outcomes) == []
    assert balance(compressor, store) == (3, 1)


def test_one_line_cannot_have_parts_of_two_places(
    compressor: Part, store: StockLocation
) -> None:
    other = PartFactory.create()
    stocked(compressor, store, 1)
    stocked(other, store, 1)

    outcomes = all_at_once(
        lambda: kept(compressor, store, 1), lambda: kept(other, store, 1)
    )

    assert refusals(outcomes) == ["ReservedOtherwiseError"]
    assert states() == ["held"]


def test_what_two_use_at_once_is_used_once(
    compressor: Part, store: StockLocation
) -> None:
    stocked(compressor, store, 3)
    mine = kept(compressor, store)

    outcomes = all_at_once(*[lambda: consume(mine, **BY)] * 3)

    assert refusals(outcomes) == []
    assert StockMove.objects.filter(reason="consumed").count() == 1
    assert balance(compressor, store) == (2, 0)


def test_what_is_used_and_let_go_at_once_is_one_of_both(
    compressor: Part, store: StockLocation
) -> None:
    stocked(compressor, store, 1)
    mine = kept(compressor, store, 1)
    kept(compressor, store, 2)

    outcomes = all_at_once(lambda: consume(mine, **BY), lambda: release(mine, **BY))

    assert refusals(outcomes) in (["ConsumedError"], ["NotHeldError"])
    assert states() in (["consumed", "waiting"], ["held", "released"])
    assert differences() == []


def test_what_two_let_go_at_once_is_let_go_once(
    compressor: Part, store: StockLocation
) -> None:
    stocked(compressor, store, 1)
    mine = kept(compressor, store, 1)
    kept(compressor, store, 2)

    all_at_once(*[lambda: release(mine, **BY)] * 3)

    assert states() == ["held", "released"]
    assert balance(compressor, store) == (1, 1)


def test_one_arrival_sent_twice_at_once_counts_once(
    compressor: Part, store: StockLocation
) -> None:
    kept(compressor, store, 1, quantity=4)
    order_request(the_line(compressor).request, **BY)
    line = the_line(compressor)

    outcomes = all_at_once(
        *[lambda: receive_line(line, quantity=2, key="pg1", **BY)] * 3
    )

    assert refusals(outcomes) == []
    assert the_line(compressor).received == 2
    assert balance(compressor, store) == (2, 0)


def test_one_delivery_note_sent_twice_at_once_counts_once(
    compressor: Part, store: StockLocation
) -> None:
    all_at_once(*[lambda: stocked(compressor, store, 2, key="pn1")] * 3)

    assert balance(compressor, store) == (2, 0)


def test_one_form_sent_twice_at_once_asks_once(
    compressor: Part, store: StockLocation
) -> None:
    def ask() -> PurchaseLine:
        return add_to_request(compressor, location=store, quantity=3, key="k", **BY)

    outcomes = all_at_once(ask, ask)

    assert refusals(outcomes) == []
    assert the_line(compressor).quantity == 3


def test_two_arrivals_bring_no_more_than_was_ordered(
    compressor: Part, store: StockLocation
) -> None:
    line = add_to_request(compressor, location=store, quantity=3, **BY)
    order_request(line.request, **BY)

    outcomes = all_at_once(
        lambda: receive_line(line, quantity=2, key="a", **BY),
        lambda: receive_line(line, quantity=2, key="b", **BY),
    )

    assert refusals(outcomes) == ["TooManyError"]
    assert balance(compressor, store) == (2, 0)


def test_the_last_two_lines_arrive_at_once_and_close_their_request(
    compressor: Part, store: StockLocation
) -> None:
    fan = PartFactory.create()
    OfferFactory.create(part=fan, supplier=compressor.offers.get().supplier)
    add_to_request(fan, location=store, quantity=1, **BY)
    line = add_to_request(compressor, location=store, quantity=1, **BY)
    order_request(line.request, **BY)
    lines = list(PurchaseLine.objects.order_by("pk"))

    outcomes = all_at_once(
        *[
            lambda line=line: receive_line(line, quantity=1, key=f"pg{line.pk}", **BY)
            for line in lines
        ]
    )

    assert refusals(outcomes) == []
    assert PurchaseRequest.objects.get().state == "done"


def test_the_first_two_shortages_of_a_supplier_begin_one_draft(
    compressor: Part, store: StockLocation
) -> None:
    fan = PartFactory.create()
    OfferFactory.create(part=fan, supplier=compressor.offers.get().supplier)

    outcomes = all_at_once(
        lambda: kept(compressor, store, 1), lambda: kept(fan, store, 2)
    )

    assert refusals(outcomes) == []
    assert PurchaseRequest.objects.count() == 1
    assert PurchaseLine.objects.count() == 2


def test_a_draft_is_sent_off_once(compressor: Part, store: StockLocation) -> None:
    line = add_to_request(compressor, location=store, quantity=1, **BY)

    outcomes = all_at_once(*[lambda: order_request(line.request, **BY)] * 3)

    assert refusals(outcomes) == ["RequestStateError"] * 2


def test_an_order_that_is_cancelled_as_it_arrives_is_one_of_both(
    compressor: Part, store: StockLocation
) -> None:
    kept(compressor, store)
    order_request(the_line(compressor).request, **BY)
    line = the_line(compressor)

    outcomes = all_at_once(
        lambda: receive_line(line, quantity=1, key="pg", **BY),
        lambda: cancel_request(line.request, **BY),
    )

    assert refusals(outcomes) == ["RequestStateError"]
    assert states() in (["held"], ["waiting"])
    assert differences() == []


def test_a_shortage_on_a_draft_that_is_being_sent_is_on_it_or_on_the_next(
    compressor: Part, store: StockLocation
) -> None:
    fan = PartFactory.create()
    OfferFactory.create(part=fan, supplier=compressor.offers.get().supplier)
    kept(compressor, store, 1)
    request = the_line(compressor).request

    outcomes = all_at_once(
        lambda: order_request(request, **BY), lambda: kept(fan, store, 2)
    )

    assert refusals(outcomes) in ([], ["ConflictError"])
    assert the_line(fan).ordered_at is None or the_line(fan).request == request
    assert states() == ["waiting", "waiting"]


def test_what_goes_both_ways_at_once_waits_in_no_circle(
    compressor: Part, store: StockLocation
) -> None:
    van = LocationFactory.create(kind=LocationKind.VAN)
    here, there = Spot(store), Spot(van)
    stocked(compressor, store, 20)
    stocked(compressor, van, 20)

    outcomes = all_at_once(
        *[
            lambda way=way, n=n: move_stock(
                compressor, origin=way[0], target=way[1], lot=Lot(1, f"m{n}"), **BY
            )
            for n, way in enumerate([(here, there), (there, here)] * 4)
        ]
    )

    assert refusals(outcomes) == []
    assert balance(compressor, store) == (20, 0)
    assert differences() == []


def test_claims_that_keep_several_parts_wait_in_no_circle(
    compressor: Part, store: StockLocation
) -> None:
    fan = PartFactory.create()
    stocked(compressor, store, 1)
    stocked(fan, store, 1)

    def keep_both(number: int) -> None:
        with transaction.atomic():
            kept(compressor, store, number)
            kept(fan, store, 100 + number)

    outcomes = all_at_once(*[lambda n=n: keep_both(n) for n in range(1, 5)])

    assert refusals(outcomes) == []
    assert states() == ["held"] * 2 + ["waiting"] * 6
    winners = {each.about_id[-1] for each in Reservation.objects.filter(state="held")}
    assert len(winners) == 1


def test_a_count_beside_a_reservation_leaves_the_books_right(
    compressor: Part, store: StockLocation
) -> None:
    stocked(compressor, store, 2)

    outcomes = all_at_once(
        lambda: count_stock(
            compressor, spot=Spot(store), counted=1, note="Mất một", **BY
        ),
        lambda: kept(compressor, store, 1, quantity=2),
    )

    assert refusals(outcomes) == []
    assert states() == ["waiting"]
    assert balance(compressor, store) == (1, 0)
    assert differences() == []


def test_two_counts_against_the_same_number_are_one_count(
    compressor: Part, store: StockLocation
) -> None:
    stocked(compressor, store, 5)

    outcomes = all_at_once(
        *(
            lambda key=key: count_stock(
                compressor,
                spot=Spot(store),
                counted=3,
                note="Mất hai",
                seen=5,
                key=key,
                **BY,
            )
            for key in ("a", "b")
        )
    )

    assert refusals(outcomes) == ["StaleCountError"]
    assert balance(compressor, store) == (3, 0)


def test_one_number_is_used_for_one_of_two(
    compressor: Part, store: StockLocation
) -> None:
    compressor.is_serialised = True
    compressor.save(update_fields=["is_serialised"])
    stocked(compressor, store, 2, serials=["CP-100", "CP-200"])
    first, second = kept(compressor, store, 1), kept(compressor, store, 2)

    outcomes = all_at_once(
        lambda: consume(first, serial="CP-100", **BY),
        lambda: consume(second, serial="CP-100", **BY),
    )

    assert refusals(outcomes) == ["SerialElsewhereError"]
    assert balance(compressor, store) == (1, 1)
    assert differences() == []
