"""A claim drives its ticket: whether it is worked on, which stage runs, who is waited for."""

from datetime import UTC, datetime, timedelta

import pytest

from foundation.core.actor import SYSTEM, customer_actor
from foundation.payments.actions import settle
from foundation.payments.enums import Method
from foundation.payments.models import Payment
from tests.factories import claims as make
from tests.factories.claims import NOON, PROMISED
from tests.factories.remedies import decider
from tests.factories.sla import NORMAL, publish, target
from tests.factories.warranty import covered_unit
from tickets.actions.opening import Opening, open_ticket
from tickets.actions.waiting import wait_for
from tickets.enums import Metric, Side, Stage, TicketKind, TicketStatus, WaitReason
from tickets.models import Ticket, TicketClock
from tickets.replay import replay_clocks
from warranty.actions.claims import opening, quoting, receiving, repairing, returning
from warranty.actions.claims.refusing import reject_claim
from warranty.claim_enums import ClaimMode, ConsentVia
from warranty.models import Claim

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
STAGES = [
    target(Metric.STAGE, Side.PROMISED, 2, stage=Stage.DIAGNOSIS),
    target(Metric.STAGE, Side.PROMISED, 2, stage=Stage.QUOTE),
    target(Metric.STAGE, Side.PROMISED, 2, stage=Stage.REPAIR),
    target(Metric.STAGE, Side.PROMISED, 2, stage=Stage.RETURN_SHIPMENT),
]


@pytest.fixture
def claim() -> Claim:
    """Of a thing out of cover, in a ticket whose promise times four stages."""
    publish("Sửa chữa", *NORMAL, *STAGES)
    unit = covered_unit(delivered_at=datetime(2020, 1, 5, 3, tzinfo=UTC))
    assert unit.owner is not None
    by = customer_actor(unit.owner.pk)
    ask = Opening("Không chạy", "Cắm điện không lên.", TicketKind.WARRANTY, unit=unit)
    ticket = open_ticket(unit.owner, actor=by, at=NOON, opening=ask)
    new = opening.ClaimOpening(unit=unit, symptom=make.fault())
    return opening.submit_new(ticket, new, actor=by, at=NOON)


def stands(claim: Claim) -> tuple[str, str, str]:
    """Status, wait and running stage of the ticket."""
    ticket = Ticket.objects.get(pk=claim.ticket_id)
    running = TicketClock.objects.live().filter(ticket=ticket, metric=Metric.STAGE)
    stage = running.values_list("stage", flat=True).first()
    return ticket.status, ticket.wait_reason, stage or ""


def test_what_nobody_has_looked_at_is_new(claim: Claim) -> None:
    assert stands(claim) == (TicketStatus.NEW, "", "")


def test_what_lies_at_ours_is_worked_on(claim: Claim) -> None:
    make.received(claim)

    assert stands(claim) == (TicketStatus.OPEN, "", Stage.DIAGNOSIS)
    assert Ticket.objects.get(pk=claim.ticket_id).first_response_at is None


def test_what_is_refused_at_once_is_worked_on(claim: Claim) -> None:
    reject_claim(
        claim, exclusion=None, note="Vỡ", decider=decider(), actor=SYSTEM, at=NOON
    )

    assert stands(claim) == (TicketStatus.OPEN, "", "")


def test_a_visit_is_waited_for(claim: Claim) -> None:
    Claim.objects.filter(pk=claim.pk).update(mode=ClaimMode.ONSITE)

    receiving.book_visit(claim, visit_at=PROMISED, actor=SYSTEM, at=NOON)

    assert stands(claim) == (TicketStatus.WAITING, WaitReason.VISIT, "")


def test_it_goes_through_the_stages_up_to_its_end(claim: Claim) -> None:
    """Asked, agreed, repaired, tried, ready and fetched; nothing is set by hand."""
    make.diagnosed(make.on_bench(make.received(claim)))
    make.labour(claim)
    claim.refresh_from_db()
    quote = quoting.send_quote(claim, sender=None, actor=SYSTEM, at=NOON + HOUR)
    assert stands(claim) == (TicketStatus.WAITING, WaitReason.CUSTOMER, Stage.QUOTE)

    quoting.accept_quote(quote, via=ConsentVia.LINK, actor=SYSTEM, at=NOON + 2 * HOUR)
    assert stands(claim) == (TicketStatus.OPEN, "", Stage.REPAIR)

    make.in_repair(make.answered_loaner(claim), at=NOON + 3 * HOUR)
    repairing.finish_repair(claim, fix=make.fix(), actor=SYSTEM, at=NOON + 4 * HOUR)
    tester = make.technician("hau@hongha.example")
    repairing.try_repair(
        claim, has_passed=True, tester=tester, actor=SYSTEM, at=NOON + 5 * HOUR
    )
    ready = (TicketStatus.WAITING, WaitReason.CUSTOMER, Stage.RETURN_SHIPMENT)
    assert stands(claim) == ready

    settle(Payment.objects.get(), method=Method.CASH, actor=SYSTEM, at=NOON + 6 * HOUR)
    returning.hand_back(claim, identity="CCCD", actor=SYSTEM, at=NOON + 6 * HOUR)
    assert stands(claim) == (TicketStatus.RESOLVED, "", "")
    assert [one for batch in replay_clocks() for one in batch.differences] == []


def test_what_waits_for_something_else_goes_on_waiting(claim: Claim) -> None:
    wait_for(claim.ticket, reason=WaitReason.INTERNAL, actor=SYSTEM, at=NOON)

    make.received(claim)

    assert stands(claim)[:2] == (TicketStatus.WAITING, WaitReason.INTERNAL)
