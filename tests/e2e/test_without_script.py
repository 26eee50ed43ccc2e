"""The main job in a browser that runs no script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.doors import AGENT
from tests.e2e.journeys import ask_for_help, open_ticket, reply, resolve, somebody
from tests.e2e.system import until

pytestmark = pytest.mark.e2e

SUBJECT = "Quạt đứng không quay"
ANSWER = "Dạ anh thử cắm ổ khác giúp em."
MORE = "Anh đã thử, vẫn không quay."
DONE = "Đã đổi quạt mới tại cửa hàng."
ARRIVED_WITHIN_SECONDS = 60


def test_asking_answering_and_resolving_need_no_script(
    new_page: Callable[..., Page],
) -> None:
    guest = new_page(width=360, java_script_enabled=False)
    agent = new_page(AGENT, java_script_enabled=False)

    ask_for_help(
        guest,
        contact=somebody(),
        subject=SUBJECT,
        body="Cắm điện đèn sáng mà cánh đứng yên.",
    )
    open_ticket(agent, SUBJECT)
    ticket = agent.url
    reply(agent, ANSWER)

    # It can be taken back for some seconds first; nothing tells this page that it came.
    assert until(lambda: says(guest, ANSWER), seconds=ARRIVED_WITHIN_SECONDS)
    guest.fill("#answer [name=body]", MORE)
    guest.get_by_role("button", name="Gửi trả lời").click()
    expect(guest.get_by_text(MORE)).to_be_visible()

    agent.goto(ticket)
    expect(agent.locator("#ticket-entries").get_by_text(MORE)).to_be_visible()
    resolve(agent, DONE)
    assert until(lambda: says(guest, DONE), seconds=ARRIVED_WITHIN_SECONDS)


def says(page: Page, words: str) -> bool:
    """Whether the page says so once it is loaded anew."""
    page.reload()
    return page.get_by_text(words).first.is_visible()
