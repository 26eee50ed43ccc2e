"""What happens to a claim while something beside it has changed."""

from datetime import timedelta
from typing import Any

import pytest

from catalog.actions.owners import block_unit
from catalog.enums import BlockReason
from catalog.errors import UnitBlockedError
from foundation.core.actor import SYSTEM
from parts.errors import OneEachError, PartClosedError
from parts.models import Part
from tests.factories import claims as make
from tests.factories.claims import NOON
from tests.factories.parts import LocationFactory, PartFactory
from tests.factories.tickets import TicketFactory
from tests.factories.warranty import covered_unit
from tickets.actions.resolution import resolve_ticket
from tickets.enums import Outcome, TicketStatus
from tickets.models import Ticket
from warranty.actions.claims import (
    diagnosing,
    lines,
    opening,
    quoting,
    returning,
)
from warranty.claim_enums import ClaimStatus, ConsentVia, LineKind
from warranty.claim_errors import ClaimTicketError, LineError
from warranty.models import Claim

pytestmark = pytest.mark.django_db


def drafted(unit: Any = None) -> Claim:
    unit = unit or covered_unit()
    ask = opening.ClaimOpening(unit=unit, symptom=make.fault())
    return opening.open_claim(make.ticket_about(unit), ask, actor=SYSTEM, at=NOON)


def resolved(ticket: Ticket) -> Ticket:
    return resolve_ticket(
        ticket, actor=SYSTEM, agent=None, outcome=Outcome.SOLVED, note="", at=NOON
    )


def test_a_draft_in_a_ticket_that_is_over_does_not_count() -> None:
    claim = drafted()
    resolved(claim.ticket)
    with pytest.raises(ClaimTicketError):
        opening.submit_claim(claim, actor=SYSTEM, at=NOON)


def test_a_draft_for_a_unit_that_was_blocked_since_does_not_count() -> None:
    claim = drafted()
    block_unit(claim.unit, BlockReason.STOLEN, actor=SYSTEM, at=NOON)
    with pytest.raises(UnitBlockedError):
        opening.submit_claim(claim, actor=SYSTEM, at=NOON)


def test_a_ticket_that_is_resolved_gets_no_claim() -> None:
    unit = covered_unit()
    ticket = resolved(make.ticket_about(unit))
    ask = opening.ClaimOpening(unit=unit, symptom=make.fault())
    with pytest.raises(ClaimTicketError):
        opening.submit_new(ticket, ask, actor=SYSTEM, at=NOON)


# --- parts that cannot be kept


@pytest.fixture
def priced() -> Claim:
    unit = covered_unit(delivered_at=NOON - timedelta(days=365 * 6))
    return make.diagnosed(make.on_bench(make.received(make.submitted(unit))))


def plan(claim: Claim, part: Part, quantity: int = 1) -> None:
    new = lines.NewLine(LineKind.PART, part=part, quantity=quantity)
    lines.add_line(claim, new, adder=None, actor=SYSTEM, at=NOON)


def test_a_part_out_of_use_is_not_planned(priced: Claim) -> None:
    with pytest.raises(PartClosedError) as refused:
        plan(priced, PartFactory(is_active=False))

    assert refused.value.field == "part"


def test_numbered_parts_are_planned_one_by_one(priced: Claim) -> None:
    with pytest.raises(OneEachError) as refused:
        plan(priced, PartFactory(is_serialised=True), 2)

    assert refused.value.field == "quantity"


def test_a_part_is_named(priced: Claim) -> None:
    with pytest.raises(LineError) as refused:
        lines.add_line(
            priced,
            lines.NewLine(LineKind.PART, name="Mô-tơ", price=1),
            adder=None,
            actor=SYSTEM,
            at=NOON,
        )

    assert refused.value.field == "part"


def test_a_customer_may_agree_though_the_part_went_out_of_use(priced: Claim) -> None:
    LocationFactory()
    part = PartFactory()
    plan(priced, part)
    quote = quoting.send_quote(priced, sender=None, actor=SYSTEM, at=NOON)
    Part.objects.filter(pk=part.pk).update(is_active=False)

    claim = quoting.accept_quote(quote, via=ConsentVia.LINK, actor=SYSTEM, at=NOON)

    assert claim.status == ClaimStatus.APPROVED


def test_a_customer_may_agree_though_no_store_is_set_up(priced: Claim) -> None:
    plan(priced, PartFactory())
    quote = quoting.send_quote(priced, sender=None, actor=SYSTEM, at=NOON)

    claim = quoting.accept_quote(quote, via=ConsentVia.LINK, actor=SYSTEM, at=NOON)

    assert claim.status == ClaimStatus.APPROVED


# --- tickets beside


def handed(claim: Claim) -> Claim:
    return returning.hand_back(claim, identity="CCCD", actor=SYSTEM, at=NOON)


def ready() -> Claim:
    claim = make.approved()
    return returning.withdraw_claim(claim, note="", actor=SYSTEM, at=NOON)


def test_a_thing_leaves_though_a_part_of_a_merged_ticket_is_unfinished() -> None:
    claim = ready()
    merged = TicketFactory.create(merged_into=claim.ticket)
    TicketFactory.create(parent=merged)

    assert handed(claim).status == ClaimStatus.CLOSED


def test_a_ticket_goes_on_while_a_claim_of_one_merged_into_it_is_open() -> None:
    claim, other = ready(), make.received(make.submitted(covered_unit("NM-2")))
    Ticket.objects.filter(pk=other.ticket_id).update(merged_into=claim.ticket)
    handed(claim)
    claim.ticket.refresh_from_db()

    assert claim.ticket.status != TicketStatus.RESOLVED


# --- diagnosing


def test_another_sort_of_fault_is_counted_by_its_own_attempts() -> None:
    unit = covered_unit()
    first = make.submitted(unit, symptom=make.fault("ro", family="nuoc"))
    Claim.objects.filter(pk=first.pk).update(
        status=ClaimStatus.CLOSED, outcome="repaired", closed_at=NOON
    )
    claim = make.on_bench(make.received(make.submitted(unit)))
    finding = diagnosing.Finding(make.fault("ro", family="nuoc"), make.cause())
    diagnosing.write_diagnosis(claim, finding, finder=None, actor=SYSTEM, at=NOON)
    claim.refresh_from_db()

    assert claim.attempt_no == 2
