"""Parts come in, change place and condition, are counted, and leave."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from foundation.core.actor import SYSTEM
from foundation.core.errors import DomainError
from foundation.events.models import Event
from parts import verbs
from parts.actions.moving import Lot, Spot
from parts.actions.reserving import consume
from parts.actions.stock import (
    count_stock,
    move_stock,
    receive_stock,
    recycle,
    scrap_stock,
    send_back,
    take_out_old,
)
from parts.enums import Condition, LocationKind, MoveReason
from parts.errors import (
    CountSerialsError,
    KeyUsedError,
    LocationError,
    NoteError,
    NotEnoughError,
    QuantityError,
    SerialElsewhereError,
    SerialNeededError,
    StaleCountError,
)
from parts.models import (
    Part,
    PartSerial,
    StockBalance,
    StockLocation,
    StockMove,
)
from tests.conftest import NOON
from tests.factories.parts import (
    LocationFactory,
    PartFactory,
    again,
    balance,
    claim_ref,
    differences,
    kept,
    line_ref,
    stocked,
    the_line,
)
from tests.factories.places import ServicePointFactory

BY: dict[str, Any] = {"actor": SYSTEM, "at": NOON}
LATER: dict[str, Any] = {"actor": SYSTEM, "at": NOON + timedelta(hours=1)}
DAMAGED, RETURNED = Condition.DAMAGED, Condition.RETURNED


def lot(quantity: int = 1, key: str = "k", **more: str) -> Lot:
    return Lot(quantity, key, **more)


@pytest.fixture
def numbered(compressor: Part) -> Part:
    """A part with a number of its own."""
    compressor.is_serialised = True
    compressor.save(update_fields=["is_serialised"])
    return compressor


def test_what_comes_in_lies_there_at_what_it_cost(
    compressor: Part, store: StockLocation
) -> None:
    came = receive_stock(
        compressor, location=store, quantity=4, unit_cost=1_600_000, key="pn1", **BY
    )

    compressor.refresh_from_db()
    assert balance(compressor, store) == (4, 0)
    assert (came.reason, came.origin, came.unit_cost) == (
        MoveReason.RECEIVED,
        None,
        1_600_000,
    )
    assert compressor.cost == 1_600_000
    assert Event.objects.get(verb=verbs.STOCK_RECEIVED).data["quantity"] == 4


def test_the_same_delivery_note_counts_once(
    compressor: Part, store: StockLocation
) -> None:
    stocked(compressor, store, 4, key="pn1")
    stocked(compressor, store, 4, key="pn1")

    assert balance(compressor, store) == (4, 0)


def test_a_key_stands_for_one_thing(compressor: Part, store: StockLocation) -> None:
    stocked(compressor, store, 4, key="pn1")

    with pytest.raises(KeyUsedError):
        stocked(PartFactory.create(), store, 4, key="pn1")
    with pytest.raises(KeyUsedError):
        scrap_stock(compressor, spot=Spot(store), lot=lot(key="pn1", note="vỡ"), **BY)


def test_what_comes_in_serves_who_waits(compressor: Part, store: StockLocation) -> None:
    waiting = kept(compressor, store)

    stocked(compressor, store, 2)

    assert again(waiting).is_held
    assert again(waiting).eta_on is None
    assert balance(compressor, store) == (2, 1)
    assert not compressor.purchase_lines.exists()
    assert differences() == []


@pytest.mark.parametrize("quantity", [0, -3, 100_001])
def test_nobody_takes_in_nothing(
    compressor: Part, store: StockLocation, quantity: int
) -> None:
    with pytest.raises(QuantityError):
        stocked(compressor, store, quantity)


@pytest.mark.parametrize(
    ("kind", "condition", "is_taken"),
    [
        (LocationKind.VAN, Condition.GOOD, True),
        (LocationKind.STORE, Condition.RETURNED, True),
        (LocationKind.DEFECTIVE, Condition.DAMAGED, True),
        (LocationKind.QUARANTINE, Condition.QUARANTINED, True),
        (LocationKind.DEFECTIVE, Condition.GOOD, False),
        (LocationKind.DEFECTIVE, Condition.RETURNED, False),
        (LocationKind.QUARANTINE, Condition.GOOD, False),
        (LocationKind.QUARANTINE, Condition.DAMAGED, False),
        (LocationKind.LOANER, Condition.GOOD, False),
        (LocationKind.CUSTOMER_OWNED, Condition.GOOD, False),
    ],
)
def test_a_place_is_for_parts_in_its_condition(
    compressor: Part,
    store: StockLocation,
    kind: LocationKind,
    condition: Condition,
    is_taken: bool,
) -> None:
    stocked(compressor, store, 1)
    place = LocationFactory.create(kind=kind)
    refused: list[str] = []

    try:
        with transaction.atomic():
            move_stock(
                compressor,
                origin=Spot(store),
                target=Spot(place, condition),
                lot=lot(),
                **BY,
            )
    except LocationError as error:
        refused.append(error.code)

    assert (refused == []) is is_taken
    assert balance(compressor, place, condition) == (int(is_taken), 0)
    assert differences() == []


def test_what_goes_to_a_van_is_had_there_and_not_here(
    compressor: Part, store: StockLocation, van: StockLocation
) -> None:
    stocked(compressor, store, 3)
    waiting = kept(compressor, van)

    move_stock(compressor, origin=Spot(store), target=Spot(van), lot=lot(2), **LATER)

    assert balance(compressor, store) == (1, 0)
    assert balance(compressor, van) == (2, 1)
    assert again(waiting).is_held


def test_what_is_kept_is_not_carried_away(
    compressor: Part, store: StockLocation, van: StockLocation
) -> None:
    stocked(compressor, store, 2)
    kept(compressor, store)

    with pytest.raises(NotEnoughError), transaction.atomic():
        move_stock(
            compressor, origin=Spot(store), target=Spot(van), lot=lot(2), **LATER
        )

    assert balance(compressor, store) == (2, 1)


def test_nothing_moves_to_where_it_is(compressor: Part, store: StockLocation) -> None:
    stocked(compressor, store, 2)

    with pytest.raises(LocationError):
        move_stock(compressor, origin=Spot(store), target=Spot(store), lot=lot(), **BY)


def test_a_part_that_turns_out_good_can_be_had_again(
    compressor: Part, store: StockLocation
) -> None:
    stocked(compressor, store, 1)
    there, back = Spot(store), Spot(store, RETURNED)
    move_stock(compressor, origin=there, target=back, lot=lot(key="1"), **BY)
    waiting = kept(compressor, store)

    move_stock(compressor, origin=back, target=there, lot=lot(key="2"), **LATER)

    assert again(waiting).is_held
    assert balance(compressor, store, RETURNED) == (0, 0)


def test_returned_and_broken_ones_are_never_kept(
    compressor: Part, store: StockLocation
) -> None:
    stocked(compressor, store, 1)
    move_stock(
        compressor,
        origin=Spot(store),
        target=Spot(store, RETURNED),
        lot=lot(),
        **BY,
    )

    assert kept(compressor, store).is_waiting


def test_a_count_says_what_lies_there(compressor: Part, store: StockLocation) -> None:
    stocked(compressor, store, 5)

    less = count_stock(
        compressor, spot=Spot(store), counted=3, note="Thiếu hai cái", **LATER
    )
    same = count_stock(compressor, spot=Spot(store), counted=3, note="", **LATER)
    more = count_stock(
        compressor, spot=Spot(store), counted=4, note="Tìm thấy", **LATER
    )

    assert same is None
    assert less is not None
    assert more is not None
    assert (less.origin, less.quantity, less.target) == (store, 2, None)
    assert (more.origin, more.quantity, more.target) == (None, 1, store)
    assert balance(compressor, store) == (4, 0)
    assert differences() == []


def test_a_count_explains_its_difference(
    compressor: Part, store: StockLocation
) -> None:
    with pytest.raises(NoteError):
        count_stock(compressor, spot=Spot(store), counted=1, note=" ", **BY)
    with pytest.raises(QuantityError):
        count_stock(compressor, spot=Spot(store), counted=-1, note="x", **BY)


def test_who_comes_last_in_turn_loses_what_a_count_does_not_find(
    compressor: Part, store: StockLocation
) -> None:
    stocked(compressor, store, 3)
    urgent = kept(compressor, store, 1, urgency=2)
    later, latest = kept(compressor, store, 2), kept(compressor, store, 3)

    count_stock(compressor, spot=Spot(store), counted=2, note="Mất một", **LATER)

    assert [again(each).state for each in (urgent, later, latest)] == [
        "held",
        "held",
        "waiting",
    ]
    news = Event.objects.get(verb=verbs.RESERVATION_SHORT).data
    assert (news["about_id"], news["was_held"]) == ("3", True)
    assert news["eta"] == "2026-11-25"
    assert the_line(compressor).quantity == 1
    assert balance(compressor, store) == (2, 2)
    assert differences() == []


def test_what_is_thrown_away_is_gone_even_if_it_was_kept(
    compressor: Part, store: StockLocation
) -> None:
    stocked(compressor, store, 1)
    mine = kept(compressor, store)

    scrap_stock(compressor, spot=Spot(store), lot=lot(note="Rơi vỡ"), **LATER)

    assert again(mine).is_waiting
    assert balance(compressor, store) == (0, 0)


def test_nobody_throws_away_without_a_reason_or_more_than_there_is(
    compressor: Part, store: StockLocation
) -> None:
    stocked(compressor, store, 1)

    with pytest.raises(NoteError):
        scrap_stock(compressor, spot=Spot(store), lot=lot(), **BY)
    with pytest.raises(NotEnoughError):
        scrap_stock(compressor, spot=Spot(store), lot=lot(2, note="vỡ"), **BY)


def test_what_comes_out_of_a_thing_lies_with_the_broken_ones_near_by_once(
    compressor: Part, store: StockLocation, broken: StockLocation
) -> None:
    point = ServicePointFactory.create()
    shop = LocationFactory.create(kind=LocationKind.STORE, service_point=point)
    near = LocationFactory.create(kind=LocationKind.DEFECTIVE, service_point=point)
    out: dict[str, Any] = {"subject": line_ref(1), "serial": "OLD-77", **BY}

    first = take_out_old(compressor, location=shop, **out)
    again_ = take_out_old(compressor, location=shop, **out)
    take_out_old(compressor, location=store, **{**out, "subject": line_ref(2)})

    assert first == again_
    assert (first.serial, first.unit_cost) == ("OLD-77", 0)
    assert balance(compressor, near, DAMAGED) == (1, 0)
    assert balance(compressor, broken, DAMAGED) == (1, 0)
    assert differences() == []


def test_a_house_without_a_bin_says_so(compressor: Part, store: StockLocation) -> None:
    with pytest.raises(LocationError, match="hỏng"):
        take_out_old(compressor, location=store, subject=line_ref(1), **BY)


def test_broken_ones_go_to_the_recycler_or_back_to_their_supplier(
    compressor: Part, store: StockLocation, broken: StockLocation
) -> None:
    take_out_old(compressor, location=store, subject=line_ref(1), quantity=2, **BY)
    spot = Spot(broken, DAMAGED)

    recycle(compressor, spot=spot, lot=lot(key="r"), **LATER)
    sent = send_back(
        compressor, spot=spot, lot=lot(key="s"), subject=claim_ref(9), **LATER
    )

    assert balance(compressor, broken, DAMAGED) == (0, 0)
    assert (sent.reason, sent.subject_id) == (MoveReason.SENT_BACK, "9")


def test_good_ones_are_not_recycled(compressor: Part, store: StockLocation) -> None:
    stocked(compressor, store, 1)

    with pytest.raises(LocationError):
        recycle(compressor, spot=Spot(store), lot=lot(), **BY)


@pytest.mark.parametrize(
    "serials", [(), ("A-1001",), ("A-1001", " "), ("A-1001", "A-1002", "A-1003")]
)
def test_numbered_parts_come_with_all_their_numbers(
    numbered: Part, store: StockLocation, serials: tuple[str, ...]
) -> None:
    with pytest.raises(SerialNeededError), transaction.atomic():
        stocked(numbered, store, 2, serials=serials)

    assert not StockMove.objects.exists()


def test_a_number_comes_in_once(numbered: Part, store: StockLocation) -> None:
    with pytest.raises(SerialElsewhereError), transaction.atomic():
        stocked(numbered, store, 2, serials=["A-1001", "a-1001"])
    stocked(numbered, store, 1, serials=["A-1001"])

    with pytest.raises(SerialElsewhereError):
        stocked(numbered, store, 1, serials=["A-1001"])


def test_a_number_goes_where_its_part_goes(
    numbered: Part, store: StockLocation, van: StockLocation
) -> None:
    stocked(numbered, store, 2, serials=["A-1001", "A-1002"])

    move_stock(
        numbered, origin=Spot(store), target=Spot(van), lot=lot(serial="A-1002"), **BY
    )

    assert numbered.serials.get(serial="A-1002").location == van
    assert differences() == []


@pytest.mark.parametrize(
    ("serial", "quantity", "refusal"),
    [
        ("", 1, SerialNeededError),
        ("A-1001", 2, SerialNeededError),
        ("A-9999", 1, SerialElsewhereError),
    ],
)
def test_a_numbered_part_does_not_move_without_its_number(
    numbered: Part,
    store: StockLocation,
    van: StockLocation,
    serial: str,
    quantity: int,
    refusal: type[DomainError],
) -> None:
    stocked(numbered, store, 2, serials=["A-1001", "A-1002"])

    with pytest.raises(refusal):
        move_stock(
            numbered,
            origin=Spot(store),
            target=Spot(van),
            lot=lot(quantity, serial=serial),
            **BY,
        )


def test_a_broken_part_may_have_lost_its_number(
    numbered: Part, store: StockLocation, broken: StockLocation
) -> None:
    take_out_old(numbered, location=store, subject=line_ref(1), **BY)
    take_out_old(numbered, location=store, subject=line_ref(2), serial="A-1001", **BY)
    spot = Spot(broken, DAMAGED)

    recycle(numbered, spot=spot, lot=lot(key="1"), **LATER)
    with pytest.raises(SerialNeededError), transaction.atomic():
        recycle(numbered, spot=spot, lot=lot(key="2"), **LATER)
    recycle(numbered, spot=spot, lot=lot(key="3", serial="A-1001"), **LATER)

    assert PartSerial.objects.get().location is None
    assert balance(numbered, broken, DAMAGED) == (0, 0)


def test_the_number_put_in_comes_out_of_the_same_thing_years_later(
    numbered: Part, store: StockLocation, broken: StockLocation
) -> None:
    stocked(numbered, store, 1, serials=["A-1001"])
    consume(kept(numbered, store), serial="A-1001", **BY)

    take_out_old(
        numbered, location=store, subject=line_ref(2), serial="A-1001", **LATER
    )

    assert PartSerial.objects.get().location == broken
    assert differences() == []


def test_numbered_parts_are_not_counted(numbered: Part, store: StockLocation) -> None:
    with pytest.raises(CountSerialsError):
        count_stock(numbered, spot=Spot(store), counted=1, note="x", **BY)


@pytest.mark.parametrize(
    "wrong",
    [
        {"on_hand": 1, "reserved": 2},
        {"on_hand": -1, "reserved": 0},
        {"on_hand": 2, "reserved": 1, "condition": DAMAGED},
    ],
)
def test_the_database_refuses_a_balance_that_cannot_be(
    compressor: Part, store: StockLocation, wrong: dict[str, Any]
) -> None:
    row = {"condition": Condition.GOOD, **wrong}

    with pytest.raises(IntegrityError):
        StockBalance.objects.create(part=compressor, location=store, **row)


@pytest.mark.parametrize(
    "wrong",
    [
        {"quantity": 0},
        {"target": None, "condition_after": ""},
        {"condition_after": ""},
        {"condition_before": "good"},
        {"quantity": 2, "serial": "A-1001"},
    ],
)
def test_the_database_refuses_a_move_that_cannot_be(
    compressor: Part, store: StockLocation, wrong: dict[str, Any]
) -> None:
    good = {
        "part": compressor,
        "quantity": 1,
        "target": store,
        "condition_after": "good",
        "reason": MoveReason.RECEIVED,
        "key": "x",
        "at": NOON,
    }

    with transaction.atomic():
        StockMove.objects.create(**{**good, "key": "y"})
    with pytest.raises(IntegrityError):
        StockMove.objects.create(**{**good, **wrong})


def test_a_part_is_numbered_in_capitals(db: None) -> None:
    with pytest.raises(IntegrityError):
        PartFactory.create(sku="mn-nc12")


def test_a_count_against_another_number_is_refused(
    compressor: Part, store: StockLocation
) -> None:
    stocked(compressor, store, 5)

    with pytest.raises(StaleCountError):
        count_stock(
            compressor, spot=Spot(store), counted=4, note="Thiếu", seen=6, **LATER
        )

    assert balance(compressor, store) == (5, 0)


def test_the_same_count_is_written_once(compressor: Part, store: StockLocation) -> None:
    stocked(compressor, store, 5)
    said = {"counted": 4, "note": "Thiếu", "seen": 5, "key": "c1", **LATER}

    first = count_stock(compressor, spot=Spot(store), **said)
    second = count_stock(compressor, spot=Spot(store), **said)

    assert first == second
    assert balance(compressor, store) == (4, 0)
