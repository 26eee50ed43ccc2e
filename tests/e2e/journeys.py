"""What people do on the pages, for every journey to use."""

from pathlib import Path
from uuid import uuid4

from playwright.sync_api import Page, expect


def somebody() -> str:
    """The address of a guest we never heard of."""
    return f"{uuid4().hex[:12]}@thu.example"


def ask_for_help(
    page: Page,
    *,
    contact: str,
    subject: str,
    body: str,
    name: str = "Lý Thanh Mai",
    file: Path | None = None,
) -> str:
    """A guest asks in the portal; the address of the case."""
    page.goto("/")
    page.get_by_role("link", name="Cần hỗ trợ").first.click()
    page.fill("[name=name]", name)
    page.fill("[name=contact]", contact)
    page.fill("[name=subject]", subject)
    page.fill("[name=body]", body)
    if file:
        page.set_input_files("[name=files]", file)
    page.get_by_role("button", name="Gửi yêu cầu").click()
    page.wait_for_url("**/t/**")
    return page.url


def open_ticket(page: Page, subject: str) -> None:
    """Somebody at the desk finds the new ticket, whoever has it by now."""
    page.goto("/desk/?view=all&order=newest")
    page.get_by_role("link", name=subject).first.click()
    expect(page.locator("#ticket-head h1")).to_have_text(subject)


def reply(page: Page, words: str) -> None:
    """Answer the customer and wait for them."""
    page.fill("#composer-text", words)
    page.get_by_role("button", name="Gửi và chờ khách").first.click()
    expect(page.locator("#ticket-entries").get_by_text(words)).to_be_visible()


def resolve(page: Page, note: str) -> None:
    """Say what was done."""
    page.get_by_role("link", name="Xử lý xong").first.click()
    page.select_option("#resolve [name=outcome]", "solved")
    page.fill("#resolve [name=note]", note)
    page.locator("#resolve button.btn-primary").click()
    expect(page.locator("#ticket-entries").get_by_text(note).first).to_be_visible()
