"""Claims of the demo shop: one or two in every state, done step by step as people would."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.timezone import localdate

from aftersales.demo.claim_case import (
    Case,
    agreed,
    found,
    mended,
    on_bench,
    received,
)
from aftersales.demo.claim_stories import STORIES, ClaimStory
from aftersales.demo.faults import seed_fault_codes
from catalog.actions.units import register_unit
from catalog.enums import Category, Whereabouts
from catalog.models import Unit
from foundation.accounts.enums import Role
from foundation.core.actor import SYSTEM, staff_actor
from foundation.places.models import ServicePoint
from parts.models import Supplier
from parts.queries import parts_that_fit
from tickets.actions.opening import Opening, open_ticket
from tickets.enums import TicketChannel, TicketKind
from warranty.actions.claims import (
    alarms,
    loaners,
    opening,
    quoting,
    receiving,
    recovery,
    refunding,
    refusing,
    repairing,
    replacing,
    returning,
    supplier,
)
from warranty.actions.supplier_covers import open_supplier_covers
from warranty.claim_enums import ClaimMode, FaultKind
from warranty.fault_codes import codes_for
from warranty.models import (
    ClaimTerms,
    GoodwillBudget,
    Loaner,
    SupplierClaim,
    SupplierTerm,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aftersales.demo.load import DemoShop

BUDGET = 20_000_000
LENT = (Category.PHONE, Category.TV, Category.WASHING_MACHINE)
HOUR = timedelta(hours=1)

NOTES = "Đã đo và chạy thử, lỗi lặp lại"


def seed_claims(shop: DemoShop) -> None:
    """Fault codes, terms, loaners and a budget; then claims in every state."""
    seed_fault_codes()
    ClaimTerms.objects.get_or_create(pk=1)
    _budget(localdate(shop.at))
    _loaners(shop)
    _suppliers_promise(shop)
    free = _free_units(shop)
    for story in STORIES:
        case = _begun(shop, free, story)
        if case is not None:
            _live(shop, case, story.goal, story.promised)
    alarms.look_for_overdue(shop.at)
    _ask_back(shop)


def _budget(today: date) -> None:
    GoodwillBudget.objects.get_or_create(
        month=today.replace(day=1), defaults={"amount": BUDGET}
    )


def _loaners(shop: DemoShop) -> None:
    at = shop.at - timedelta(days=60)
    point = ServicePoint.objects.filter(is_active=True).first()
    products = {unit.product.category: unit.product for unit in shop.units}
    for number, category in enumerate(LENT, start=1):
        product = products.get(category) or shop.units[0].product
        unit = register_unit(f"MUON-{number:04d}", product, actor=SYSTEM, at=at)
        Unit.objects.filter(pk=unit.pk).update(whereabouts=Whereabouts.LOANER)
        Loaner.objects.create(unit=unit, service_point=point)


def _suppliers_promise(shop: DemoShop) -> None:
    """Two years of parts and half of the work, for every brand that a supplier sells."""
    first = Supplier.objects.order_by("pk").first()
    if first is None:
        return
    brands = sorted({unit.product.brand for unit in shop.units} - {""})
    for brand in brands:
        named = Supplier.objects.filter(name__icontains=brand).first()
        SupplierTerm.objects.create(
            supplier=named or first,
            brand=brand,
            months=24,
            part_percent=100,
            labour_percent=50,
        )
    open_supplier_covers(Unit.objects.all(), at=shop.at)


def _ask_back(shop: DemoShop) -> None:
    """One of what suppliers owe was sent and answered, the others wait."""
    clerk = next(user for user in shop.staff if user.role == Role.WAREHOUSE)
    by: dict[str, Any] = {"handler": clerk, "actor": staff_actor(clerk.pk)}
    first = SupplierClaim.objects.order_by("pk").first()
    if first is not None:
        sent = recovery.send_recovery(first, at=shop.at - 2 * HOUR, **by)
        recovery.answer_recovery(
            sent, granted=sent.asked, reference="NM-7788", at=shop.at - HOUR, **by
        )


def _free_units(shop: DemoShop) -> dict[str, Iterator[Unit]]:
    """Things that nothing was done with, by their sort: those under cover first."""
    today = localdate(shop.at)
    # The first ones have lives of their own.
    known = Unit.objects.filter(
        pk__in=[unit.pk for unit in shop.units[12:]],
        whereabouts=Whereabouts.SOLD,
        owner__isnull=False,
        cover__ends_on__gt=today,
    )
    rows = list(known.select_related("product", "owner", "cover").order_by("pk"))
    rows.sort(key=lambda unit: (not parts_that_fit(unit.product).exists(), unit.pk))
    return {
        category: iter([unit for unit in rows if unit.product.category == category])
        for category in Category.values
    }


def _begun(
    shop: DemoShop, free: dict[str, Iterator[Unit]], story: ClaimStory
) -> Case | None:
    """The claim of a story as its customer made it; None where no thing is left for it."""
    unit = next(free[story.sort], None)
    if unit is None or unit.owner is None:
        return None
    at = shop.at - timedelta(days=story.days)
    asked = Opening(
        subject=story.words.split(".", maxsplit=1)[0],
        body=story.words,
        kind=TicketKind.WARRANTY,
        channel=TicketChannel.PORTAL,
        unit=unit,
    )
    ticket = open_ticket(unit.owner, actor=SYSTEM, at=at, opening=asked)
    seen = codes_for(unit.product, FaultKind.SYMPTOM)
    new = opening.ClaimOpening(
        unit=unit,
        symptom=seen.filter(code=story.symptom).first() or seen[0],
        mode=ClaimMode.ONSITE if story.goal == "visit" else ClaimMode.COUNTER,
        service_point=ServicePoint.objects.filter(is_active=True).first(),
        urgency=int(story.goal in {"late", "waiting"}),
    )
    claim = opening.submit_new(ticket, new, actor=SYSTEM, at=at + HOUR)
    people = {user.role: user for user in shop.staff}
    bench, lead = people[Role.TECHNICIAN], people[Role.LEAD]
    return Case(claim, at + HOUR, bench, lead, people[Role.WARRANTY_MANAGER])


def _live(shop: DemoShop, case: Case, goal: str, promised: float) -> None:
    """Let it come as far as its story says."""
    day = shop.at + timedelta(days=promised)
    # By half past five in the evening.
    promised_at = day.replace(hour=10, minute=30, second=0, microsecond=0)
    if goal == "submitted":
        return
    if goal == "visit":
        receiving.book_visit(case.claim, visit_at=promised_at, **case.by(case.lead))
        return
    received(case, max(promised_at, case.at + timedelta(days=1)))
    if goal == "received":
        return
    on_bench(case)
    if goal in ENDS:
        ENDS[goal](shop, case)
        return
    found(case, NOTES, is_there=goal != "waiting")
    if goal == "quoted":
        _quoted(case)
        return
    agreed(case)
    AFTER.get(goal, lambda _shop, _case: None)(shop, case)


def _quoted(case: Case) -> None:
    """The cover does not pay: water came in; the customer is asked."""
    for line in case.claim.lines.all():
        case.share(line, percent=0, reason="Nước vào bo mạch, khách đã xem ảnh")
    case.claim.refresh_from_db()
    quoting.send_quote(case.claim, sender=case.bench, **case.by(case.bench))


def _lend(_shop: DemoShop, case: Case) -> None:
    """While a part is waited for, somebody borrows one of ours."""
    free = Loaner.objects.exclude(lendings__returned_at=None, lendings__isnull=False)
    same = free.filter(unit__product__category=case.claim.unit.product.category)
    loaner = same.first()
    if loaner is not None:
        due = case.claim.promised_at
        condition = "Như mới, đủ dây và điều khiển"
        loaners.lend_loaner(
            case.claim, loaner, due_at=due, condition=condition, **case.by(case.lead)
        )


def _repairing(_shop: DemoShop, case: Case) -> None:
    by = case.by(case.bench)
    repairing.start_repair(case.claim, technician=case.bench, **by)


def _at_supplier(_shop: DemoShop, case: Case) -> None:
    maker = Supplier.objects.filter(is_active=True).first()
    if maker is not None:
        note = "Gửi hãng thay nguyên cụm"
        supplier.send_to_supplier(case.claim, maker, note=note, **case.by(case.lead))


def _testing(_shop: DemoShop, case: Case) -> None:
    mended(case)


def _ready(_shop: DemoShop, case: Case) -> None:
    mended(case)
    by = case.by(case.lead)
    note = "Chạy thử một giờ, không lặp lại"
    repairing.try_repair(case.claim, has_passed=True, note=note, tester=case.lead, **by)


def _closed(shop: DemoShop, case: Case) -> None:
    _ready(shop, case)
    case.later(hours=20)
    by = case.by(case.lead)
    seen = "Căn cước đúng tên trên phiếu"
    returning.hand_back(case.claim, identity=seen, staff=case.lead, **by)


def _rejected(_shop: DemoShop, case: Case) -> None:
    by = {"decider": case.manager, **case.by(case.manager)}
    note = "Bo mạch có vết nước, khách đã xem ảnh"
    refusing.reject_claim(case.claim, exclusion=None, note=note, **by)


def _appealed(shop: DemoShop, case: Case) -> None:
    _rejected(shop, case)
    case.later(hours=6)
    words = "Máy lắp trên cao, không thể vào nước. Xin xem lại giúp."
    refusing.appeal_claim(case.claim, words=words, **case.by(case.lead))


def _replacing(_shop: DemoShop, case: Case) -> None:
    by = {"decider": case.manager, **case.by(case.manager)}
    note = "Khung máy nứt, không sửa được"
    replacing.decide_replace(case.claim, note=note, **by)


def _refunding(_shop: DemoShop, case: Case) -> None:
    paid = refunding.paid_for(case.claim.unit)
    if paid:
        by: dict[str, Any] = {"decider": case.manager, **case.by(case.manager)}
        note = "Hãng ngừng linh kiện, khách chọn lấy lại tiền"
        refunding.decide_refund(case.claim, amount=paid, note=note, **by)


# From the bench on, without a repair.
ENDS = {
    "diagnosing": lambda _shop, _case: None,
    "rejected": _rejected,
    "appealed": _appealed,
    "replacing": _replacing,
    "refunding": _refunding,
}
# After everybody agreed.
AFTER = {
    "waiting": _lend,
    "repairing": _repairing,
    "late": _repairing,
    "at_supplier": _at_supplier,
    "testing": _testing,
    "ready": _ready,
    "closed": _closed,
}
