"""The claims of a ticket beside its conversation, and the way to a new one."""

from dataclasses import dataclass

from desk.clocks import FINISHED
from foundation.core.tones import Look
from tickets.models import Ticket
from warranty.claim_queries import claims_of_ticket
from warranty.claim_words import next_words, status_look_of
from warranty.fault_codes import code_word
from warranty.models import Claim


@dataclass(frozen=True, slots=True)
class PanelRow:
    """One claim of the ticket."""

    claim: Claim
    look: Look
    symptom: str
    next: str


@dataclass(frozen=True, slots=True)
class ClaimsPanel:
    """What is repaired on behalf of a ticket."""

    ticket: Ticket
    rows: list[PanelRow]

    @property
    def may_open(self) -> bool:
        """Whether another one makes sense: nothing is open, and the ticket is not over."""
        is_over = self.ticket.status in FINISHED or self.ticket.is_merged
        is_about_a_thing = self.ticket.unit_id is not None
        return (
            is_about_a_thing
            and not is_over
            and not any(row.claim.is_open for row in self.rows)
        )


def claims_panel(ticket: Ticket) -> ClaimsPanel | None:
    """The claims of a ticket and of those that go on in it; None where there are none and
    the ticket is about no thing. One query."""
    rows = [
        PanelRow(one, status_look_of(one), code_word(one.symptom), next_words(one))
        for one in claims_of_ticket(ticket)
    ]
    if ticket.unit_id is None and not rows:
        return None
    return ClaimsPanel(ticket, rows)
