"""What a part fits, and what does instead of it."""

from datetime import datetime
from typing import Any

from django.db import transaction

from catalog.models import Product
from foundation.core.actor import Actor
from foundation.events.actions import record
from parts import verbs
from parts.actions.moving import held_part
from parts.errors import SelfError
from parts.facts import StandFacts
from parts.models import Part, PartFit, Substitute


@transaction.atomic
def set_fit(
    part: Part,
    product: Product,
    *,
    revision: str = "",
    position: str = "",
    actor: Actor,
    at: datetime,
) -> PartFit:
    """Say that a part fits a product; said twice, it is said once."""
    part = held_part(part)
    fit, is_new = PartFit.objects.get_or_create(
        part=part, product=product, revision=revision, position=position
    )
    if is_new:
        _tell_fit(fit, is_dropped=False, actor=actor, at=at)
    found: PartFit = fit
    return found


@transaction.atomic
def drop_fit(fit: PartFit, *, actor: Actor, at: datetime) -> None:
    """It does not fit after all; dropped twice, it is dropped."""
    held_part(fit.part)
    known = PartFit.objects.select_related("part").filter(pk=fit.pk).first()
    if known is not None:
        _tell_fit(known, is_dropped=True, actor=actor, at=at)
        known.delete()


@transaction.atomic
def set_substitute(
    part: Part, by: Part, facts: StandFacts, *, actor: Actor, at: datetime
) -> Substitute:
    """Say that `by` does instead of `part`. Refuses a part instead of itself."""
    if part.pk == by.pk:
        raise SelfError(field="by")
    part = held_part(part)
    values = {"quality": facts.quality, "is_mutual": facts.is_mutual}
    row, _is_new = Substitute.objects.update_or_create(
        part=part, by=by, defaults=values
    )
    _tell_stand(part, by, is_dropped=False, actor=actor, at=at)
    found: Substitute = row
    return found


@transaction.atomic
def drop_substitute(part: Part, by: Part, *, actor: Actor, at: datetime) -> None:
    """`by` does no more; where it was mutual, `part` still does instead of it."""
    part = held_part(part)
    gone, _of = Substitute.objects.filter(part=part, by=by).delete()
    mutual = Substitute.objects.filter(part=by, by=part, is_mutual=True)
    if mutual.update(is_mutual=False) or gone:
        _tell_stand(part, by, is_dropped=True, actor=actor, at=at)


def _tell_fit(fit: PartFit, *, is_dropped: bool, actor: Actor, at: datetime) -> None:
    said: dict[str, Any] = {"product_id": fit.product_id, "is_dropped": is_dropped}
    record(fit.part, verbs.PART_FIT_SET, actor=actor, at=at, **said)


def _tell_stand(
    part: Part, by: Part, *, is_dropped: bool, actor: Actor, at: datetime
) -> None:
    said: dict[str, Any] = {"by_id": by.pk, "is_dropped": is_dropped}
    record(part, verbs.PART_SUBSTITUTE_SET, actor=actor, at=at, links=(by,), **said)
