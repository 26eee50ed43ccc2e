"""What the bench asks for: pages, verbs and calls, each with its yardstick and budget."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import cycle
from urllib.parse import quote_plus

from django.test import Client

from aftersales.bench.asking import Ask
from aftersales.bench.cast import Cast, colleague_of, words_asked

LIST, TICKET, CREATE = "list", "ticket", "create"
QUICK_MS = 100
MORE = re.compile(r'"(\?[^"]*after=[^"]+)"')


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    name: str
    asks: Iterator[Ask]
    bare: str
    # So many times its yardstick, or so many milliseconds for all but the slowest.
    most_ratio: float | None = None
    most_ms: float | None = None
    most_queries: int | None = None
    is_write: bool = False

    @property
    def budget(self) -> str:
        """In the words of the table."""
        parts = []
        if self.most_ratio:
            parts.append(f"≤ {self.most_ratio:g} ×")
        if self.most_ms:
            parts.append(f"p95 ≤ {self.most_ms:g} ms")
        if self.most_queries:
            parts.append(f"≤ {self.most_queries} q")
        return ", ".join(parts) or "–"


def yardsticks(cast: Cast) -> dict[str, Iterator[Ask]]:
    """The bare pages by name."""
    numbers = [ticket.number for ticket in cast.tickets]
    return {
        LIST: cycle([Ask("/bare/list/", cast.desk)]),
        TICKET: cycle([Ask(f"/bare/ticket/{one}/", cast.desk) for one in numbers]),
        CREATE: cast.created(),
    }


def rows_of(cast: Cast) -> list[Row]:
    """Every line of the table, in its order."""
    return [
        *_lists(cast),
        *_tickets(cast),
        *_searches(cast),
        *_verbs(cast),
        *_others(cast),
    ]


def _lists(cast: Cast) -> list[Row]:
    views = {
        "inbox, all open": "/desk/?view=all",
        "inbox, third page": _later(cast),
        "inbox, mine": "/desk/?view=mine",
        "inbox, finished": "/desk/?view=finished",
    }
    return [
        Row(name, cast.desk_pages([path]), LIST, most_ratio=2, most_queries=10)
        for name, path in views.items()
    ]


def _later(cast: Cast) -> str:
    """The third page of a list, as its second one names it."""
    client = Client(SERVER_NAME="127.0.0.1", headers=dict(cast.desk))
    path = "/desk/?view=all&order=newest"
    for _page in range(2):
        page = client.get(path).content.decode()
        found = MORE.search(page)
        path = f"/desk/{unescape(found[1])}" if found else path
    return path


def _tickets(cast: Cast) -> list[Row]:
    numbers = [ticket.number for ticket in cast.tickets]
    alone = [f"/desk/tickets/{number}/" for number in numbers]
    beside = [f"/desk/?view=all&t={number}" for number in numbers]
    people = [f"/desk/customers/{ticket.customer_id}/" for ticket in cast.tickets]
    return [
        Row("ticket", cast.desk_pages(alone), TICKET, most_ratio=5, most_queries=25),
        Row("three panes", cast.desk_pages(beside), TICKET),
        Row("customer 360", cast.desk_pages(people), TICKET),
    ]


def _searches(cast: Cast) -> list[Row]:
    return [
        Row(f"{what} by {how}", cast.desk_pages(paths), LIST, most_ms=QUICK_MS)
        for what, path in (("search", "/desk/search/"), ("palette", "/desk/palette/"))
        for how, words in words_asked(cast).items()
        if (paths := [f"{path}?q={quote_plus(each)}" for each in words])
    ]


def _verbs(cast: Cast) -> list[Row]:
    colleague = str(colleague_of(cast.agent).pk)
    forms = {
        "reply": {"body": "Dạ em đã nhận thông tin, em gọi lại anh chị ngay."},
        "assign": {"agent": colleague, "summary": "Khách cần gọi lại trong chiều nay."},
        "resolve": {"outcome": "solved", "note": "Đã thay bộ giảm chấn, chạy êm."},
    }
    return [
        Row(verb, cast.verbs(verb, form, n), CREATE, most_ratio=5, is_write=True)
        for n, (verb, form) in enumerate(forms.items())
    ]


def _others(cast: Cast) -> list[Row]:
    cases = [f"/my/tickets/{ticket.number}/" for ticket in cast.own]
    tails = [f"/desk/counter/?q={one.customer.phone[-6:]}" for one in cast.tickets]
    details = [f"/api/v1/tickets/{ticket.number}/" for ticket in cast.tickets]
    return [
        Row("portal, cases", cast.portal_pages(["/my/tickets/"]), TICKET, 2, None, 10),
        Row("portal, case", cast.portal_pages(cases), TICKET, 2, None, 10),
        Row("counter by telephone", cast.desk_pages(tails), TICKET),
        Row("API, tickets", cast.calls(["/api/v1/tickets/"]), LIST),
        Row("API, ticket", cast.calls(details), TICKET),
    ]
