"""The log of calls as its address asks for it, and who is ringing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from customers.models import Customer
from customers.queries import search as search_customers
from desk.days import day_of
from foundation.accounts.models import User
from foundation.core import formats
from foundation.core.errors import PhoneError
from foundation.core.phones import parse_phone
from foundation.events.pages import IdPage, id_page
from tickets.enums import CallDirection, CallOutcome
from tickets.models import Call

MAX_TEXT = 100
MAX_NUMBER = 40
FOUND_SHOWN = 8
MIN_DIGITS = 3  # fewer end every other number


@dataclass(frozen=True, slots=True)
class CallQuestion:
    """Which calls an address asks for; what it says wrongly is not asked."""

    direction: str = ""
    outcome: str = ""
    words: str = ""
    is_mine: bool = False
    since: date | None = None
    until: date | None = None

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "CallQuestion":
        """The question of an address."""
        direction, outcome = query.get("direction", ""), query.get("outcome", "")
        return cls(
            direction=direction if direction in CallDirection.values else "",
            outcome=outcome if outcome in CallOutcome.values else "",
            words=query.get("q", "").strip()[:MAX_TEXT],
            is_mine=query.get("mine") == "1",
            since=day_of(query.get("since", "")),
            until=day_of(query.get("until", "")),
        )

    @property
    def is_narrow(self) -> bool:
        """Whether anything is asked at all."""
        return self != CallQuestion()


def log_page(
    user: User, question: CallQuestion, query: Mapping[str, str]
) -> IdPage[Call]:
    """The calls that are asked for, as far as `user` may see them. One query."""
    calls = Call.objects.visible_to(user).select_related("customer", "ticket", "agent")
    asked = Q()
    if question.direction:
        asked &= Q(direction=question.direction)
    if question.outcome:
        asked &= Q(outcome=question.outcome)
    if question.is_mine:
        asked &= Q(agent=user)
    if question.since:
        asked &= Q(started_at__gte=_midnight(question.since))
    if question.until:
        asked &= Q(started_at__lt=_midnight(question.until + timedelta(days=1)))
    if question.words:
        asked &= _about(question.words)
    return id_page(calls.filter(asked), query)


def callers(user: User, raw: str) -> tuple[str, list[Customer]]:
    """The number that rings, in E.164 where it is one, and whose it can be."""
    text = raw.strip()[:MAX_TEXT]
    phone = _number(text)
    customers = Customer.objects.visible_to(user).select_related("merged_into")
    found = search_customers(customers, phone or text).order_by("-id")[:FOUND_SHOWN]
    living = {one.pk: one for one in (each.merged_into or each for each in found)}
    return phone, list(living.values()) if text else []


def number_shown(raw: str) -> str:
    """A number of an address as people write it; what is none stays as it came."""
    text = raw.strip()[:MAX_NUMBER]
    phone = _number(text)
    return formats.phone(phone) if phone else text


def _number(text: str) -> str:
    # The plus of +84 is a space to whoever forgot to quote it.
    for each in (text, f"+{text}"):
        try:
            return parse_phone(each)
        except PhoneError:
            continue
    return ""


def _about(words: str) -> Q:
    people = search_customers(Customer.objects.all(), words).order_by().values("pk")
    digits = "".join(filter(str.isdigit, words)).lstrip("0")
    about = Q(customer__in=people)
    is_end = len(digits) >= MIN_DIGITS
    return about | Q(phone__endswith=digits) if is_end else about


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=timezone.get_current_timezone())
