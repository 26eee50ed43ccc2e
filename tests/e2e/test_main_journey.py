"""The main job on real parts: asked, answered, resolved, rated, counted."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from foundation.accounts.queries import DEMO_PASSWORD
from tests.e2e.conftest import System

pytestmark = pytest.mark.e2e

GUEST = "thanh.mai@thu.example"
ANSWER = "Dạ chị thử đặt lại bộ lọc giúp em, em sẽ gọi lại lúc chiều."
COMMENT = "Rất nhanh và dễ hiểu."
DONE = "Đã hướng dẫn đặt lại bộ lọc, máy chạy êm."


def sign_in(page: Page, email: str) -> None:
    page.goto("/desk/sign-in/")
    page.fill("[name=email]", email)
    page.fill("[name=password]", DEMO_PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/desk/**")


def ask_for_help(page: Page) -> str:
    """A guest asks in the portal; the address of the case."""
    page.goto("/")
    page.get_by_role("link", name="Cần hỗ trợ").first.click()
    page.fill("[name=name]", "Lý Thanh Mai")
    page.fill("[name=contact]", GUEST)
    page.fill("[name=subject]", "Máy lọc nước chảy yếu")
    page.fill("[name=body]", "Từ hôm qua nước chảy rất yếu, lõi mới thay tháng trước.")
    page.get_by_role("button", name="Gửi yêu cầu").click()
    page.wait_for_url("**/t/**")
    return page.url


def answer(page: Page) -> None:
    """The agent finds the new ticket, answers, and says what was done."""
    sign_in(page, "quan@hongha.example")
    page.goto("/desk/?view=unassigned")
    page.get_by_text("Máy lọc nước chảy yếu").first.click()
    page.fill("#composer-text", ANSWER)
    page.get_by_role("button", name="Gửi và chờ khách").click()
    expect(page.get_by_text(ANSWER).first).to_be_visible()


def resolve(page: Page) -> None:
    page.get_by_role("link", name="Xử lý xong").first.click()
    page.select_option("#resolve [name=outcome]", "solved")
    page.fill("#resolve [name=note]", DONE)
    page.locator("#resolve button.btn-primary").click()
    expect(page.get_by_text(DONE).first).to_be_visible()


def rate(page: Page, survey: str) -> None:
    page.goto(survey)
    page.locator("label:has([name=score][value='5'])").click()
    page.fill("[name=comment]", COMMENT)
    page.get_by_role("button", name="Gửi đánh giá").click()
    expect(page.get_by_text("Cảm ơn").first).to_be_visible()


def test_a_guest_asks_and_the_manager_sees_how_it_went(
    system: System, new_page: Callable[..., Page]
) -> None:
    guest, agent, manager = new_page(width=360), new_page(), new_page()
    sign_in(manager, "tung@hongha.example")
    manager.goto("/insights/?days=7")
    before = answers_counted(manager)

    case = ask_for_help(guest)
    assert urlsplit(case).path in system.mail_with(GUEST, "/t/")

    answer(agent)
    # The open page of the guest follows by itself.
    expect(guest.get_by_text(ANSWER).first).to_be_visible(timeout=30_000)
    assert system.mail_with(GUEST, ANSWER)

    resolve(agent)
    invited = system.mail_with(GUEST, "/s/")
    survey = re.search(rf"{re.escape(system.url)}/s/\S+", invited)
    assert survey
    rate(guest, survey[0])

    manager.goto("/insights/?days=7")
    assert answers_counted(manager) == before + 1
    agent.reload()
    expect(agent.get_by_text(COMMENT).first).to_be_visible()


def answers_counted(page: Page) -> int:
    """The n beside the satisfaction number; none while there is no number."""
    found = re.search(r"n = (\d+)", page.locator("main").inner_text())
    return int(found[1]) if found else 0
