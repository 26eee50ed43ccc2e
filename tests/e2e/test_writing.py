"""Writing in a real browser: pasted pictures, two windows, what is shown, the way back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.client import Client
from tests.e2e.doors import AGENT

pytestmark = pytest.mark.e2e

TICKET = {
    "subject": "Tủ lạnh kêu to",
    "body": "Kêu từ hôm qua.",
    "kind": "technical",
    "customer": {"name": "Đỗ Minh Tâm", "phone": "0903222444"},
}
# What a browser does when somebody pastes a screenshot.
PASTE = """async (area) => {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [640, 480];
  const paint = canvas.getContext("2d");
  [paint.fillStyle, paint.font] = ["white", "12px monospace"];
  paint.fillRect(0, 0, 640, 480);
  paint.fillStyle = "black";
  paint.fillText("NM95-2409-004172", 40, 40);
  const picture = await new Promise((done) => canvas.toBlob(done, "image/png"));
  const clipboardData = new DataTransfer();
  clipboardData.items.add(new File([picture], "tem-may.png", { type: "image/png" }));
  area.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def page_of(client: Client, new_page: Callable[..., Page]) -> Callable[[], Page]:
    """Opens the page of one new ticket, each time in a browser of its own."""
    _, ticket = client.post("/api/v1/tickets/", TICKET)

    def opened() -> Page:
        page = new_page(AGENT)
        page.goto(f"/desk/tickets/{ticket['number']}/")
        return page

    return opened


def test_a_pasted_picture_is_kept_and_read_at_five_times_its_size(
    page_of: Callable[[], Page],
) -> None:
    page = page_of()
    page.get_by_role("tab", name="Ghi chú").click()
    page.locator("#composer-text").evaluate(PASTE)
    expect(page.locator('[data-kept="note"] li')).to_contain_text("tem-may.png")

    page.locator(".when-note [data-send]").click()
    page.locator("#ticket-entries a[data-picture]").click()
    for _ in range(4):
        page.keyboard.press("+")
    page.keyboard.press("r")

    box = page.locator("#lightbox")
    expect(box.locator("[data-zoom]")).to_have_text("500 %")
    expect(box.locator("img")).to_have_attribute(
        "style", r"transform: translate(0px, 0px) rotate(90deg) scale(5);"
    )
    page.keyboard.press("Escape")
    expect(box).not_to_be_visible()
    expect(page.locator("#ticket-entries a[data-picture]")).to_be_focused()


def test_what_is_shown_stands_in_the_address_and_back_shows_what_was(
    page_of: Callable[[], Page],
) -> None:
    page = page_of()
    shown = page.locator(".shown")

    shown.get_by_text("Ghi chú").click()
    shown.get_by_text("Sự kiện").click()
    page.wait_for_url("**show=events")
    page.go_back()

    page.wait_for_url("**show=notes")
    expect(shown.locator("[value=notes]")).to_be_checked()
    page.reload()
    expect(shown.locator("[value=notes]")).to_be_checked()


def test_two_windows_of_one_person_keep_both_texts(
    page_of: Callable[[], Page],
) -> None:
    counter, own = page_of(), page_of()

    counter.locator("#composer-text").fill("Viết ở máy quầy")
    counter.locator("#composer-text").blur()
    expect(counter.locator("[data-saved]")).to_contain_text(":")
    own.locator("#composer-text").fill("Viết ở máy tôi")
    own.locator("#composer-text").blur()

    expect(own.locator("[data-clash]")).to_be_visible()
    own.locator("[data-clash-swap]").click()
    expect(own.locator("#composer-text")).to_have_value("Viết ở máy quầy")
    own.locator("[data-clash-swap]").click()
    own.locator("[data-clash-keep]").click()
    expect(own.locator("[data-clash]")).not_to_be_visible()
    expect(own.locator("#composer-text")).to_have_value("Viết ở máy tôi")


def close_desk(page: Page) -> None:
    """What half an hour of nobody does to a session."""
    page.context.clear_cookies(name="session")


@pytest.mark.parametrize(
    ("key", "field", "send"),
    [
        ("r", "#composer-text", ".when-reply [data-send]"),
        ("n", "#composer-text", ".when-note [data-send]"),
        ("a", "#assign [name=summary]", "#assign .btn-primary"),
    ],
)
def test_what_was_sent_to_a_closed_desk_stands_in_its_field_again(
    page_of: Callable[[], Page], key: str, field: str, send: str
) -> None:
    page = page_of()
    ticket = page.url
    page.keyboard.press(key)
    page.locator(field).fill("Khách hẹn gọi lại sau 17 giờ.")
    close_desk(page)
    page.locator(send).first.click()
    page.wait_for_url("**/desk/sign-in/**")

    AGENT.sign_in(page)

    expect(page).to_have_url(ticket)
    expect(page.locator(field)).to_have_value("Khách hẹn gọi lại sau 17 giờ.")
    expect(page.locator(field)).to_be_visible()


def test_a_dialog_that_could_not_be_fetched_is_asked_again(
    page_of: Callable[[], Page],
) -> None:
    page = page_of()
    page.route("**/?ask=assign*", lambda route: route.fulfill(status=204))
    page.keyboard.press("a")
    again = page.locator("#assign [data-dialog-again]")
    expect(again).to_be_visible()
    page.unroute("**/?ask=assign*")

    again.click()
    expect(page.locator("#assign [name=agent]")).to_be_focused()
    page.keyboard.press("Escape")

    expect(page.locator("#ticket-head [data-hotkey=a]")).to_be_focused()


def test_a_page_left_in_the_middle_of_a_word_goes_on_with_it(
    page_of: Callable[[], Page],
) -> None:
    page = page_of()
    words = page.locator("#composer-text")
    page.keyboard.press("r")
    with page.expect_response("**/draft/"):
        words.fill("Dạ em đã xem ảnh,")
        words.blur()
    page.keyboard.press("r")
    page.keyboard.type(" máy còn bảo hành")

    page.reload()

    expect(words).to_have_value("Dạ em đã xem ảnh, máy còn bảo hành")
