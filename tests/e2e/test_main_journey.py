"""The main job on real parts: asked, answered, resolved, rated, counted."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.doors import AGENT, MANAGER
from tests.e2e.journeys import ask_for_help, open_ticket, reply, resolve, somebody
from tests.e2e.system import System

pytestmark = pytest.mark.e2e

SUBJECT = "Máy lọc nước chảy yếu"
BODY = "Từ hôm qua nước chảy rất yếu, lõi mới thay tháng trước."
ANSWER = "Dạ chị thử đặt lại bộ lọc giúp em, em sẽ gọi lại lúc chiều."
COMMENT = "Rất nhanh và dễ hiểu."
DONE = "Đã hướng dẫn đặt lại bộ lọc, máy chạy êm."


def test_a_guest_asks_and_the_manager_sees_how_it_went(
    system: System, new_page: Callable[..., Page]
) -> None:
    address = somebody()
    guest, agent, manager = new_page(width=360), new_page(AGENT), new_page(MANAGER)
    manager.goto("/insights/?days=7")
    before = answers_counted(manager)

    case = ask_for_help(guest, contact=address, subject=SUBJECT, body=BODY)
    assert urlsplit(case).path in system.mail_with(address, "/t/")

    open_ticket(agent, SUBJECT)
    reply(agent, ANSWER)
    # The open page of the guest follows by itself.
    expect(guest.get_by_text(ANSWER).first).to_be_visible()
    assert system.mail_with(address, ANSWER)

    resolve(agent, DONE)
    invited = system.mail_with(address, "/s/")
    survey = re.search(rf"{re.escape(system.url)}/s/\S+", invited)
    assert survey
    rate(guest, survey[0])

    manager.reload()
    assert answers_counted(manager) == before + 1
    agent.get_by_role("link", name="Mở rộng phiếu").click()
    expect(agent.get_by_text(COMMENT).first).to_be_visible()


def rate(page: Page, survey: str) -> None:
    page.goto(survey)
    page.locator("label:has([name=score][value='5'])").click()
    page.fill("[name=comment]", COMMENT)
    page.get_by_role("button", name="Gửi đánh giá").click()
    expect(page.get_by_text("Cảm ơn").first).to_be_visible()


def answers_counted(page: Page) -> int:
    """The n beside the satisfaction number; none while there is no number."""
    found = re.search(r"n = (\d+)", page.locator("main").inner_text())
    return int(found[1]) if found else 0
