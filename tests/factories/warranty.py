"""Published policies and covered units, as a shop that runs would have them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from catalog.models import ComponentClass, Unit
from foundation.core.actor import SYSTEM
from foundation.policies.enums import Part, PolicyKind
from foundation.policies.models import Policy, PolicyVersion
from tests.factories.catalog import PurchaseFactory, PurchaseLineFactory, UnitFactory
from warranty.actions.codes import issue_codes
from warranty.actions.opening import open_cover
from warranty.models import CoverageTerm, Exclusion, UnitCover, WarrantyTerms

PUBLISHED_AT = datetime(2025, 1, 1, tzinfo=UTC)
DELIVERED_AT = datetime(2026, 9, 12, 3, 0, tzinfo=UTC)
WORDS = {part.value: {"vi": f"Nội dung: {part.label}", "en": ""} for part in Part}


def component(code: str, name: str = "") -> ComponentClass:
    """A component class by its code."""
    found, _ = ComponentClass.objects.get_or_create(
        code=code, defaults={"name": name or code.title()}
    )
    return found


def published(
    code: str = "nha",
    *terms: dict[str, Any],
    effective_from: date = date(2025, 1, 1),
    number: int = 1,
    exclusions: Sequence[str] = ("Máy vào nước",),
    **conditions: Any,
) -> PolicyVersion:
    """A published version; without terms the whole thing for 24 months, all paid."""
    policy, _ = Policy.objects.get_or_create(
        code=code, defaults={"kind": PolicyKind.WARRANTY, "name": f"Bảo hành {code}"}
    )
    version = PolicyVersion.objects.create(
        policy=policy,
        number=number,
        parts=WORDS,
        effective_from=effective_from,
        created_at=PUBLISHED_AT,
    )
    row = WarrantyTerms.objects.create(version=version, **conditions)
    for place, term in enumerate(terms or [{"length": 24}], start=1):
        CoverageTerm.objects.create(terms=row, position=place, **term)
    for place, words in enumerate(exclusions, start=1):
        Exclusion.objects.create(
            terms=row, position=place, code=f"N{place}", words=words
        )
    version.published_at = PUBLISHED_AT
    version.save(update_fields=["published_at"])
    policy.current = version
    policy.save(update_fields=["current"])
    return version


def sold_unit(
    serial: str = "NM95-2409-004172",
    *,
    delivered_at: datetime | None = DELIVERED_AT,
    **fields: Any,
) -> Unit:
    """A unit on a receipt, with its buyer as the owner; no cover yet."""
    buyer = {"customer": fields["owner"]} if fields.get("owner") else {}
    purchase = PurchaseFactory.create(
        purchased_at=DELIVERED_AT, delivered_at=delivered_at, **buyer
    )
    line = PurchaseLineFactory.create(purchase=purchase)
    values = {"owner": purchase.customer, "product": line.product, **fields}
    unit: Unit = UnitFactory.create(serial=serial, purchase_line=line, **values)
    return unit


def covered_unit(serial: str = "NM95-2409-004172", **fields: Any) -> Unit:
    """A unit under cover by whatever policy is published; the house's own if none is."""
    if not Policy.objects.exists():
        published()
    unit = sold_unit(serial, **fields)
    open_cover(unit, actor=SYSTEM, at=DELIVERED_AT)
    return unit


def cover(unit: Unit) -> UnitCover:
    """The stored cover of a unit, read again."""
    return UnitCover.objects.get(unit=unit)


def scratch_code(unit: Unit) -> str:
    """A code to switch it on, as it lies in the box."""
    return issue_codes([unit], actor=SYSTEM, at=PUBLISHED_AT)[unit.pk]
