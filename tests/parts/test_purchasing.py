"""What is asked for, ordered, promised, and what happens when it comes."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from foundation.core.actor import SYSTEM
from foundation.events.models import Event
from parts import verbs
from parts.actions.purchasing import (
    add_to_request,
    cancel_request,
    change_quantity,
    confirm_eta,
    order_request,
    receive_line,
)
from parts.actions.reserving import release
from parts.enums import RequestState
from parts.errors import (
    EmptyRequestError,
    KeyUsedError,
    NeededError,
    NoSupplierError,
    PartClosedError,
    PastDayError,
    QuantityError,
    RequestStateError,
    SerialNeededError,
    StaleQuantityError,
    TooManyError,
)
from parts.models import (
    Part,
    PurchaseLine,
    PurchaseRequest,
    StockLocation,
)
from tests.conftest import NOON
from tests.factories.parts import (
    OfferFactory,
    PartFactory,
    SupplierFactory,
    again,
    balance,
    day,
    differences,
    kept,
    the_line,
)

BY: dict[str, Any] = {"actor": SYSTEM, "at": NOON}
LATER: dict[str, Any] = {"actor": SYSTEM, "at": NOON + timedelta(days=1)}


def told(verb: str) -> list[dict[str, Any]]:
    return [event.data for event in Event.objects.filter(verb=verb).order_by("pk")]


def ordered(part: Part, store: StockLocation, quantity: int = 3) -> PurchaseLine:
    """A line under way."""
    line = add_to_request(part, location=store, quantity=quantity, **BY)
    order_request(line.request, **BY)
    return PurchaseLine.objects.get(pk=line.pk)


def test_what_is_put_by_hand_stands_beside_what_work_waits_for(
    compressor: Part, store: StockLocation
) -> None:
    add_to_request(compressor, location=store, quantity=2, **BY)
    first = kept(compressor, store, 1)
    kept(compressor, store, 2)
    kept(compressor, store, 3)

    line = the_line(compressor)

    # The two by hand serve two of the three.
    assert (line.quantity, line.short) == (3, 1)
    release(first, **LATER)
    assert the_line(compressor).quantity == 2


@pytest.mark.parametrize("quantity", [0, 100_001])
def test_nobody_asks_for_nothing(
    compressor: Part, store: StockLocation, quantity: int
) -> None:
    with pytest.raises(QuantityError):
        add_to_request(compressor, location=store, quantity=quantity, **BY)


def test_what_nobody_sells_is_not_asked_for(
    compressor: Part, store: StockLocation
) -> None:
    other = SupplierFactory.create()

    with pytest.raises(NoSupplierError):
        add_to_request(PartFactory.create(), location=store, quantity=1, **BY)
    with pytest.raises(NoSupplierError):
        add_to_request(compressor, location=store, quantity=1, supplier=other, **BY)


@pytest.mark.parametrize(
    ("last_buy_on", "is_sold"), [("2026-11-19", False), ("2026-11-20", True)]
)
def test_a_part_is_sold_up_to_its_last_day(
    compressor: Part, store: StockLocation, last_buy_on: str, is_sold: bool
) -> None:
    compressor.last_buy_on = day(last_buy_on)
    compressor.save(update_fields=["last_buy_on"])

    kept(compressor, store)

    assert compressor.purchase_lines.exists() is is_sold


def test_a_part_no_longer_used_is_not_asked_for(
    compressor: Part, store: StockLocation
) -> None:
    compressor.is_active = False
    compressor.save(update_fields=["is_active"])

    with pytest.raises(PartClosedError):
        add_to_request(compressor, location=store, quantity=1, **BY)


def test_it_is_bought_from_the_preferred_else_from_the_cheapest_in_use(
    store: StockLocation,
) -> None:
    part = PartFactory.create()
    dear = OfferFactory.create(part=part, price=900, is_preferred=False)
    OfferFactory.create(
        part=part, price=1, is_preferred=False, supplier__is_active=False
    )
    cheap = OfferFactory.create(part=part, price=500, is_preferred=False)

    by_price = add_to_request(part, location=store, quantity=1, **BY)
    dear.is_preferred = True
    dear.save(update_fields=["is_preferred"])
    by_choice = add_to_request(part, location=store, quantity=1, **BY)

    assert by_price.request.supplier == cheap.supplier
    assert by_choice.request.supplier == dear.supplier


def test_one_supplier_is_preferred(compressor: Part) -> None:
    with pytest.raises(IntegrityError):
        OfferFactory.create(part=compressor)


def test_a_need_moves_to_the_supplier_that_is_preferred_now(
    compressor: Part, store: StockLocation
) -> None:
    kept(compressor, store, 1)
    compressor.offers.update(is_preferred=False)
    other = OfferFactory.create(part=compressor)

    second = kept(compressor, store, 2)

    line = the_line(compressor)
    assert (line.request.supplier, line.quantity) == (other.supplier, 2)
    assert again(second).purchase_line == line
    assert differences() == []


def test_an_order_counts_from_the_day_it_is_sent(
    compressor: Part, store: StockLocation
) -> None:
    mine = kept(compressor, store)

    request = order_request(the_line(compressor).request, **LATER)

    assert request.state == RequestState.ORDERED
    assert again(mine).eta_on == day("2026-11-26")
    (news,) = told(verbs.RESERVATION_ETA_CHANGED)
    assert (news["old_eta"], news["eta"]) == ("2026-11-25", "2026-11-26")


def test_what_is_missing_after_an_order_goes_on_a_new_draft(
    compressor: Part, store: StockLocation
) -> None:
    kept(compressor, store, 1)
    order_request(the_line(compressor).request, **BY)

    second = kept(compressor, store, 2)

    assert again(second).purchase_line == the_line(
        compressor, request__state=RequestState.DRAFT
    )
    assert PurchaseRequest.objects.count() == 2


def test_a_request_is_sent_once_and_not_empty(
    compressor: Part, store: StockLocation
) -> None:
    line = add_to_request(compressor, location=store, quantity=1, **BY)
    empty = PurchaseRequest.objects.create(
        number="MH-1",
        supplier=SupplierFactory.create(),
        location=store,
        created_at=NOON,
    )
    order_request(line.request, **BY)

    with pytest.raises(RequestStateError):
        order_request(line.request, **LATER)
    with pytest.raises(EmptyRequestError):
        order_request(empty, **LATER)


def test_one_draft_gathers_for_a_supplier_and_a_place(
    compressor: Part, store: StockLocation
) -> None:
    line = add_to_request(compressor, location=store, quantity=1, **BY)

    with pytest.raises(IntegrityError):
        PurchaseRequest.objects.create(
            number="MH-1",
            supplier=line.request.supplier,
            location=store,
            created_at=NOON,
        )


def test_a_confirmed_day_is_everybodys_who_waits_for_it(
    compressor: Part, store: StockLocation
) -> None:
    first, second = kept(compressor, store, 1), kept(compressor, store, 2)
    order_request(the_line(compressor).request, **BY)

    confirm_eta(the_line(compressor), expected_on=day("2026-12-01"), **LATER)
    confirm_eta(the_line(compressor), expected_on=day("2026-12-01"), **LATER)

    assert [again(each).eta_on for each in (first, second)] == [day("2026-12-01")] * 2
    assert again(first).is_eta_confirmed
    news = told(verbs.RESERVATION_ETA_CHANGED)
    assert [each["about_id"] for each in news] == ["1", "2"]
    assert {each["is_confirmed"] for each in news} == {True}
    assert len(told(verbs.SUPPLY_CONFIRMED)) == 1


def test_who_is_served_by_another_delivery_keeps_their_day(
    compressor: Part, store: StockLocation
) -> None:
    early = ordered(compressor, store, 1)
    late = ordered(compressor, store, 1)
    first, second = kept(compressor, store, 1), kept(compressor, store, 2)

    confirm_eta(late, expected_on=day("2026-12-20"), **LATER)

    assert again(first).purchase_line == early
    assert again(second).eta_on == day("2026-12-20")
    assert [each["about_id"] for each in told(verbs.RESERVATION_ETA_CHANGED)] == ["2"]


def test_the_past_is_not_confirmed_nor_what_is_not_under_way(
    compressor: Part, store: StockLocation
) -> None:
    draft = add_to_request(compressor, location=store, quantity=1, **BY)

    with pytest.raises(RequestStateError):
        confirm_eta(draft, expected_on=day("2026-12-01"), **BY)
    with pytest.raises(PastDayError):
        confirm_eta(draft, expected_on=day("2026-11-19"), **BY)


def test_what_comes_serves_those_in_turn_and_no_more_than_came(
    compressor: Part, store: StockLocation
) -> None:
    plain, urgent = kept(compressor, store, 1), kept(compressor, store, 2, urgency=1)
    third = kept(compressor, store, 3)
    order_request(the_line(compressor).request, **BY)

    line = receive_line(the_line(compressor), quantity=2, key="pg1", **LATER)

    states = [again(each).state for each in (plain, urgent, third)]
    assert states == ["held", "held", "waiting"]
    assert (line.received, line.outstanding, line.arrived_at) == (2, 1, None)
    assert again(third).purchase_line == line
    assert line.request.state == RequestState.ORDERED
    assert balance(compressor, store) == (2, 2)
    assert [each["about_id"] for each in told(verbs.RESERVATION_FILLED)] == ["2", "1"]
    assert differences() == []


def test_the_same_arrival_counts_once(compressor: Part, store: StockLocation) -> None:
    line = ordered(compressor, store)

    receive_line(line, quantity=2, key="pg1", **LATER)
    receive_line(line, quantity=2, key="pg1", **LATER)

    assert the_line(compressor).received == 2
    assert balance(compressor, store) == (2, 0)


def test_the_key_of_an_arrival_is_of_one_line(
    compressor: Part, store: StockLocation
) -> None:
    first, second = ordered(compressor, store), ordered(compressor, store)
    receive_line(first, quantity=1, key="pg1", **LATER)

    with pytest.raises(KeyUsedError):
        receive_line(second, quantity=1, key="pg1", **LATER)


def test_the_last_part_closes_the_request_and_teaches_what_it_cost(
    compressor: Part, store: StockLocation
) -> None:
    line = ordered(compressor, store)

    receive_line(line, quantity=1, key="1", **LATER)
    receive_line(line, quantity=2, key="2", **LATER)

    line = the_line(compressor)
    compressor.refresh_from_db()
    assert (line.arrived_at, line.request.state) == (LATER["at"], RequestState.DONE)
    assert compressor.cost == 1_450_000
    with pytest.raises(RequestStateError):
        receive_line(line, quantity=1, key="3", **LATER)


@pytest.mark.parametrize("quantity", [0, 4])
def test_no_more_comes_than_is_still_to_come(
    compressor: Part, store: StockLocation, quantity: int
) -> None:
    line = ordered(compressor, store)

    with pytest.raises(TooManyError):
        receive_line(line, quantity=quantity, key="1", **LATER)


def test_the_database_counts_what_came_too(
    compressor: Part, store: StockLocation
) -> None:
    line = ordered(compressor, store)
    line.received = 4

    with pytest.raises(IntegrityError):
        line.save()


def test_a_draft_is_not_received(compressor: Part, store: StockLocation) -> None:
    line = add_to_request(compressor, location=store, quantity=3, **BY)

    with pytest.raises(RequestStateError):
        receive_line(line, quantity=1, key="1", **LATER)


def test_numbered_parts_arrive_with_their_numbers(
    compressor: Part, store: StockLocation
) -> None:
    compressor.is_serialised = True
    compressor.save(update_fields=["is_serialised"])
    line = ordered(compressor, store, 2)

    with pytest.raises(SerialNeededError), transaction.atomic():
        receive_line(line, quantity=2, key="1", serials=["CP-100"], **LATER)
    receive_line(line, quantity=2, key="1", serials=["CP-100", "CP-200"], **LATER)

    assert compressor.serials.filter(location=store).count() == 2
    assert differences() == []


def test_what_work_still_waits_for_is_asked_for_anew_when_an_order_is_cancelled(
    compressor: Part, store: StockLocation
) -> None:
    mine = kept(compressor, store)
    request = order_request(the_line(compressor).request, **BY)

    cancel_request(request, **LATER)
    cancel_request(request, **LATER)

    line = the_line(compressor, request__state=RequestState.DRAFT)
    assert (again(mine).purchase_line, again(mine).eta_on) == (line, day("2026-11-26"))
    assert len(told(verbs.SUPPLY_CANCELLED)) == 1


def test_what_was_put_by_hand_goes_with_a_cancelled_draft(
    compressor: Part, store: StockLocation
) -> None:
    line = add_to_request(compressor, location=store, quantity=3, **BY)

    assert cancel_request(line.request, **LATER).state == RequestState.CANCELLED
    assert PurchaseRequest.objects.count() == 1


def test_a_complete_request_is_not_cancelled(
    compressor: Part, store: StockLocation
) -> None:
    line = ordered(compressor, store, 1)
    receive_line(line, quantity=1, key="1", **LATER)

    with pytest.raises(RequestStateError):
        cancel_request(line.request, **LATER)


def test_a_draft_line_is_changed_by_hand_but_not_below_the_need(
    compressor: Part, store: StockLocation
) -> None:
    kept(compressor, store)
    change_quantity(the_line(compressor), quantity=4, seen=1, **BY)
    more = the_line(compressor).quantity

    with pytest.raises(NeededError):
        change_quantity(the_line(compressor), quantity=0, seen=4, **BY)
    assert more == 4


def test_a_line_of_nothing_goes(compressor: Part, store: StockLocation) -> None:
    line = add_to_request(compressor, location=store, quantity=2, **BY)

    assert change_quantity(line, quantity=0, seen=2, **LATER) is None
    assert not compressor.purchase_lines.exists()


def test_what_is_ordered_is_not_changed(compressor: Part, store: StockLocation) -> None:
    line = ordered(compressor, store)

    with pytest.raises(RequestStateError):
        change_quantity(line, quantity=1, seen=5, **LATER)


def test_a_number_that_changed_since_it_was_seen_stays(
    compressor: Part, store: StockLocation
) -> None:
    line = add_to_request(compressor, location=store, quantity=5, **BY)
    change_quantity(line, quantity=8, seen=5, **BY)

    with pytest.raises(StaleQuantityError, match="từ 5 thành 8"):
        change_quantity(line, quantity=12, seen=5, **BY)
    kept_number = the_line(compressor).quantity
    change_quantity(line, quantity=12, seen=8, **BY)

    assert kept_number == 8
    assert the_line(compressor).quantity == 12


def test_two_who_want_the_same_number_agree(
    compressor: Part, store: StockLocation
) -> None:
    line = add_to_request(compressor, location=store, quantity=5, **BY)
    change_quantity(line, quantity=8, seen=5, **BY)

    same = change_quantity(line, quantity=8, seen=5, **BY)

    assert same == the_line(compressor)
