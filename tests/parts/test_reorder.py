"""When to order again: the arithmetic, what it learns from, and the alarm."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from foundation.accounts.enums import Role
from foundation.accounts.models import User
from foundation.core.actor import SYSTEM
from foundation.events.models import Event
from foundation.notifications.models import Notice
from foundation.notifications.notice_kinds import line_of
from parts import verbs
from parts.actions.drafts import best_offer, best_offers
from parts.actions.learning import learn_lead_times, suggest_minimums
from parts.actions.moving import Spot
from parts.actions.purchasing import add_to_request, order_request, receive_line
from parts.actions.reordering import set_rule
from parts.actions.reserving import consume, release
from parts.actions.stock import count_stock
from parts.errors import RuleError
from parts.models import Part, PurchaseLine, ReorderRule, StockLocation
from parts.reorder import Use, percentile, reorder_point, safety_stock, use_of
from tests.conftest import NOON
from tests.factories.accounts import StaffFactory
from tests.factories.parts import (
    OfferFactory,
    PartFactory,
    day,
    kept,
    stocked,
    the_line,
)

BY: dict[str, Any] = {"actor": SYSTEM, "at": NOON}
TODAY = date(2026, 11, 20)


def ruled(part: Part, place: StockLocation, least: int = 2) -> ReorderRule:
    return set_rule(part, place, limits=(least, 10), service_level=95, **BY)


def alarms() -> int:
    return Event.objects.filter(verb=verbs.STOCK_LOW).count()


@pytest.mark.parametrize(
    ("values", "percent", "expected"),
    [
        ([], 90, None),
        ([7], 50, 7),
        ([3, 9], 50, 3),
        ([5, 1, 4, 2, 3], 50, 3),
        ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 90, 9),
        ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 100, 10),
    ],
)
def test_a_percentile_is_one_of_the_values(
    values: list[int], percent: int, expected: int | None
) -> None:
    assert percentile(values, percent) == expected


def test_days_without_use_count_in_the_mean() -> None:
    use = use_of(
        {TODAY: 3, TODAY - timedelta(days=9): 1, date(2020, 1, 1): 99}, TODAY, 10
    )

    assert (use.mean, round(use.deviation, 3)) == (0.4, 0.917)


@pytest.mark.parametrize(
    ("mean", "deviation", "days", "level", "expected"),
    [
        (0.0, 0.0, 10, 95, 0),
        (0.5, 0.0, 10, 95, 5),
        (0.5, 0.0, 10, 50, 5),
        # 5 + 1.645 × 1 × √9 = 9.93
        (5 / 9, 1.0, 9, 95, 10),
        # 5 + 2.326 × 1 × √9 = 11.98
        (5 / 9, 1.0, 9, 99, 12),
        (1.0, 1.0, 0, 95, 0),
    ],
)
def test_the_reorder_point_is_use_while_waiting_and_a_stock_against_bad_luck(
    mean: float, deviation: float, days: int, level: int, expected: int
) -> None:
    assert reorder_point(Use(mean, deviation), days, level) == expected


def test_half_the_waits_need_no_stock_against_bad_luck() -> None:
    assert round(safety_stock(Use(1, 1), 9, 50), 6) == 0


def test_falling_low_is_told_once_for_each_time(
    compressor: Part, store: StockLocation
) -> None:
    stocked(compressor, store, 4)
    ruled(compressor, store)
    quiet = alarms()

    first = kept(compressor, store, 1, quantity=2)
    kept(compressor, store, 2)
    once = alarms()
    release(first, **BY)
    count_stock(compressor, spot=Spot(store), counted=3, note="Mất", **BY)

    rule = ReorderRule.objects.get()
    assert (quiet, once, alarms()) == (0, 1, 2)
    assert (rule.is_low, rule.low_since) == (True, NOON)


def rung() -> list[tuple[str, str]]:
    return [
        (notice.user.name, line_of(notice.kind, notice.data))
        for notice in Notice.objects.order_by("pk")
    ]


def test_the_warehouse_is_rung_for(
    compressor: Part, store: StockLocation, manager_user: User
) -> None:
    StaffFactory.create(name="Bùi Tường Lâm", role=Role.WAREHOUSE)
    stocked(compressor, store, 3)
    ruled(compressor, store)

    kept(compressor, store)

    assert rung() == [("Bùi Tường Lâm", "Sắp hết MN-NC12 ở kho-chinh, còn 2")]


def test_without_a_warehouse_whoever_looks_after_stock_is_rung_for(
    compressor: Part, store: StockLocation, manager_user: User, agent_user: User
) -> None:
    ruled(compressor, store)

    assert [name for name, _line in rung()] == [manager_user.name]


def test_the_alarm_ends_when_there_is_more_again(
    compressor: Part, store: StockLocation
) -> None:
    ruled(compressor, store)
    low = ReorderRule.objects.get().is_low

    stocked(compressor, store, 3)

    rule = ReorderRule.objects.get()
    assert (low, rule.is_low, rule.low_since) == (True, False, None)


def test_what_is_used_sets_off_no_second_alarm(
    compressor: Part, store: StockLocation
) -> None:
    stocked(compressor, store, 3)
    ruled(compressor, store)
    mine = kept(compressor, store)

    consume(mine, **BY)

    assert alarms() == 1


def test_a_rule_is_changed_and_looked_at_at_once(
    compressor: Part, store: StockLocation
) -> None:
    stocked(compressor, store, 3)
    ruled(compressor, store)

    assert ruled(compressor, store, least=3).is_low
    assert Event.objects.filter(verb=verbs.REORDER_RULE_SET).count() == 2


@pytest.mark.parametrize(
    ("limits", "level"), [((3, 2), 95), ((-1, 2), 95), ((1, 2), 49), ((1, 2), 100)]
)
def test_a_rule_that_cannot_hold_is_refused(
    compressor: Part, store: StockLocation, limits: tuple[int, int], level: int
) -> None:
    with pytest.raises(RuleError):
        set_rule(compressor, store, limits=limits, service_level=level, **BY)


@pytest.mark.parametrize(
    "wrong", [{"minimum": 9}, {"service_level": 40}, {"is_low": True}]
)
def test_the_database_refuses_it_too(
    compressor: Part, store: StockLocation, wrong: dict[str, Any]
) -> None:
    row = {"minimum": 1, "maximum": 3, **wrong}

    with pytest.raises(IntegrityError):
        ReorderRule.objects.create(part=compressor, location=store, **row)


def delivered(part: Part, store: StockLocation, days: int) -> None:
    """A delivery that took so many days."""
    line = add_to_request(part, location=store, quantity=1, **BY)
    order_request(line.request, **BY)
    then: dict[str, Any] = {"actor": SYSTEM, "at": NOON + timedelta(days=days)}
    receive_line(
        PurchaseLine.objects.get(pk=line.pk), quantity=1, key=f"a{line.pk}", **then
    )


def test_suppliers_are_judged_by_how_long_they_took(
    compressor: Part, store: StockLocation
) -> None:
    delivered(compressor, store, 4)
    delivered(compressor, store, 6)
    delivered(compressor, store, 15)

    learn_lead_times()

    offer = compressor.offers.get()
    assert (offer.lead_p50, offer.lead_p90, offer.days) == (6, 15, 15)


def test_nothing_is_learned_of_what_never_came(
    compressor: Part, store: StockLocation
) -> None:
    add_to_request(compressor, location=store, quantity=1, **BY)

    learn_lead_times()

    offer = compressor.offers.get()
    assert (offer.lead_p50, offer.lead_p90, offer.days) == (None, None, 5)
    assert the_line(compressor).expected_on == day("2026-11-25")


def test_a_minimum_is_suggested_from_what_was_used_and_changes_nothing(
    compressor: Part, store: StockLocation, van: StockLocation
) -> None:
    stocked(compressor, store, 90)
    stocked(compressor, van, 90)
    ruled(compressor, store)
    consume(kept(compressor, store, 1, quantity=90), **BY)
    consume(kept(compressor, van, 2, quantity=90), **BY)

    suggest_minimums(at=NOON + timedelta(days=1))

    rule = ReorderRule.objects.get()
    # 90 in 180 days: 0.5 a day, five days of waiting; the deviation is 6.69 a day.
    assert (rule.suggested, rule.minimum) == (28, 2)


def test_what_was_used_long_ago_says_nothing(
    compressor: Part, store: StockLocation
) -> None:
    stocked(compressor, store, 9)
    ruled(compressor, store)
    consume(kept(compressor, store, quantity=9), **BY)

    suggest_minimums(at=NOON + timedelta(days=200))

    assert ReorderRule.objects.get().suggested == 0


def used_up(store: StockLocation, count: int, quantity: int) -> None:
    """So many parts with a rule, of each of which so many were used."""
    for part in PartFactory.create_batch(count):
        OfferFactory.create(part=part)
        stocked(part, store, quantity)
        ruled(part, store)
        consume(kept(part, store, part.pk, quantity=quantity), **BY)


def suggested() -> list[int | None]:
    return list(ReorderRule.objects.order_by("pk").values_list("suggested", flat=True))


def queries_to_suggest() -> int:
    ReorderRule.objects.update(suggested=None)
    with CaptureQueriesContext(connection) as asked:
        suggest_minimums(at=NOON + timedelta(days=1))
    return len(asked)


def test_thirty_rules_ask_the_database_no_more_than_one(store: StockLocation) -> None:
    used_up(store, 1, 9)
    of_one = queries_to_suggest()
    used_up(store, 29, 9)

    assert queries_to_suggest() == of_one
    assert len(set(suggested())) == 1


def test_every_batch_suggests_what_all_at_once_would(
    store: StockLocation, monkeypatch: pytest.MonkeyPatch
) -> None:
    used_up(store, 2, 9)
    used_up(store, 3, 90)
    queries_to_suggest()
    at_once = suggested()

    monkeypatch.setattr("parts.actions.learning.BATCH", 2)
    queries_to_suggest()

    # 9 in 180 days: 0.05 a day, five of waiting; the deviation is 0.67 a day.
    assert at_once == [3, 3, 28, 28, 28]
    assert suggested() == at_once


def test_what_is_suggested_already_is_not_written_again(store: StockLocation) -> None:
    used_up(store, 1, 9)
    anew = queries_to_suggest()

    with CaptureQueriesContext(connection) as asked:
        suggest_minimums(at=NOON + timedelta(days=1))

    assert len(asked) < anew
    assert not [each for each in asked if "UPDATE" in each["sql"]]


def test_the_first_day_of_the_season_counts_whole(
    compressor: Part, store: StockLocation
) -> None:
    stocked(compressor, store, 90)
    ruled(compressor, store)
    # A moment after midnight in Ho Chi Minh City, and one before.
    midnight = NOON - timedelta(hours=15)
    first: dict[str, Any] = {"actor": SYSTEM, "at": midnight}
    before: dict[str, Any] = {"actor": SYSTEM, "at": midnight - timedelta(minutes=1)}
    consume(kept(compressor, store, 1, quantity=45), **first)
    consume(kept(compressor, store, 2, quantity=45), **before)

    suggest_minimums(at=NOON + timedelta(days=180))
    last_day = suggested()
    suggest_minimums(at=NOON + timedelta(days=181))

    # 45 in 180 days: 0.25 a day, five of waiting; the deviation is 3.34 a day.
    assert last_day == [14]
    assert suggested() == [0]


def test_many_parts_are_bought_from_whom_each_is_bought(store: StockLocation) -> None:
    dear, cheap, preferred, stopped, closed, unsold = PartFactory.create_batch(6)
    OfferFactory.create(part=dear, price=9, is_preferred=False)
    OfferFactory.create(part=cheap, price=9, is_preferred=False)
    OfferFactory.create(part=cheap, price=3, is_preferred=False)
    OfferFactory.create(part=preferred, price=3, is_preferred=False)
    OfferFactory.create(part=preferred, price=9)
    OfferFactory.create(part=stopped)
    stopped.last_buy_on = TODAY - timedelta(days=1)
    OfferFactory.create(part=closed, supplier__is_active=False)
    parts = [dear, cheap, preferred, stopped, closed, unsold]

    found = best_offers(parts, TODAY)

    assert [found.get(part.pk) for part in parts] == [
        best_offer(part, TODAY) for part in parts
    ]
    assert [found[part.pk].price for part in parts[:3]] == [9, 3, 9]
    assert len(found) == 3
