"""Records that may be of one person: alike in name, and in something that is theirs."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, TextField, Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from customers.enums import ContactKind
from customers.models import ContactPoint, Customer
from foundation.core.text import fold

# An old number of eleven digits and its new one of ten end alike in as many.
PHONE_TAIL = 7
# A name before the @ that is shorter belongs to many: info, sale, admin.
SHORTEST_LOCAL = 6
# So many candidates are looked at, and so many told; a page has other things to do.
FENCE, SHOWN = 50, 5

WHY = {
    "tail": _("trùng 7 số cuối điện thoại"),
    "local": _("trùng phần trước @ của e-mail"),
    "unit": _("hỏi về cùng một máy"),
}


@dataclass(frozen=True, slots=True)
class Alike:
    """Another record that may be of the same person, and what speaks for it."""

    customer: Customer
    reasons: tuple[str | Promise, ...]


def alike(
    customer: Customer, records: Iterable[int], *, by_unit: Iterable[int]
) -> list[Alike]:
    """Living records that may be of the same person. Two queries.

    `records` are the person's own; `by_unit` of whoever had to do with the same things,
    as the floors above know. Only who is alike in name as well is told.
    """
    reasons: dict[int, set[str]] = defaultdict(set)
    for pk, why in [*_by_contact(customer.reachable_by), *_each(by_unit, "unit")]:
        reasons[pk].add(why)
    others = reasons.keys() - {customer.pk, *records}
    found = Customer.objects.filter(pk__in=others).living().order_by("pk")
    same = [one for one in found if is_like(one.name, customer.name)]
    same.sort(key=lambda one: -len(reasons[one.pk]))
    return [
        Alike(one, tuple(words for why, words in WHY.items() if why in reasons[one.pk]))
        for one in same[:SHOWN]
    ]


def is_like(name: str, other: str) -> bool:
    """Whether one name holds all words of the other: "Thu Hà" and "Nguyễn Thị Thu Hà"."""
    words, others = set(fold(name).split()), set(fold(other).split())
    return words <= others or others <= words


def _by_contact(points: Iterable[ContactPoint]) -> list[tuple[int, str]]:
    """Whose numbers end, or whose addresses begin, like one of `points`."""
    tails, locals_ = Q(), Q()
    for point in points:
        local = point.value.partition("@")[0]
        if point.is_phone:
            tails |= ContactPoint.ending_in(point.value[-PHONE_TAIL:])
        elif len(local) >= SHORTEST_LOCAL:
            locals_ |= Q(value__startswith=f"{local}@")
    arms = [
        ContactPoint.objects.filter(wanted, kind=kind)
        .order_by()
        .values_list("customer_id", Value(why, output_field=TextField()))[:FENCE]
        for wanted, kind, why in (
            (tails, ContactKind.PHONE, "tail"),
            (locals_, ContactKind.EMAIL, "local"),
        )
        if wanted
    ]
    return list(arms[0].union(*arms[1:])) if arms else []


def _each(keys: Iterable[int], why: str) -> list[tuple[int, str]]:
    return [(pk, why) for pk in keys]
