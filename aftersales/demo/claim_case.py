"""How a claim of the demo shop goes on, step by step, done by whoever would do it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from foundation.accounts.models import User
from foundation.core.actor import staff_actor
from parts.models import Part, PartSerial
from parts.queries import available, parts_that_fit
from warranty.actions.claims import (
    approving,
    diagnosing,
    lines,
    loaners,
    quoting,
    receiving,
    repairing,
)
from warranty.actions.claims.reserving import location_for
from warranty.claim_enums import (
    ClaimStatus,
    ConsentVia,
    FaultKind,
    LineKind,
    LoanerAnswer,
)
from warranty.fault_codes import codes_for
from warranty.models import Claim, ClaimLine, FaultCode

# Why a part is put in new, in the codes of the demo, by how its number begins.
CAUSES = {
    "DC": "hong-dong-co",
    "GAS": "xi-gas",
    "GC": "gay-giam-chan",
    "GN": "ho-gioang",
    "MN": "hong-may-nen",
    "OX": "nut-ong",
    "PIN": "pin-chai",
    "TN": "hong-tam-nen",
    "VN": "ket-van",
}
# Which parts end what is seen.
REMEDIES = {
    "chai-pin": {"PIN"},
    "chay-nuoc": {"GN", "OX"},
    "keu-rung": {"GC", "QT"},
    "khong-cap-nuoc": {"VN"},
    "khong-lanh": {"MN", "GAS"},
    "khong-nguon": {"BM", "BN"},
    "khong-sac": {"PIN"},
    "khong-vat": {"DC"},
    "soc-man-hinh": {"TN"},
}


@dataclass(slots=True)
class Case:
    """A claim on its way, and what time it is there."""

    claim: Claim
    at: datetime
    bench: User
    lead: User
    manager: User

    def later(self, **span: float) -> "Case":
        """Some time went by."""
        self.at += timedelta(**span)
        self.claim.refresh_from_db()
        return self

    def by(self, who: User) -> dict[str, Any]:
        """Done by somebody, now."""
        return {"actor": staff_actor(who.pk), "at": self.at}

    def share(self, line: ClaimLine, *, percent: int, reason: str) -> None:
        """The manager lets the cover pay another share."""
        lines.share_otherwise(
            line,
            percent=percent,
            reason=reason,
            decider=self.manager,
            **self.by(self.manager),
        )

    def code(self, kind: FaultKind, name: str = "") -> FaultCode:
        """A code that fits the thing."""
        fitting = codes_for(self.claim.unit.product, kind)
        found = fitting.filter(code=name).first() or fitting.first()
        assert found is not None
        return found


def received(case: Case, promised_at: datetime) -> Case:
    """It is with us, and its paper names a day."""
    case.later(hours=2)
    receiving.receive_claim(case.claim, promised_at=promised_at, **case.by(case.lead))
    return case.later(minutes=5)


def on_bench(case: Case) -> Case:
    """A technician looks at it."""
    case.later(hours=3)
    diagnosing.begin_diagnosis(case.claim, technician=case.bench, **case.by(case.bench))
    return case.later(minutes=40)


def found(case: Case, note: str, *, work: int = 250_000, is_there: bool = True) -> Case:
    """The cause, a part where one fits, and the work."""
    part = _part_for(case, is_there=is_there)
    finding = diagnosing.Finding(
        case.claim.symptom,
        case.code(FaultKind.CAUSE, CAUSES.get(_sort(part), "hong-bo-mach")),
        part.component if part else None,
        note,
    )
    diagnosing.write_diagnosis(
        case.claim, finding, finder=case.bench, **case.by(case.bench)
    )
    if part is not None:
        _line(case, lines.NewLine(LineKind.PART, part=part))
    new = lines.NewLine(LineKind.LABOUR, name="Công sửa", price=work, cost=work // 2)
    _line(case, new)
    return case.later(minutes=10)


def _line(case: Case, new: lines.NewLine) -> None:
    lines.add_line(case.claim, new, adder=case.bench, **case.by(case.bench))


def agreed(case: Case) -> Case:
    """No loaner is needed; the customer and the house agree."""
    loaners.note_loaner_answer(
        case.claim, answer=LoanerAnswer.REFUSED, note="", **case.by(case.lead)
    )
    case.later(minutes=5)
    if case.claim.customer_total:
        quote = quoting.send_quote(case.claim, sender=case.bench, **case.by(case.bench))
        case.later(hours=4)
        quoting.accept_quote(quote, via=ConsentVia.COUNTER, **case.by(case.lead))
        case.later(minutes=5)
    is_open = case.claim.status == ClaimStatus.DIAGNOSING
    if is_open or case.claim.house_total > case.claim.approved_total:
        approving.approve_repair(
            case.claim, approver=case.manager, **case.by(case.manager)
        )
    return case.later(minutes=5)


def mended(case: Case) -> Case:
    """Every part is in, and it is for somebody else to try."""
    repairing.start_repair(case.claim, technician=case.bench, **case.by(case.bench))
    case.later(hours=1)
    for line in case.claim.lines.filter(kind=LineKind.PART, state="planned"):
        new = _number_of(case, line)
        fitting = repairing.Fitting(f"{new}-CU" if new else "", new)
        repairing.use_part(line, fitting, **case.by(case.bench))
    case.later(hours=1)
    fix = case.code(FaultKind.FIX, "thay-linh-kien")
    note = "Thay và chạy thử 20 phút"
    repairing.finish_repair(case.claim, fix=fix, note=note, **case.by(case.bench))
    return case.later(hours=1)


def _part_for(case: Case, *, is_there: bool) -> Part | None:
    """A part that fits and lies in the store of the claim, or that does not: the one that
    ends what is seen, else the dearest."""
    fitting = list(parts_that_fit(case.claim.unit.product).order_by("-price"))
    free = available(fitting, location_for(case.claim))
    found = [one for one in fitting if bool(free[one.pk]) == is_there]
    right = REMEDIES.get(case.claim.symptom.code, set())
    found.sort(key=lambda one: _sort(one) not in right)
    return found[0] if found else None


def _sort(part: Part | None) -> str:
    """How its number begins, which says what it is."""
    return part.sku.partition("-")[0] if part else ""


def _number_of(case: Case, line: ClaimLine) -> str:
    """A number of that part that lies there; empty where it has none."""
    here = PartSerial.objects.filter(part=line.part, location=location_for(case.claim))
    return here.order_by("pk").values_list("serial", flat=True).first() or ""
