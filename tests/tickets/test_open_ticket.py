from customers.models import Customer
from foundation.core.actor import Actor
from tests.conftest import NOON
from tickets.actions.opening import Opening, open_ticket


def test_smoke(customer: Customer, by_customer: Actor) -> None:
    t = open_ticket(
        customer, actor=by_customer, at=NOON, opening=Opening("Máy giặt", "Không vắt")
    )
    assert t.number.startswith("TK-")
