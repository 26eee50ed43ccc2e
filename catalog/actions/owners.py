"""Whose a unit is, and what becomes of a serial number that is good for nothing any more."""

from datetime import datetime

from django.db import transaction

from catalog import verbs
from catalog.enums import BlockReason, Whereabouts
from catalog.errors import UnitBlockedError, UnitTakenError
from catalog.models import Unit
from customers.models import Customer
from foundation.core.actor import Actor
from foundation.core.db import locked
from foundation.events.actions import record


@transaction.atomic
def hand_over(unit: Unit, *, to: Customer | None, actor: Actor, at: datetime) -> Unit:
    """Make a unit somebody's, or sold to somebody we do not know yet.

    What was said about it before stays with the former owner. Refuses a blocked one.
    """
    unit = locked(unit)
    if unit.whereabouts == Whereabouts.BLOCKED:
        raise UnitBlockedError
    if unit.owner == to and unit.whereabouts == Whereabouts.SOLD:
        return unit
    former, unit.owner, unit.whereabouts = unit.owner, to, Whereabouts.SOLD
    unit.save(update_fields=["owner", "whereabouts"])
    record(
        unit,
        verbs.UNIT_HANDED_OVER,
        actor=actor,
        at=at,
        links=[who for who in (former, to) if who],
        former_id=former.pk if former else None,
        owner_id=to.pk if to else None,
    )
    return unit


@transaction.atomic
def replace_unit(unit: Unit, by: Unit, *, actor: Actor, at: datetime) -> Unit:
    """Give a whole unit for another: the new one is the owner's, the old number is blocked.

    Refuses one that has an owner or was given for another already.
    """
    first, second = sorted((unit, by), key=lambda each: each.pk)
    first, second = locked(first), locked(second)
    old, new = (first, second) if first.pk == unit.pk else (second, first)
    is_free = new.owner is None and new.replaces is None
    if new.pk == old.pk or not is_free or new.whereabouts == Whereabouts.BLOCKED:
        raise UnitTakenError
    new.replaces, new.owner, new.whereabouts = old, old.owner, Whereabouts.SOLD
    new.save(update_fields=["replaces", "owner", "whereabouts"])
    block_unit(old, BlockReason.REPLACED, actor=actor, at=at)
    record(
        new,
        verbs.UNIT_REPLACED,
        actor=actor,
        at=at,
        links=[old, *([old.owner] if old.owner else [])],
        replaces_id=old.pk,
    )
    return new


@transaction.atomic
def keep_for_lending(unit: Unit, *, actor: Actor, at: datetime) -> Unit:
    """Sell a unit no more: customers borrow it. Refuses what is not in the shop."""
    unit = locked(unit)
    if unit.owner_id is not None or unit.whereabouts != Whereabouts.SALEABLE:
        raise UnitTakenError
    unit.whereabouts = Whereabouts.LOANER
    unit.save(update_fields=["whereabouts"])
    record(unit, verbs.UNIT_KEPT_FOR_LENDING, actor=actor, at=at)
    return unit


@transaction.atomic
def block_unit(unit: Unit, reason: BlockReason, *, actor: Actor, at: datetime) -> Unit:
    """Let nobody activate or claim under this serial number any more."""
    unit = locked(unit)
    unit.whereabouts, unit.block_reason = Whereabouts.BLOCKED, reason
    unit.save(update_fields=["whereabouts", "block_reason"])
    record(unit, verbs.UNIT_BLOCKED, actor=actor, at=at, reason=reason)
    return unit


@transaction.atomic
def unblock_unit(unit: Unit, *, actor: Actor, at: datetime) -> Unit:
    """Take a block back that was a mistake; one that was replaced stays blocked."""
    unit = locked(unit)
    if unit.whereabouts != Whereabouts.BLOCKED:
        return unit
    if unit.block_reason == BlockReason.REPLACED:
        raise UnitTakenError
    unit.whereabouts = Whereabouts.SOLD if unit.owner else Whereabouts.SALEABLE
    unit.block_reason = ""
    unit.save(update_fields=["whereabouts", "block_reason"])
    record(unit, verbs.UNIT_UNBLOCKED, actor=actor, at=at)
    return unit
