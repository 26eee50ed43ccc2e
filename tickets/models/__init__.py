"""The conversation with a customer, its owner, its clocks, and where it stands.

Django looks for models here; they live in the modules beside.
"""

from tickets.models.calls import Call, CallTask
from tickets.models.checklists import ChecklistItem, ChecklistTemplate
from tickets.models.clocks import ClockRun, ClockStep, TicketClock, TicketPause
from tickets.models.families import (
    TicketMerge,
    TicketSplit,
    TrackedTicket,
    Tracker,
)
from tickets.models.hands import (
    Assignment,
    Consult,
    HandoffRequest,
    RoutingDecision,
    RoutingSettings,
)
from tickets.models.messages import Attachment, FoldedWords, Message
from tickets.models.policies import (
    SlaEscalation,
    SlaPolicy,
    SlaPolicyVersion,
    SlaTarget,
    TicketCategory,
)
from tickets.models.tags import Tag, TicketTag
from tickets.models.ticket_sets import TicketQuerySet, new_access_key
from tickets.models.tickets import Ticket
from tickets.models.writing import Draft, Mention, PendingReply

__all__ = [
    "Assignment",
    "Attachment",
    "Call",
    "CallTask",
    "ChecklistItem",
    "ChecklistTemplate",
    "ClockRun",
    "ClockStep",
    "Consult",
    "Draft",
    "FoldedWords",
    "HandoffRequest",
    "Mention",
    "Message",
    "PendingReply",
    "RoutingDecision",
    "RoutingSettings",
    "SlaEscalation",
    "SlaPolicy",
    "SlaPolicyVersion",
    "SlaTarget",
    "Tag",
    "Ticket",
    "TicketCategory",
    "TicketClock",
    "TicketMerge",
    "TicketPause",
    "TicketQuerySet",
    "TicketSplit",
    "TicketTag",
    "TrackedTicket",
    "Tracker",
    "new_access_key",
]
