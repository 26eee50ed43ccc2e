"""Who gets a part, who waits, and in which order those who wait are served."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from foundation.core.actor import SYSTEM
from foundation.core.errors import DomainError
from foundation.core.refs import ref
from foundation.events.models import Event, EventLink
from parts import verbs
from parts.actions.purchasing import order_request, receive_line
from parts.actions.reserving import consume, release, repoint_urgency
from parts.enums import LocationKind, MoveReason, ReservationState
from parts.errors import (
    ConsumedError,
    LocationError,
    NotHeldError,
    OneEachError,
    PartClosedError,
    QuantityError,
    ReservedOtherwiseError,
    SerialElsewhereError,
    SerialNeededError,
)
from parts.models import Part, Reservation, StockLocation, StockMove
from tests.conftest import NOON
from tests.factories.parts import (
    LocationFactory,
    PartFactory,
    again,
    balance,
    claim_ref,
    day,
    differences,
    kept,
    line_ref,
    stocked,
    the_line,
)

BY: dict[str, Any] = {"actor": SYSTEM, "at": NOON}
LATER: dict[str, Any] = {"actor": SYSTEM, "at": NOON + timedelta(hours=1)}


def told(verb: str) -> list[dict[str, Any]]:
    return [event.data for event in Event.objects.filter(verb=verb).order_by("pk")]


def states(*reservations: Reservation) -> list[str]:
    return [again(each).state for each in reservations]


def test_what_lies_there_is_kept(compressor: Part, store: StockLocation) -> None:
    stocked(compressor, store, 3)

    mine = kept(compressor, store, quantity=2)

    assert mine.state == ReservationState.HELD
    assert balance(compressor, store) == (3, 2)
    (news,) = told(verbs.RESERVATION_HELD)
    assert (news["about_id"], news["subject_id"], news["quantity"]) == ("1", "1", 2)
    assert differences() == []


def test_news_of_a_reservation_stands_on_the_timeline_of_its_claim(
    compressor: Part, store: StockLocation
) -> None:
    kept(compressor, store, 7)

    links = EventLink.objects.filter(type="warranty.claim", thing_id="7")

    assert [each.event.verb for each in links] == [verbs.RESERVATION_SHORT]


def test_what_is_kept_for_one_is_not_kept_for_another(
    compressor: Part, store: StockLocation
) -> None:
    stocked(compressor, store, 1)
    kept(compressor, store, 1)

    second = kept(compressor, store, 2)

    assert second.state == ReservationState.WAITING
    assert balance(compressor, store) == (1, 1)


def test_a_shortage_goes_on_the_draft_of_the_supplier_with_its_day(
    compressor: Part, store: StockLocation
) -> None:
    waiting = kept(compressor, store)

    line = the_line(compressor)

    assert (line.quantity, line.short, line.unit_cost) == (1, 1, 1_450_000)
    assert line.request.state == "draft"
    assert line.request.number.startswith("MH-")
    assert (waiting.purchase_line, waiting.eta_on) == (line, day("2026-11-25"))
    assert told(verbs.RESERVATION_SHORT)[0]["eta"] == "2026-11-25"


def test_deliveries_that_took_longer_than_promised_move_the_day(
    compressor: Part, store: StockLocation
) -> None:
    compressor.offers.update(lead_p90=12)

    assert kept(compressor, store).eta_on == day("2026-12-02")


def test_a_part_that_nobody_sells_is_waited_for_without_a_day(
    store: StockLocation,
) -> None:
    waiting = kept(PartFactory.create(), store)

    assert (waiting.state, waiting.eta_on, waiting.purchase_line) == (
        ReservationState.WAITING,
        None,
        None,
    )


def test_a_part_whose_maker_stopped_is_not_ordered(
    compressor: Part, store: StockLocation
) -> None:
    compressor.last_buy_on = day("2026-11-19")
    compressor.save(update_fields=["last_buy_on"])

    assert kept(compressor, store).purchase_line is None


def test_shortages_of_several_parts_gather_in_one_request_of_their_supplier(
    compressor: Part, store: StockLocation
) -> None:
    fan = PartFactory.create()
    fan.offers.create(supplier=compressor.offers.get().supplier, price=9, lead_days=2)

    kept(compressor, store, 1)
    kept(fan, store, 2)
    kept(compressor, store, 3)

    assert the_line(compressor).request == the_line(fan).request
    assert the_line(compressor).quantity == 2


def test_as_many_are_asked_for_as_the_supplier_sells_at_least(
    compressor: Part, store: StockLocation
) -> None:
    compressor.offers.update(minimum_order=5)
    kept(compressor, store, 1)

    kept(compressor, store, 2)

    assert the_line(compressor).quantity == 5


def test_who_needs_no_more_is_asked_for_no_more(
    compressor: Part, store: StockLocation
) -> None:
    first = kept(compressor, store, 1)
    second = kept(compressor, store, 2)
    release(first, **LATER)
    asked = the_line(compressor).quantity

    release(second, **LATER)

    assert asked == 1
    assert not compressor.purchase_lines.exists()


def test_asked_again_for_the_same_line_the_same_reservation_answers(
    compressor: Part, store: StockLocation
) -> None:
    stocked(compressor, store, 3)

    assert kept(compressor, store).pk == kept(compressor, store).pk
    assert balance(compressor, store) == (3, 1)


def test_one_line_holds_one_thing_at_a_time(
    compressor: Part, store: StockLocation
) -> None:
    stocked(compressor, store, 3)
    kept(compressor, store)

    with pytest.raises(ReservedOtherwiseError):
        kept(compressor, store, quantity=2)


def test_the_database_knows_one_live_reservation_of_a_line(
    compressor: Part, store: StockLocation
) -> None:
    mine = kept(compressor, store)
    mine.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        mine.save(force_insert=True)


@pytest.mark.parametrize("quantity", [0, -1, 1_001])
def test_nobody_reserves_nothing_or_a_truckload(
    compressor: Part, store: StockLocation, quantity: int
) -> None:
    with pytest.raises(QuantityError):
        kept(compressor, store, quantity=quantity)


def test_a_part_no_longer_used_is_kept_for_nobody(
    compressor: Part, store: StockLocation
) -> None:
    compressor.is_active = False
    compressor.save(update_fields=["is_active"])

    with pytest.raises(PartClosedError):
        kept(compressor, store)


@pytest.mark.parametrize(
    "place",
    [
        {"kind": LocationKind.DEFECTIVE},
        {"kind": LocationKind.QUARANTINE},
        {"kind": LocationKind.LOANER},
        {"kind": LocationKind.MAIN, "is_active": False},
    ],
)
def test_nothing_is_kept_where_no_work_is_served(
    compressor: Part, place: dict[str, Any]
) -> None:
    with pytest.raises(LocationError):
        kept(compressor, LocationFactory.create(**place))


def test_what_is_let_go_goes_to_the_most_urgent_then_to_the_earliest_promise(
    compressor: Part, store: StockLocation
) -> None:
    stocked(compressor, store, 1)
    holder = kept(compressor, store, 1)
    oldest = kept(compressor, store, 2)
    promised = kept(compressor, store, 3, promised_at=NOON + timedelta(days=3))
    urgent = kept(compressor, store, 4, urgency=5)
    sooner = kept(compressor, store, 5, promised_at=NOON + timedelta(days=2))

    release(holder, **LATER)

    assert states(oldest, promised, urgent, sooner) == [
        "waiting",
        "waiting",
        "held",
        "waiting",
    ]
    release(again(urgent), **LATER)
    assert states(oldest, promised, sooner) == ["waiting", "waiting", "held"]
    release(again(sooner), **LATER)
    assert states(oldest, promised) == ["waiting", "held"]
    release(again(promised), **LATER)
    assert states(oldest) == ["held"]
    assert [each["about_id"] for each in told(verbs.RESERVATION_FILLED)] == [
        "4",
        "5",
        "3",
        "2",
    ]
    assert differences() == []


def test_nobody_overtakes_who_needs_more_than_there_is(
    compressor: Part, store: StockLocation
) -> None:
    stocked(compressor, store, 2)
    first = kept(compressor, store, 1, quantity=3)

    second = kept(compressor, store, 2)

    assert states(first, second) == ["waiting", "waiting"]
    assert the_line(compressor).quantity == 2


def test_the_more_urgent_is_served_before_who_waits(
    compressor: Part, store: StockLocation
) -> None:
    stocked(compressor, store, 2)
    kept(compressor, store, 1, quantity=3)

    assert kept(compressor, store, 2, urgency=1).state == ReservationState.HELD


def test_what_is_let_go_twice_is_let_go_once(
    compressor: Part, store: StockLocation
) -> None:
    stocked(compressor, store, 2)
    mine = kept(compressor, store, 1)
    kept(compressor, store, 2)

    release(mine, **LATER)
    release(mine, **LATER)

    assert balance(compressor, store) == (2, 1)
    assert len(told(verbs.RESERVATION_RELEASED)) == 1


def test_what_is_kept_is_used_and_leaves_the_store(
    compressor: Part, store: StockLocation
) -> None:
    stocked(compressor, store, 3)
    mine = kept(compressor, store, quantity=2)

    taken = consume(mine, **LATER)

    assert balance(compressor, store) == (1, 0)
    assert again(mine).state == ReservationState.CONSUMED
    assert (taken.reason, taken.quantity, taken.origin) == (
        MoveReason.CONSUMED,
        2,
        store,
    )
    assert (taken.subject_type, taken.subject_id) == ("warranty.claimline", "1")
    assert differences() == []


def test_what_is_used_twice_is_used_once(
    compressor: Part, store: StockLocation
) -> None:
    stocked(compressor, store, 3)
    mine = kept(compressor, store)

    assert consume(mine, **BY) == consume(mine, **LATER)
    assert balance(compressor, store) == (2, 0)


def test_who_waits_cannot_use_what_is_not_there(
    compressor: Part, store: StockLocation
) -> None:
    mine = kept(compressor, store)

    with pytest.raises(NotHeldError):
        consume(mine, **BY)


def test_what_was_let_go_is_not_used(compressor: Part, store: StockLocation) -> None:
    stocked(compressor, store, 3)
    mine = kept(compressor, store)
    release(mine, **BY)

    with pytest.raises(NotHeldError):
        consume(mine, **LATER)


def test_what_was_used_is_not_let_go(compressor: Part, store: StockLocation) -> None:
    stocked(compressor, store, 3)
    mine = kept(compressor, store)
    consume(mine, **BY)

    with pytest.raises(ConsumedError):
        release(mine, **LATER)


def test_a_line_may_need_another_after_the_first_was_used(
    compressor: Part, store: StockLocation
) -> None:
    stocked(compressor, store, 3)
    first = kept(compressor, store)
    consume(first, **BY)

    assert kept(compressor, store).pk != first.pk


@pytest.fixture
def numbered(compressor: Part, store: StockLocation) -> Part:
    """A part with a number of its own, two of which lie in the store."""
    compressor.is_serialised = True
    compressor.save(update_fields=["is_serialised"])
    stocked(compressor, store, 2, serials=["CP-100", "CP-200"])
    return compressor


def test_a_numbered_part_is_used_with_its_number(
    numbered: Part, store: StockLocation
) -> None:
    mine = kept(numbered, store)

    taken = consume(mine, serial="cp-200", **LATER)

    assert taken.serial == "CP-200"
    assert numbered.serials.get(serial="CP-200").location is None
    assert numbered.serials.get(serial="CP-100").location == store
    assert differences() == []


@pytest.mark.parametrize(
    ("serial", "refusal"),
    [("", SerialNeededError), ("CP-300", SerialElsewhereError)],
)
def test_a_numbered_part_is_not_used_without_a_number_that_lies_there(
    numbered: Part, store: StockLocation, serial: str, refusal: type[DomainError]
) -> None:
    mine = kept(numbered, store)

    with pytest.raises(refusal), transaction.atomic():
        consume(mine, serial=serial, **LATER)

    assert states(mine) == ["held"]
    assert balance(numbered, store) == (2, 1)


def test_a_number_that_was_used_is_not_used_again(
    numbered: Part, store: StockLocation
) -> None:
    first, second = kept(numbered, store, 1), kept(numbered, store, 2)
    consume(first, serial="CP-100", **BY)

    with pytest.raises(SerialElsewhereError), transaction.atomic():
        consume(second, serial="CP-100", **LATER)
    with pytest.raises(ConsumedError):
        consume(again(first), serial="CP-200", **LATER)


def test_numbered_parts_have_a_line_each(numbered: Part, store: StockLocation) -> None:
    with pytest.raises(OneEachError):
        kept(numbered, store, quantity=2)


def test_who_becomes_urgent_is_served_earlier_and_the_others_learn_their_new_day(
    compressor: Part, store: StockLocation
) -> None:
    first = kept(compressor, store, 1)
    order_request(the_line(compressor).request, **BY)
    second = kept(compressor, store, 2, at=NOON + timedelta(days=2))
    before = (again(first).eta_on, again(second).eta_on)

    repoint_urgency(claim_ref(2), urgency=3, promised_at=None, **LATER)

    assert before == (day("2026-11-25"), day("2026-11-27"))
    assert (again(first).eta_on, again(second).eta_on) == before[::-1]
    changed = {each["about_id"]: each for each in told(verbs.RESERVATION_ETA_CHANGED)}
    assert (changed["1"]["old_eta"], changed["1"]["eta"]) == (
        "2026-11-25",
        "2026-11-27",
    )
    receive_line(
        the_line(compressor, request__state="ordered"), quantity=1, key="k", **LATER
    )
    assert states(first, second) == ["waiting", "held"]


def test_an_urgency_that_lets_somebody_fit_serves_them_at_once(
    compressor: Part, store: StockLocation
) -> None:
    stocked(compressor, store, 2)
    kept(compressor, store, 1, quantity=3)
    small = kept(compressor, store, 2)

    repoint_urgency(claim_ref(2), urgency=1, promised_at=None, **LATER)

    assert states(small) == ["held"]


def test_moves_are_never_rewritten(compressor: Part, store: StockLocation) -> None:
    stocked(compressor, store, 2)

    with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
        StockMove.objects.update(quantity=3)
    with pytest.raises(Exception, match="update or delete"), transaction.atomic():
        StockMove.objects.all().delete()


def test_a_reservation_points_at_line_and_claim(
    compressor: Part, store: StockLocation
) -> None:
    mine = kept(compressor, store, 4)

    assert (mine.subject, mine.about) == (line_ref(4), claim_ref(4))
    assert ref(mine).type == "parts.reservation"


def test_places_serve_their_own_queue(
    compressor: Part, store: StockLocation, van: StockLocation
) -> None:
    mine = kept(compressor, van)
    stocked(compressor, store, 5)

    assert states(mine) == ["waiting"]
