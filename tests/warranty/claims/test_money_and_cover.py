"""Who pays what, and what is covered afterwards, where the way was not the usual one."""

from datetime import timedelta
from typing import Any

import pytest

from catalog.actions.parts import fit_part
from catalog.models import Unit
from foundation.core.actor import SYSTEM
from parts.enums import LocationKind
from tests.factories import claims as make
from tests.factories.claims import NOON
from tests.factories.parts import LocationFactory, PartFactory, stocked
from tests.factories.warranty import component, covered_unit, published
from warranty.actions.claims import lines, quoting, receiving, repairing, returning
from warranty.actions.claims.repairing import Fitting
from warranty.claim_enums import (
    ClaimOutcome,
    ClaimStatus,
    ConsentVia,
    LineKind,
    LineState,
)
from warranty.claim_errors import QuoteNeededError
from warranty.enums import CoverKind
from warranty.models import Claim, ClaimLine, CoverageEvent

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(days=20)
WEEK = timedelta(days=7)
BOTH = Fitting("CU-1", "MOI-1")


def old_unit() -> Unit:
    return covered_unit(delivered_at=NOON - timedelta(days=365 * 6))


def line(claim: Claim, kind: LineKind, **values: Any) -> ClaimLine:
    new = lines.NewLine(kind, **{"name": "Việc", "price": 100_000, **values})
    return lines.add_line(claim, new, adder=None, actor=SYSTEM, at=NOON)


def tried(claim: Claim) -> Claim:
    other = make.technician("hau@hongha.example", name="Cao Văn Hậu")
    return repairing.try_repair(
        claim, has_passed=True, tester=other, actor=SYSTEM, at=NOON
    )


def with_part(claim: Claim, fitting: Fitting = BOTH) -> Claim:
    """Diagnosed, with a motor put in, ready to be tested."""
    motor = component("mo-to")
    part = PartFactory(component=motor, price=500_000)
    LocationFactory(kind=LocationKind.DEFECTIVE)
    stocked(part, LocationFactory(), 1)
    claim = make.diagnosed(claim, component=motor)
    line(claim, LineKind.PART, part=part, name="", price=None)
    claim = make.in_repair(make.approved(claim))
    fitted = claim.lines.get(kind=LineKind.PART)
    repairing.use_part(fitted, fitting, actor=SYSTEM, at=NOON)
    return make.in_test(claim)


def test_a_part_that_was_put_in_at_home_begins_anew() -> None:
    claim = receiving.book_visit(
        make.submitted(), visit_at=NOON + timedelta(days=1), actor=SYSTEM, at=NOON
    )
    claim = tried(with_part(make.on_bench(claim)))
    returning.hand_back(claim, identity="CCCD", actor=SYSTEM, at=NOON)

    assert CoverageEvent.objects.filter(kind=CoverKind.RESTARTED).exists()


def test_a_way_that_was_written_down_first_is_the_sellers_once_it_is_covered() -> None:
    motor = component("mo-to")
    published(
        "nha",
        {"length": 12, "travel_percent": 0},
        {"length": 24, "component": motor, "travel_percent": 0},
    )
    unit = covered_unit(delivered_at=NOON - timedelta(days=400))
    claim = make.on_bench(make.received(make.submitted(unit)))
    way = line(claim, LineKind.TRAVEL)
    before = way.customer_amount
    claim = make.diagnosed(claim, component=motor)
    way.refresh_from_db()

    assert (before, way.customer_amount, claim.customer_total) == (100_000, 0, 0)


def test_work_without_a_part_is_about_what_was_found() -> None:
    motor = component("mo-to")
    published("nha", {"length": 12}, {"length": 24, "component": motor})
    unit = covered_unit(delivered_at=NOON - timedelta(days=400))
    claim = make.diagnosed(
        make.on_bench(make.received(make.submitted(unit))), component=motor
    )

    assert line(claim, LineKind.LABOUR).customer_amount == 0


def test_a_second_fault_of_a_part_is_free_though_the_cover_is_over() -> None:
    unit, motor = old_unit(), component("mo-to")
    claim = make.diagnosed(
        make.on_bench(make.received(make.submitted(unit))), component=motor
    )
    put = line(claim, LineKind.PART, part=PartFactory(component=motor))
    ClaimLine.objects.filter(pk=put.pk).update(state=LineState.DONE)
    Claim.objects.filter(pk=claim.pk).update(
        status=ClaimStatus.CLOSED,
        outcome=ClaimOutcome.REPAIRED,
        returned_at=NOON,
        closed_at=NOON,
    )

    again = make.on_bench(
        make.received(
            make.submitted(unit, at=LATER), at=LATER, promised_at=LATER + WEEK
        )
    )
    again = make.diagnosed(again, component=motor)

    assert again.verdict == "in"
    assert line(again, LineKind.LABOUR).customer_amount == 0
    assert line(again, LineKind.PART, part=put.part).customer_amount == 0


def test_a_yes_to_one_work_is_none_to_another_of_the_same_price() -> None:
    claim = make.diagnosed(make.on_bench(make.received(make.submitted(old_unit()))))
    first = line(claim, LineKind.LABOUR)
    quote = quoting.send_quote(claim, sender=None, actor=SYSTEM, at=NOON)
    claim = quoting.accept_quote(quote, via=ConsentVia.LINK, actor=SYSTEM, at=NOON)
    claim = make.on_bench(claim)
    lines.drop_line(first, actor=SYSTEM, at=NOON)
    line(claim, LineKind.LABOUR, name="Việc khác")

    with pytest.raises(QuoteNeededError):
        make.approved(claim)
    assert quoting.send_quote(claim, sender=None, actor=SYSTEM, at=NOON).number == 2


def test_what_was_agreed_stays_agreed_when_more_is_found() -> None:
    claim = make.diagnosed(make.on_bench(make.received(make.submitted(old_unit()))))
    line(claim, LineKind.LABOUR)
    quote = quoting.send_quote(claim, sender=None, actor=SYSTEM, at=NOON)
    quoting.accept_quote(quote, via=ConsentVia.LINK, actor=SYSTEM, at=NOON)
    claim = make.on_bench(claim)
    more = line(claim, LineKind.FEE, price=50_000)
    lines.drop_line(more, actor=SYSTEM, at=NOON)

    assert make.approved(claim).accepted_total == 100_000


def test_the_old_number_is_the_one_that_the_unit_is_known_to_have() -> None:
    unit = covered_unit()
    fit_part(unit, component("mo-to"), "MT-01", on=None)
    claim = with_part(
        make.on_bench(make.received(make.submitted(unit))), Fitting("", "MT-77")
    )
    fitted = claim.lines.get(kind=LineKind.PART)

    assert (fitted.old_serial, fitted.new_serial) == ("MT-01", "MT-77")
