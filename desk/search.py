"""Finding tickets by what people have at hand: a number, a serial, a name, a subject."""

from django.db.models import Q, QuerySet

from catalog.serials import fold_serial
from customers.models import Customer
from customers.queries import search as search_customers
from foundation.accounts.models import User
from foundation.core.text import fold
from tickets.models import Ticket
from tickets.numbers import parse_number

# The matches are collected behind a limit before anything is sorted: a common word
# must not make the database walk the whole list in order.
FENCE = 2000
MAX_WORDS = 6
SHORTEST = 2  # of a word in a subject; E3 is one


def found_ids(user: User, words: str) -> list[int]:
    """Tickets `user` may see with this number or serial, of this customer, or so called.

    Marks, case and spaces do not matter; of a telephone number the end is enough.
    """
    visible = Ticket.objects.visible_to(user).order_by()
    customers = search_customers(Customer.objects.all(), words).order_by()
    ways: list[QuerySet[Ticket]] = [
        visible.filter(customer__in=customers.values("pk")),
        visible.filter(customer__merged_into__in=customers.values("pk")),
        visible.filter(unit__serial=fold_serial(words)),
    ]
    if number := parse_number(words):
        ways.append(visible.filter(number=number))
    if subject := _in_subject(words):
        ways.append(visible.filter(subject))
    first, *others = [way.values_list("pk", flat=True)[:FENCE] for way in ways]
    return list(first.union(*others)[:FENCE])


def _in_subject(words: str) -> Q:
    found = Q()
    for word in fold(words).split()[:MAX_WORDS]:
        if len(word) < SHORTEST:
            continue
        # Two patterns the trigram index can answer even for a word of two letters.
        found &= Q(subject_folded__startswith=word) | Q(
            subject_folded__contains=f" {word}"
        )
    return found
