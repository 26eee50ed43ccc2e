"""Refusing a cover for good, and taking that back. No day of it changes."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from catalog.models import ComponentClass, Unit
from foundation.core.actor import Actor
from foundation.core.text import clean_line
from warranty.actions.ledger import Change, held, write
from warranty.enums import CoverKind, CoverStatus, VoidReason
from warranty.errors import NoteError, SupersededError, VoidError
from warranty.letters import tell_of_refusal, tell_of_return
from warranty.models import CoverageEvent


@transaction.atomic
def void_cover(
    unit: Unit,
    *,
    reason: VoidReason,
    note: str,
    component: ComponentClass | None = None,
    actor: Actor,
    at: datetime,
) -> CoverageEvent:
    """Refuse the cover of a component, or of the whole unit, and tell the owner why.

    Cases that were decided stay so. Refuses without evidence, a unit that was
    replaced, and what is refused already.
    """
    cover = held(unit)
    note = clean_line(note)
    if not note:
        raise NoteError(field="note")
    if cover.cover.status == CoverStatus.SUPERSEDED:
        raise SupersededError
    key = component.pk if component else None
    if any(void.component in {None, key} for void in cover.cover.voids):
        raise VoidError
    data = {"component": key, "reason": reason.value}
    change = Change(CoverKind.VOIDED, localdate(at), data, note=note)
    event = write(cover, change, actor=actor, at=at)
    tell_of_refusal(cover.unit, event, reason=reason, component=component)
    return event


@transaction.atomic
def reinstate_cover(
    unit: Unit, *, void_number: int, note: str, actor: Actor, at: datetime
) -> CoverageEvent:
    """Take a refusal back: the cover is as if it had never been, days and all."""
    cover = held(unit)
    note = clean_line(note)
    if not note:
        raise NoteError(field="note")
    if void_number not in {void.number for void in cover.cover.voids}:
        raise VoidError
    change = Change(
        CoverKind.REINSTATED, localdate(at), {"void": void_number}, note=note
    )
    event = write(cover, change, actor=actor, at=at)
    tell_of_return(cover.unit, event)
    return event
