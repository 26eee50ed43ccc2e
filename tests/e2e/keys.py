"""Hands on the keyboard alone, for every journey to use."""

from playwright.sync_api import Locator, Page, expect

# Whoever is at the keyboard stands on something, and sees where.
FOCUS = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return "lost";
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(at);
  const around = at.closest(".field, .composer, .pal-field, label, .drop, .btn");
  const rim = around ? getComputedStyle(around) : null;
  const isSeen = (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow !== "none"
    || (rim && (rim.boxShadow !== "none" || rim.outlineStyle !== "none"));
  return isSeen ? "seen" : at.outerHTML.slice(0, 200);
}"""
HERE = "(one) => one === document.activeElement"
FARTHEST = 120


def press(page: Page, keys: str) -> None:
    """One key after the other, as in "j x Shift+X"."""
    for key in keys.split():
        page.keyboard.press(key)


def skip(page: Page) -> None:
    """Past the navigation by the first link of every page."""
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")


def walk_to(page: Page, wanted: Locator, key: str = "Tab") -> None:
    """Press `key` until the focus stands on `wanted`, visibly at every step."""
    expect(wanted).to_be_visible()
    for _step in range(FARTHEST):
        if wanted.evaluate(HERE):
            assert page.evaluate(FOCUS) == "seen"
            return
        page.keyboard.press(key)
    raise AssertionError(f"{key} does not lead to {wanted}")


def go(page: Page, wanted: Locator) -> None:
    """By Tab to a button or link, and into it."""
    walk_to(page, wanted)
    page.keyboard.press("Enter")


def fill(page: Page, field: Locator, words: str) -> None:
    """By Tab to a field, and words into it."""
    walk_to(page, field)
    page.keyboard.press("Control+a")
    page.keyboard.type(words)


def choose(page: Page, field: Locator, label: str) -> None:
    """By Tab to a list of choices, and down to one of them."""
    walk_to(page, field)
    chosen = field.locator("option:checked")
    for _step in range(FARTHEST):
        if label in chosen.inner_text():
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"No choice says {label}")


def open_by_palette(page: Page, words: str) -> None:
    """Ctrl+K, some words, Enter on the ticket that is called so."""
    page.keyboard.press("Control+k")
    page.keyboard.type(words)
    chosen = page.locator("#palette [role=option][aria-selected=true]")
    expect(chosen).to_contain_text(words)
    assert page.evaluate(FOCUS) == "seen"
    enter(page)
    expect(page.locator("#ticket-head h1")).to_have_text(words)


def take_in_menu(page: Page, key: str, words: str) -> None:
    """Open a menu by its key and walk down to what says `words`."""
    page.keyboard.press(key)
    wanted = page.locator("details[open] .pop :is(a, button)", has_text=words).first
    walk_to(page, wanted, "ArrowDown")
    enter(page)


def enter(page: Page, keys: str = "Enter") -> None:
    """What leads to another page, until that has come with its keys: live news may tell of
    a change on the old page first, where the next key would be lost."""
    with page.expect_navigation():
        page.keyboard.press(keys)


def write(page: Page, key: str, words: str) -> None:
    """Into the composer by its key, out of it by Ctrl+Enter."""
    page.keyboard.press(key)
    expect(page.locator("#composer-text")).to_be_focused()
    page.keyboard.type(words)
    enter(page, "Control+Enter")
    expect(page.locator("#ticket-entries").get_by_text(words).first).to_be_visible()
