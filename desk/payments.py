"""Money owed and paid, as the desk lists it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.utils import timezone

from customers.models import Customer
from customers.queries import search as search_customers
from desk.days import day_of
from foundation.accounts.models import User
from foundation.accounts.permissions import Capability, can
from foundation.core.refs import Ref
from foundation.events.pages import IdPage, id_page
from foundation.events.things import Thing, find_things, locate_things
from foundation.payments.enums import Direction, PaymentState, Purpose
from foundation.payments.models import MAX_AMOUNT, Payment, PaymentQuerySet
from foundation.payments.numbers import parse_number
from foundation.payments.queries import Balance, totals_of

MAX_TEXT = 100
NAMES = ("state", "direction", "purpose", "q", "since", "until")


@dataclass(frozen=True, slots=True)
class PaymentQuestion:
    """Which payments an address asks for; what it says wrongly is not asked."""

    state: str = ""
    direction: str = ""
    purpose: str = ""
    words: str = ""
    since: date | None = None
    until: date | None = None

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "PaymentQuestion":
        """The question of an address."""
        state, direction = query.get("state", ""), query.get("direction", "")
        purpose = query.get("purpose", "")
        return cls(
            state=state if state in PaymentState.values else "",
            direction=direction if direction in Direction.values else "",
            purpose=purpose if purpose in Purpose.values else "",
            words=query.get("q", "").strip()[:MAX_TEXT],
            since=day_of(query.get("since", "")),
            until=day_of(query.get("until", "")),
        )

    @property
    def is_narrow(self) -> bool:
        """Whether anything is asked at all."""
        return self != PaymentQuestion()

    @property
    def asked(self) -> dict[str, str]:
        """What is asked, as an address says it."""
        days = {"since": self.since, "until": self.until}
        said = {
            "state": self.state,
            "direction": self.direction,
            "purpose": self.purpose,
            "q": self.words,
            **{name: day.isoformat() for name, day in days.items() if day},
        }
        return {name: value for name, value in said.items() if value}


@dataclass(frozen=True, slots=True)
class Sum:
    """One of the four sums above the list: a way to narrow it."""

    key: str
    amount: int
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """A payment with its case and its customer, as far as the reader may see them."""

    payment: Payment
    about: Thing
    customer: Customer | None
    shows_payee: bool


@dataclass(frozen=True, slots=True)
class PaymentList:
    """One page of payments under the sums of all that are asked for."""

    page: IdPage[Payment]
    rows: list[PaymentRow]
    sums: list[Sum]


def payments_asked(user: User, question: PaymentQuestion) -> PaymentQuerySet:
    """The payments that are asked for, as far as `user` may see them.

    Days are those on which the money moved where done ones are asked for, else those on
    which it was owed.
    """
    asked = Q()
    for name in ("state", "direction", "purpose"):
        if value := getattr(question, name):
            asked &= Q(**{name: value})
    moment = "settled_at" if question.state == PaymentState.DONE else "decided_at"
    if question.since:
        asked &= Q(**{f"{moment}__gte": _midnight(question.since)})
    if question.until:
        until = _midnight(question.until + timedelta(days=1))
        asked &= Q(**{f"{moment}__lt": until})
    if question.words:
        asked &= _about(user, question.words)
    return Payment.objects.visible_to(user).filter(asked)


def payment_list(
    user: User, question: PaymentQuestion, query: Mapping[str, str]
) -> PaymentList:
    """One page, newest first, in as many queries for fifty rows as for one."""
    known = {name: query[name] for name in query if name in {*NAMES, "before", "after"}}
    page = id_page(named(payments_asked(user, question)), known)
    every = replace(question, state="", direction="")
    sums = totals_of(payments_asked(user, every))
    return PaymentList(page, payment_rows(user, page.rows), _sums(question, sums))


def payment_rows(user: User, payments: Iterable[Payment]) -> list[PaymentRow]:
    """The payments with what they belong to, by name."""
    found = list(payments)
    things = find_things({one.subject for one in found})
    ids = {one.customer_id for one in found if one.customer_id}
    customers = _customers(user, ids)
    return [
        PaymentRow(
            payment=one,
            about=things[one.subject],
            customer=customers.get(one.customer_id or 0),
            shows_payee=one.shows_payee_to(user),
        )
        for one in found
    ]


def named(payments: QuerySet[Payment]) -> QuerySet[Payment]:
    """With who decided and who settled."""
    return payments.select_related("decided_by", "settled_by")


def _customers(user: User, ids: set[int]) -> dict[int, Customer]:
    if not ids:
        return {}
    found: Any = Customer.objects.visible_to(user).select_related("merged_into")
    return {one.pk: one.merged_into or one for one in found.filter(pk__in=ids)}


def _sums(question: PaymentQuestion, sums: Balance) -> list[Sum]:
    ways = (
        ("owed_out", sums.owed_out, Direction.OUT, PaymentState.OWED),
        ("owed_in", sums.owed_in, Direction.IN, PaymentState.OWED),
        ("paid_out", sums.paid_out, Direction.OUT, PaymentState.DONE),
        ("paid_in", sums.paid_in, Direction.IN, PaymentState.DONE),
    )
    return [
        Sum(
            key,
            amount,
            _address(question, direction, state),
            (question.direction, question.state) == (direction, state),
        )
        for key, amount, direction, state in ways
    ]


def _address(
    question: PaymentQuestion, direction: Direction, state: PaymentState
) -> str:
    narrowed = replace(question, direction=direction.value, state=state.value)
    return "?" + urlencode(narrowed.asked)


def _about(user: User, words: str) -> Q:
    """By its number, its case's, the bank's, its sum, the customer, or the payee where
    that may be read."""
    about = Q(reference__icontains=words)
    if number := parse_number(words):
        about |= Q(number=number)
    digits = words.replace(".", "").removesuffix("₫").strip()
    if digits.isascii() and digits.isdigit() and 0 < int(digits) <= MAX_AMOUNT:
        about |= Q(amount=int(digits)) | Q(number=f"TC-{int(digits)}")
    for case in locate_things(words):
        about |= _belongs_to(case)
    people = search_customers(Customer.objects.visible_to(user), words).order_by()
    records = Customer.objects.filter(
        Q(pk__in=people.values("pk")) | Q(merged_into__in=people.values("pk"))
    )
    about |= Q(customer_id__in=records.values("pk"))
    payee = Q(payee_name__icontains=words)
    return about | (
        payee if can(user, Capability.PAY_OUT) else payee & Q(direction="in")
    )


def _belongs_to(case: Ref) -> Q:
    return Q(subject_type=case.type, subject_id=case.id)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=timezone.get_current_timezone())
