"""Counter, telephone and import by keyboard and scanner alone."""

import contextlib
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.doors import AGENT, MANAGER
from tests.e2e.keys import fill, go, skip, walk_to
from tests.e2e.system import System

pytestmark = pytest.mark.e2e


@contextlib.contextmanager
def nobody_works(system: System) -> Iterator[None]:
    """Holds the worker still for a moment."""
    worker = system.pid("worker")
    os.kill(worker, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(worker, signal.SIGCONT)


def scan(page: Page, code: str) -> None:
    """As a scanner does: faster than anybody types, with Enter at the end."""
    page.evaluate(
        """(code) => [...code, "Enter"].forEach((key) => document.activeElement.dispatchEvent(
          new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })))""",
        code,
    )


def test_a_thing_is_taken_in_and_its_paper_printed(
    new_page: Callable[..., Page], stage: dict[str, Any]
) -> None:
    page = new_page(AGENT, width=1440)
    page.goto("/desk/counter/")
    field = page.locator("[name=q]")
    expect(field).to_be_focused()
    page.keyboard.press("Tab")
    scan(page, stage["serial"])
    page.wait_for_url(f"**q={stage['serial']}**")

    expect(page.locator("#intake [name=symptom]").first).to_be_focused()
    page.keyboard.press("Space")
    fill(page, page.locator("#intake [name=details]"), "Kêu từ hôm qua.")
    fill(page, page.locator("#intake [name=phone]"), "0903 555 123")
    page.keyboard.press("Control+Enter")

    page.wait_for_url("**/print/**")
    expect(page.locator("#content")).to_contain_text(stage["serial"])
    page.keyboard.press("n")
    page.wait_for_url("**/desk/counter/")


def test_a_call_is_logged_and_found(new_page: Callable[..., Page]) -> None:
    page = new_page(AGENT)
    page.goto("/desk/calls/log/")

    page.keyboard.press("n")
    page.wait_for_url("**/calls/new/")
    skip(page)
    walk_to(page, page.locator("[name=direction]:checked"))
    page.keyboard.press("ArrowUp")
    fill(page, page.locator("[name=phone]"), "0903 555 987")
    walk_to(page, page.locator("[name=outcome]:checked"))
    page.keyboard.press("ArrowDown")
    fill(page, page.locator("[name=note]"), "Hỏi giờ mở cửa.")
    go(page, page.locator("#content button.btn-primary"))
    page.wait_for_url(lambda url: "/new/" not in url)

    page.goto("/desk/calls/log/?q=0903555987")
    expect(page.locator("#content")).to_contain_text("987")


def test_a_ringing_number_leads_to_its_customer(new_page: Callable[..., Page]) -> None:
    page = new_page(AGENT)
    page.goto("/desk/calls/incoming/?phone=0903442218")

    go(page, page.locator("#content a[href*='/customers/']").first)

    page.wait_for_url("**/customers/**")


def test_a_file_of_purchases_is_tried_and_brought_in(
    new_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = new_page(MANAGER)
    # Asked for only with the key, the browser may show its own chooser before it is told.
    page.on("filechooser", lambda _chooser: None)
    page.goto("/desk/imports/")
    with page.expect_download() as loading:
        go(page, page.locator("a[href$='template.csv']"))
    sample = tmp_path / "don-mua.csv"
    loading.value.save_as(sample)

    walk_to(page, page.locator("[name=file]"))
    with page.expect_file_chooser() as choosing:
        page.keyboard.press("Enter")
    choosing.value.set_files(sample)
    go(page, page.get_by_role("button", name="Đọc thử"))

    page.wait_for_url("**/imports/*/")
    expect(page.locator("[id^=import-] .tag").first).to_be_visible()


def test_a_page_that_asks_again_by_itself_keeps_the_focus(
    new_page: Callable[..., Page], system: System, stage: dict[str, Any]
) -> None:
    head = "Số đơn;Ngày mua;Khách hàng;Điện thoại;Mã hàng;Số lượng;Đơn giá"
    line = f"{stage['mark']};20/11/2025;Lê An;0903555777;WF-95;1;9.490.000"
    file = f"{head}\n{line}\n".encode()
    page = new_page(MANAGER)
    page.goto("/desk/imports/")
    # Nobody reads the file, so that the page goes on asking.
    with nobody_works(system):
        page.set_input_files(
            "[name=file]",
            {"name": "don.csv", "mimeType": "text/csv", "buffer": file},
        )
        go(page, page.get_by_role("button", name="Đọc thử"))
        page.wait_for_url("**/imports/*/")
        skip(page)
        stop = page.get_by_role("button", name="Dừng")
        walk_to(page, stop)
        for _time in range(2):
            with page.expect_response("**/imports/*/"):
                pass
        expect(stop).to_be_focused()


def test_on_a_phone_the_things_to_choose_from_stay_in_sight(
    new_page: Callable[..., Page], stage: dict[str, Any]
) -> None:
    page = new_page(AGENT, width=360)

    page.goto(f"/desk/counter/?customer={stage['customer']}")

    expect(page.locator("#intake [name=thing]")).to_be_focused()
    assert page.evaluate("scrollY") == 0
