"""News from the floors below."""

from catalog.models import Unit
from catalog.verbs import PURCHASE_EXTENDED, PURCHASE_RECORDED, UNIT_REGISTERED
from customers.models import Customer
from customers.verbs import CONTACT_VERIFIED, SIGNED_IN
from foundation.calendars import verbs as calendar_verbs
from foundation.core.actor import SYSTEM
from foundation.core.wake import wake
from foundation.events.models import Event, EventLink
from foundation.events.registry import on
from foundation.policies.verbs import POLICY_PUBLISHED
from tickets.models import Ticket
from tickets.verbs import TICKET_CLASSIFIED, TICKET_OPENED
from warranty import claim_receivers  # noqa: F401 - they subscribe by being loaded
from warranty.actions.activation import claim_activated
from warranty.actions.dating import date_covers
from warranty.actions.doubts import look_at_sale
from warranty.actions.judgements import judge_case
from warranty.actions.opening import open_covers, open_sold
from warranty.actions.supplier_covers import open_supplier_covers


@on(PURCHASE_RECORDED, PURCHASE_EXTENDED)
def cover_what_was_bought(event: Event) -> None:
    """What is sold is covered, by the policy of that day and by who sold it to us; what was
    covered before its receipt came hears of the day on it."""
    units = Unit.objects.filter(purchase_line__purchase=int(event.subject_id))
    date_covers(units, actor=SYSTEM, at=event.at)
    open_sold(units, actor=SYSTEM, at=event.at)
    open_supplier_covers(units, at=event.at)
    # Of this news alone: what came with the receipt before may be another's by right.
    sold = EventLink.objects.filter(event=event, type=Unit._meta.label_lower)
    keys = [int(key) for key in sold.values_list("thing_id", flat=True)]
    look_at_sale(units.filter(pk__in=keys), actor=SYSTEM, at=event.at)


@on(UNIT_REGISTERED)
def cover_what_was_registered(event: Event) -> None:
    """A unit that was sold without a receipt of ours is covered too."""
    if event.data.get("whereabouts") == "sold":
        units = Unit.objects.filter(pk=int(event.subject_id))
        open_covers(units, actor=SYSTEM, at=event.at)
        open_supplier_covers(units, at=event.at)


@on(TICKET_OPENED, TICKET_CLASSIFIED)
def judge_the_case(event: Event) -> None:
    """A case about a unit says by which version it was judged."""
    ticket = Ticket.objects.get(pk=int(event.subject_id))
    judge_case(ticket, at=event.at)


@on(CONTACT_VERIFIED, SIGNED_IN)
def hand_over_what_was_activated(event: Event) -> None:
    """Whoever proves the number that switched a unit on without an owner owns it."""
    customer = Customer.objects.get(pk=int(event.subject_id))
    claim_activated(customer, actor=SYSTEM, at=event.at)


@on(POLICY_PUBLISHED)
def cover_what_had_no_policy(_event: Event) -> None:
    """A new policy may hold for what was sold before anybody wrote one."""
    wake("warranty.open_missing_covers")


@on(
    calendar_verbs.CALENDAR_MADE_DEFAULT,
    calendar_verbs.CALENDAR_EXCEPTION_ADDED,
    calendar_verbs.CALENDAR_EXCEPTION_REMOVED,
    calendar_verbs.CALENDAR_EXCEPTION_SWITCHED_ON,
    calendar_verbs.CALENDAR_EXCEPTION_SWITCHED_OFF,
    calendar_verbs.CALENDAR_HOLIDAYS_SEEDED,
)
def move_ends_with_the_calendar(_event: Event) -> None:
    """An end on a rest day moves on, also when the day becomes one later."""
    wake("warranty.follow_calendar")
