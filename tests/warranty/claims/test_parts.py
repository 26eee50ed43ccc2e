"""Parts of a claim: kept, waited for, put in; who comes first."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from catalog.models import ComponentClass
from foundation.accounts.enums import Role
from foundation.core.actor import SYSTEM
from foundation.events.models import Event
from parts.enums import Condition, LocationKind, ReservationState
from parts.models import (
    Part,
    Reservation,
    StockBalance,
    StockLocation,
    Substitute,
)
from parts.replay import replay_stock
from tests.factories import claims as make
from tests.factories.claims import NOON
from tests.factories.parts import (
    LocationFactory,
    OfferFactory,
    PartFactory,
    stocked,
)
from tests.factories.warranty import component, cover, covered_unit, published
from tickets.enums import WaitReason
from warranty import claim_verbs as verbs
from warranty.actions.claims import (
    approving,
    diagnosing,
    lines,
    receiving,
    repairing,
    returning,
)
from warranty.claim_enums import ClaimStatus, LineKind, LineState
from warranty.claim_errors import (
    LineError,
    PartsMissingError,
    PartUnusedError,
    StoreMissingError,
    UrgencyError,
)
from warranty.models import Claim, ClaimLine

pytestmark = pytest.mark.django_db


@pytest.fixture
def motor() -> ComponentClass:
    return component("mo-to", "Mô-tơ")


@pytest.fixture
def part(motor: ComponentClass) -> Part:
    found: Part = PartFactory(component=motor, price=2_000_000, cost=900_000)
    OfferFactory(part=found)
    return found


@pytest.fixture
def store(db: None) -> StockLocation:
    LocationFactory(kind=LocationKind.DEFECTIVE)
    found: StockLocation = LocationFactory()
    return found


def with_part(part: Part, claim: Claim | None = None, quantity: int = 1) -> ClaimLine:
    claim = claim or make.diagnosed(component=part.component)
    new = lines.NewLine(LineKind.PART, part=part, quantity=quantity)
    return lines.add_line(claim, new, adder=None, actor=SYSTEM, at=NOON)


def let_begin(claim: Claim) -> Claim:
    by = make.technician("dung@hongha.example", role=Role.LEAD)
    claim = approving.approve_repair(claim, approver=by, actor=SYSTEM, at=NOON)
    return make.answered_loaner(claim)


def on_hand(part: Part, condition: Condition = Condition.GOOD) -> list[int]:
    rows = StockBalance.objects.filter(part=part, condition=condition, on_hand__gt=0)
    return list(rows.values_list("on_hand", flat=True))


def test_a_part_brings_its_name_component_price_and_cost(
    part: Part, store: StockLocation
) -> None:
    line = with_part(part, quantity=2)

    assert (line.name, line.component) == (part.name, part.component)
    assert (line.price, line.cost, line.company_amount) == (
        4_000_000,
        1_800_000,
        4_000_000,
    )


def test_a_part_line_without_a_part_is_refused(store: StockLocation) -> None:
    claim = make.diagnosed()
    new = lines.NewLine(LineKind.PART, name="Mô-tơ", price=1)
    with pytest.raises(LineError):
        lines.add_line(claim, new, adder=None, actor=SYSTEM, at=NOON)


def test_what_stands_in_counts_as_the_component_it_is_put_in_for(
    part: Part, store: StockLocation
) -> None:
    other = PartFactory.create(price=500_000)
    Substitute.objects.create(part=part, by=other)
    claim = make.diagnosed(component=part.component)
    new = lines.NewLine(LineKind.PART, part=other, instead_of=part)

    line = lines.add_line(claim, new, adder=None, actor=SYSTEM, at=NOON)

    step = claim.steps.get(verb=verbs.LINE_ADDED)
    event = Event.objects.get(verb=verbs.LINE_ADDED)
    assert (line.part, line.component) == (other, part.component)
    assert line.company_amount == 500_000
    assert (step.note, step.is_public) == (f"{part.sku} → {other.sku}", False)
    assert event.data["instead_of_id"] == part.pk


def test_what_does_not_stand_in_for_it_is_refused(
    part: Part, store: StockLocation
) -> None:
    other = PartFactory.create()
    Substitute.objects.create(part=other, by=part)
    claim = make.diagnosed(component=part.component)
    new = lines.NewLine(LineKind.PART, part=other, instead_of=part)

    with pytest.raises(LineError):
        lines.add_line(claim, new, adder=None, actor=SYSTEM, at=NOON)


def test_what_is_there_is_kept_when_the_work_is_approved(
    part: Part, store: StockLocation
) -> None:
    stocked(part, store, 1)
    claim = let_begin(with_part(part).claim)

    assert claim.status == ClaimStatus.APPROVED
    assert Reservation.objects.get().state == ReservationState.HELD


def test_what_is_not_there_is_waited_for_and_its_arrival_wakes_the_claim(
    part: Part, store: StockLocation
) -> None:
    claim = let_begin(with_part(part).claim)
    claim.ticket.refresh_from_db()
    assert claim.status == ClaimStatus.WAITING_PART
    assert claim.ticket.wait_reason == WaitReason.PART
    with pytest.raises(PartsMissingError):
        repairing.start_repair(claim, technician=None, actor=SYSTEM, at=NOON)

    stocked(part, store, 1)
    claim = approving.go_on_with_parts(claim, actor=SYSTEM, at=NOON)

    assert claim.status == ClaimStatus.APPROVED


def test_a_house_without_a_store_says_so(part: Part) -> None:
    line = with_part(part)
    with pytest.raises(StoreMissingError):
        let_begin(line.claim)


def test_nothing_wakes_while_a_part_is_missing(
    part: Part, store: StockLocation
) -> None:
    claim = let_begin(with_part(part).claim)
    claim = approving.go_on_with_parts(claim, actor=SYSTEM, at=NOON)

    assert claim.status == ClaimStatus.WAITING_PART


def test_a_more_urgent_claim_gets_the_part_that_comes(
    part: Part, store: StockLocation
) -> None:
    first = let_begin(with_part(part).claim)
    second = make.received(make.submitted(covered_unit("NM95-2409-000777")))
    second = make.diagnosed(make.on_bench(second), component=part.component)
    second = let_begin(with_part(part, second).claim)
    with pytest.raises(UrgencyError):
        receiving.hurry_claim(second, urgency=4, actor=SYSTEM, at=NOON)
    receiving.hurry_claim(second, urgency=2, actor=SYSTEM, at=NOON)

    stocked(part, store, 1)

    kept = Reservation.objects.get(state=ReservationState.HELD)
    assert kept.about_id == str(second.pk)
    assert approving.go_on_with_parts(first, actor=SYSTEM, at=NOON).status == (
        ClaimStatus.WAITING_PART
    )


def test_nothing_is_kept_before_the_house_agreed(
    part: Part, store: StockLocation
) -> None:
    stocked(part, store, 1)
    with_part(part)

    assert not Reservation.objects.exists()


def test_a_part_goes_in_and_the_old_one_to_the_broken_ones(
    part: Part, store: StockLocation
) -> None:
    stocked(part, store, 1)
    claim = make.in_repair(let_begin(with_part(part).claim))
    line = claim.lines.get(kind=LineKind.PART)
    with pytest.raises(PartUnusedError):
        repairing.finish_repair(claim, fix=make.fix(), actor=SYSTEM, at=NOON)
    fitting = repairing.Fitting(old_serial="MT-01", new_serial="MT-77")
    line = repairing.use_part(line, fitting, actor=SYSTEM, at=NOON)

    assert (line.state, line.old_serial, line.new_serial) == (
        LineState.DONE,
        "MT-01",
        "MT-77",
    )
    assert on_hand(part) == []
    assert on_hand(part, Condition.DAMAGED) == [1]
    assert claim.unit.parts.get(removed_on=None).serial == "MT-77"
    with pytest.raises(LineError):
        repairing.use_part(line, fitting, actor=SYSTEM, at=NOON)
    assert not [d for piece in replay_stock() for d in piece.differences]


def test_what_is_given_up_is_free_for_others(part: Part, store: StockLocation) -> None:
    stocked(part, store, 1)
    claim = let_begin(with_part(part).claim)
    returning.withdraw_claim(claim, note="", actor=SYSTEM, at=NOON)

    assert Reservation.objects.get().state == ReservationState.RELEASED
    assert claim.lines.get().state == LineState.CANCELLED


def test_more_found_lets_the_parts_go(part: Part, store: StockLocation) -> None:
    stocked(part, store, 1)
    claim = let_begin(with_part(part).claim)
    by = make.technician()
    diagnosing.begin_diagnosis(claim, technician=by, actor=SYSTEM, at=NOON)

    assert Reservation.objects.get().state == ReservationState.RELEASED


def test_a_new_part_has_its_own_cover_from_the_day_it_was_ready(
    part: Part, store: StockLocation
) -> None:
    published("nha", {"length": 24}, {"length": 60, "component": part.component})
    unit = covered_unit()
    claim = make.diagnosed(
        make.on_bench(make.received(make.submitted(unit))), component=part.component
    )
    stocked(part, store, 1)
    claim = make.in_repair(let_begin(with_part(part, claim).claim))
    line = claim.lines.get()
    repairing.use_part(line, repairing.Fitting(), actor=SYSTEM, at=NOON)
    hand_back(claim)
    restarted = cover(unit).lines.get(kind="restart")

    assert restarted.component == part.component
    assert restarted.starts_on == localdate(NOON)


def test_what_was_repaired_lately_is_free_again_after_the_cover_ended(
    part: Part, store: StockLocation
) -> None:
    unit = covered_unit()
    ends = cover(unit).ends_on
    stocked(part, store, 2)
    claim = make.diagnosed(
        make.on_bench(make.received(make.submitted(unit))), component=part.component
    )
    claim = make.in_repair(let_begin(with_part(part, claim).claim))
    repairing.use_part(claim.lines.get(), repairing.Fitting(), actor=SYSTEM, at=NOON)
    hand_back(claim)
    cover(unit).lines.all().delete()
    cover(unit).delete()
    unit.refresh_from_db()
    soon = NOON + timedelta(days=80)
    late = NOON + timedelta(days=120)
    assert ends > localdate(NOON)

    again = make.submitted(unit, at=soon)
    make.received(again, at=soon, promised_at=soon + timedelta(days=7))
    make.on_bench(again, at=soon)
    again = make.diagnosed(again, at=soon, component=part.component)
    free = with_part(part, again)
    assert (again.verdict, free.company_amount) == ("in", part.price)

    Claim.objects.filter(pk=again.pk).update(submitted_at=late)
    paid = with_part(part, again)
    assert paid.reasons != ["repair_warranty"]


def hand_back(claim: Claim) -> Claim:
    tester = make.technician("hau@hongha.example", name="Cao Văn Hậu")
    claim = make.in_test(claim)
    repairing.try_repair(claim, has_passed=True, tester=tester, actor=SYSTEM, at=NOON)
    return returning.hand_back(claim, identity="CCCD", actor=SYSTEM, at=NOON)
