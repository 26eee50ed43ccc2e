"""What each role may do. Which objects it may see is `visible_to`; whether the state
allows it now is the action's question."""

from enum import StrEnum

from django.contrib.auth.models import AnonymousUser

from foundation.accounts.enums import Role
from foundation.accounts.models import User


class Capability(StrEnum):
    """A kind of thing that a member of staff may be allowed to do."""

    USE_DESK = "use_desk"
    OPEN_TICKET = "open_ticket"
    REPLY_TICKET = "reply_ticket"
    NOTE_TICKET = "note_ticket"
    ASSIGN_TICKET = "assign_ticket"
    APPROVE_HANDOFF = "approve_handoff"
    CLASSIFY_TICKET = "classify_ticket"
    RESOLVE_TICKET = "resolve_ticket"
    CLOSE_TICKET = "close_ticket"
    VIEW_CUSTOMERS = "view_customers"
    EDIT_CUSTOMERS = "edit_customers"
    GRANT_BENEFITS = "grant_benefits"
    VIEW_CATALOG = "view_catalog"
    EDIT_CATALOG = "edit_catalog"
    DO_CALLS = "do_calls"
    VIEW_MESSAGES = "view_messages"
    RESEND_MESSAGE = "resend_message"
    VIEW_EVENTS = "view_events"
    RETRY_DELIVERY = "retry_delivery"
    VIEW_INSIGHTS = "view_insights"
    # Words, steps and lists that a whole team or house uses.
    SHARE_TOOLS = "share_tools"
    TRACK_FAULTS = "track_faults"
    MERGE_CUSTOMERS = "merge_customers"
    REVIEW_QUALITY = "review_quality"
    MANAGE_CALENDARS = "manage_calendars"
    MANAGE_SLA = "manage_sla"
    MANAGE_ROSTER = "manage_roster"
    MANAGE_ROUTING = "manage_routing"
    MANAGE_SURVEYS = "manage_surveys"
    # Switching a cover on and handing a unit over, with what shows it.
    ACTIVATE_COVER = "activate_cover"
    # Refusing, giving back and prolonging a cover; deciding what looks odd.
    DECIDE_COVER = "decide_cover"
    MANAGE_POLICIES = "manage_policies"
    # A claim at the counter: taken in, handed back, a loaner, the customer's answer.
    HANDLE_CLAIM = "handle_claim"
    # At the bench: finding the fault, quoting, taking parts, repairing, testing.
    REPAIR_CLAIM = "repair_claim"
    # Work that costs the house more than a technician may decide.
    APPROVE_CLAIM = "approve_claim"
    # Replace, refund, refuse, goodwill; appeals and entitlements.
    DECIDE_CLAIM = "decide_claim"
    RECOVER_COSTS = "recover_costs"
    VIEW_STOCK = "view_stock"
    MANAGE_STOCK = "manage_stock"
    TAKE_PAYMENT = "take_payment"
    PAY_OUT = "pay_out"
    MANAGE_PEOPLE = "manage_people"
    ADMINISTER = "administer"


_LOOK = frozenset(
    {Capability.USE_DESK, Capability.VIEW_CUSTOMERS, Capability.VIEW_CATALOG}
)
_WORK = _LOOK | {
    Capability.OPEN_TICKET,
    Capability.REPLY_TICKET,
    Capability.NOTE_TICKET,
    Capability.ASSIGN_TICKET,
    Capability.CLASSIFY_TICKET,
    Capability.RESOLVE_TICKET,
    Capability.CLOSE_TICKET,
    Capability.EDIT_CUSTOMERS,
    Capability.DO_CALLS,
    Capability.VIEW_MESSAGES,
    Capability.ACTIVATE_COVER,
    Capability.HANDLE_CLAIM,
    Capability.TAKE_PAYMENT,
    Capability.VIEW_STOCK,
}
_LEAD = _WORK | {
    Capability.APPROVE_HANDOFF,
    Capability.MANAGE_ROSTER,
    Capability.MANAGE_ROUTING,
    Capability.GRANT_BENEFITS,
    Capability.RESEND_MESSAGE,
    Capability.VIEW_INSIGHTS,
    Capability.VIEW_EVENTS,
    Capability.RETRY_DELIVERY,
    Capability.SHARE_TOOLS,
    Capability.TRACK_FAULTS,
    Capability.MERGE_CUSTOMERS,
    Capability.REVIEW_QUALITY,
    Capability.REPAIR_CLAIM,
    Capability.APPROVE_CLAIM,
}
_MANAGE = _LEAD | {
    Capability.MANAGE_CALENDARS,
    Capability.MANAGE_SLA,
    Capability.MANAGE_SURVEYS,
    Capability.EDIT_CATALOG,
    Capability.DECIDE_COVER,
    Capability.MANAGE_POLICIES,
    Capability.DECIDE_CLAIM,
    Capability.RECOVER_COSTS,
    Capability.MANAGE_STOCK,
    Capability.PAY_OUT,
}

ROLE_CAPABILITIES: dict[Role, frozenset[Capability]] = {
    Role.AGENT: _WORK,
    Role.LEAD: _LEAD,
    Role.TECHNICIAN: _LOOK
    | {
        Capability.NOTE_TICKET,
        Capability.ACTIVATE_COVER,
        Capability.HANDLE_CLAIM,
        Capability.REPAIR_CLAIM,
        Capability.VIEW_STOCK,
    },
    Role.WAREHOUSE: _LOOK
    | {
        Capability.NOTE_TICKET,
        Capability.VIEW_STOCK,
        Capability.MANAGE_STOCK,
        Capability.RECOVER_COSTS,
    },
    Role.WARRANTY_MANAGER: _LEAD
    | {
        Capability.MANAGE_SLA,
        Capability.DECIDE_COVER,
        Capability.MANAGE_POLICIES,
        Capability.DECIDE_CLAIM,
        Capability.RECOVER_COSTS,
        Capability.MANAGE_STOCK,
    },
    Role.CLERK: _WORK,
    Role.DISPATCHER: _LOOK
    | {Capability.NOTE_TICKET, Capability.ASSIGN_TICKET, Capability.MANAGE_ROSTER},
    Role.FINANCE: _LOOK
    | {
        Capability.NOTE_TICKET,
        Capability.VIEW_INSIGHTS,
        Capability.TAKE_PAYMENT,
        Capability.PAY_OUT,
    },
    Role.MANAGER: _MANAGE,
    Role.ADMIN: frozenset(Capability),
}


def capabilities_of(user: User | AnonymousUser) -> frozenset[Capability]:
    """Everything `user` may do by role; nothing for a customer or a closed login."""
    if not isinstance(user, User) or not user.is_active or not user.is_staff_member:
        return frozenset()
    return ROLE_CAPABILITIES[Role(user.role)]


def can(user: User | AnonymousUser, capability: Capability) -> bool:
    """Whether the role of `user` includes `capability`."""
    return capability in capabilities_of(user)
