"""A part that nobody has: the store finds who sells it, orders it, and wakes its claim."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.doors import LEAD, Door
from tests.e2e.journeys import somebody
from tests.e2e.system import System, until
from tests.e2e.test_claims import (
    KEEPER,
    OWNED,
    TECHNICIAN,
    digits,
    do,
    first_of,
    report,
    says,
    take_in,
)

pytestmark = pytest.mark.e2e


def wait_for_part(bench: Page, desk: Page, number: str, part: str) -> None:
    """Found and approved under cover; the part is not there."""
    do(bench, number, "begin")
    cause = first_of(bench, number, "diagnose", "cause")
    do(bench, number, "diagnose", cause=cause, note="Mô-tơ cháy")
    do(bench, number, "add_part", part=part)
    do(desk, number, "approve")


def find_a_supplier(store: Page, sku: str) -> None:
    """Say who sells it and how many the main store should hold; it is low at once."""
    ask(store, sku, "offer", price="250000", lead_days="4")
    ask(store, sku, "rule", minimum="1", maximum="3")
    store.goto("/desk/stock/low/")
    expect(store.get_by_text(sku, exact=True)).to_be_visible()


def ask(store: Page, sku: str, verb: str, **fields: str) -> None:
    """Fill in a dialog of the part; where there is a choice, the first one."""
    store.goto(f"/desk/stock/{sku}/?ask={verb}")
    dialog = store.locator(f"dialog#{verb}")
    dialog.locator("select").first.select_option(index=1)
    for name, value in fields.items():
        dialog.locator(f"[name={name}]").fill(value)
    dialog.locator("form button.btn-primary").click()
    store.wait_for_url(f"**/desk/stock/{sku}/")


def order(store: Page, sku: str) -> str:
    """Hand the draft over on paper and mark it as ordered; its number."""
    store.goto(f"/desk/stock/{sku}/")
    store.locator("a[href*='/purchases/MH-']").first.click()
    store.wait_for_url("**/purchases/MH-*/")
    number = store.url.strip("/").split("/")[-1]
    store.goto(f"/desk/stock/purchases/{number}/paper/")
    expect(store.locator(".paper")).to_contain_text(sku)
    store.goto(f"/desk/stock/purchases/{number}/?ask=order")
    store.locator("dialog#order form button.btn-primary").click()
    expect(store.get_by_role("link", name="Nhận hàng").first).to_be_visible()
    return number


def receive(store: Page, number: str, sku: str) -> None:
    """One of it has come."""
    store.goto(f"/desk/stock/purchases/{number}/receive/")
    store.get_by_role("listitem").filter(has_text=sku).get_by_role("spinbutton").fill(
        "1"
    )
    store.get_by_role("button", name="Nhận vào kho").click()
    store.wait_for_url(re.compile(rf"/purchases/{number}/$"))


def test_a_missing_part_is_bought_and_its_arrival_wakes_the_claim(
    system: System, new_page: Callable[..., Page]
) -> None:
    address, sku = somebody(), f"MT-{digits(6)}"
    facts = {"address": address, "phone": f"+8490{digits(7)}", "part": sku}
    serial = f"NM95-2610-{digits(6)}"
    part = system.manage("shell", "-v0", "-c", OWNED.format(serial=serial, **facts))
    phone = new_page(Door(address, is_staff=False), width=360)
    desk, bench, store = new_page(LEAD), new_page(TECHNICIAN), new_page(KEEPER)

    number = report(phone, serial)
    take_in(desk, number, serial)
    wait_for_part(bench, desk, number, part)
    store.goto("/desk/stock/waiting/?show=unknown")
    expect(store.get_by_text(number).first).to_be_visible()

    find_a_supplier(store, sku)
    receive(store, order(store, sku), sku)

    case = phone.url.partition("#")[0]
    assert until(lambda: says(phone, case, "Chờ sửa"), seconds=60)
    store.goto(f"/desk/stock/{sku}/")
    expect(store.get_by_text("Đã giữ cho").first).to_be_visible()
