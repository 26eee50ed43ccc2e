"""The orders of the board: what the heads of its columns and its field offer."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from desk.claim_places import BY_AGE, BY_DUE, BY_URGENCY, Order, turned

# By what `?sort=` says; nothing said is the first.
ORDERS: Mapping[str, Order] = {
    "": BY_DUE,
    "-due": turned(BY_DUE),
    "age": BY_AGE,
    "-age": turned(BY_AGE),
    "urgency": BY_URGENCY,
}
WORDS: Mapping[str, str | Promise] = {
    "": _("Hẹn sớm nhất trước"),
    "-due": _("Hẹn muộn nhất trước"),
    "age": _("Đứng yên lâu nhất trước"),
    "-age": _("Vừa chuyển trạng thái trước"),
    "urgency": _("Gấp nhất trước"),
}


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column that orders the list: where it leads, how it stands now."""

    url: str
    # As `aria-sort` says it; empty where the list has another order.
    sorted: str


def order_asked(raw: str) -> str:
    """The code of the order that an address names; the default where it names none."""
    return raw if raw in ORDERS else ""


def heads_of(asked: Mapping[str, str]) -> dict[str, Head]:
    """The heads by the name of their column; pressed again, an order turns round."""
    now = asked.get("sort", "")
    return {
        "due": _head(asked, now, rising="", falling="-due", first=""),
        # The longest in its state has been in it since the earliest day.
        "age": _head(asked, now, rising="-age", falling="age", first="age"),
        "urgency": Head(
            _address(asked, "" if now == "urgency" else "urgency"),
            "descending" if now == "urgency" else "",
        ),
    }


def _head(
    asked: Mapping[str, str], now: str, *, rising: str, falling: str, first: str
) -> Head:
    if now not in {rising, falling}:
        return Head(_address(asked, first), "")
    is_rising = now == rising
    other = falling if is_rising else rising
    return Head(_address(asked, other), "ascending" if is_rising else "descending")


def _address(asked: Mapping[str, str], sort: str) -> str:
    said = {**asked, "sort": sort}
    return "?" + urlencode({name: value for name, value in said.items() if value})
