"""Pages of claims in one of their orders: behind the last row seen, never by counting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from warranty.claim_queries import rows_of
from warranty.models import Claim

PAGE_SIZE = 50
# Nobody was promised anything: at the end of the list.
NEVER = datetime(9999, 1, 1, tzinfo=UTC)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
# No number of an address is longer; a column could not hold it.
MAX_DIGITS = 18

DUE = Coalesce("promised_at", NEVER)


@dataclass(frozen=True, slots=True)
class Key:
    """One thing that a list is ordered by; `due` is the promised day, or never."""

    name: str
    is_falling: bool = False
    is_moment: bool = True

    @property
    def turned(self) -> "Key":
        """The same, the other way round."""
        return Key(self.name, not self.is_falling, self.is_moment)

    @property
    def column(self) -> str:
        """As a queryset is ordered by it."""
        return f"-{self.name}" if self.is_falling else self.name


Order = tuple[Key, ...]
PK = Key("pk", is_moment=False)
BY_DUE: Order = (Key("due"), PK)
BY_AGE: Order = (Key("status_since"), PK)
BY_URGENCY: Order = (Key("urgency", is_falling=True, is_moment=False), *BY_DUE)


@dataclass(frozen=True, slots=True)
class ClaimPlaces:
    """Claims, and the query strings of the pages on both sides; empty at an end."""

    claims: Sequence[Claim]
    earlier: str
    later: str


def turned(order: Order) -> Order:
    """The same order from its other end."""
    return tuple(key.turned for key in order)


def page_of_claims(
    claims: QuerySet[Claim], query: Mapping[str, str], order: Order = BY_DUE
) -> ClaimPlaces:
    """The page that `?after=` or `?before=` names, with all that a list says of them."""
    after = _place(query.get("after", ""), order)
    before = _place(query.get("before", ""), order)
    if before:
        found = cut(claims, turned(order), PAGE_SIZE + 1, before)
        has_earlier, has_later = len(found) > PAGE_SIZE, True
        found = found[:PAGE_SIZE][::-1]
    else:
        found = cut(claims, order, PAGE_SIZE + 1, after)
        has_earlier, has_later = bool(after), len(found) > PAGE_SIZE
        found = found[:PAGE_SIZE]
    kept = {name: query[name] for name in query if name not in {"after", "before"}}
    return ClaimPlaces(
        claims=found,
        earlier=_link(kept, "before", found[0], order) if found and has_earlier else "",
        later=_link(kept, "after", found[-1], order) if found and has_later else "",
    )


def cut(
    claims: QuerySet[Claim], order: Order, n: int, after: Sequence[int] = ()
) -> list[Claim]:
    """The first `n` in this order, behind `place_of` a claim."""
    columns = [key.column for key in order]
    rows = claims.alias(due=DUE).filter(_behind(order, after)).order_by(*columns)
    return list(rows_of(rows[:n]).alias(due=DUE).order_by(*columns))


def place_of(claim: Claim, order: Order) -> list[int]:
    """Where a claim stands in an order, in numbers for an address."""
    return [_number(claim, key) for key in order]


def _number(claim: Claim, key: Key) -> int:
    if key.name == "due":
        return ((claim.promised_at or NEVER) - EPOCH) // MICROSECOND
    value = getattr(claim, key.name)
    return (value - EPOCH) // MICROSECOND if key.is_moment else int(value)


def _behind(order: Order, place: Sequence[int]) -> Q:
    """Further on than a place: later in one key, the same in all before it."""
    found, same = Q(), Q()
    # An empty place is the beginning.
    for key, number in zip(order, place, strict=False):
        value = EPOCH + number * MICROSECOND if key.is_moment else number
        way = "lt" if key.is_falling else "gt"
        found |= same & Q(**{f"{key.name}__{way}": value})
        same &= Q(**{key.name: value})
    return found


def _place(raw: str, order: Order) -> list[int]:
    """What an address names; empty where it names nothing in this order."""
    words = raw.split("_")
    if len(words) != len(order):
        return []
    if not all(
        one.isascii() and one.isdigit() and len(one) <= MAX_DIGITS for one in words
    ):
        return []
    numbers = [int(one) for one in words]
    last = (NEVER - EPOCH) // MICROSECOND
    is_known = all(
        number <= last
        for key, number in zip(order, numbers, strict=True)
        if key.is_moment
    )
    return numbers if is_known else []


def _link(kept: Mapping[str, str], name: str, claim: Claim, order: Order) -> str:
    place = "_".join(str(one) for one in place_of(claim, order))
    return "?" + urlencode({**kept, name: place})
