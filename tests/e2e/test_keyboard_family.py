"""Tickets that belong together, and whose they are, by keyboard alone."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.doors import AGENT, LEAD
from tests.e2e.keys import fill, go, press, skip, walk_to

pytestmark = pytest.mark.e2e


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """The lead's, wide enough for everything."""
    return new_page(LEAD, width=1440)


def more(page: Page, number: str, words: str) -> None:
    """On the ticket's page, an entry of the menu of rarer deeds; on to its page."""
    page.goto(f"/desk/tickets/{number}/")
    go(page, page.locator("summary[aria-label='Việc khác']"))
    entry = page.locator("details[open] .menu-a", has_text=words)
    walk_to(page, entry, "ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: not url.endswith(f"/{number}/"))
    skip(page)


def test_tickets_are_merged_and_parted(page: Page, stage: dict[str, Any]) -> None:
    more(page, stage["other"], "Gộp")
    page.keyboard.press("/")
    page.keyboard.type(stage["number"])
    page.keyboard.press("Enter")
    page.wait_for_url("**q=**")
    go(page, page.locator(f"a[href*='into={stage['number']}']").first)
    go(page, page.locator("form button", has_text="Gộp"))

    expect(page.locator("#ticket-head h1")).to_be_visible()
    page.goto(f"/desk/tickets/{stage['other']}/")
    go(page, page.locator("#merged form button"))

    expect(page.locator("#merged")).to_have_count(0)


def test_a_message_becomes_a_ticket_of_its_own(
    page: Page, stage: dict[str, Any]
) -> None:
    page.goto(f"/desk/tickets/{stage['other']}/")
    go(page, page.locator("#ticket-entries .msg-act").first)
    page.wait_for_url("**/split/")
    skip(page)
    fill(page, page.locator("[name=subject]"), "Hỏi giá bộ giảm chấn")
    page.keyboard.press("Enter")

    expect(page.locator("#ticket-head h1")).to_have_text("Hỏi giá bộ giảm chấn")


def test_a_ticket_gets_a_part_and_becomes_one(
    page: Page, stage: dict[str, Any], opened: Callable[..., dict[str, Any]]
) -> None:
    whole = opened("Tủ lạnh hỏng hai chỗ")["number"]
    more(page, whole, "Thêm phiếu con")
    fill(page, page.locator("[name=subject]"), "Đặt gioăng cửa")
    fill(page, page.locator("[name=words]"), "Một bộ.")
    go(page, page.get_by_role("button", name="Mở phiếu con"))
    expect(page.locator("body")).to_contain_text("Đặt gioăng cửa")

    more(page, opened("Tủ lạnh kêu")["number"], "Nối vào phiếu chính")
    page.keyboard.press("/")
    page.keyboard.type(whole)
    page.keyboard.press("Enter")
    go(page, page.locator(f"button[name=parent][value='{whole}']"))

    expect(page.locator("#parent")).to_be_visible()


def test_a_ticket_is_said_to_be_of_a_fault(
    page: Page, stage: dict[str, Any], opened: Callable[..., dict[str, Any]]
) -> None:
    more(page, opened("Máy giặt nhảy khi vắt")["number"], "Lỗi hàng loạt")
    row = page.locator("li", has_text=stage["mark"])

    go(page, row.locator("form button"))

    expect(page.locator("#ticket-head")).to_contain_text(stage["mark"])


def test_two_records_of_a_person_become_one(page: Page, stage: dict[str, Any]) -> None:
    page.goto(f"/desk/customers/{stage['twin']}/merge/")
    skip(page)
    page.keyboard.press("/")
    page.keyboard.type(stage["mark"])
    page.keyboard.press("Enter")
    page.wait_for_url("**q=**")
    go(page, page.locator(f"a[href*='/merge/{stage['customer']}/']").first)
    go(page, page.get_by_role("button", name="Gộp hai hồ sơ"))
    page.wait_for_url(lambda url: "/merge/" not in url)

    expect(page.locator("#content").get_by_text(stage["mark"]).first).to_be_visible()


def test_who_else_is_at_a_ticket_is_said_without_a_hand(
    new_page: Callable[..., Page], page: Page, opened: Callable[..., dict[str, Any]]
) -> None:
    number = opened("Nồi cơm không sôi")["number"]
    page.goto(f"/desk/tickets/{number}/")
    colleague = new_page(AGENT)
    colleague.goto(f"/desk/tickets/{number}/")

    expect(colleague.locator("#ticket-head .here")).to_contain_text("Dung")
    press(colleague, "r")
    expect(colleague.locator("#composer-text")).to_be_focused()
