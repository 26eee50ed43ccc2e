"""Every page speaks English to whoever chose it, but for what people wrote themselves."""

import re
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.urls import reverse

from aftersales.catalogue import CATALOGUE, stored
from tests import test_permissions as matrix
from tests.permissions.rows import Outcome, Row
from tests.permissions.world import World

VIETNAMESE = re.compile(
    "[ăâđêôơưàảãáạèẻẽéẹìỉĩíịòỏõóọùủũúụỳỷỹýỵ\u1ea0-\u1ef9]", re.IGNORECASE
)
SPOKEN = frozenset({"aria-label", "title", "placeholder", "alt"})
# What the shop's own records may be called, too.
NAMES = frozenset({"Tiếng Việt", "Bảo hành", "Tiêu chuẩn", "Mẫu", "Việc", "Kiểm kê"})
# A survey and a receipt speak the language of whoever gets them.
RECEIPTS = {"desk:print_reception", "desk:claim_receipt", "desk:payment_receipt"}
ELSEWHERE = frozenset({"surveys:answer", *RECEIPTS})
PAGES = [
    pytest.param(name, row, id=name)
    for name, rows in sorted(matrix.ROWS.items())
    for row in rows
    if row.method == "GET" and not row.is_api and Outcome.IN in row.expected.values()
    if name not in ELSEWHERE
]

world = matrix.world
# Alone in asking for a database, it also has one made for the others.
test_a_world_can_be_made = matrix.test_a_world_can_be_made


class Words(HTMLParser):
    """The words of a page: what is read on it, and aloud."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """What is only said."""
        self.found |= {value or "" for name, value in attrs if name in SPOKEN}

    def handle_data(self, data: str) -> None:
        """What is shown."""
        self.found.add(" ".join(data.split()))


@pytest.fixture(scope="module")
def ours() -> set[str]:
    """The Vietnamese that is ours to say; the style guide says what people might."""
    said = {
        str(message.id)
        for message in stored(settings.BASE_DIR / CATALOGUE)
        for place, _line in message.locations
        if not place.startswith("templates/styleguide/")
    }
    return {words for words in said if VIETNAMESE.search(words)} - NAMES


@pytest.mark.parametrize(("name", "row"), PAGES)
def test_a_page_in_english_says_nothing_in_vietnamese(
    world: World, ours: set[str], name: str, row: Row
) -> None:
    let_in = [who for who in row.expected if row.expected[who] == Outcome.IN]
    client = world.people[let_in[-1]]
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"

    answer = matrix.ask(client, row, reverse(name, kwargs=row.kwargs(world)))
    page = Words()
    page.feed(getattr(answer, "text", ""))  # files have none

    assert page.found & ours == set()
