"""Two people answer one ticket: the second sees the first's answer before anything is sent."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.client import Client
from tests.e2e.doors import AGENT, LEAD

pytestmark = pytest.mark.e2e

TICKET = {
    "subject": "Lò vi sóng không nóng",
    "body": "Quay nhưng không nóng.",
    "kind": "technical",
    "customer": {"name": "Đặng Văn Phú", "phone": "0903111333"},
}
FIRST = "Dạ em kiểm tra tụ điện trước ạ."


def test_the_second_reads_the_firsts_answer_before_theirs_goes_out(
    new_page: Callable[..., Page], client: Client
) -> None:
    _, ticket = client.post("/api/v1/tickets/", TICKET)
    first, second = new_page(LEAD), new_page(AGENT)
    first.goto(f"/desk/tickets/{ticket['number']}/")
    second.goto(f"/desk/tickets/{ticket['number']}/")
    second.locator("#composer-text").fill("Em cũng trả lời anh.")

    first.locator("#composer-text").fill(FIRST)
    first.locator(".when-reply [data-send]").click()

    expect(second.locator("#ticket-entries")).to_contain_text(FIRST)
    expect(second.locator("[data-news]")).to_be_visible()
    expect(second.locator("#composer-text")).to_have_value("Em cũng trả lời anh.")
    _, events = client.get(f"/api/v1/tickets/{ticket['number']}/events/")
    verbs = [event["verb"] for event in events["results"]]
    assert verbs.count("ticket.replied") <= 1
