"""Judging a sample, putting one aside and reading the results by keyboard alone."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.doors import AGENT, LEAD
from tests.e2e.keys import choose, fill, go, press, skip, walk_to

pytestmark = pytest.mark.e2e

SAMPLE = re.compile(r"/desk/quality/\d+/$")
JUDGED = "Trần Minh Quân"


def mark(page: Page, name: str, value: int) -> None:
    """Tab to five equal ones, and along to one of them."""
    walk_to(page, page.locator(f"[name={name}]").first)
    press(page, "Space" if value == 1 else " ".join(["ArrowRight"] * (value - 1)))
    expect(page.locator(f"[name={name}]:checked")).to_have_value(str(value))


def test_a_case_is_read_blind_and_judged(
    new_page: Callable[..., Page], stage: dict[str, Any]
) -> None:
    page = new_page(LEAD)
    page.goto("/desk/quality/")
    subject = f"Máy giặt không vắt {stage['mark']}"
    go(page, page.get_by_role("button", name=subject))
    page.wait_for_url(f"**/desk/quality/{stage['sample']}/")
    read = page.locator("#content")
    expect(read).to_contain_text("bấm giữ nút Vắt")
    expect(read).not_to_contain_text(JUDGED)

    skip(page)
    walk_to(page, page.locator("[name=accuracy]").first)
    press(page, "ArrowRight")
    expect(page.locator("[name=accuracy]:checked")).to_have_value("partly")
    choose(page, page.locator("[name=error_type]"), "Thiếu thông tin")
    mark(page, "knowledge", 3)
    mark(page, "courtesy", 5)
    mark(page, "wording", 1)
    fill(page, page.locator("[name=comment]"), "Chưa hỏi máy mua khi nào.")
    go(page, page.get_by_role("button", name="Lưu", exact=True))

    expect(read).to_contain_text(JUDGED)
    expect(read).to_contain_text("Chưa hỏi máy mua khi nào.")
    expect(read).to_contain_text("5/5")


def test_the_next_case_is_put_aside(
    new_page: Callable[..., Page], stage: dict[str, Any]
) -> None:
    assert stage["aside"]  # so that one waits, whatever else does
    page = new_page(LEAD)
    page.goto("/desk/quality/")
    page.keyboard.press("n")
    page.wait_for_url(SAMPLE)

    skip(page)
    go(page, page.locator("summary", has_text="Bỏ qua phiếu này"))
    choose(page, page.locator("[name=reason]"), "Không đủ thông tin")
    go(page, page.get_by_role("button", name="Bỏ qua và rút phiếu khác"))

    page.wait_for_url("**/desk/quality/")
    expect(page.get_by_text("Đã bỏ qua").first).to_be_visible()


def test_results_are_walked_month_by_month(new_page: Callable[..., Page]) -> None:
    page = new_page(LEAD)
    page.goto("/desk/quality/")
    go(page, page.locator("a[href$='/quality/results/']"))
    page.wait_for_url("**/quality/results/")

    page.keyboard.press("[")
    page.wait_for_url("**month=**")
    page.keyboard.press("]")
    go(page, page.get_by_role("link", name="12 tháng"))
    page.wait_for_url("**span=12**")
    with page.expect_download() as loading:
        go(page, page.get_by_role("link", name="Tải về CSV"))

    assert loading.value.suggested_filename.endswith("-12.csv")


def test_an_agent_is_led_to_what_was_said_of_them(
    new_page: Callable[..., Page],
) -> None:
    page = new_page(AGENT)
    page.goto("/desk/quality/")

    page.wait_for_url("**/quality/mine/")
    go(page, page.locator("#content a").first)
    page.wait_for_url("**/desk/tickets/**")
