"""The ways by which words lead to tickets, each one answered by an index."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.core.cache import cache
from django.db.models import F, Q, QuerySet, Subquery, Value

from catalog.models import Purchase, Unit, UnitQuerySet
from catalog.serials import fold_serial, without_marks
from customers.models import LIVING, Customer
from customers.queries import is_phone_like, living_keys
from foundation.accounts.models import User
from foundation.core.columns import among
from foundation.core.text import fold
from tickets.enums import MessageKind
from tickets.models import FoldedWords, Message, Ticket, TicketQuerySet
from tickets.numbers import parse_number

MAX_WORDS = 6
SHORTEST = 2  # of a word in a subject; E3 is one
SHORTEST_STEM = 3  # of a word of which a beginning is enough in what was said
SHORTEST_PART = 4  # of a serial number: people read the last four off a label
MOST_DIGITS = 2  # in a word of a name

# A named thing has few tickets, people and units.
NAMED_LIMIT = 100
# Words: first the newest are looked through. Where so many have them that this is
# enough, they are common, and who asks further gets nothing better than these.
WORDS_LIMIT, PEOPLE_LIMIT, ENOUGH = 100, 50, 60
NEWEST_TICKETS, NEWEST_MESSAGES = 3000, 600
KEPT_SECONDS = 60

# How near a way leads to what was meant. Up to EXACT it was named, beyond it described.
NUMBER, WHOLE, TAIL, PART, NAME, SUBJECT, SAID = range(7)
EXACT = TAIL


@dataclass(frozen=True, slots=True)
class Way:
    """Tickets that one way leads to, without order or limit yet."""

    rank: int
    tickets: QuerySet[Ticket]

    @property
    def ranked(self) -> QuerySet[Ticket]:
        """Its tickets, each with the rank as a column."""
        return self.tickets.order_by().annotate(rank=Value(self.rank))

    @property
    def limit(self) -> int:
        """How many rows of it are read at most."""
        return NAMED_LIMIT if self.rank <= EXACT else WORDS_LIMIT


def most_of(rank: int) -> int:
    """So many by one way say that there may be more."""
    if rank in {SUBJECT, SAID}:
        return min(ENOUGH, WORDS_LIMIT)
    return NAMED_LIMIT if rank <= EXACT else WORDS_LIMIT


@dataclass(frozen=True, slots=True)
class Newest:
    """Keys given lately: what is new has a key near them, or behind them."""

    ticket: int
    message: int


def newest() -> Newest:
    """The last keys given to a ticket and to a message, as a minute ago or now."""
    return cache.get_or_set("desk.search.newest", _newest, KEPT_SECONDS) or _newest()


def _newest() -> Newest:
    last = Message.objects.order_by("-pk").values("pk")[:1]
    rows = Ticket.objects.order_by("-pk").values_list("pk", Subquery(last))
    ticket, message = rows.first() or (0, 0)
    return Newest(ticket, message or 0)


def named_ways(user: User, text: str) -> list[Way]:
    """By number, telephone or its end, serial number or its end, and order."""
    visible = Ticket.objects.visible_to(user)
    ways = []
    if number := parse_number(text):
        ways.append(Way(NUMBER, visible.filter(number=number)))
    if is_phone_like(text):
        ways += _of_people(visible, living_keys(text, NAMED_LIMIT), TAIL)
    if without_marks(text):
        ways += _of_things(visible, text)
    return ways


def recent_ways(user: User, text: str) -> list[Way]:
    """By a part of a serial number and the customer; among the newest by the subject and
    by what was said."""
    visible = Ticket.objects.visible_to(user)
    ways = []
    if is_part(text):
        parts = Unit.objects.with_serial_part(text).order_by().values("pk")
        ways.append(Way(PART, visible.filter(among("unit", parts[:WORDS_LIMIT]))))
    words = fold(text).split()[:MAX_WORDS]
    if is_name_like(words):
        ways += _of_people(visible, living_keys(text, PEOPLE_LIMIT), NAME)
    last = newest()
    if subject := _in_subject(words):
        lately = Q(pk__gt=last.ticket - NEWEST_TICKETS)
        ways.append(Way(SUBJECT, visible.filter(subject, lately)))
    if words:
        said = _said(words).filter(pk__gt=last.message - NEWEST_MESSAGES)
        ways.append(Way(SAID, _spoken(visible, user, said)))
    return ways


def other_ways(user: User, text: str, common: Iterable[int] = ()) -> list[Way]:
    """By the subject and by what was said, however long ago; `common` are the ways by
    which enough was found lately."""
    visible = Ticket.objects.visible_to(user)
    words = fold(text).split()[:MAX_WORDS]
    ways = []
    if SUBJECT not in common and (subject := _in_subject(words)):
        ways.append(Way(SUBJECT, visible.filter(subject)))
    if SAID not in common and words:
        ways.append(Way(SAID, _spoken(visible, user, _said(words))))
    return ways


def units_wanted(units: UnitQuerySet, text: str, most: int) -> Q:
    """Of `units` the one numbered so, and those with `text` in their number."""
    wanted = Q(among("pk", units.numbered(text).order_by().values("pk")[:most]))
    if is_part(text):
        parts = units.with_serial_part(text).order_by().values("pk")[:most]
        wanted |= Q(among("pk", parts))
    return wanted


def is_part(text: str) -> bool:
    """Whether `text` may be a piece of a serial number: long enough, with a digit."""
    part = fold_serial(text)
    return len(part) >= SHORTEST_PART and any(letter.isdigit() for letter in part)


def is_name_like(words: list[str]) -> bool:
    """Whether `words` may call somebody: a name has no number in it."""
    return bool(words) and all(
        sum(letter.isdigit() for letter in word) <= MOST_DIGITS for word in words
    )


def said_query(words: list[str]) -> SearchQuery:
    """All of `words` in what was said; of the last one the beginning is enough."""
    quoted = [f"'{_bare(word)}'" for word in words if _bare(word)]
    if quoted and len(quoted[-1]) >= SHORTEST_STEM + 2:
        quoted[-1] += ":*"
    return SearchQuery(" & ".join(quoted), config="simple", search_type="raw")


def _bare(word: str) -> str:
    # Inside quotes only these two mean something to the parser of queries.
    return word.replace("'", "").replace("\\", "")


def _of_people(
    visible: TicketQuerySet, living: QuerySet[Any, Any], rank: int
) -> list[Way]:
    """Of living records, and of those that were merged into them."""
    merged = Customer.objects.filter(among("merged_into_id", living)).order_by()
    return [
        Way(rank, visible.filter(among("customer_id", living))),
        Way(rank, visible.filter(among("customer_id", merged.values("pk")))),
    ]


def _of_things(visible: TicketQuerySet, text: str) -> list[Way]:
    """Of the thing with this number, or whose number ends so; of what was ordered so."""
    whole = Unit.objects.numbered(text).order_by()
    orders = Purchase.objects.numbered(text).order_by()
    bought = Unit.objects.filter(purchase_line__purchase__in=orders).order_by()
    buyers = Customer.objects.filter(pk__in=orders.values("customer")).order_by()
    living = buyers.values_list(LIVING, flat=True)[:NAMED_LIMIT]
    ways = [
        Way(WHOLE, visible.filter(among("unit_id", whole.values("pk")[:NAMED_LIMIT]))),
        Way(WHOLE, visible.filter(among("unit_id", bought.values("pk")[:NAMED_LIMIT]))),
        *_of_people(visible, living, PART),
    ]
    if is_part(text):
        ending = Unit.objects.ending_in(text).order_by()
        found = among("unit_id", ending.values("pk")[:NAMED_LIMIT])
        ways.append(Way(TAIL, visible.filter(found)))
    return ways


def _in_subject(words: list[str]) -> Q:
    found = Q()
    for word in words:
        if len(word) < SHORTEST:
            continue
        # Two patterns the trigram index can answer even for a word of two letters.
        found &= Q(subject_folded__startswith=word) | Q(
            subject_folded__contains=f" {word}"
        )
    return found


def _said(words: list[str]) -> QuerySet[Message]:
    found = Message.objects.order_by().alias(said=FoldedWords(F("body")))
    return found.filter(said=said_query(words))


def _spoken(
    visible: TicketQuerySet, user: User, said: QuerySet[Message]
) -> QuerySet[Ticket]:
    """The tickets on which something was said; notes are for staff alone."""
    if not user.is_staff_member:
        said = said.filter(kind=MessageKind.PUBLIC)
    return visible.filter(among("pk", said.values("ticket_id")[:WORDS_LIMIT]))
