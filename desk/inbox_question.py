"""What an address asks of the inbox: a view, filters, an order and a place. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Self
from urllib.parse import urlencode

from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from customers.enums import Tier
from foundation.accounts.enums import Role
from foundation.accounts.models import User
from tickets.enums import (
    Priority,
    TicketChannel,
    TicketKind,
    TicketStatus,
    WaitReason,
)
from tickets.queries_clocks import DUE_CODES, LATE, TODAY

MAX_WORDS = 100
MAX_CURSOR = 60
MAX_VALUES = 10  # of one filter; nobody ticks more, and an address stays short
MAX_TEXT = 40
MAX_KEY = 2**63 - 1
NEWEST, LONGEST, SOONEST, WEIGHTY = "newest", "longest", "soonest", "priority"
ORDERS = (SOONEST, LONGEST, NEWEST, WEIGHTY)
ME, NOBODY = "me", "nobody"
MENTIONED, UNREAD, SNOOZED = "mentioned", "unread", "snoozed"
WORKING = "working"  # what the routing counts as load
# Days since a ticket was opened; hours since its customer waits.
AGES = {"1d": 24, "3d": 72, "7d": 168, "30d": 720}
WAITS = {"1h": 1, "4h": 4, "1d": 24, "3d": 72}
# Days of the house since a ticket was finished, that day included.
SOLVED = {"today": 1, "7d": 7, "30d": 30}
# Filters with a closed list of values.
CHOICES: Mapping[str, Iterable[str]] = {
    "kind": TicketKind.values,
    "priority": Priority.values,
    "status": TicketStatus.values,
    "channel": TicketChannel.values,
    "tier": Tier.values,
    "due": DUE_CODES,
    "age": AGES,
    "waited": WAITS,
    "solved": SOLVED,
    "only": (MENTIONED, UNREAD, SNOOZED, WORKING),
    # What a list would leave out.
    "also": (SNOOZED,),
}
# Filters that name a row by its key, and those that are typed.
KEYED = ("assignee", "solver", "team", "tag", "category")
TYPED = ("product", "lot")
# Of these the last one counts, of the others every one.
SINGLE = {"due", "age", "waited", "solved", "product", "lot", "category"}
# Names that stand for no row of their own.
SPOKEN = {"assignee": {ME, NOBODY}, "solver": {ME}, "team": {NOBODY}}
FILTERS = (*CHOICES, *KEYED, *TYPED)
# Those who answer for everybody's work look at everybody's work.
OVERSEERS = {Role.LEAD, Role.WARRANTY_MANAGER, Role.MANAGER, Role.ADMIN}


@dataclass(frozen=True, slots=True)
class InboxView:
    """One entry of the rail: its code in the address, words, icon and first order."""

    code: str
    label: str | Promise
    icon: str
    order: str = SOONEST
    is_waiting: bool = False
    due: str = ""


VIEWS = (
    InboxView("mine", _("Việc của tôi"), "circle-user"),
    InboxView("late", _("Trễ hạn"), "octagon-alert", due=LATE),
    InboxView("today", _("Đến hạn hôm nay"), "clock-alert", due=TODAY),
    InboxView("unassigned", _("Chưa phân công"), "inbox"),
    InboxView("supervised", _("Cần trưởng nhóm"), "user-x"),
    InboxView("team", _("Nhóm của tôi"), "users"),
    InboxView("mentioned", _("Được nhắc tên"), "at-sign", NEWEST),
    InboxView("all", _("Mọi phiếu đang mở"), "list-checks"),
    InboxView("snoozed", pgettext_lazy("view", "Tạm ẩn"), "alarm-clock"),
    InboxView("finished", _("Đã xử lý"), "circle-check", NEWEST),
    *(
        InboxView(
            reason.value,
            reason.label,
            icon,
            NEWEST if reason == WaitReason.CUSTOMER else LONGEST,
            is_waiting=True,
        )
        for reason, icon in (
            (WaitReason.CUSTOMER, "message-circle"),
            (WaitReason.PART, "package"),
            (WaitReason.PARTNER, "truck"),
            (WaitReason.VISIT, "calendar-clock"),
            (WaitReason.INTERNAL, "users"),
        )
    ),
)
BY_CODE = {view.code: view for view in VIEWS}


@dataclass(frozen=True, slots=True)
class InboxQuestion:
    """What the address asks for: a view, filters, an order and a place to go on from."""

    view: InboxView
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: str = ""
    order: str = ""
    after: str = ""
    # The saved view it began as; says which entry of the rail is the current one.
    saved: int = 0

    @classmethod
    def from_query(cls, query: Mapping[str, str], user: User) -> Self:
        """Read the query string; a value that means nothing counts as absent."""
        usual = "all" if user.role in OVERSEERS else "mine"
        order, saved = query.get("order", ""), query.get("saved", "")
        found = {name: _meant(name, _listed(query, name)) for name in FILTERS}
        return cls(
            view=BY_CODE.get(query.get("view", "")) or BY_CODE[usual],
            filters={name: values for name, values in found.items() if values},
            words=query.get("q", "").strip()[:MAX_WORDS],
            order=order if order in ORDERS else "",
            after=query.get("after", "")[:MAX_CURSOR],
            saved=int(saved) if _is_key(saved) else 0,
        )

    @property
    def orders(self) -> tuple[str, ...]:
        """The orders to choose from. What is finished only grows, and nobody waits in it:
        an index for every order of it would be read by nobody."""
        is_over = self.view.code == "finished" and not self.words
        return (NEWEST,) if is_over else ORDERS

    @property
    def sorting(self) -> str:
        """The order in force: the chosen one, or the one the view begins with."""
        if self.order in self.orders:
            return self.order
        return NEWEST if self.words else self.view.order

    @property
    def is_due_view(self) -> bool:
        """Whether its view holds what is due by some moment."""
        return bool(self.view.due) and not self.words

    @property
    def has_hidden(self) -> bool:
        """Whether what was put aside stands in it too."""
        asked = {*self.filters.get("only", ()), *self.filters.get("also", ())}
        return bool(asked & {SNOOZED, WORKING})

    @property
    def code(self) -> str:
        """By what a person's layout of this list is kept."""
        return f"saved:{self.saved}" if self.saved else self.view.code

    def only(self, known: Mapping[str, Mapping[str, str]]) -> Self:
        """Without keys that nothing in `known` answers to."""
        kept = {
            name: tuple(
                one for one in values if name not in KEYED or one in known[name]
            )
            for name, values in self.filters.items()
        }
        return replace(
            self, filters={name: ones for name, ones in kept.items() if ones}
        )

    def parts(self) -> dict[str, str]:
        """This question as the pairs of an address, without a place."""
        values = {
            "view": self.view.code,
            **{name: ",".join(ones) for name, ones in self.filters.items()},
            "q": self.words,
            "order": self.order,
            "saved": str(self.saved or ""),
        }
        return {name: value for name, value in values.items() if value}

    def query(self, **changes: str) -> str:
        """This question as a query string, with changes; a page starts from the top."""
        values = {**self.parts(), **changes}
        return urlencode(
            {name: value for name, value in values.items() if value}, safe=","
        )

    def without(self, name: str, value: str) -> str:
        """The address without one value of a filter."""
        rest = [one for one in self.filters.get(name, ()) if one != value]
        return self.query(**{name: ",".join(rest)})

    def unfiltered(self) -> str:
        """The address without any filter."""
        return self.query(**dict.fromkeys(FILTERS, ""))


def _listed(query: Mapping[str, str], name: str) -> list[str]:
    """Every value of a filter: ticked boxes repeat its name, an address joins them."""
    given = (
        query.getlist(name)
        if isinstance(query, MultiValueDict)
        else [query.get(name, "")]
    )
    if name in TYPED:
        return [" ".join(str(value).split())[:MAX_TEXT] for value in given]
    return [one for value in given for one in str(value).split(",")]


def _meant(name: str, values: list[str]) -> tuple[str, ...]:
    if name in CHOICES:
        known = [value for value in values if value in CHOICES[name]]
    elif name in KEYED:
        named: set[str] = SPOKEN.get(name, set())
        known = [value for value in values if value in named or _is_key(value)]
    else:
        known = [value for value in values if value]
    once = tuple(dict.fromkeys(known))
    return once[-1:] if name in SINGLE else once[:MAX_VALUES]


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and 0 < int(text[:20]) <= MAX_KEY
