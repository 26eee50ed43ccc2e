"""A shop of many cases for the bench, by COPY: most of them finished, every one with
what was bought, said, done and sent."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.db import connection, transaction

from aftersales.bench.words import conversation
from aftersales.demo import names
from aftersales.demo.generate import CHANNELS, PRIORITIES, Load, generate
from aftersales.demo.products import PRODUCTS
from aftersales.demo.stories import STORIES
from catalog.actions.products import ProductFacts, create_product
from catalog.models import Product, Purchase, PurchaseLine, Unit
from customers.models import ContactPoint, Customer
from foundation.accounts.enums import Role
from foundation.accounts.models import User
from foundation.core.actor import SYSTEM
from foundation.core.bulk_copy import copy_rows, free_ids
from foundation.events.models import Dispatch, Event, EventLink
from foundation.notifications.models import OutgoingMessage
from tickets.models import Message, Ticket

BATCH = 10_000
OPEN_SHARE = 10  # one ticket in so many is still to be done
OPEN_AT_LEAST = 600  # as many as are written to
CUSTOMER_SHARE = 2
BARE_SHARE = 5  # one in so many is about no thing
DAYS = 700
FIRST_NUMBER = 1_000_000  # as `generate` counts

COLUMNS: dict[type[Any], str] = {
    Customer: "id type name salutation locale city tier queue_weight",
    ContactPoint: "customer_id kind value is_primary",
    Purchase: "id source source_id channel customer_id purchased_at currency",
    PurchaseLine: "id purchase_id number product_id quantity unit_price discount net_unit",
    Unit: "id serial product_id purchase_line_id owner_id whereabouts",
    Ticket: "id number access_key subject kind channel priority status wait_reason"
    " complexity customer_id tier queue_weight is_verified unit_id team_id assignee_id"
    " handoffs outcome resolution resolved_by_id episode opened_at first_response_at"
    " resolved_at closed_at last_message_at last_message_from last_message_excerpt"
    " public_count",
    Message: "ticket_id kind author_kind author_user_id channel body created_at",
    Event: "id verb subject_type subject_id actor_kind actor_id data at",
    EventLink: "event_id type thing_id",
    Dispatch: "event_id dispatched_at",
    OutgoingMessage: "template dedupe_key channel address recipient_name locale routes"
    " context about_type about_id customer_ref is_secret subject body_text body_html"
    " message_id state attempts route_attempts sent_at error request_id",
}
HISTORY = (
    "ticket.assigned", "ticket.customer_replied", "ticket.replied", "ticket.noted",
    "ticket.classified", "ticket.waited", "ticket.resumed", "ticket.resolved",
    "ticket.closed",
)  # fmt: skip
THINGS = """UPDATE tickets_ticket SET unit_id = given.unit_id
FROM unnest(%s::bigint[], %s::bigint[]) AS given (id, unit_id)
WHERE tickets_ticket.id = given.id"""

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Case:
    """Of a ticket what its rows are made from."""

    pk: int
    customer: int
    opened: datetime
    agent: int | None
    unit: int | None
    serial: str

    def after(self, hours: float) -> datetime:
        """A moment of its life."""
        return self.opened + timedelta(hours=hours)


@dataclass(slots=True)
class Rows:
    """What goes into each table, in the order of their keys to each other."""

    of: dict[type[Any], list[tuple[Any, ...]]] = field(
        default_factory=lambda: {model: [] for model in COLUMNS}
    )

    def write(self) -> None:
        """All of it, by COPY."""
        for model, rows in self.of.items():
            copy_rows(model, COLUMNS[model].split(), rows)


def open_shop(n_tickets: int, at: datetime, say: Say) -> None:
    """Make `n_tickets` on top of what is there, one in ten of them still to be done.

    The open ones come last, as they do in life, with clocks that run.
    """
    random = Random(2026)  # noqa: S311 - the same shop on every machine
    maker = _Maker(at, random, _stock(at))
    n_open = max(n_tickets // OPEN_SHARE, min(n_tickets // 2, OPEN_AT_LEAST))
    finished = n_tickets - n_open
    for start in range(0, finished, BATCH):
        with _unhurried():
            maker.finished(min(BATCH, finished - start))
        say(f"{min(start + BATCH, finished)} / {finished} finished cases")
    last = Ticket.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    generate(Load(n_open), at, say)
    opened = Ticket.objects.filter(pk__gt=last).order_by("pk")
    rows = opened.values_list("pk", "customer", "opened_at", "assignee")
    for batch in _pieces(rows.iterator(chunk_size=BATCH)):
        with _unhurried():
            maker.enrich(batch)


def _pieces(rows: Iterable[Any]) -> Iterator[list[Any]]:
    piece: list[Any] = []
    for row in rows:
        piece.append(row)
        if len(piece) == BATCH:
            yield piece
            piece = []
    if piece:
        yield piece


class _unhurried(transaction.Atomic):  # noqa: N801 - used as a function
    """A transaction in which nothing has to be quick."""

    def __init__(self) -> None:
        super().__init__(using=None, savepoint=True, durable=False)

    def __enter__(self) -> None:
        super().__enter__()
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")


def _stock(at: datetime) -> list[Product]:
    if not Product.objects.exists():
        for product in PRODUCTS:
            facts = ProductFacts(product.name, "Nami", product.category)
            create_product(product.sku, facts, actor=SYSTEM, at=at)
    return list(Product.objects.order_by("pk"))


class _Maker:
    """Makes rows; knows who works here and what is sold."""

    def __init__(self, at: datetime, random: Random, products: list[Product]) -> None:
        self.at, self.random, self.products = at, random, products
        agents = User.objects.filter(role=Role.AGENT, is_active=True).order_by("pk")
        self.agents: Sequence[tuple[int | None, int | None]] = list(
            agents.values_list("pk", "team_id")
        ) or [(None, None)]

    def finished(self, n_tickets: int) -> None:
        """Cases of people of their own, that ended."""
        rows = Rows()
        customers = free_ids(Customer, -(-n_tickets // CUSTOMER_SHARE))
        for pk in customers:
            self._customer(rows, pk)
        tickets = free_ids(Ticket, n_tickets)
        units = self._units(
            rows, tickets, [customers[n % len(customers)] for n in range(n_tickets)]
        )
        cases = []
        for n, pk in enumerate(tickets):
            agent, team = self.random.choice(self.agents)
            opened = self.at - timedelta(days=5 + self.random.random() * DAYS)
            unit, serial = units[pk]
            case = Case(pk, customers[n % len(customers)], opened, agent, unit, serial)
            self._ticket(rows, case, team)
            cases.append(case)
        self._lives(rows, cases)
        rows.write()

    def enrich(self, opened: list[tuple[int, int, datetime, int | None]]) -> None:
        """Give open tickets what those that ended have."""
        rows = Rows()
        units = self._units(
            rows, [row[0] for row in opened], [row[1] for row in opened]
        )
        cases = [Case(*row, *units[row[0]]) for row in opened]
        self._lives(rows, cases)
        rows.write()
        with connection.cursor() as cursor:
            cursor.execute(
                THINGS, [[case.pk for case in cases], [case.unit for case in cases]]
            )

    def _customer(self, rows: Rows, pk: int) -> None:
        name, salutation = names.person(self.random)
        city = self.random.choice(names.CITIES)
        rows.of[Customer].append((pk, "person", name, salutation, "vi", city, "", 0))
        rows.of[ContactPoint].append((pk, "phone", names.phone(pk), True))
        rows.of[ContactPoint].append((pk, "email", f"khach{pk}@thu.example", True))

    def _units(
        self, rows: Rows, tickets: Sequence[int], customers: Sequence[int]
    ) -> dict[int, tuple[int | None, str]]:
        """What each ticket is about, bought by its customer; nothing for some."""
        keys = zip(
            free_ids(Purchase, len(tickets)),
            free_ids(PurchaseLine, len(tickets)),
            free_ids(Unit, len(tickets)),
            strict=True,
        )
        given: dict[int, tuple[int | None, str]] = {}
        for ticket, customer, (purchase, line, unit) in zip(
            tickets, customers, keys, strict=True
        ):
            serial = self._sold(rows, customer, purchase, line, unit)
            given[ticket] = (unit, serial) if ticket % BARE_SHARE else (None, "")
        return given

    def _sold(
        self, rows: Rows, customer: int, purchase: int, line: int, unit: int
    ) -> str:
        """One thing on one receipt; its serial number."""
        number = self.random.randrange(len(self.products))
        product, sold = self.products[number].pk, PRODUCTS[number % len(PRODUCTS)]
        bought = self.at - timedelta(days=self.random.random() * 2 * DAYS)
        serial = f"{sold.prefix}-{bought:%y%m}-{unit:08d}"
        order = f"HD{bought:%y%m%d}.{purchase:07d}"
        rows.of[Purchase].append(
            (purchase, "pos", order, "store", customer, bought, "VND")
        )
        price = sold.price
        rows.of[PurchaseLine].append((line, purchase, 1, product, 1, price, 0, price))
        rows.of[Unit].append((unit, serial, product, line, customer, "customer"))
        return serial

    def _ticket(self, rows: Rows, case: Case, team: int | None) -> None:
        story = STORIES[case.pk % len(STORIES)]
        random, ended = self.random, case.after(48)
        rows.of[Ticket].append(
            (
                case.pk, f"TK-{case.pk + FIRST_NUMBER}", f"bench-{case.pk}", story.subject,
                str(story.kind), random.choice(CHANNELS), random.choice(PRIORITIES),
                "closed", "", "simple", case.customer, "", 0, True, case.unit, team,
                case.agent, 0, str(story.outcome), story.done, case.agent, 1, case.opened,
                case.after(1), ended, case.after(96), ended, "staff", story.done[:140], 4,
            )
        )  # fmt: skip

    def _lives(self, rows: Rows, cases: Sequence[Case]) -> None:
        """What was said, what happened and what was sent."""
        events = iter(free_ids(Event, len(cases) * len(HISTORY)))
        for case in cases:
            story = STORIES[case.pk % len(STORIES)]
            said = conversation(self.random, story, case.serial, case.pk)
            for n, (kind, by, body) in enumerate(said):
                author = case.agent if by == "staff" else None
                if by == "staff" and author is None:
                    by = "system"
                rows.of[Message].append(
                    (case.pk, kind, by, author, "portal", body, case.after(n * 6))
                )
            for n, verb in enumerate(HISTORY):
                self._event(rows, case, next(events), verb, case.after(1 + n * 5))
            self._sent(rows, case, story.answered)

    def _event(self, rows: Rows, case: Case, pk: int, verb: str, at: datetime) -> None:
        data = {"customer_id": case.customer, "agent_id": case.agent, "episode": 1}
        actor = "staff" if case.agent else "system"
        rows.of[Event].append(
            (pk, verb, "tickets.ticket", case.pk, actor, case.agent or "", data, at)
        )
        rows.of[EventLink].append((pk, "tickets.ticket", case.pk))
        rows.of[EventLink].append((pk, "customers.customer", case.customer))
        rows.of[Dispatch].append((pk, at))

    def _sent(self, rows: Rows, case: Case, words: str) -> None:
        key = f"bench:{case.pk}"
        rows.of[OutgoingMessage].append(
            (
                "ticket-reply", key, "email", f"khach{case.customer}@thu.example", "", "vi",
                [], {}, "tickets.ticket", case.pk, case.customer, False, "Trả lời", words,
                "", f"<{key}@bench>", "sent", 1, 1, case.after(2), "", "",
            )
        )  # fmt: skip
