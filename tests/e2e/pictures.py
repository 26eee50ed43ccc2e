"""Takes the pictures of README.md from a demo shop that runs:

python -m tests.e2e.pictures http://127.0.0.1:8000
"""

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
CASE = "TK-48151"
SERIAL = "NM95-2409-004172"
CLAIM = "BH-1007"
AGENT, LEAD, MANAGER, CLERK, TECHNICIAN, KEEPER = (
    f"{who}@hongha.example" for who in ("quan", "dung", "tung", "linh", "khoi", "lam")
)
PHONE = "0903442218"
PASSWORD = "dung-thu-2026"
WIDEST = 1200  # px in the repository; README.md shows them smaller still
QUALITY = 80
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def _nothing(page: Page) -> None:
    """The page as it opens."""


def _open_clock(page: Page) -> None:
    page.locator("#ticket-head summary:has(.clock)").first.click()
    page.locator("[id^=clock-why] .link-a").first.wait_for()


def _tick_three(page: Page) -> None:
    if not page.locator("tbody [name=ticket]").count():
        page.locator("button[name=table][value='1']:visible").first.click()
    for row in range(5, 8):
        page.locator("tbody [name=ticket]").nth(row).click()


def _hand_in(page: Page) -> None:
    page.locator(f"a.choice:has-text('{SERIAL}')").click()
    for words in ("Không vắt", "Xước nhẹ", "Dây nguồn"):
        page.locator(f"label.pick:has-text('{words}')").first.click()
    page.fill("[name=condition]", "Xước nhẹ bên trái")
    page.locator("#paper", has_text="Xước nhẹ bên trái").wait_for()


def _open_customer(page: Page) -> None:
    page.locator("#ticket-context a[href^='/desk/customers/']").first.click()
    page.locator("h1", has_text="Nguyễn Thu Hà").wait_for()


@dataclass(frozen=True)
class Picture:
    """What is in a picture, who sees it, nobody signed in where `who` is empty, and how."""

    name: str
    address: str
    who: str = AGENT
    size: tuple[int, int] = (1440, 900)
    theme: Literal["light", "dark"] = "light"
    before: Callable[[Page], None] = _nothing


PANES = f"/desk/?t={CASE}"
TICKET = f"/desk/tickets/{CASE}/"
PICTURES = (
    Picture("desk-inbox", PANES),
    Picture("desk-inbox-dark", PANES, theme="dark"),
    Picture("desk-ticket", TICKET, before=_open_clock),
    Picture("desk-phone", "/desk/", size=(390, 844)),
    Picture("customer", TICKET, LEAD, before=_open_customer),
    Picture(
        "counter", f"/desk/counter/?q={PHONE}", CLERK, (1280, 800), before=_hand_in
    ),
    Picture("live-board", "/insights/", MANAGER),
    Picture("desk-table", "/desk/?view=all", LEAD, before=_tick_three),
    Picture("claim", f"/desk/claims/{CLAIM}/", TECHNICIAN),
    Picture("unit", f"/desk/units/{SERIAL}/", MANAGER),
    Picture("store", "/desk/stock/", KEEPER),
    Picture("check-phone", f"/warranty/check/?serial={SERIAL}", "", (390, 844)),
)


def main(url: str) -> None:
    """All of them, small enough for a repository."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=FLAGS
        )
        for picture in PICTURES:
            _keep(picture.name, _take(browser, url, picture))
        browser.close()


def _take(browser: Browser, url: str, picture: Picture) -> bytes:
    width, height = picture.size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=picture.theme,
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        device_scale_factor=2 if width < 500 else 1,
    )
    page = context.new_page()
    if picture.who:
        _sign_in(page, url, picture.who)
    page.goto(url + picture.address)
    picture.before(page)
    page.wait_for_timeout(800)  # for pictures and letters to arrive
    taken = page.screenshot()
    context.close()
    return taken


def _sign_in(page: Page, url: str, who: str) -> None:
    page.goto(f"{url}/desk/sign-in/")
    page.fill("[name=email]", who)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/desk/**")


def _keep(name: str, taken: bytes) -> None:
    image = Image.open(BytesIO(taken)).convert("RGB")
    image.thumbnail((WIDEST, WIDEST * 2))
    image.save(FOLDER / f"{name}.webp", quality=QUALITY, method=6)


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
