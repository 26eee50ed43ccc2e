"""People who decide about claims, and what they decide with."""

from datetime import date
from typing import Any

from catalog.enums import Whereabouts
from catalog.models import Unit
from foundation.accounts.enums import Role, Sight
from foundation.accounts.models import User
from foundation.core.actor import staff_actor
from tests.factories.accounts import StaffFactory
from tests.factories.catalog import UnitFactory
from tests.factories.claims import NOON, on_bench
from warranty.actions.claims.refusing import reject_claim
from warranty.models import Claim, GoodwillBudget, Loaner


def decider(email: str = "ngoc@hongha.example", **fields: Any) -> User:
    """Somebody who decides about claims."""
    known = User.objects.filter(email=email).first()
    values = {"role": Role.WARRANTY_MANAGER, "sees": Sight.ALL, **fields}
    return known or StaffFactory(email=email, **values)


def by(user: User) -> dict[str, Any]:
    """Done by somebody, at noon."""
    return {"actor": staff_actor(user.pk), "at": NOON}


def loaner(serial: str = "MUON-1", **fields: Any) -> Loaner:
    """A unit of the house that customers borrow."""
    unit = UnitFactory.create(serial=serial, whereabouts=Whereabouts.LOANER)
    return Loaner.objects.create(unit=unit, **fields)


def on_shelf(serial: str = "NM-MOI", **fields: Any) -> Unit:
    """A unit in the shop that nobody has."""
    found: Unit = UnitFactory.create(
        serial=serial, whereabouts=Whereabouts.SALEABLE, **fields
    )
    return found


def budget(amount: int, month: date = date(2026, 11, 1)) -> GoodwillBudget:
    """What may be given away in a month."""
    return GoodwillBudget.objects.create(month=month, amount=amount)


def rejected(claim: Claim | None = None, *, who: User | None = None) -> Claim:
    """One that was refused in words."""
    who = who or decider()
    return reject_claim(
        claim or on_bench(),
        exclusion=None,
        note="Máy bị vào nước",
        decider=who,
        **by(who),
    )
