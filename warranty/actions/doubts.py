"""What about an activation or a case looks odd enough for a person to look at."""

from datetime import date, datetime, timedelta

from django.db.models import F, QuerySet

from catalog.models import ComponentClass, Unit
from catalog.serials import clean_serial
from customers.models import ContactPoint
from foundation.core.actor import Actor
from warranty.actions.reviews import open_review
from warranty.enums import ReviewKind
from warranty.models import Activation

# A thing stands in a shop for months, not for a year and a half.
LONG_AFTER = timedelta(days=548)
# A household has several; more than so many activated by one number is a dealer.
MANY_UNITS = 5
# Switched on and broken within days, though bought long ago: switched on because it broke.
EARLY = timedelta(days=3)
FRESH = timedelta(days=14)


def look_at(unit: Unit, activation: Activation, *, actor: Actor, at: datetime) -> None:
    """Open the reviews that an activation gives reason for."""
    produced_on = unit.produced_on
    if produced_on is not None and activation.on - produced_on > LONG_AFTER:
        data = {"days": (activation.on - produced_on).days}
        open_review(unit, ReviewKind.LATE_ACTIVATION, data=data, actor=actor, at=at)
    n_units = _units_of(activation)
    if n_units > MANY_UNITS:
        data = {"n_units": n_units, "activation_id": activation.pk}
        open_review(unit, ReviewKind.MANY_BY_PHONE, data=data, actor=actor, at=at)
    if _is_somebody_else(unit, activation):
        data = {"activation_id": activation.pk}
        open_review(unit, ReviewKind.OTHER_OWNER, data=data, actor=actor, at=at)


def look_at_case(
    unit: Unit,
    activated_on: date,
    bought_on: date | None,
    *,
    reported_on: date,
    actor: Actor,
    at: datetime,
) -> None:
    """Open a review where a fault is reported right after a late activation; once."""
    is_early = timedelta() <= reported_on - activated_on <= EARLY
    is_fresh = bought_on is not None and activated_on - bought_on <= FRESH
    if not is_early or is_fresh:
        return
    # The same case is heard of again and again; what was decided of it stays decided.
    if not unit.reviews.filter(kind=ReviewKind.EARLY_CLAIM).exists():
        data = {"days": (reported_on - activated_on).days}
        open_review(unit, ReviewKind.EARLY_CLAIM, data=data, actor=actor, at=at)


def look_at_sale(units: QuerySet[Unit], *, actor: Actor, at: datetime) -> None:
    """Open a review for what a receipt names a buyer of and somebody else has already."""
    others = units.exclude(owner=F("purchase_line__purchase__customer"))
    found = others.select_related("owner", "purchase_line__purchase__customer")
    for unit in found.exclude(owner=None).order_by("pk"):
        line, owner = unit.purchase_line, unit.owner
        assert line is not None
        assert owner is not None
        if owner.living != line.purchase.customer.living:
            data = {"purchase_id": line.purchase_id}
            open_review(unit, ReviewKind.OTHER_OWNER, data=data, actor=actor, at=at)


def check_part(
    unit: Unit, component: ComponentClass, serial: str, *, actor: Actor, at: datetime
) -> bool:
    """Whether a part is the one we know to be in the unit; a review where it is not.

    A part that nobody has noted is no doubt: it is not compared with anything.
    """
    known = unit.parts.filter(component=component, removed_on=None).first()
    if known is None or known.serial == clean_serial(serial):
        return True
    data = {"component_id": component.pk, "part_id": known.pk}
    open_review(unit, ReviewKind.MISMATCHED_PART, data=data, actor=actor, at=at)
    return False


def _units_of(activation: Activation) -> int:
    if not activation.phone:
        return 0
    rows = Activation.objects.filter(phone=activation.phone, is_first=True)
    return rows.values("unit").distinct().count()


def _is_somebody_else(unit: Unit, activation: Activation) -> bool:
    """Whether neither the login nor the number is the owner's."""
    owner = unit.owner
    if owner is None or activation.by_id is not None:
        return False
    if activation.customer is not None:
        return activation.customer.living != owner.living
    if not activation.phone:
        return False
    point = ContactPoint.objects.filter(value=activation.phone).first()
    return point is None or point.customer.living != owner.living
