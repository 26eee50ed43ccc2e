"""Writing down a telephone call, and calling back whoever was not answered.

A call that nobody took leaves one task, however often the same person tries again; an
answered call with that person does it.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import IntegrityError, connection, models, transaction
from django.utils.translation import gettext as _

from customers.contacts import phone_contact
from customers.models import ContactPoint, Customer
from foundation.accounts.models import User
from foundation.core.actor import Actor
from foundation.core.text import clean_text
from foundation.events.actions import record
from tickets import verbs
from tickets.actions.calls import finish_call, note_call_task
from tickets.enums import CallDirection, CallOutcome
from tickets.errors import (
    CallFutureError,
    CallOutcomeError,
    CallWithNobodyError,
    NotTalkedError,
)
from tickets.models import Call, CallTask, Ticket

LOCK_SPACE = 3  # our number among the advisory locks
MAX_NOTE = 2000
MAX_SECONDS = 24 * 60 * 60
CLOCK_SKEW = timedelta(minutes=5)  # an exchange with a wrong clock
MISSED_CALL = "missed_call"
# Nobody misses a call of their own.
ONLY_INCOMING = frozenset({CallOutcome.MISSED, CallOutcome.ABANDONED})
# The caller heard nobody of ours.
UNHEARD = frozenset({*ONLY_INCOMING, CallOutcome.BUSY, CallOutcome.NO_ANSWER})


@dataclass(frozen=True, slots=True)
class Telephoned:
    """A call as it was, by whoever made it or by an exchange.

    `phone` as it showed, empty where it was withheld. `client_key` is the form's own
    key: the same call sent twice is one.
    """

    direction: CallDirection
    outcome: CallOutcome
    phone: str = ""
    customer: Customer | None = None
    ticket: Ticket | None = None
    started_at: datetime | None = None
    queue_seconds: int = 0
    ring_seconds: int = 0
    talk_seconds: int = 0
    note: str = ""
    client_key: str | None = None

    @property
    def is_unheard(self) -> bool:
        """Whether it came in, and nobody took it."""
        return self.direction == CallDirection.IN and self.outcome in UNHEARD

    def cleaned(self, at: datetime) -> "Telephoned":
        """The same in clean words, or why no call is like that."""
        phone = phone_contact(self.phone).value if self.phone.strip() else ""
        if self.talk_seconds and self.outcome != CallOutcome.ANSWERED:
            raise NotTalkedError(field="talk_seconds")
        is_outgoing = self.direction == CallDirection.OUT
        if is_outgoing and self.outcome in ONLY_INCOMING:
            raise CallOutcomeError(field="outcome")
        customer = self.ticket.customer if self.ticket else self.customer
        if is_outgoing and not phone and customer is None:
            raise CallWithNobodyError(field="phone")
        if self.started_at and self.started_at > at + CLOCK_SKEW:
            raise CallFutureError(field="started_at")
        return replace(
            self,
            phone=phone,
            customer=_living(customer or _customer_with(phone)),
            started_at=self.started_at or at,
            note=clean_text(self.note)[:MAX_NOTE],
        )


@transaction.atomic
def log_call(
    telephoned: Telephoned, *, actor: Actor, agent: User | None, at: datetime
) -> Call:
    """Write a call down; the same one twice is one.

    A call that nobody took asks for one back, once per person; an answered one does
    what was asked. Refuses a talk that nobody had, and a call with nobody.
    """
    telephoned = telephoned.cleaned(at)
    key = _scoped(telephoned.client_key, actor)
    _hold_ticket(telephoned)
    _hold_line(telephoned)
    known = Call.objects.filter(client_key=key).first() if key else None
    if known is not None:
        return known
    try:
        with transaction.atomic():
            call = _written(telephoned, key, agent, at)
    except IntegrityError:
        # The same key came with another number at the same moment.
        return Call.objects.get(client_key=key)
    _note(call, actor, at)
    if call.outcome == CallOutcome.ANSWERED:
        _finish_callbacks(call, actor, agent, at)
    elif telephoned.is_unheard:
        _ask_back(call, actor, at)
    return call


def callbacks_of(phone: str, customer: Customer | None) -> models.QuerySet[CallTask]:
    """The calls back that somebody still has to make to this person."""
    who = models.Q(pk=None)
    if phone:
        who |= models.Q(phone=phone)
    if customer is not None:
        who |= models.Q(customer__in=Customer.objects.of_person(customer))
    return CallTask.objects.open().filter(who, missed_call__isnull=False)


def _written(
    telephoned: Telephoned, key: str | None, agent: User | None, at: datetime
) -> Call:
    return Call.objects.create(
        direction=telephoned.direction,
        outcome=telephoned.outcome,
        phone=telephoned.phone,
        customer=telephoned.customer,
        ticket=telephoned.ticket,
        agent=agent,
        started_at=telephoned.started_at or at,
        queue_seconds=telephoned.queue_seconds,
        ring_seconds=telephoned.ring_seconds,
        talk_seconds=telephoned.talk_seconds,
        note=telephoned.note,
        client_key=key,
        created_at=at,
    )


def _ask_back(call: Call, actor: Actor, at: datetime) -> None:
    """One task, also for a number nobody knows; none where there is nothing to dial."""
    if not call.phone and call.customer is None:
        return
    if callbacks_of(call.phone, call.customer).exists():
        return
    task = CallTask.objects.create(
        customer=call.customer,
        ticket=call.ticket,
        missed_call=call,
        phone=call.phone,
        reason=MISSED_CALL,
        created_at=at,
    )
    note_call_task(task, verbs.CALL_REQUESTED, actor, at)


def _finish_callbacks(
    call: Call, actor: Actor, agent: User | None, at: datetime
) -> None:
    by = agent or User.objects.filter(pk=actor.user_id or 0).first()
    if by is None:  # nobody whose work it would be
        return
    waiting = callbacks_of(call.phone, call.customer).order_by("pk")
    for task in waiting.select_for_update(of=("self",)):
        result = call.note.partition("\n")[0] or _("Đã nói chuyện với khách")
        finish_call(task, actor=actor, by=by, result=result, at=at)


def _note(call: Call, actor: Actor, at: datetime) -> None:
    customers = [Customer(pk=call.customer_id)] if call.customer_id else []
    tickets = [Ticket(pk=call.ticket_id)] if call.ticket_id else []
    record(
        call,
        verbs.CALL_LOGGED,
        actor=actor,
        at=at,
        links=[*customers, *tickets],
        customer_id=call.customer_id,
        ticket_id=call.ticket_id,
        direction=str(call.direction),
        outcome=str(call.outcome),
        queue_seconds=call.queue_seconds,
        ring_seconds=call.ring_seconds,
        talk_seconds=call.talk_seconds,
    )


def _hold_ticket(telephoned: Telephoned) -> None:
    """Before the calls to make of it: whoever hands it on has it first as well."""
    if telephoned.ticket is not None:
        rows = Ticket.objects.select_for_update(no_key=True, of=("self",))
        rows.only("pk").get(pk=telephoned.ticket.pk)


def _hold_line(telephoned: Telephoned) -> None:
    """Calls with one person come one after the other: no row stands for a number."""
    customer = telephoned.customer
    line = f"customer:{customer.pk}" if customer else telephoned.phone
    if line:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [LOCK_SPACE, line]
            )


def _scoped(key: str | None, actor: Actor) -> str | None:
    """The key within whoever sent it: nobody hits another's."""
    if not key:
        return None
    return sha256(f"call:{actor.kind}:{actor.id}:{key}".encode()).hexdigest()


def _customer_with(phone: str) -> Customer | None:
    points = ContactPoint.objects.filter(kind="phone", value=phone)
    found = points.select_related("customer__merged_into").first() if phone else None
    return found.customer if found else None


def _living(customer: Customer | None) -> Customer | None:
    return (customer.merged_into or customer) if customer else None
