"""News from tickets."""

from foundation.events.models import Event
from foundation.events.registry import on
from surveys.actions import invitations
from surveys.actions.invitations import Finished
from tickets.verbs import TICKET_REOPENED, TICKET_RESOLVED


@on(TICKET_RESOLVED)
def owe_invitation(event: Event) -> None:
    """The customer is asked how we did."""
    invitations.owe_invitation(
        Finished(
            ticket_id=int(event.subject_id),
            episode=event.data["episode"],
            agent_id=event.data.get("agent_id"),
            team_id=event.data.get("team_id"),
            at=event.at,
        )
    )


@on(TICKET_REOPENED)
def cancel_invitations(event: Event) -> None:
    """It was not over; nobody wants to rate that."""
    invitations.cancel_invitations(
        int(event.subject_id), before_episode=event.data["episode"], at=event.at
    )
