"""The inbox by keyboard alone: walked, ticked, dealt with at once, narrowed, kept, laid out."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.doors import AGENT, LEAD, MANAGER
from tests.e2e.keys import FOCUS, choose, fill, go, press, skip, walk_to

pytestmark = pytest.mark.e2e

KEPT = "() => document.activeElement && document.activeElement !== document.body"
STANDS_IN_THE_LIST = "document.activeElement.closest('.inbox-list [data-row]') !== null"


@pytest.fixture
def lot(opened: Callable[..., dict[str, Any]]) -> str:
    """A word that finds three tickets and nothing else."""
    word = f"Lô{uuid4().hex[:6]}"
    for place in ("trái", "giữa", "phải"):
        opened(f"{word} rung bên {place}")
    return word


def test_rows_are_walked_opened_and_followed(
    new_page: Callable[..., Page], lot: str
) -> None:
    page = new_page(AGENT, width=1440)
    page.goto(f"/desk/?view=all&q={lot}")

    press(page, "j ArrowDown k")
    assert page.evaluate(FOCUS) == "seen"
    page.keyboard.press("o")
    expect(page.locator("#ticket-head h1")).to_contain_text(lot)
    first = page.locator("#ticket-head h1").inner_text()
    page.keyboard.press("]")
    expect(page.locator("#ticket-head h1")).not_to_have_text(first)
    assert page.evaluate(STANDS_IN_THE_LIST)
    page.keyboard.press("[")
    expect(page.locator("#ticket-head h1")).to_have_text(first)
    assert page.evaluate(STANDS_IN_THE_LIST)


def test_ticked_rows_are_dealt_with_at_once_and_it_is_taken_back(
    new_page: Callable[..., Page], lot: str
) -> None:
    page = new_page(AGENT, width=1440)
    page.goto(f"/desk/?view=all&q={lot}")

    press(page, "j x j j Shift+X")
    expect(page.locator("[name=ticket]:checked")).to_have_count(3)
    page.keyboard.press("p")
    page.wait_for_url("**/bulk/preview/")
    choose(page, page.locator("[name=classify-priority]"), "Cao")
    go(page, page.locator(".btn[name=asked]"))
    go(page, page.get_by_role("button", name="Làm với 3 phiếu"))
    expect(page.locator("#run .tag-ok").first).to_be_visible()
    go(page, page.get_by_role("button", name="Hoàn tác"))

    expect(page.get_by_role("link", name="Xem lượt được hoàn tác")).to_be_visible()


def test_a_list_is_narrowed_kept_dropped_and_brought_back(
    new_page: Callable[..., Page],
) -> None:
    name = f"Kỹ thuật {uuid4().hex[:6]}"
    page = new_page(LEAD, width=1440)
    page.goto("/desk/?view=all")

    page.keyboard.press("f")
    choice = page.locator("details[open] [name=kind][value=technical]")
    walk_to(page, choice)
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**kind=technical**")
    go(page, page.get_by_role("link", name="Lưu mục", exact=True))
    fill(page, page.locator("#content [name=name]"), name)
    page.keyboard.press("Enter")
    expect(page.locator("#rail").get_by_role("link", name=name)).to_be_visible()

    go(page, page.get_by_role("link", name="Sắp xếp mục đã lưu"))
    page.wait_for_url("**/desk/views/")
    skip(page)
    go(page, page.get_by_role("button", name=f"Xóa {name}"))
    go(page, page.get_by_role("button", name="Hoàn tác"))
    expect(page.locator("#content").get_by_role("link", name=name)).to_be_visible()
    go(page, page.get_by_role("button", name=f"Xóa {name}"))


def test_the_list_becomes_a_table_with_chosen_columns(
    new_page: Callable[..., Page], lot: str
) -> None:
    page = new_page(MANAGER, width=1440)
    page.goto("/desk/?view=all&q=" + lot)

    go(page, page.get_by_role("button", name="Hiện dạng bảng"))
    expect(page.locator(".tbl-list")).to_be_visible()
    go(page, page.locator("summary", has_text="Cột"))
    page.keyboard.press("Tab")
    walk_to(page, page.locator("details[open] [name=columns][value=serial]"))
    page.keyboard.press("Space")
    walk_to(page, page.locator("details[open] [name=density]").first)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator(".tbl-list.is-compact")).to_be_visible()

    press(page, "j j o")
    page.wait_for_url("**/tickets/**")
    place = page.url
    page.keyboard.press("]")
    page.wait_for_url(lambda url: url != place and "/tickets/" in url)
    page.keyboard.press("[")
    page.wait_for_url(place)
    go(page, page.locator("#ticket-head a").first)
    go(page, page.get_by_role("button", name="Hiện ba khung"))

    expect(page.locator(".tbl-list")).to_have_count(0)
