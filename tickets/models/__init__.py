"""The conversation with a customer, its owner, its clocks, and where it stands.

Django looks for models here; they live in the modules beside.
"""

from tickets.models.calls import CallTask
from tickets.models.clocks import ClockRun, ClockStep, TicketClock, TicketPause
from tickets.models.hands import (
    Assignment,
    Consult,
    HandoffRequest,
    RoutingDecision,
    RoutingSettings,
)
from tickets.models.messages import Attachment, Message
from tickets.models.policies import (
    SlaEscalation,
    SlaPolicy,
    SlaPolicyVersion,
    SlaTarget,
    TicketCategory,
)
from tickets.models.tickets import Ticket, new_access_key

__all__ = [
    "Assignment",
    "Attachment",
    "CallTask",
    "ClockRun",
    "ClockStep",
    "Consult",
    "HandoffRequest",
    "Message",
    "RoutingDecision",
    "RoutingSettings",
    "SlaEscalation",
    "SlaPolicy",
    "SlaPolicyVersion",
    "SlaTarget",
    "Ticket",
    "TicketCategory",
    "TicketClock",
    "TicketPause",
    "new_access_key",
]
