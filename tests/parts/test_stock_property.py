"""Whatever happens in a store, in any order: its books are right and nobody is overtaken."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.models import F
from hypothesis import HealthCheck, given, settings, strategies as st

from foundation.core.actor import SYSTEM
from foundation.core.errors import DomainError
from parts.actions.moving import Lot, Spot
from parts.actions.purchasing import (
    cancel_request,
    confirm_eta,
    order_request,
    receive_line,
)
from parts.actions.reserving import consume, release, repoint_urgency
from parts.actions.stock import count_stock, move_stock, scrap_stock
from parts.enums import EXPECTED, Condition, ReservationState
from parts.models import (
    Part,
    PurchaseLine,
    PurchaseRequest,
    Reservation,
    StockBalance,
    StockLocation,
)
from parts.turns import served
from tests.conftest import NOON
from tests.factories.parts import claim_ref, differences, kept, stocked

pytestmark = pytest.mark.django_db

# What is done, for which claim or how many, at which of the two places.
STEPS = st.tuples(
    st.sampled_from(
        [
            "receive", "reserve", "reserve", "reserve", "release", "consume", "hurry",
            "count", "scrap", "carry", "return", "order", "arrive", "arrive", "confirm",
            "cancel",
        ]
    ),
    st.integers(1, 6),
    st.integers(1, 4),
    st.booleans(),
)  # fmt: skip


class Store:
    """Two places, one part, and everything that is done to it."""

    def __init__(self, part: Part, places: tuple[StockLocation, StockLocation]) -> None:
        self.part, self.places, self.step = part, places, 0

    def do(self, steps: list[Any]) -> None:
        """All of them, one after the other."""
        for step in steps:
            self._act(*step)

    def _act(self, verb: str, number: int, quantity: int, is_first: bool) -> None:
        """Do it if the rules allow; a refusal changes nothing."""
        self.step += 1
        self.by: dict[str, Any] = {
            "actor": SYSTEM,
            "at": NOON + timedelta(hours=self.step),
        }
        self.number, self.quantity = number, quantity
        self.here, self.there = self.places if is_first else self.places[::-1]
        try:
            with transaction.atomic():
                getattr(self, verb)()
        except (DomainError, Reservation.DoesNotExist, PurchaseLine.DoesNotExist):
            return

    @property
    def lot(self) -> Lot:
        return Lot(self.quantity, f"step{self.step}", note="x")

    def line(self, state: str) -> PurchaseLine:
        lines = PurchaseLine.objects.filter(request__state=state)
        return lines.order_by("-pk" if self.number % 2 else "pk")[:1].get()

    def mine(self) -> Reservation:
        return Reservation.objects.filter(about_id=self.number).latest("pk")

    def receive(self) -> None:
        stocked(self.part, self.here, self.quantity, key=f"step{self.step}", **self.by)

    def reserve(self) -> None:
        kept(
            self.part,
            self.here,
            self.number,
            quantity=self.quantity,
            urgency=self.quantity % 2,
            **self.by,
        )

    def release(self) -> None:
        release(self.mine(), **self.by)

    def consume(self) -> None:
        consume(self.mine(), **self.by)

    def hurry(self) -> None:
        repoint_urgency(
            claim_ref(self.number), urgency=self.quantity, promised_at=None, **self.by
        )

    def count(self) -> None:
        spot = Spot(self.here)
        count_stock(self.part, spot=spot, counted=self.quantity, note="x", **self.by)

    def scrap(self) -> None:
        scrap_stock(self.part, spot=Spot(self.here), lot=self.lot, **self.by)

    def carry(self) -> None:
        here, there = Spot(self.here), Spot(self.there)
        move_stock(self.part, origin=here, target=there, lot=self.lot, **self.by)

    def order(self) -> None:
        order_request(self.line("draft").request, **self.by)

    def arrive(self) -> None:
        line = self.line("ordered")
        receive_line(line, quantity=self.quantity, key=f"step{self.step}", **self.by)

    def confirm(self) -> None:
        on = NOON.date() + timedelta(days=self.step + self.quantity)
        confirm_eta(self.line("ordered"), expected_on=on, **self.by)

    def cancel(self) -> None:
        cancel_request(self.line("ordered").request, **self.by)


def go_back(store: Store) -> None:
    """Good ones turn out to be not so good, and the other way round."""
    good, back = Spot(store.here), Spot(store.here, Condition.RETURNED)
    ends = (good, back) if store.number % 2 else (back, good)
    move_stock(store.part, origin=ends[0], target=ends[1], lot=store.lot, **store.by)


setattr(Store, "return", go_back)


def overtaken(store: Store) -> list[str]:
    """Who waits at a place although what is free there would do for them in their turn."""
    found = []
    for place in store.places:
        waiting = Reservation.objects.filter(location=place).waiting()
        wanted = [each.quantity for each in waiting]
        good = StockBalance.objects.filter(location=place, condition=Condition.GOOD)
        free = sum(row.free for row in good)
        found += [place.code] * served(free, wanted)
    return found


def unasked(store: Store) -> list[str]:
    """Where those who wait will not all be served by what is free and what is coming."""
    found = []
    for place in store.places:
        waiting = list(Reservation.objects.filter(location=place).waiting())
        hopeless = [each for each in waiting if each.purchase_line is None]
        undated = [
            each
            for each in waiting
            if each.purchase_line and each.eta_on != each.purchase_line.expected_on
        ]
        found += [place.code] * len(hopeless + undated)
    return found


def broken_balances() -> int:
    return StockBalance.objects.exclude(on_hand__gte=F("reserved")).count()


def over_asked(store: Store) -> int:
    """Drafts that ask for more than those who wait lack."""
    return PurchaseLine.objects.filter(
        request__state="draft", short__gt=sum(_wanted(store))
    ).count()


def _wanted(store: Store) -> list[int]:
    waiting = Reservation.objects.filter(state=ReservationState.WAITING)
    return [each.quantity for each in waiting]


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=st.lists(STEPS, min_size=3, max_size=22))
def test_the_books_are_right_and_nobody_is_overtaken(
    compressor: Part, store: StockLocation, van: StockLocation, steps: Any
) -> None:
    shop = Store(compressor, (store, van))
    with transaction.atomic():
        shop.do(steps)

        found = {
            "differences": differences(),
            "overtaken": overtaken(shop),
            "unasked": unasked(shop),
            "broken": broken_balances(),
            "over_asked": over_asked(shop),
            "drafts": max(
                PurchaseRequest.objects.filter(state=EXPECTED[0]).count() - 2, 0
            ),
        }
        transaction.set_rollback(True)

    assert found == {
        "differences": [],
        "overtaken": [],
        "unasked": [],
        "broken": 0,
        "over_asked": 0,
        "drafts": 0,
    }
