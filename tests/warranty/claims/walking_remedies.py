"""What people can do to claims besides repairing: refuse, replace, pay back, lend, give."""

from datetime import timedelta
from typing import Any

from foundation.core.actor import staff_actor
from foundation.payments.actions import settle
from foundation.payments.enums import Direction, Method, PaymentState
from foundation.payments.models import Payment
from parts.models import Supplier
from tests.factories import claims as make
from tests.factories.remedies import on_shelf
from tests.warranty.claims.walking import FORWARD, JOBS, World
from warranty.actions.claims import (
    alarms,
    goodwill,
    loaners,
    recovery,
    refunding,
    refusing,
    replacing,
    supplier,
)
from warranty.claim_enums import (
    AlarmDecision,
    AppealState,
    ClaimStatus as S,
    LineKind,
    LoanerAnswer,
)
from warranty.models import Appeal, EntitlementAlarm, Lending, Loaner


def _decides(world: World, number: int = 0) -> dict[str, Any]:
    """Of the two who decide, one; the other may have decided before."""
    by = world.deciders[number % 2]
    return {"decider": by, "actor": staff_actor(by.pk), "at": world.by["at"]}


def reject(world: World, which: int, number: int) -> None:
    refusing.reject_claim(
        world.claim(which), exclusion=None, note="Vào nước", **_decides(world, number)
    )


def appeal(world: World, which: int, _number: int) -> None:
    refusing.appeal_claim(world.claim(which), words="Không đúng", **world.by)


def hear(world: World, which: int, number: int) -> None:
    open_ = Appeal.objects.filter(claim=world.claim(which), state=AppealState.OPEN)
    refusing.decide_appeal(
        open_.order_by("pk")[0],
        is_granted=number != 0,
        answer="Đã xem lại",
        **_decides(world, number),
    )


def replace(world: World, which: int, _number: int) -> None:
    replacing.decide_replace(world.claim(which), note="Lỗi nặng", **_decides(world))


def give(world: World, which: int, _number: int) -> None:
    world.key += 1
    claim = world.claim(which)
    unit = on_shelf(f"NM-MOI-{world.key}", product=claim.unit.product)
    replacing.give_replacement(claim, unit, **world.by)


def refund(world: World, which: int, _number: int) -> None:
    refunding.decide_refund(
        world.claim(which),
        amount=1_000_000,
        note="Không sửa được",
        ceiling=5_000_000,
        **_decides(world),
    )


def pay_out(world: World, which: int, _number: int) -> None:
    owed = Payment.objects.filter(direction=Direction.OUT, state=PaymentState.OWED)
    by = staff_actor(world.lead.pk)
    settle(owed.order_by("pk")[0], method=Method.CASH, actor=by, at=world.by["at"])
    refunding.finish_refund(world.claim(which), **world.by)


def lend(world: World, which: int, _number: int) -> None:
    loaners.lend_loaner(
        world.claim(which),
        Loaner.objects.all()[0],
        due_at=None,
        condition="Mới",
        **world.by,
    )


def take_back(world: World, which: int, _number: int) -> None:
    out = Lending.objects.filter(claim=world.claim(which), returned_at=None)
    loaners.take_loaner_back(out.order_by("pk")[0], condition="Tốt", **world.by)


def answer_loaner(world: World, which: int, _number: int) -> None:
    loaners.note_loaner_answer(
        world.claim(which), answer=LoanerAnswer.REFUSED, note="", **world.by
    )


def kindness(world: World, which: int, number: int) -> None:
    kind = [LineKind.PART, LineKind.LABOUR, LineKind.FEE][number]
    by = world.deciders[0]
    goodwill.give_goodwill(
        world.line(which, kind),
        amount=1_000 * (number + 1),
        note="Khách quen",
        giver=by,
        **world.by,
    )


def send_off(world: World, which: int, _number: int) -> None:
    maker = Supplier.objects.order_by("pk")[0]
    supplier.send_to_supplier(world.claim(which), maker, note="Gửi", **world.by)


def fetch(world: World, which: int, number: int) -> None:
    fix = make.fix() if number else None
    supplier.take_back_from_supplier(world.claim(which), fix=fix, **world.by)


def look(world: World, _which: int, number: int) -> None:
    world.day += number
    alarms.look_for_overdue(world.by["at"] + timedelta(days=number))


def answer_alarm(world: World, _which: int, number: int) -> None:
    open_ = EntitlementAlarm.objects.filter(decision="").order_by("pk")
    decisions = [AlarmDecision.GO_ON, AlarmDecision.REPLACE, AlarmDecision.REFUND]
    alarms.decide_alarm(
        open_[0],
        decision=decisions[number],
        note="Khách đồng ý",
        amount=1_000_000,
        **_decides(world),
    )


def recover(world: World, which: int, _number: int) -> None:
    recovery.open_recoveries(world.claim(which), **world.by)


JOBS.update(
    {
        "reject": reject,
        "appeal": appeal,
        "hear": hear,
        "replace": replace,
        "give": give,
        "refund": refund,
        "pay_out": pay_out,
        "lend": lend,
        "take_back": take_back,
        "answer_loaner": answer_loaner,
        "kindness": kindness,
        "send_off": send_off,
        "fetch": fetch,
        "look": look,
        "answer_alarm": answer_alarm,
        "recover": recover,
    }
)
MORE: dict[str, tuple[str, ...]] = {
    S.RECEIVED: ("lend",),
    S.DIAGNOSING: ("reject", "kindness"),
    S.APPROVED: ("lend", "send_off"),
    S.WAITING_PART: ("lend", "replace"),
    S.IN_REPAIR: ("send_off", "refund"),
    S.AT_SUPPLIER: ("fetch", "fetch", "fetch"),
    S.REPLACING: ("give", "give", "give"),
    S.REFUNDING: ("pay_out", "pay_out", "take_back"),
    S.REJECTED: ("appeal", "return"),
    S.APPEALED: ("hear", "hear"),
    S.RETURNED: ("take_back", "take_back"),
}
for _status, _deeds in MORE.items():
    FORWARD[_status] = (*FORWARD.get(_status, ()), *_deeds)
DEEDS = tuple(JOBS)
