"""Whose hands were on a thing: a second person tries it afterwards. Pure."""

from collections.abc import Iterable

from warranty import claim_verbs as verbs
from warranty.models import ClaimStep, Repair

ENDS = {verbs.REPAIR_FINISHED, verbs.BACK_FROM_SUPPLIER}


def hands_on(repair: Repair | None, steps: Iterable[ClaimStep]) -> set[int]:
    """Who repaired it last: whoever had it on the bench, and whoever called it done.

    `steps` are in order. What a supplier mended nobody of ours did.
    """
    ends = [step for step in steps if step.verb in ENDS]
    has_finished = bool(ends) and ends[-1].verb == verbs.REPAIR_FINISHED
    found = {repair.technician_id if repair else None}
    if has_finished:
        found.add(ends[-1].actor_user_id)
    return {pk for pk in found if pk is not None}
