"""What people can do to claims: two units, one in cover and one out, and everybody's deeds."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from foundation.accounts.enums import Role
from foundation.core.actor import SYSTEM
from foundation.payments.actions import settle
from foundation.payments.enums import Method, PaymentState
from foundation.payments.models import Payment
from parts.actions.reserving import release
from parts.actions.stock import receive_stock
from parts.enums import LocationKind
from parts.models import Part, Reservation, StockLocation
from tests.factories import claims as make
from tests.factories.claims import NOON
from tests.factories.parts import LocationFactory, OfferFactory, PartFactory
from tests.factories.remedies import budget, decider, loaner
from tests.factories.warranty import component, covered_unit
from warranty.actions.claims import (
    approving,
    diagnosing,
    lines,
    opening,
    quoting,
    receiving,
    repairing,
    returning,
)
from warranty.claim_enums import (
    ClaimMode,
    ClaimStatus as S,
    ConsentVia,
    LineKind,
    LineState,
)
from warranty.models import Claim, ClaimLine, RepairQuote


class World:
    """Two units, one in cover and one out, a part, a store, and people."""

    def __init__(self) -> None:
        self.motor = component("mo-to")
        self.units = [
            covered_unit("NM95-2409-000001"),
            covered_unit(
                "NM95-1001-000002", delivered_at=NOON - timedelta(days=365 * 6)
            ),
        ]
        self.symptoms = [make.fault(), make.fault("ro", family="nuoc")]
        self.part: Part = PartFactory(component=self.motor, price=900_000)
        OfferFactory(part=self.part)
        LocationFactory(kind=LocationKind.DEFECTIVE)
        self.store: StockLocation = LocationFactory()
        self.fixer = make.technician()
        self.tester = make.technician("hau@hongha.example", name="Cao Văn Hậu")
        self.lead = make.technician("dung@hongha.example", role=Role.LEAD)
        self.deciders = [decider(), decider("son@hongha.example")]
        loaner()
        budget(5_000)
        self.day = 0
        self.key = 0

    @property
    def by(self) -> dict[str, Any]:
        return {"actor": SYSTEM, "at": NOON + timedelta(days=self.day)}

    def claim(self, which: int) -> Claim:
        return Claim.objects.filter(unit=self.units[which]).order_by("-pk")[0]

    def quote(self, which: int) -> RepairQuote:
        return RepairQuote.objects.filter(claim=self.claim(which)).order_by("-pk")[0]

    def line(self, which: int, kind: LineKind) -> ClaimLine:
        found = ClaimLine.objects.filter(claim=self.claim(which), kind=kind)
        return found.filter(state=LineState.PLANNED).order_by("pk")[0]


def submit(world: World, which: int, number: int) -> None:
    unit = world.units[which]
    ask = opening.ClaimOpening(
        unit=unit,
        symptom=world.symptoms[number % 2],
        mode=[ClaimMode.COUNTER, ClaimMode.ONSITE, ClaimMode.MAIL_IN][number],
    )
    opening.submit_new(make.ticket_about(unit), ask, **world.by)


def receive(world: World, which: int, number: int) -> None:
    due = world.by["at"] + timedelta(days=3 + number)
    receiving.receive_claim(world.claim(which), promised_at=due, **world.by)


def visit(world: World, which: int, _number: int) -> None:
    due = world.by["at"] + timedelta(days=1)
    receiving.book_visit(world.claim(which), visit_at=due, **world.by)


def bench(world: World, which: int, _number: int) -> None:
    claim = world.claim(which)
    diagnosing.begin_diagnosis(claim, technician=world.fixer, **world.by)


def diagnose(world: World, which: int, number: int) -> None:
    claim = world.claim(which)
    why = [make.cause(), make.cause(), None][number]
    finding = diagnosing.Finding(claim.symptom, why, world.motor if why else None)
    diagnosing.write_diagnosis(claim, finding, finder=world.fixer, **world.by)


def no_fault(world: World, which: int, _number: int) -> None:
    diagnosing.find_no_fault(world.claim(which), note="Chạy tốt", **world.by)


def labour(world: World, which: int, number: int) -> None:
    new = lines.NewLine(
        [LineKind.LABOUR, LineKind.TRAVEL, LineKind.FEE][number],
        name="Công",
        price=99_999,
        component=world.motor,
    )
    lines.add_line(world.claim(which), new, adder=None, **world.by)


def part(world: World, which: int, number: int) -> None:
    new = lines.NewLine(LineKind.PART, part=world.part, quantity=1 + number)
    lines.add_line(world.claim(which), new, adder=None, **world.by)


def drop(world: World, which: int, number: int) -> None:
    kind = [LineKind.PART, LineKind.LABOUR, LineKind.FEE][number]
    lines.drop_line(world.line(which, kind), **world.by)


def share(world: World, which: int, number: int) -> None:
    kind = [LineKind.PART, LineKind.LABOUR, LineKind.FEE][number]
    line = world.line(which, kind)
    percent = [0, 33, 100][number]
    lines.share_otherwise(
        line, percent=percent, reason="Xét lại", decider=world.lead, **world.by
    )


def quote(world: World, which: int, _number: int) -> None:
    quoting.send_quote(world.claim(which), sender=world.fixer, **world.by)


def accept(world: World, which: int, _number: int) -> None:
    quoting.accept_quote(world.quote(which), via=ConsentVia.LINK, **world.by)


def decline(world: World, which: int, _number: int) -> None:
    quoting.decline_quote(world.quote(which), via=ConsentVia.LINK, **world.by)


def expire(world: World, _which: int, _number: int) -> None:
    world.day += 8
    quoting.expire_quotes(at=world.by["at"])


def approve(world: World, which: int, number: int) -> None:
    by = [world.fixer, world.lead, world.lead][number]
    approving.approve_repair(world.claim(which), approver=by, **world.by)


def start(world: World, which: int, _number: int) -> None:
    claim = world.claim(which)
    repairing.start_repair(claim, technician=world.fixer, **world.by)


def fit(world: World, which: int, _number: int) -> None:
    line = world.line(which, LineKind.PART)
    repairing.use_part(line, repairing.Fitting(), **world.by)


def finish(world: World, which: int, _number: int) -> None:
    repairing.finish_repair(world.claim(which), fix=make.fix(), **world.by)


def try_it(world: World, which: int, number: int, *, has_passed: bool) -> None:
    tester = [world.tester, world.tester, world.fixer][number]
    repairing.try_repair(
        world.claim(which), has_passed=has_passed, tester=tester, **world.by
    )


def pay(world: World, _which: int, _number: int) -> None:
    owed = Payment.objects.filter(state=PaymentState.OWED).order_by("pk")[0]
    settle(owed, method=Method.CASH, **world.by)


def give_back(world: World, which: int, _number: int) -> None:
    world.day += 1
    returning.hand_back(world.claim(which), identity="CCCD", **world.by)


def withdraw(world: World, which: int, _number: int) -> None:
    returning.withdraw_claim(world.claim(which), note="", **world.by)


def close(world: World, which: int, _number: int) -> None:
    returning.close_claim(world.claim(which), staff=None, **world.by)


def stock(world: World, _which: int, number: int) -> None:
    world.key += 1
    receive_stock(
        world.part,
        location=world.store,
        quantity=1 + number,
        unit_cost=1,
        key=f"walk:{world.key}",
        **world.by,
    )


def free(world: World, _which: int, _number: int) -> None:
    release(Reservation.objects.live().order_by("pk")[0], **world.by)


def wake(world: World, which: int, _number: int) -> None:
    approving.go_on_with_parts(world.claim(which), **world.by)


JOBS: dict[str, Callable[[World, int, int], None]] = {
    "submit": submit,
    "receive": receive,
    "visit": visit,
    "bench": bench,
    "diagnose": diagnose,
    "no_fault": no_fault,
    "labour": labour,
    "part": part,
    "drop": drop,
    "share": share,
    "quote": quote,
    "accept": accept,
    "decline": decline,
    "expire": expire,
    "approve": approve,
    "start": start,
    "fit": fit,
    "finish": finish,
    "pass": lambda world, which, number: try_it(world, which, number, has_passed=True),
    "fail": lambda world, which, number: try_it(world, which, number, has_passed=False),
    "pay": pay,
    "return": give_back,
    "withdraw": withdraw,
    "close": close,
    "stock": stock,
    "free": free,
    "wake": wake,
}

# What somebody who wants to get on would do next, by where the claim stands.
FORWARD: dict[str, tuple[str, ...]] = {
    S.SUBMITTED: ("receive", "receive", "visit"),
    S.VISIT_BOOKED: ("bench",),
    S.RECEIVED: ("bench",),
    S.DIAGNOSING: ("diagnose", "labour", "part", "quote", "approve", "approve"),
    S.AWAITING_CUSTOMER: ("accept", "accept", "decline"),
    S.APPROVED: ("answer_loaner", "start", "approve"),
    S.WAITING_PART: ("stock", "wake", "answer_loaner"),
    S.IN_REPAIR: ("fit", "finish", "finish"),
    S.QC: ("pass", "pass", "fail"),
    S.READY: ("pay", "return", "return"),
    S.REJECTED: ("return",),
    S.RETURNED: ("close",),
    S.CLOSED: ("submit",),
}
