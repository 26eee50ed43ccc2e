"""Keys themselves: where they lead, when they are silent, and that a person may move them."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.doors import AGENT, MANAGER, Door
from tests.e2e.keys import go, press, skip, walk_to

pytestmark = pytest.mark.e2e

COMPOSED = """(key) => {
  const at = document.activeElement;
  at.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
  const event = new KeyboardEvent("keydown", { key, isComposing: true, bubbles: true, cancelable: true });
  return at.dispatchEvent(event);
}"""
PROCESSED = """(keyCode) => {
  const event = new KeyboardEvent("keydown", { key: "Process", keyCode, bubbles: true, cancelable: true });
  return document.body.dispatchEvent(event);
}"""


def test_every_page_is_entered_past_its_navigation(
    new_page: Callable[..., Page],
) -> None:
    page = new_page(AGENT)
    page.goto("/desk/calls/log/")

    skip(page)
    go(page, page.locator("#content [name=direction]"))

    expect(page.locator("#content [name=direction]")).to_be_focused()


def test_a_dialog_holds_the_focus_and_gives_it_back(
    new_page: Callable[..., Page], opened: Callable[..., dict[str, Any]]
) -> None:
    page = new_page(AGENT, width=1440)
    page.goto(f"/desk/tickets/{opened('Quạt lắc')['number']}/")
    opener = page.locator("#ticket-head [data-hotkey=a]")

    walk_to(page, opener)
    press(page, "Enter Shift+Tab Shift+Tab Shift+Tab Shift+Tab Shift+Tab Shift+Tab")
    assert page.evaluate("!document.activeElement.closest('#ticket-head, #content')")
    page.keyboard.press("Escape")

    expect(opener).to_be_focused()


def test_a_menu_opens_walks_and_closes_by_keys(
    new_page: Callable[..., Page], opened: Callable[..., dict[str, Any]]
) -> None:
    page = new_page(AGENT, width=1440)
    page.goto(f"/desk/tickets/{opened('Bình nóng lạnh rò')['number']}/")

    press(page, "p ArrowDown Escape")

    expect(page.locator("#ticket-head details[open]")).to_have_count(0)
    expect(page.locator("#ticket-head [data-hotkey=p]")).to_be_focused()


def test_a_key_on_a_row_opens_its_menu_and_gives_the_focus_back(
    new_page: Callable[..., Page], opened: Callable[..., dict[str, Any]]
) -> None:
    opened("Quạt đứng kêu to")
    page = new_page(MANAGER, width=1440)
    page.goto("/desk/?view=all")

    press(page, "j p")
    expect(page.locator("#row-menu [name=priority]").first).to_be_focused()
    page.keyboard.press("Escape")

    expect(page.locator("[data-row][data-at]")).to_be_focused()
    expect(page.locator("#row-menu")).to_be_hidden()


def test_the_palette_gives_the_focus_back(new_page: Callable[..., Page]) -> None:
    page = new_page(AGENT, width=1440)
    page.goto("/desk/?view=all")
    page.keyboard.press("j")
    before = page.evaluate("document.activeElement.href")

    page.keyboard.press("Control+k")
    expect(page.locator("#palette input")).to_be_focused()
    page.keyboard.press("Escape")

    assert page.evaluate("document.activeElement.href") == before


@pytest.mark.parametrize(
    ("keys", "address"),
    [
        (("g", "i"), "**/desk/"),
        (("g", "u"), "**view=unassigned"),
        (("g", "d"), "**/insights/"),
    ],
)
def test_two_keys_lead_to_a_page(
    new_page: Callable[..., Page], keys: tuple[str, str], address: str
) -> None:
    page = new_page(MANAGER)
    page.goto("/desk/customers/")

    for key in keys:
        page.keyboard.press(key)

    page.wait_for_url(address)


def test_a_key_is_silent_while_an_input_method_composes(
    new_page: Callable[..., Page],
) -> None:
    page = new_page(AGENT)
    page.goto("/desk/")

    assert page.evaluate(COMPOSED, "c")
    assert page.evaluate(PROCESSED, 229)
    assert page.evaluate(PROCESSED, 67)
    expect(page).to_have_url(page.url)
    page.keyboard.press("c")
    page.wait_for_url("**/tickets/new/")


def test_words_that_are_composed_are_neither_sent_nor_left(
    new_page: Callable[..., Page], opened: Callable[..., dict[str, Any]]
) -> None:
    page = new_page(AGENT)
    page.goto(f"/desk/tickets/{opened('Máy sấy không nóng')['number']}/")
    press(page, "r")
    page.keyboard.type("Dạ vâng")

    assert page.evaluate(COMPOSED, "Escape")
    assert page.evaluate(COMPOSED, "ArrowDown")

    expect(page.locator("#composer-text")).to_be_focused()
    expect(page.locator("#composer-text")).to_have_value("Dạ vâng")


def test_a_key_in_a_field_is_a_letter(new_page: Callable[..., Page]) -> None:
    page = new_page(AGENT)
    page.goto("/desk/search/")

    page.locator("[name=q]").focus()
    page.keyboard.type("gi c")

    expect(page.locator("[name=q]")).to_have_value("gi c")


def test_the_sheet_lists_what_the_page_offers_and_moves_a_key(
    new_page: Callable[..., Page],
) -> None:
    page = new_page(AGENT, width=1440)
    page.goto("/desk/?view=all")
    page.keyboard.press("?")
    sheet = page.locator("#shortcuts")
    expect(sheet.get_by_text("Dòng sau")).to_be_visible()
    expect(sheet.get_by_text("Trả lời khách")).to_have_count(0)

    sheet.get_by_role("button", name="Tạo phiếu: C").press("Enter")
    page.keyboard.press("b")
    expect(sheet.locator("[data-said]")).to_contain_text("Đã đổi phím")
    page.keyboard.press("Escape")
    page.reload()
    page.keyboard.press("c")
    page.keyboard.press("b")

    page.wait_for_url("**/tickets/new/")


def test_keys_can_be_switched_off_and_the_palette_stays(
    new_page: Callable[..., Page],
) -> None:
    page = new_page(AGENT)
    page.goto("/desk/")
    page.keyboard.press("?")
    walk_to(page, page.locator("[data-shortcuts-switch]"))
    page.keyboard.press("Space")
    page.keyboard.press("Escape")
    page.reload()

    page.keyboard.press("c")
    page.keyboard.press("Control+k")

    expect(page.locator("#palette input")).to_be_focused()


def test_the_palette_says_that_the_network_is_gone_and_still_opens_pages(
    new_page: Callable[..., Page],
) -> None:
    page = new_page(AGENT)
    page.goto("/desk/")
    page.route("**/desk/palette/**", lambda route: route.fulfill(status=204, body=""))
    page.keyboard.press("Control+k")
    page.keyboard.type("khach hang")

    expect(page.locator("#palette [data-pages] [role=option]:visible")).to_have_count(1)
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/customers/")


@pytest.mark.parametrize("door", [AGENT, MANAGER])
def test_without_script_the_search_is_a_page(
    new_page: Callable[..., Page], door: Door
) -> None:
    page = new_page(door, java_script_enabled=False)
    page.goto("/desk/")

    page.locator("#rail [data-behaviour=palette-open]").click()
    page.fill("[name=q]", "may giat")
    page.press("[name=q]", "Enter")

    expect(page.locator("mark").first).to_be_visible()
