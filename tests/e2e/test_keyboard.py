"""A working day without a mouse: found, read, answered, moved, put aside, finished."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.doors import AGENT, MANAGER, Door
from tests.e2e.journeys import ask_for_help, somebody

pytestmark = pytest.mark.e2e

# Whoever is at the keyboard stands on something, and sees where.
FOCUS = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return "lost";
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(at);
  const field = at.closest(".field, .composer, .pal-field");
  const around = field ? getComputedStyle(field) : null;
  const isSeen = (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow !== "none"
    || (around && (around.boxShadow !== "none" || around.outlineStyle !== "none"));
  return isSeen ? "seen" : at.outerHTML.slice(0, 200);
}"""
KEPT = "() => document.activeElement && document.activeElement !== document.body"
COMPOSED = """() => {
  const event = new KeyboardEvent("keydown", { key: "c", isComposing: true, bubbles: true, cancelable: true });
  return document.body.dispatchEvent(event);
}"""
PROCESSED = """(keyCode) => {
  const event = new KeyboardEvent("keydown", { key: "Process", keyCode, bubbles: true, cancelable: true });
  return document.body.dispatchEvent(event);
}"""


def asked(new_page: Callable[..., Page], subject: str) -> None:
    """A guest asks for help; how they do it is another journey's matter."""
    ask_for_help(
        new_page(), contact=somebody(), subject=subject, body=f"{subject}, từ sáng."
    )


def found_by_palette(page: Page, words: str) -> None:
    """Ctrl+K, some words, Enter on the ticket that is called so."""
    page.keyboard.press("Control+k")
    page.keyboard.type(words)
    chosen = page.locator("#palette [role=option][aria-selected=true]")
    expect(chosen).to_contain_text(words)
    assert page.evaluate(FOCUS) == "seen"
    page.keyboard.press("Enter")
    expect(page.locator("#ticket-head h1")).to_have_text(words)


def press_in_menu(page: Page, key: str, words: str) -> None:
    """Open a menu by its key and walk down to what says `words`."""
    page.keyboard.press(key)
    wanted = page.locator("details[open] .pop :is(a, button)", has_text=words).first
    expect(wanted).to_be_visible()
    walk_to(page, "ArrowDown", wanted)
    page.keyboard.press("Enter")


def walk_to(page: Page, key: str, wanted: object) -> None:
    """Press `key` until the focus stands on `wanted`, visibly at every step."""
    for _step in range(60):
        if wanted.evaluate("(one) => one === document.activeElement"):  # type: ignore[attr-defined]
            return
        page.keyboard.press(key)
        assert page.evaluate(FOCUS) == "seen"
    raise AssertionError(f"{key} does not lead to {wanted}")


def write(page: Page, key: str, words: str) -> None:
    """Into the composer by its key, out of it by Ctrl+Enter."""
    page.keyboard.press(key)
    expect(page.locator("#composer-text")).to_be_focused()
    page.keyboard.type(words)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text(words).first).to_be_visible()


def test_a_ticket_is_worked_on_by_keys_alone(new_page: Callable[..., Page]) -> None:
    subject = "Lò vi sóng quay mà không nóng"
    asked(new_page, subject)
    page = new_page(AGENT, width=1440)
    page.goto("/desk/")

    found_by_palette(page, subject)
    write(page, "n", "Mã 17 trong sổ lỗi, hỏi kho cao áp.")
    press_in_menu(page, "p", "Cao")
    expect(page.locator("#ticket-head [data-hotkey=p]")).to_contain_text("Cao")
    press_in_menu(page, "t", "Kỹ thuật")
    expect(page.locator("#ticket-head [data-hotkey=t]")).to_contain_text("Kỹ thuật")
    press_in_menu(page, "s", "Chờ linh kiện")
    expect(page.locator("#ticket-head [data-hotkey=s]")).to_contain_text(
        "Chờ linh kiện"
    )
    page.keyboard.press("l")
    expect(page.locator("#ticket-tags [name=name]")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("m")
    expect(page.locator("#macro-menu :focus")).to_be_visible()
    page.keyboard.press("Escape")
    write(page, "r", "Dạ bên em gửi kỹ thuật viên tới chiều nay ạ.")


def test_a_ticket_is_finished_by_keys_alone(new_page: Callable[..., Page]) -> None:
    subject = "Quạt trần lắc khi quay nhanh"
    asked(new_page, subject)
    page = new_page(AGENT, width=1440)
    page.goto("/desk/")
    found_by_palette(page, subject)

    page.keyboard.press("e")
    expect(page.locator("#resolve [name=outcome]")).to_be_focused()
    page.select_option("#resolve [name=outcome]", "solved")
    walk_to(page, "Tab", page.locator("#resolve [name=note]"))
    page.keyboard.type("Đã siết lại ốc giữ cánh.")
    walk_to(page, "Tab", page.locator("#resolve button.btn-primary").first)
    page.keyboard.press("Enter")

    expect(page.get_by_text("Đã siết lại ốc giữ cánh.").first).to_be_visible()


def test_a_dialog_gives_the_focus_back(new_page: Callable[..., Page]) -> None:
    page = new_page(AGENT, width=1440)
    page.goto("/desk/?view=all")
    page.keyboard.press("j")
    before = page.evaluate("document.activeElement.href")

    page.keyboard.press("Control+k")
    expect(page.locator("#palette input")).to_be_focused()
    page.keyboard.press("Escape")

    assert page.evaluate("document.activeElement.href") == before


def test_rows_are_walked_opened_and_followed(new_page: Callable[..., Page]) -> None:
    page = new_page(AGENT, width=1440)
    page.goto("/desk/?view=all")

    page.keyboard.press("j")
    assert page.evaluate(FOCUS) == "seen"
    page.keyboard.press("o")
    expect(page.locator("#ticket-head")).to_be_visible()
    first = page.locator("#ticket-head h1").inner_text()
    number = page.url.rsplit("t=", 1)[1]
    assert page.evaluate(FOCUS) == "seen"
    page.keyboard.press("]")
    page.wait_for_url(lambda url: not url.endswith(number))
    expect(page.locator("#ticket-head")).to_be_visible()
    page.wait_for_function(KEPT)
    page.keyboard.press("[")
    page.wait_for_url(lambda url: url.endswith(number))
    expect(page.locator("#ticket-head h1")).to_have_text(first)
    page.wait_for_function(KEPT)


def test_rows_are_ticked_and_a_deed_for_all_is_previewed(
    new_page: Callable[..., Page],
) -> None:
    page = new_page(AGENT, width=1440)
    page.goto("/desk/?view=all")

    for key in ("j", "x", "j", "j", "Shift+X"):
        page.keyboard.press(key)
    expect(page.locator("[name=ticket]:checked")).to_have_count(3)
    page.keyboard.press("p")

    page.wait_for_url("**/bulk/**")
    expect(page.locator("#content")).to_be_visible()


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

    assert page.evaluate(COMPOSED)
    assert page.evaluate(PROCESSED, 229)
    assert page.evaluate(PROCESSED, 67)
    expect(page).to_have_url(page.url)
    page.keyboard.press("c")
    page.wait_for_url("**/tickets/new/")


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
    walk_to(page, "Tab", page.locator("[data-shortcuts-switch]"))
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
