"""Costs that a supplier has to give back."""

from datetime import date
from typing import Any

from foundation.core.actor import staff_actor
from tests.factories.claims import NOON, approved, in_repair, in_test, technician
from tests.factories.parts import SupplierFactory
from warranty.actions.claims.repairing import try_repair
from warranty.models import Claim, SupplierClaim, SupplierCover


def recovery(claim: Claim | None = None, **supplier: Any) -> SupplierClaim:
    """One for work of 100.000 ₫ that was done under a supplier's cover."""
    claim = claim or approved()
    SupplierCover.objects.create(
        unit=claim.unit,
        supplier=SupplierFactory.create(**supplier),
        starts_on=date(2026, 1, 1),
        ends_on=date(2027, 12, 31),
    )
    tester = technician("an@hongha.example")
    claim = in_test(in_repair(claim))
    try_repair(
        claim,
        has_passed=True,
        tester=tester,
        actor=staff_actor(tester.pk),
        at=NOON,
    )
    found: SupplierClaim = SupplierClaim.objects.get(line__claim=claim)
    return found
