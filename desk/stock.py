"""Spare parts as the desk lists them: what can be had, what is kept, what is coming."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Min, Q, QuerySet, Sum
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from catalog.models import Product
from desk.stock_pages import KeyPage, by_words, key_page
from foundation.accounts.models import User
from parts.enums import SERVING, Condition, RequestState, ReservationState
from parts.models import (
    Part,
    PartFit,
    PartQuerySet,
    PurchaseLine,
    ReorderRule,
    Reservation,
    StockBalance,
    StockLocation,
)
from parts.queries import dead_stock, last_buy

MAX_TEXT = 100
NAMES = ("q", "place", "show")
SHOWS: dict[str, str | Promise] = {
    "low": _("Sắp hết"),
    "waiting": _("Có việc đang chờ"),
    "dead": _("Nằm lâu"),
    "last_buy": _("Đặt lần cuối"),
    "closed": _("Ngừng dùng"),
}


@dataclass(frozen=True, slots=True)
class StockQuestion:
    """Which parts an address asks for; what it says wrongly is not asked."""

    words: str = ""
    place: str = ""
    show: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "StockQuestion":
        """The question of an address."""
        show = query.get("show", "")
        return cls(
            words=query.get("q", "").replace("\0", "").strip()[:MAX_TEXT],
            place=query.get("place", "").replace("\0", "")[:MAX_TEXT],
            show=show if show in SHOWS else "",
        )

    @property
    def is_narrow(self) -> bool:
        """Whether anything is asked at all."""
        return self != StockQuestion()


@dataclass(frozen=True, slots=True)
class Dead:
    """What lies there that nobody used for long: its worth, and when one was used."""

    value: int
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class PartRow:
    """One part of the list; its numbers are those of the place that is asked for."""

    part: Part
    on_hand: int
    reserved: int
    free: int
    coming: int
    next_on: date | None
    waiting: int
    minimum: int | None
    is_low: bool
    dead: Dead | None

    @property
    def is_missing(self) -> bool:
        """Whether somebody waits, or nothing can be had of what should be there."""
        return bool(self.waiting) or (self.free == 0 and self.minimum is not None)


@dataclass(frozen=True, slots=True)
class StockList:
    """One page of parts, and the places one can ask for."""

    page: KeyPage[Part]
    rows: list[PartRow]
    places: list[StockLocation]
    place: StockLocation | None
    today: date


def stock_list(
    user: User, question: StockQuestion, query: Mapping[str, str], at: datetime
) -> StockList:
    """One page in the order of numbers, in as many queries for fifty rows as for one."""
    seen: QuerySet[StockLocation] = StockLocation.objects.visible_to(user)
    places = list(seen.filter(is_active=True))
    place = next((one for one in places if one.code == question.place), None)
    dead = _dead_at(place, at) if question.show == "dead" else {}
    asked = _asked(user, question, place, dead, at)
    known = {name: query[name] for name in query if name in {*NAMES, "from", "to"}}
    page = key_page(asked.select_related("component"), known, "sku", by_words)
    rows = part_rows(page.rows, place, dead)
    return StockList(page, rows, places, place, localdate(at))


def part_rows(
    parts: Collection[Part],
    place: StockLocation | None = None,
    dead: Mapping[int, Dead] | None = None,
) -> list[PartRow]:
    """The parts with their numbers, all places together or one; four queries."""
    here = {"location": place} if place else {}
    balances = _balances(parts, place)
    waiting = Reservation.objects.filter(part__in=parts, **here)
    waits = _by_part(
        waiting.filter(state=ReservationState.WAITING), waiting=Sum("quantity")
    )
    coming = coming_to(parts, place)
    rules = _by_part(
        ReorderRule.objects.filter(part__in=parts, **here),
        minimum=Sum("minimum"),
        n_low=Count("pk", filter=Q(is_low=True)),
    )
    return [
        _row(
            part,
            (dead or {}).get(part.pk),
            balances.get(part.pk, {})
            | coming.get(part.pk, {})
            | waits.get(part.pk, {})
            | rules.get(part.pk, {}),
        )
        for part in parts
    ]


def _row(part: Part, dead: Dead | None, sums: Mapping[str, Any]) -> PartRow:
    return PartRow(
        part=part,
        on_hand=sums.get("there") or 0,
        reserved=sums.get("kept") or 0,
        free=(sums.get("good") or 0) - (sums.get("kept") or 0),
        coming=sums.get("coming") or 0,
        next_on=sums.get("next_on"),
        waiting=sums.get("waiting") or 0,
        minimum=sums.get("minimum"),
        is_low=bool(sums.get("n_low")),
        dead=dead,
    )


def coming_to(
    parts: Collection[Part], place: StockLocation | None = None
) -> dict[int, dict[str, Any]]:
    """How many of each are ordered and not yet here, and the first day some come."""
    lines = PurchaseLine.objects.filter(
        part__in=parts, request__state=RequestState.ORDERED
    )
    if place:
        lines = lines.filter(request__location=place)
    first = Min("expected_on", filter=Q(arrived_at=None))
    coming = Sum("quantity") - Sum("received")
    return _by_part(lines, coming=coming, next_on=first)


def _balances(
    parts: Collection[Part], place: StockLocation | None
) -> dict[int, dict[str, Any]]:
    """What lies in the places that serve work, or all that lies in the one asked for."""
    rows = StockBalance.objects.filter(part__in=parts)
    good = Q(condition=Condition.GOOD, location__kind__in=SERVING)
    rows = rows.filter(location=place) if place else rows.filter(good)
    numbers = {"there": Sum("on_hand"), "kept": Sum("reserved")}
    return _by_part(rows, **numbers, good=Sum("on_hand", filter=good))


def _by_part(rows: QuerySet[Any], **sums: Any) -> dict[int, dict[str, Any]]:
    return {row["part"]: row for row in rows.order_by().values("part").annotate(**sums)}


def _dead_at(place: StockLocation | None, at: datetime) -> dict[int, Dead]:
    found: dict[int, Dead] = {}
    for row in dead_stock(at):
        if place is None or row.location == place:
            known = found.get(row.part.pk, Dead(0, None))
            found[row.part.pk] = Dead(known.value + row.value, row.used_at)
    return found


def _asked(
    user: User,
    question: StockQuestion,
    place: StockLocation | None,
    dead: Mapping[int, Dead],
    at: datetime,
) -> PartQuerySet:
    parts: PartQuerySet = Part.objects.visible_to(user)
    if question.words:
        parts = parts.filter(_about(user, question.words))
    elif question.show != "dead":
        parts = parts.filter(is_active=question.show != "closed")
    if question.words and question.show == "closed":
        parts = parts.filter(is_active=False)
    if place:
        parts = parts.filter(_at(place))
    shown = _shown(question.show, place, dead, at)
    return parts if shown is None else parts.filter(pk__in=shown)


def _shown(
    show: str, place: StockLocation | None, dead: Mapping[int, Dead], at: datetime
) -> Any:
    """The keys of the parts that one of SHOWS asks for; None where it asks nothing."""
    here = {"location": place} if place else {}
    if show == "low":
        return ReorderRule.objects.filter(is_low=True, **here).values("part")
    if show == "waiting":
        state = ReservationState.WAITING
        waiting = Reservation.objects.filter(state=state, **here)
        return waiting.order_by().values("part")
    if show == "dead":
        return list(dead)
    return last_buy(at).order_by().values("pk") if show == "last_buy" else None


def _about(user: User, words: str) -> Q:
    """By name or number, of its own or of what it fits."""
    products = Product.objects.visible_to(user).named(words)
    fits = PartFit.objects.filter(product__in=products.order_by().values("pk"))
    named = Part.objects.visible_to(user).named(words)
    own = named.order_by().values("pk")
    return Q(pk__in=own) | Q(pk__in=fits.order_by().values("part"))


def _at(place: StockLocation) -> Q:
    """What lies there, should lie there, or is waited for there."""
    lies = StockBalance.objects.filter(location=place, on_hand__gt=0)
    rules = ReorderRule.objects.filter(location=place)
    state = ReservationState.WAITING
    waits = Reservation.objects.filter(location=place, state=state)
    return (
        Q(pk__in=lies.order_by().values("part"))
        | Q(pk__in=rules.order_by().values("part"))
        | Q(pk__in=waits.order_by().values("part"))
    )
