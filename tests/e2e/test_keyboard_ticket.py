"""A ticket by keyboard alone: sorted, put aside, written on, looked at, finished."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.doors import AGENT
from tests.e2e.keys import (
    choose,
    fill,
    go,
    open_by_palette,
    press,
    take_in_menu,
    walk_to,
    write,
)

pytestmark = pytest.mark.e2e


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """The agent's, wide enough for everything."""
    return new_page(AGENT, width=1440)


@pytest.fixture
def number(opened: Callable[..., dict[str, Any]], page: Page) -> str:
    """A ticket of a new customer, opened on its own page."""
    number = str(opened("Lò vi sóng quay mà không nóng")["number"])
    page.goto(f"/desk/tickets/{number}/")
    return number


def head(page: Page, key: str) -> Any:
    """The button of the ticket's head that `key` presses."""
    return page.locator(f"#ticket-head [data-hotkey='{key}']")


def test_a_ticket_is_found_and_sorted_by_keys_alone(
    page: Page, opened: Callable[..., dict[str, Any]]
) -> None:
    subject = opened("Bếp từ báo E2")["subject"]
    page.goto("/desk/")

    open_by_palette(page, subject)
    write(page, "n", "Mã 17 trong sổ lỗi, hỏi kho cao áp.")
    take_in_menu(page, "p", "Cao")
    expect(head(page, "p")).to_contain_text("Cao")
    take_in_menu(page, "t", "Kỹ thuật")
    expect(head(page, "t")).to_contain_text("Kỹ thuật")
    take_in_menu(page, "s", "Chờ linh kiện")
    expect(head(page, "s")).to_contain_text("Chờ linh kiện")
    write(page, "r", "Dạ bên em gửi kỹ thuật viên tới chiều nay ạ.")


def test_a_ticket_is_given_and_finished_by_keys_alone(page: Page, number: str) -> None:
    page.keyboard.press("a")
    choose(page, page.locator("#assign [name=agent]"), "Trần Minh Quân")
    fill(page, page.locator("#assign [name=summary]"), "Đã hỏi khách mã lỗi.")
    go(page, page.locator("#assign button.btn-primary"))
    expect(head(page, "a")).to_contain_text("Trần Minh Quân")

    page.keyboard.press("e")
    choose(page, page.locator("#resolve [name=outcome]"), "Đã khắc phục")
    fill(page, page.locator("#resolve [name=note]"), "Đã siết lại ốc giữ cánh.")
    go(page, page.locator("#resolve button.btn-primary"))

    expect(page.get_by_text("Đã siết lại ốc giữ cánh.").first).to_be_visible()


def test_a_ticket_is_tagged_put_aside_and_woken(
    page: Page, number: str, stage: dict[str, Any]
) -> None:
    page.keyboard.press("l")
    expect(page.locator("#ticket-tags [name=name]")).to_be_focused()
    page.keyboard.type(f"rung lac {stage['mark']}")
    found = page.locator("#ticket-tags [data-found] button").first
    expect(found).to_contain_text(stage["mark"])
    walk_to(page, found, "ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#ticket-tags .tag", has_text=stage["mark"])).to_be_visible()

    press(page, "z ArrowDown ArrowUp Enter")
    expect(page.locator("#snoozed")).to_be_visible()
    go(page, page.locator("#snoozed form[action$='/wake/'] button"))

    expect(page.locator("#snoozed")).to_have_count(0)


def test_things_to_do_are_added_and_ticked_and_the_place_is_kept(
    page: Page, number: str
) -> None:
    fill(page, page.locator("#checklist [name=text]").last, "Chụp tem máy")
    page.keyboard.press("Enter")
    tick = page.get_by_role("checkbox", name="Chụp tem máy")
    walk_to(page, tick, "Shift+Tab")
    page.keyboard.press("Space")

    expect(tick).to_be_checked()
    expect(tick).to_be_focused()


def test_a_macro_is_chosen_and_run(page: Page, number: str) -> None:
    take_in_menu(page, "m", "Chờ linh kiện")

    expect(head(page, "s")).to_contain_text("Chờ linh kiện")
    expect(page.locator("#ticket-entries")).to_contain_text("Đã đặt linh kiện")


def test_a_canned_reply_and_a_colleague_are_chosen_while_writing(
    page: Page, number: str
) -> None:
    words = page.locator("#composer-text")
    choice = page.locator("#composer-suggest [aria-selected=true]")

    page.keyboard.press("r")
    page.keyboard.type("/xin-anh")
    expect(choice).to_contain_text("/xin-anh")
    page.keyboard.press("Enter")
    expect(words).to_have_value(re.compile("chụp giúp em tem"))
    press(page, "Escape n")
    page.keyboard.type("Nhờ @dung")
    expect(choice).to_contain_text("Dung")
    page.keyboard.press("Tab")

    expect(words).to_have_value(re.compile("Nhờ @.+ "))


def test_keys_are_keys_again_once_the_words_are_left(page: Page, number: str) -> None:
    page.keyboard.press("n")
    page.keyboard.type("a e i")
    expect(page.locator("#composer-text")).to_have_value("a e i")

    press(page, "Escape a")

    expect(page.locator("#assign")).to_be_visible()


def test_an_answer_is_put_off_and_taken_back(page: Page, number: str) -> None:
    page.keyboard.press("r")
    page.keyboard.type("Dạ mai em gọi lại ạ.")
    go(page, page.locator("summary[aria-label='Hẹn giờ gửi']"))
    walk_to(page, page.locator("details[open] [name=when]").first, "ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("[data-pending]")).to_contain_text("Sẽ gửi")

    page.keyboard.press("Control+z")

    expect(page.locator("#composer-text")).to_have_value("Dạ mai em gọi lại ạ.")
    expect(page.locator("[data-pending]")).to_have_count(0)


def test_an_answer_goes_out_with_a_status(page: Page, number: str) -> None:
    page.keyboard.press("r")
    page.keyboard.type("Dạ em đặt linh kiện rồi ạ.")
    go(page, page.locator("summary[aria-label='Cách gửi khác']"))
    way = page.locator("details[open] .menu-a", has_text="chờ linh kiện")
    walk_to(page, way, "ArrowDown")
    page.keyboard.press("Enter")

    expect(head(page, "s")).to_contain_text("Chờ linh kiện")


def test_the_conversation_is_narrowed(page: Page, number: str) -> None:
    walk_to(page, page.locator(".shown [name=show]").first)

    page.keyboard.press("ArrowRight")

    page.wait_for_url("**show=talk")


def test_a_picture_is_looked_at_and_left(page: Page, stage: dict[str, Any]) -> None:
    page.goto(f"/desk/tickets/{stage['number']}/")
    picture = page.locator("#ticket-entries a[data-picture]").first
    go(page, picture)
    light = page.locator("#lightbox")
    expect(light.locator("[data-place]")).to_have_text("1 / 4")

    press(page, "ArrowRight +")
    expect(light.locator("[data-place]")).to_have_text("2 / 4")
    expect(light.locator("[data-zoom]")).to_have_text("150 %")
    page.keyboard.press("Escape")

    expect(light).not_to_be_visible()
    assert page.evaluate("document.activeElement.matches('a[data-picture]')")


def test_the_customer_and_the_machine_have_pages(
    page: Page, stage: dict[str, Any]
) -> None:
    page.goto(f"/desk/tickets/{stage['number']}/")
    go(page, page.locator(f"#context a[href$='/customers/{stage['customer']}/']").first)
    page.wait_for_url("**/customers/**")
    # Beside the page; the history names it only as long as little has happened since.
    go(page, page.locator(f".pane a[href$='/units/{stage['serial']}/']"))

    page.wait_for_url("**/units/**")
    expect(page.locator("h1")).to_be_visible()


def test_a_call_is_written_down(page: Page, number: str) -> None:
    go(page, page.locator("#context [data-dialog=log-call]"))
    dialog = page.locator("#log-call")
    expect(dialog.locator("[name=direction]:checked")).to_be_focused()
    page.keyboard.press("ArrowUp")
    walk_to(page, dialog.locator("[name=outcome]:checked"))
    fill(page, dialog.locator("[name=note]"), "Khách hẹn chiều.")
    go(page, dialog.locator("button.btn-primary"))

    expect(dialog).not_to_be_visible()
    expect(page.locator("#ticket-entries")).to_contain_text("Gọi đến")
