"""The ways by which words lead to tickets, each one answered by an index."""

from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery
from django.db.models import F, Q, QuerySet, Subquery, Value

from catalog.models import Purchase, Unit
from catalog.serials import fold_serial, without_marks
from customers.models import LIVING, Customer, CustomerQuerySet
from customers.queries import is_phone_like, matching, with_phone
from foundation.accounts.models import User
from foundation.core.text import fold
from tickets.enums import MessageKind
from tickets.models import FoldedWords, Message, Ticket, TicketQuerySet
from tickets.numbers import parse_number

MAX_WORDS = 6
SHORTEST = 2  # of a word in a subject; E3 is one
SHORTEST_STEM = 3  # of a word of which a beginning is enough in what was said
SHORTEST_PART = 4  # of a serial number: people read the last four off a label

# A named thing has few tickets; a common word has many, of which the newest are looked
# through besides the first that its index yields.
NAMED_LIMIT = 2000
WORDS_LIMIT = 100
NEWEST_TICKETS, NEWEST_MESSAGES = 3000, 200

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


@dataclass(frozen=True, slots=True)
class Newest:
    """The last keys given: what is new is what has a key near them."""

    ticket: int
    message: int


def newest() -> Newest:
    """The last keys given to a ticket and to a message. One query."""
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
        ways += _of_people(visible, with_phone(Customer.objects.all(), text), TAIL)
    if without_marks(text):
        ways += _of_things(visible, text)
    return ways


def word_ways(user: User, text: str, last: Newest) -> list[Way]:
    """By a part of a serial number, the customer, the subject, and what was said."""
    visible = Ticket.objects.visible_to(user)
    ways = []
    if is_part(text):
        part = fold_serial(text)
        ways.append(Way(PART, visible.filter(unit__serial__contains=part)))
    words = fold(text).split()[:MAX_WORDS]
    if not words:
        return ways
    if not is_phone_like(text):
        ways += _of_names(visible, text)
    if subject := _in_subject(words):
        titled = visible.filter(subject)
        recent = titled.filter(pk__gt=last.ticket - NEWEST_TICKETS)
        ways += [Way(SUBJECT, titled), Way(SUBJECT, recent)]
    since = last.message - NEWEST_MESSAGES
    said, lately = _said(visible, user, words), _said(visible, user, words, since)
    return [*ways, Way(SAID, said), Way(SAID, lately)]


def is_part(text: str) -> bool:
    """Whether `text` may be a piece of a serial number: long enough, with a digit."""
    part = fold_serial(text)
    return len(part) >= SHORTEST_PART and any(letter.isdigit() for letter in part)


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
    visible: TicketQuerySet, people: CustomerQuerySet, rank: int
) -> list[Way]:
    """Of living records, and of those that were merged into them."""
    keys = people.order_by().values("pk")
    return [
        Way(rank, visible.filter(customer__in=keys)),
        Way(rank, visible.filter(customer__merged_into__in=keys)),
    ]


def _of_names(visible: TicketQuerySet, text: str) -> list[Way]:
    """Of whoever is called so, or is one person with somebody who is."""
    people = Customer.objects.filter(matching(text)).order_by()
    merged = people.filter(merged_into__isnull=False).values("merged_into")
    return [
        Way(NAME, visible.filter(customer__in=people.values("pk"))),
        Way(NAME, visible.filter(customer__merged_into__in=people.values("pk"))),
        Way(NAME, visible.filter(customer__in=merged)),
        Way(NAME, visible.filter(customer__merged_into__in=merged)),
    ]


def _of_things(visible: TicketQuerySet, text: str) -> list[Way]:
    """Of the thing with this number, or whose number ends so; of what was ordered so."""
    whole = Unit.objects.numbered(text).order_by().values("pk")
    orders = Purchase.objects.numbered(text).order_by()
    buyers = Customer.objects.filter(pk__in=orders.values("customer"))
    ways = [
        Way(WHOLE, visible.filter(unit__in=whole)),
        Way(WHOLE, visible.filter(unit__purchase_line__purchase__in=orders)),
        *_of_people(visible, _living(buyers), PART),
    ]
    if is_part(text):
        end = Q(unit__serial__endswith=fold_serial(text))
        ways.append(Way(TAIL, visible.filter(end)))
    return ways


def _living(people: CustomerQuerySet) -> CustomerQuerySet:
    return Customer.objects.filter(pk__in=people.values_list(LIVING))


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


def _said(
    visible: TicketQuerySet, user: User, words: list[str], since: int | None = None
) -> QuerySet[Ticket]:
    """Of what was said on them, behind the message `since`; notes are for staff alone."""
    found = visible.alias(
        said=FoldedWords(F("messages__body")), message=F("messages__pk")
    )
    found = found.filter(said=said_query(words))
    if since is not None:
        found = found.filter(message__gt=since)
    if user.is_staff_member:
        return found
    return found.filter(messages__kind=MessageKind.PUBLIC)
