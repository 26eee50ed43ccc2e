"""A large realistic data set for load tests, by COPY: customers, tickets, words, clocks.

What it writes obeys the rules as if people had done it: the clocks are computed by the
same arithmetic and the log says why, so `replay clocks` finds no difference.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from random import Random
from secrets import token_urlsafe
from typing import Any

from django.db import connection, transaction

from aftersales.demo import names
from aftersales.demo.stories import STORIES
from customers.models import ContactPoint, Customer
from foundation.accounts.enums import Role
from foundation.accounts.models import User
from foundation.core.bulk_copy import copy_rows, free_ids
from foundation.events.models import Dispatch, Event, EventLink
from tickets.models import Message, Ticket, TicketClock
from tickets.policy_book import hours_now, policies_in_force, policy_of
from tickets.sla.clock import Clock, Passed
from tickets.sla.sheet import Sheet
from tickets.sla.terms import BREACH, Case, first_fit

Say = Callable[[str], None]

BATCH = 10_000  # tickets in memory and in one transaction
TICKETS_PER_CUSTOMER = 2
CHANNELS = ("portal", "portal", "email", "phone", "store", "social")
PRIORITIES = ("low", "normal", "normal", "normal", "normal", "high", "urgent")

CUSTOMER_COLUMNS = (
    "id", "type", "name", "salutation", "locale", "city", "tier", "queue_weight",
)  # fmt: skip
TICKET_COLUMNS = (
    "id", "number", "access_key", "subject", "kind", "channel", "priority", "status",
    "wait_reason", "complexity", "customer_id", "tier", "queue_weight", "is_verified",
    "team_id", "assignee_id", "handoffs", "sla_version_id", "outcome", "resolution",
    "episode", "opened_at", "waiting_since", "last_message_at", "last_message_from",
    "last_message_excerpt", "public_count",
)  # fmt: skip
CLOCK_COLUMNS = (
    "ticket_id", "target_id", "metric", "stage", "side", "cycle", "episode",
    "started_at", "due_at", "next_event_at", "passed", "breached_at", "verdict",
    "is_headline",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Load:
    """How much to make: open tickets, and how many of their clocks are due for a step."""

    n_tickets: int
    n_due: int = 0
    days: int = 5
    seed: int = 2026


@dataclass(slots=True)
class Batch:
    """The rows of some tickets."""

    customers: list[tuple[Any, ...]]
    contacts: list[tuple[Any, ...]]
    tickets: list[tuple[Any, ...]]
    messages: list[tuple[Any, ...]]
    clocks: list[tuple[Any, ...]]
    events: list[tuple[Any, ...]]
    links: list[tuple[Any, ...]]


def generate(load: Load, at: datetime, say: Say) -> int:
    """Make `load` on top of what is there; returns how many clocks are due for a step.

    Done batch by batch, each in a transaction of its own, so that it can be stopped.
    """
    random = Random(load.seed)  # noqa: S311 - the same data on every machine
    maker = _Maker(load, at, random)
    done = 0
    while done < load.n_tickets:
        n_now = min(BATCH, load.n_tickets - done)
        with transaction.atomic():
            _take_time()
            _write(maker.batch(n_now))
        done += n_now
        say(f"{done} / {load.n_tickets} tickets")
    return maker.n_due


def _take_time() -> None:
    """A COPY of ten thousand rows is no page that somebody waits for."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")


def _write(batch: Batch) -> None:
    copy_rows(Customer, CUSTOMER_COLUMNS, batch.customers)
    copy_rows(
        ContactPoint, ("customer_id", "kind", "value", "is_primary"), batch.contacts
    )
    copy_rows(Ticket, TICKET_COLUMNS, batch.tickets)
    copy_rows(
        Message,
        ("ticket_id", "kind", "author_kind", "channel", "body", "created_at"),
        batch.messages,
    )
    copy_rows(TicketClock, CLOCK_COLUMNS, batch.clocks)
    copy_rows(
        Event,
        (
            "id",
            "verb",
            "subject_type",
            "subject_id",
            "actor_kind",
            "actor_id",
            "data",
            "at",
        ),
        batch.events,
    )
    copy_rows(EventLink, ("event_id", "type", "thing_id"), batch.links)
    told = ((event[0], event[-1]) for event in batch.events)
    copy_rows(Dispatch, ("event_id", "dispatched_at"), told)


# next_event_at, passed and breached_at of a clock.
_Step = tuple[datetime | None, int, datetime | None]


class _Maker:
    """Makes batches; knows who works here and what is promised."""

    def __init__(self, load: Load, at: datetime, random: Random) -> None:
        self.load, self.at, self.random = load, at, random
        self.hours, self.policies = hours_now(), policies_in_force()
        self.agents: Sequence[tuple[int, int | None]] = list(
            User.objects.filter(role=Role.AGENT, is_active=True)
            .order_by("pk")
            .values_list("pk", "team_id")
        ) or [(0, None)]
        self.n_due = 0
        self.salt = token_urlsafe(4)
        self.started = lru_cache(maxsize=100_000)(self._started)

    def batch(self, n_tickets: int) -> Batch:
        """The rows of the next tickets."""
        batch = Batch([], [], [], [], [], [], [])
        n_customers = -(-n_tickets // TICKETS_PER_CUSTOMER)
        customers = free_ids(Customer, n_customers)
        for pk in customers:
            self._customer(batch, pk)
        keys = zip(free_ids(Ticket, n_tickets), free_ids(Event, n_tickets), strict=True)
        for n, (ticket_id, event_id) in enumerate(keys):
            self._ticket(batch, ticket_id, event_id, customers[n % n_customers])
        return batch

    def _customer(self, batch: Batch, pk: int) -> None:
        name, salutation = names.person(self.random)
        city = self.random.choice(names.CITIES)
        batch.customers.append((pk, "person", name, salutation, "vi", city, "", 0))
        phone = f"+8488{pk:08d}"
        batch.contacts.append((pk, "phone", phone, True))

    def _ticket(
        self, batch: Batch, ticket_id: int, event_id: int, customer_id: int
    ) -> None:
        random, story = self.random, self.random.choice(STORIES)
        minutes = 5 * random.randrange(self.load.days * 24 * 12)
        opened = self.at.replace(second=0, microsecond=0) - timedelta(minutes=minutes)
        case = Case(str(story.kind), random.choice(PRIORITIES), random.choice(CHANNELS))
        policy = first_fit(self.policies, case)
        version = policy.version_id if policy else None
        clocks = self.started(opened, version)
        agent, team = random.choice(self.agents) if random.random() < 0.8 else (0, None)
        number = f"TK-{ticket_id + 1_000_000}"
        batch.tickets.append(
            (
                ticket_id, number, f"{self.salt}{ticket_id}", story.subject, case.kind,
                case.channel, case.priority, "new", "", "simple", customer_id, "", 0,
                True, team, agent or None, 0, version, "", "", 1, opened, opened, opened,
                "customer", story.asked[:140], 1,
            )
        )  # fmt: skip
        batch.messages.append(
            (ticket_id, "public", "customer", case.channel, story.asked, opened)
        )
        self._clocks(batch, ticket_id, clocks)
        self._event(batch, event_id, ticket_id, customer_id, opened, version)

    def _clocks(
        self,
        batch: Batch,
        ticket_id: int,
        clocks: Sequence[tuple[Clock, list[Passed]]],
    ) -> None:
        for clock, passed in clocks:
            step: _Step = clock.next_event_at, clock.passed, clock.breached_at
            before = _one_step_back(clock, passed)
            if before and self.n_due < self.load.n_due:
                step, self.n_due = before, self.n_due + 1
            target = clock.target
            batch.clocks.append(
                (
                    ticket_id, target.id, target.metric, target.stage, target.side,
                    clock.cycle, 1, clock.started_at, clock.due_at, *step, "",
                    clock.is_headline,
                )
            )  # fmt: skip

    def _event(
        self,
        batch: Batch,
        event_id: int,
        ticket_id: int,
        customer_id: int,
        opened: datetime,
        version_id: int | None,
    ) -> None:
        data = {"customer_id": customer_id, "episode": 1, "sla_version_id": version_id}
        batch.events.append(
            (event_id, "ticket.opened", "tickets.ticket", ticket_id, "customer",
             customer_id, data, opened)
        )  # fmt: skip
        batch.links.append((event_id, "tickets.ticket", ticket_id))
        batch.links.append((event_id, "customers.customer", customer_id))

    def _started(
        self, opened: datetime, version_id: int | None
    ) -> list[tuple[Clock, list[Passed]]]:
        """The clocks of a ticket opened then, with every step done until now."""
        sheet = Sheet(opened, self.hours)
        sheet.open(policy_of(version_id))
        found = []
        for clock in sheet.clocks:
            hours = self.hours.of(clock.target)
            found.append((clock, clock.pass_steps(self.at, (), hours)))
        return found


def _one_step_back(clock: Clock, passed: Sequence[Passed]) -> _Step | None:
    """The clock before the sweep did its last step; None where it did none."""
    if not passed:
        return None
    last = passed[-1]
    code = passed[-2].code if len(passed) > 1 else 0
    breached_at = None if last.code <= BREACH else clock.breached_at
    return last.due_at, code, breached_at
