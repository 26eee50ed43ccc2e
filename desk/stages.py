"""The menu of the parts of the work that the promise of a ticket gives a time."""

from dataclasses import dataclass

from desk.clocks import FINISHED
from tickets.enums import Metric, Stage
from tickets.models import Ticket, TicketClock
from tickets.policy_book import policy_of


@dataclass(frozen=True, slots=True)
class StageMenu:
    """The stages in the order of a case, and the one that runs, if any."""

    stages: tuple[Stage, ...]
    running: Stage | None


def stage_menu(ticket: Ticket, rows: list[TicketClock]) -> StageMenu | None:
    """What may begin next, of the `rows_of` the ticket; nothing where nothing may."""
    policy = policy_of(ticket.sla_version_id)
    if policy is None or not policy.stages or ticket.status in FINISHED:
        return None
    live = (row for row in rows if row.metric == Metric.STAGE and row.ended_at is None)
    own = next(live, None)
    return StageMenu(policy.stages, Stage(own.stage) if own else None)
