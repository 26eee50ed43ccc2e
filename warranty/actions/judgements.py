"""What the cover of a case's unit was, written down when the case was opened."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from foundation.core.actor import SYSTEM
from foundation.core.db import locked
from foundation.events.actions import record
from tickets.enums import TicketKind
from tickets.models import Ticket
from warranty import verbs
from warranty.actions import doubts
from warranty.enums import StartBasis
from warranty.models import Judgement, UnitCover
from warranty.queries import has_open_review, verdicts_of
from warranty.unit_facts import facts_of
from warranty.verdicts import Verdict


@transaction.atomic
def judge_case(ticket: Ticket, *, at: datetime) -> Judgement | None:
    """Write down what is covered by which version, once for each unit a case has had.

    The words of that day stand, whatever becomes of the cover. None without a unit.
    """
    ticket = locked(ticket)
    unit = ticket.unit
    if unit is None:
        return None
    # Before all else: a question turns out to be a fault later.
    _doubt(ticket, at=at)
    known: Judgement | None = Judgement.objects.filter(ticket=ticket, unit=unit).first()
    if known is not None:
        return known
    day = localdate(at)
    verdicts = verdicts_of(unit, day, is_disputed=has_open_review(unit))
    row = UnitCover.objects.filter(unit=unit).first()
    judgement = Judgement.objects.create(
        ticket=ticket,
        unit=unit,
        version=row.version if row else None,
        on=day,
        outcome=verdicts[0].outcome,
        ends_on=row.ends_on if row else None,
        lines=[_kept(verdict) for verdict in verdicts],
        at=at,
    )
    _tell(judgement, at=at)
    return judgement


def _tell(judgement: Judgement, *, at: datetime) -> None:
    record(
        judgement.ticket,
        verbs.COVER_JUDGED,
        actor=SYSTEM,
        at=at,
        links=[judgement.unit],
        outcome=judgement.outcome,
        version_id=judgement.version_id,
    )


def _doubt(ticket: Ticket, *, at: datetime) -> None:
    unit = ticket.unit
    assert unit is not None  # asked by the caller
    if ticket.kind != TicketKind.WARRANTY:
        return
    first = unit.activations.filter(is_first=True).first()
    if first is not None:
        bought_on = facts_of(unit).get(StartBasis.INVOICE)
        doubts.look_at_case(
            unit,
            first.on,
            bought_on,
            reported_on=localdate(ticket.opened_at),
            actor=SYSTEM,
            at=at,
        )


def _kept(verdict: Verdict) -> dict[str, object]:
    """A verdict as it is kept: codes, numbers and days."""
    return {
        "component": verdict.component,
        "cost": verdict.cost.value,
        "outcome": verdict.outcome.value,
        "percent": verdict.percent,
        "ends_on": verdict.ends_on.isoformat() if verdict.ends_on else None,
        "reasons": [reason.value for reason in verdict.reasons],
        "remedies": [remedy.value for remedy in verdict.remedies],
    }
