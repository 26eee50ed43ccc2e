"""Gates that noise cannot move: what every page asks and reads, at 1 k and at 50 k.

`pytest tests/gates -s -k "ticket"` prints the table of docs/performance.md.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine

from desk.inbox_question import ORDERS, VIEWS
from tests.conftest import NOON, signed_in
from tests.gates.reading import Reading, read
from tests.gates.shop import (
    OPEN_AT_FIRST,
    People,
    database_apart,
    fill,
    more_hands,
    people,
    sign_up,
)

pytestmark = [
    pytest.mark.django_db,  # for a database to copy; the tests ask it nothing
    pytest.mark.timeout(1200),  # the first of them fills the shop
]

SMALL, LARGE = 1_000, 50_000
STILL_OPEN = 5_400  # of those that come on top
LIST, DETAIL, SEARCH = 400, 150, 800
# Below this part of its limit a page may grow: one more level of an index is no news, and
# the small shop does not fill a page of every list.
FEW = 0.55


@dataclass(frozen=True)
class Page:
    """An address, who looks at it, and how many blocks it may read."""

    address: str
    limit: int = LIST
    who: str = "lead"
    # Which page of a list: how often its "more" is followed first.
    further: int = 0


PAGES = {
    **{f"inbox {view.code}": Page(f"/desk/?view={view.code}") for view in VIEWS},
    **{
        f"inbox {view}, of one team": Page(f"/desk/?view={view}", who="agent")
        for view in ("mine", "late", "unassigned", "team", "all", "finished", "part")
    },
    **{
        f"inbox all by {order}": Page(f"/desk/?view=all&order={order}")
        for order in ORDERS
    },
    **{
        f"inbox all by {order}, page 3": Page(
            f"/desk/?view=all&order={order}", further=2
        )
        for order in ORDERS
    },
    "inbox finished, page 3": Page("/desk/?view=finished", further=2),
    "ticket": Page("/desk/tickets/TK-{number}/", DETAIL, "agent"),
    "ticket in its list": Page(
        "/desk/tickets/TK-{number}/?in=view%3Dmine", DETAIL + LIST, "agent"
    ),
    "list and ticket": Page("/desk/?view=mine&t=TK-{number}", LIST + DETAIL, "agent"),
    "customer": Page("/desk/customers/{customer}/", DETAIL, "agent"),
    "customers": Page("/desk/customers/"),
    "unit": Page("/desk/units/{serial}/", DETAIL, "agent"),
    "units": Page("/desk/units/"),
    "calls": Page("/desk/calls/", who="agent"),
    "search, common words": Page("/desk/search/?q=may+giat", SEARCH, "agent"),
    "search, rare word": Page("/desk/search/?q={rare}", SEARCH, "agent"),
    "search, end of a telephone": Page("/desk/search/?q={tail}", SEARCH, "agent"),
    "search, serial": Page("/desk/search/?q={serial}", SEARCH, "agent"),
    "palette": Page("/desk/palette/?q=may+giat", SEARCH, "agent"),
    "inbox, words": Page("/desk/?q=may+giat", SEARCH, "agent"),
    "counter, telephone": Page("/desk/counter/?q={tail}", SEARCH, "agent"),
    "portal home": Page("/", DETAIL, "customer"),
    "portal cases": Page("/my/tickets/", DETAIL, "customer"),
    "portal case": Page("/my/tickets/TK-{number}/", DETAIL, "customer"),
    "portal products": Page("/my/products/", DETAIL, "customer"),
}
# What grows by more: its agent works on more tickets, or walks past those of more teams.
GROWING = {
    "inbox mine, of one team",
    "inbox finished, of one team",
    "ticket in its list",
}

Readings = dict[str, Reading]


@pytest.fixture(scope="module")
def readings(
    django_db_setup: None, django_db_blocker: Any
) -> tuple[Readings, Readings]:
    """Every page, read with the small shop and with the large one."""
    with (
        django_db_blocker.unblock(),
        database_apart(),
        time_machine.travel(NOON, tick=False),
    ):
        who, from_what = people(NOON)
        fill(1, SMALL, SMALL - OPEN_AT_FIRST + 1, from_what)
        sign_up(who)
        small = all_pages(who)
        # A shop that grows has more people; nobody's desk grows with it.
        from_what |= more_hands(18, 108)
        fill(SMALL + 1, LARGE, LARGE - STILL_OPEN + 1, from_what)
        large = all_pages(who)
    sys.stdout.writelines(table(small, large))
    return small, large


def table(small: Readings, large: Readings) -> Iterator[str]:
    """What was read, as docs/performance.md shows it."""
    for name, page in PAGES.items():
        one, two = small[name], large[name]
        yield (
            f"| {name} | {two.queries} | {one.blocks} | {two.blocks} | ≤ {page.limit} |\n"
        )


def all_pages(who: People) -> Readings:
    """What each of PAGES asks and reads now."""
    clients = {
        "lead": signed_in(who.lead),
        "agent": signed_in(who.agent),
        "customer": signed_in(who.login),
    }
    names = {
        "number": 1_000_000 + who.case,
        "customer": who.customer,
        "serial": f"NM95-{who.customer // 20:04d}-{who.customer:07d}",
        "tail": f"{who.customer:07d}",
        "rare": "giam+chan",
    }
    found = {}
    for name, page in PAGES.items():
        address = page.address.format(**names)
        client = clients[page.who]
        reading = read(client, address)
        for _page in range(page.further):
            assert reading.more, name
            reading = read(client, f"/desk/{reading.more}")
        found[name] = reading
    return found


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_as_much_of_a_large_shop_as_of_a_small_one(
    readings: tuple[Readings, Readings], name: str
) -> None:
    small, large = (each[name].queries for each in readings)

    assert small == large


@pytest.mark.parametrize("name", PAGES)
def test_a_page_reads_few_blocks_and_hardly_more_of_a_large_shop(
    readings: tuple[Readings, Readings], name: str
) -> None:
    small, large = (each[name] for each in readings)
    limit = PAGES[name].limit
    dear = sorted(large.dear, reverse=True)[:3]

    assert large.blocks <= limit, dear
    if name not in GROWING:
        assert large.blocks <= 1.5 * max(small.blocks, FEW * limit), dear


@pytest.mark.parametrize("name", PAGES)
def test_a_page_reads_no_large_table_whole(
    readings: tuple[Readings, Readings], name: str
) -> None:
    assert readings[1][name].whole == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_reads_no_large_table_without_an_end(
    readings: tuple[Readings, Readings], name: str
) -> None:
    assert readings[1][name].endless == []
