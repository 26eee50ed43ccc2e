"""Two people say at once what a part is and who sells it, on real connections."""

from typing import Any

import pytest

from foundation.core.actor import SYSTEM
from parts.actions.catalogue import create_part, set_offer
from parts.facts import OfferFacts, PartFacts
from parts.models import Part, Supplier, SupplierPart
from tests.conftest import NOON
from tests.factories.parts import PartFactory, SupplierFactory
from tests.sessions import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)

BY: dict[str, Any] = {"actor": SYSTEM, "at": NOON}


def test_one_number_entered_twice_at_once_is_one_part(transactional_db: None) -> None:
    def enter() -> Part:
        return create_part("MN-X1", PartFacts("Máy nén"), **BY)

    outcomes = all_at_once(enter, enter)

    assert Part.objects.count() == 1
    refused = [type(one).__name__ for one in outcomes if isinstance(one, Exception)]
    assert refused == ["PartTakenError"]


def test_two_preferred_at_once_are_one(transactional_db: None) -> None:
    part = PartFactory.create()
    first, second = SupplierFactory.create(), SupplierFactory.create()

    def prefer(supplier: Supplier) -> SupplierPart:
        facts = OfferFacts(100_000, 3, is_preferred=True)
        return set_offer(part, supplier, facts, **BY)

    outcomes = all_at_once(lambda: prefer(first), lambda: prefer(second))

    assert [one for one in outcomes if isinstance(one, Exception)] == []
    assert SupplierPart.objects.filter(is_preferred=True).count() == 1
    assert SupplierPart.objects.count() == 2
