"""Claims in every state a test needs, brought there by the actions themselves."""

from datetime import UTC, datetime, timedelta
from typing import Any

from catalog.models import ComponentClass, Unit
from foundation.accounts.enums import Role
from foundation.accounts.models import User
from foundation.core.actor import SYSTEM, customer_actor, staff_actor
from tests.factories.accounts import StaffFactory
from tests.factories.tickets import TicketFactory
from tests.factories.warranty import covered_unit
from tickets.enums import TicketKind
from tickets.models import Ticket
from warranty.actions.claims.approving import approve_repair
from warranty.actions.claims.diagnosing import (
    Finding,
    begin_diagnosis,
    write_diagnosis,
)
from warranty.actions.claims.lines import NewLine, add_line
from warranty.actions.claims.opening import ClaimOpening, submit_new
from warranty.actions.claims.receiving import receive_claim
from warranty.actions.claims.repairing import finish_repair, start_repair
from warranty.claim_enums import FaultKind, LineKind, LoanerAnswer
from warranty.models import Claim, ClaimLine, FaultCode

# A Friday, 15:00 in Ho Chi Minh City.
NOON = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
PROMISED = NOON + timedelta(days=7)


def fault(
    code: str = "khong-chay",
    kind: FaultKind = FaultKind.SYMPTOM,
    *,
    family: str = "nguon",
    name: str = "Không chạy",
) -> FaultCode:
    """A fault code by its kind and code."""
    values = {"name": name, "family": family if kind == FaultKind.SYMPTOM else ""}
    found, _ = FaultCode.objects.get_or_create(kind=kind, code=code, defaults=values)
    return found


def cause(code: str = "hong-mo-to", name: str = "Mô-tơ cháy") -> FaultCode:
    """Why something is broken."""
    return fault(code, FaultKind.CAUSE, name=name)


def fix(code: str = "thay-mo-to", name: str = "Thay mô-tơ") -> FaultCode:
    """What mends it."""
    return fault(code, FaultKind.FIX, name=name)


def technician(email: str = "khoi@hongha.example", **fields: Any) -> User:
    """Somebody at the bench."""
    known = User.objects.filter(email=email).first()
    values = {"name": "Vũ Đình Khôi", "role": Role.TECHNICIAN, **fields}
    return known or StaffFactory(email=email, **values)


def ticket_about(thing: Unit, **fields: Any) -> Ticket:
    """A warranty ticket of the unit's owner."""
    values = {"customer": thing.owner, "unit": thing, "kind": TicketKind.WARRANTY}
    found: Ticket = TicketFactory(**{**values, **fields})
    return found


def submitted(
    unit: Unit | None = None, *, at: datetime = NOON, **opening: Any
) -> Claim:
    """A claim that the customer made."""
    unit = unit or covered_unit()
    assert unit.owner is not None
    values = {"symptom": opening.pop("symptom", None) or fault(), **opening}
    return submit_new(
        ticket_about(unit),
        ClaimOpening(unit=unit, **values),
        actor=customer_actor(unit.owner.pk),
        at=at,
    )


def received(
    claim: Claim | None = None,
    *,
    at: datetime = NOON,
    promised_at: datetime = PROMISED,
    **opening: Any,
) -> Claim:
    """One whose thing is with us, with a receipt."""
    claim = claim or submitted(at=at, **opening)
    return receive_claim(claim, promised_at=promised_at, actor=SYSTEM, at=at)


def on_bench(
    claim: Claim | None = None, *, at: datetime = NOON, by: User | None = None
) -> Claim:
    """One that a technician looks at."""
    by = by or technician()
    claim = claim or received(at=at)
    return begin_diagnosis(claim, technician=by, actor=staff_actor(by.pk), at=at)


def diagnosed(
    claim: Claim | None = None,
    *,
    at: datetime = NOON,
    component: ComponentClass | None = None,
    by: User | None = None,
) -> Claim:
    """One whose fault was found."""
    by = by or technician()
    claim = claim or on_bench(at=at, by=by)
    finding = Finding(claim.symptom, cause(), component)
    write_diagnosis(claim, finding, finder=by, actor=staff_actor(by.pk), at=at)
    claim.refresh_from_db()
    return claim


def labour(claim: Claim, price: int = 300_000, *, at: datetime = NOON) -> ClaimLine:
    """A line of work."""
    new = NewLine(LineKind.LABOUR, name="Công thay mô-tơ", price=price, cost=100_000)
    return add_line(claim, new, adder=None, actor=SYSTEM, at=at)


def answered_loaner(claim: Claim) -> Claim:
    """The customer needs nothing meanwhile."""
    Claim.objects.filter(pk=claim.pk).update(loaner_answer=LoanerAnswer.REFUSED)
    claim.refresh_from_db()
    return claim


def approved(claim: Claim | None = None, *, at: datetime = NOON) -> Claim:
    """One that may be repaired, at no cost to the customer."""
    claim = claim or diagnosed(at=at)
    if not claim.lines.exists():
        labour(claim, at=at)
    by = technician()
    claim = approve_repair(claim, approver=by, actor=staff_actor(by.pk), at=at)
    return answered_loaner(claim)


def in_repair(claim: Claim | None = None, *, at: datetime = NOON) -> Claim:
    """One that hands are on."""
    by = technician()
    claim = claim or approved(at=at)
    return start_repair(claim, technician=by, actor=staff_actor(by.pk), at=at)


def in_test(claim: Claim | None = None, *, at: datetime = NOON) -> Claim:
    """One that a second person has to try."""
    claim = claim or in_repair(at=at)
    by = technician()
    return finish_repair(claim, fix=fix(), actor=staff_actor(by.pk), at=at)
