"""One fault told twice at once is one case with one claim."""

import pytest

from catalog.models import Unit
from customers.models import Customer
from foundation.core.actor import SYSTEM
from tests.conftest import NOON
from tests.factories.claims import fault
from tests.factories.warranty import covered_unit
from tests.sessions import all_at_once
from tickets.actions.opening import Opening
from tickets.models import Ticket
from warranty.actions.claims.opening import ClaimOpening
from warranty.actions.claims.reporting import report_fault
from warranty.claim_errors import ClaimOpenError
from warranty.models import Claim

pytestmark = pytest.mark.django_db(transaction=True)


def told(customer: Customer, key: str) -> Claim:
    unit = Unit.objects.get(owner=customer)
    opening = Opening(
        "Máy giặt: Không vắt", "Kêu", unit=unit, client_key=f"claim:{key}"
    )
    asked = ClaimOpening(unit, fault(), client_key=f"portal:{customer.pk}:{key}")
    return report_fault(customer, opening, asked, actor=SYSTEM, at=NOON)


@pytest.fixture
def owner(customer: Customer) -> Customer:
    fault()
    covered_unit(owner=customer)
    return customer


def test_the_same_form_at_once_is_one_claim(owner: Customer) -> None:
    outcomes = all_at_once(*[lambda: told(owner, "a" * 32)] * 3)

    assert len({one.pk for one in outcomes}) == 1  # type: ignore[attr-defined]
    assert (Ticket.objects.count(), Claim.objects.count()) == (1, 1)


def test_two_forms_for_one_fault_at_once_leave_one_case(owner: Customer) -> None:
    first, second = (lambda: told(owner, "a" * 32)), (lambda: told(owner, "b" * 32))

    outcomes = all_at_once(first, second)

    refused = [one for one in outcomes if isinstance(one, ClaimOpenError)]
    assert len(refused) == 1
    assert (Ticket.objects.count(), Claim.objects.count()) == (1, 1)
