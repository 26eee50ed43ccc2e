"""Two programs want the same at the same moment, over real connections."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from tests.e2e.client import Client

pytestmark = pytest.mark.e2e

TICKET = {
    "subject": "Tủ lạnh kêu to",
    "body": "Kêu suốt đêm.",
    "kind": "warranty",
    "customer": {"name": "Đặng Văn Phú", "phone": "0903111222"},
}


def test_one_of_two_clients_resolves_a_ticket_and_the_other_is_told(
    client: Client,
) -> None:
    _, ticket = client.post("/api/v1/tickets/", TICKET)
    address = f"/api/v1/tickets/{ticket['number']}/"
    start = Barrier(2)

    def resolve(note: str) -> int:
        start.wait(timeout=30)
        words = {"outcome": "solved", "note": note}
        return client.post(f"{address}resolve/", words)[0]

    with ThreadPoolExecutor(2) as two:
        answers = list(two.map(resolve, ["Đã thay quạt.", "Đã kê lại tủ."]))

    assert sorted(answers) == [200, 409]
    _, events = client.get(f"{address}events/")
    verbs = [event["verb"] for event in events["results"]]
    assert verbs.count("ticket.resolved") == 1
    assert client.get(address)[1]["status"] == "resolved"
