"""Money owed for some case, by somebody of the house."""

from foundation.accounts.models import User
from foundation.core.actor import Actor, staff_actor
from foundation.core.refs import Ref
from foundation.payments.actions import Debt, Payee, owe_charge, owe_refund, settle
from foundation.payments.enums import Method, Purpose
from foundation.payments.models import Payment
from tests.conftest import NOON
from tests.factories.accounts import StaffFactory

# No claim there can be, whatever number the sequence has reached.
CASE = Ref("warranty.claim", "0")
HA = Payee(None, "Nguyễn Thu Hà", "Vietcombank", "0071000123456")


def debt(amount: int = 500_000, key: str = "claim:7:refund", **more: object) -> Debt:
    """A promise to Hà, whose account is known."""
    return Debt(amount, key, **{"payee": HA, **more})  # type: ignore[arg-type]


def refund(
    amount: int = 500_000,
    key: str = "claim:7:refund",
    *,
    by: User | None = None,
    subject: Ref = CASE,
    payee: Payee = HA,
) -> Payment:
    """Money that goes back, decided by `by` or somebody."""
    actor = staff_actor((by or StaffFactory()).pk)
    owed = debt(amount, key, payee=payee)
    return owe_refund(subject, owed, ceiling=10**9, actor=actor, at=NOON)


def charge(
    amount: int = 350_000,
    key: str = "claim:7:repair",
    *,
    purpose: Purpose = Purpose.REPAIR,
    subject: Ref = CASE,
    payee: Payee = HA,
) -> Payment:
    """Money that comes in."""
    actor = staff_actor(StaffFactory().pk)
    owed = debt(amount, key, payee=payee)
    return owe_charge(subject, owed, purpose=purpose, actor=actor, at=NOON)


def paid(payment: Payment, *, by: User | None = None) -> Payment:
    """The same, handed over in cash."""
    actor: Actor = staff_actor((by or StaffFactory()).pk)
    return settle(payment, method=Method.CASH, actor=actor, at=NOON)
