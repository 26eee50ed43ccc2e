"""The lists of canned replies and macros: whose, which, and what one may do with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, Self, TypeVar
from urllib.parse import urlencode

from django.db.models import F, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from automation.enums import Sharing
from automation.models import CannedReply, Macro
from automation.permissions import can_edit
from foundation.accounts.models import User

T = TypeVar("T", CannedReply, Macro)
PAGE = 100  # a shop has dozens; whoever has more searches
WHOSE: Mapping[str, str | Promise] = {
    "": _("Tất cả"),
    Sharing.OWN: _("Của tôi"),
    Sharing.TEAM: _("Của nhóm"),
    Sharing.ALL: _("Chung"),
    "retired": _("Đã ngừng dùng"),
}
# Each with how it is called; without one the names lead.
ORDERS: Mapping[str, tuple[str | Promise, tuple[Any, ...]]] = {
    "": (_("Theo tên"), ()),
    "used": (_("Dùng nhiều nhất"), ("-n_used", "pk")),
    "recent": (_("Mới dùng"), (F("last_used_at").desc(nulls_last=True), "pk")),
    "changed": (_("Mới sửa"), ("-updated_at", "pk")),
}


@dataclass(frozen=True, slots=True)
class ToolQuestion:
    """What the address of a list asks for."""

    whose: str = ""
    words: str = ""
    order: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self:
        """The query string; what means nothing counts as absent."""
        whose, order = query.get("whose", ""), query.get("order", "")
        return cls(
            whose if whose in WHOSE else "",
            query.get("q", "").strip()[:80],
            order if order in ORDERS else "",
        )

    @property
    def tabs(self) -> list[dict[str, Any]]:
        """The ways to narrow the list, with their addresses."""
        return [
            {
                "label": label,
                "url": self._address(whose=code),
                "is_current": code == self.whose,
            }
            for code, label in WHOSE.items()
        ]

    @property
    def orders(self) -> list[dict[str, Any]]:
        """The ways to sort the list, with their addresses."""
        return [
            {
                "label": label,
                "url": self._address(order=code),
                "is_current": code == self.order,
            }
            for code, (label, _columns) in ORDERS.items()
        ]

    def _address(self, **changes: str) -> str:
        asked = {"whose": self.whose, "q": self.words, "order": self.order, **changes}
        return "?" + urlencode({name: value for name, value in asked.items() if value})

    def narrow(self, tools: QuerySet[T], *columns: str) -> QuerySet[T]:
        """Those asked for; `columns` are where the words are looked for."""
        tools = tools.filter(is_active=self.whose != "retired")
        if self.whose in Sharing.values:
            tools = tools.filter(sharing=self.whose)
        if self.words:
            said = Q()
            for column in columns:
                said |= Q(**{f"{column}__icontains": self.words})
            tools = tools.filter(said)
        _label, orders = ORDERS[self.order]
        named = tools.select_related("owner", "team")
        return named.order_by(*orders) if orders else named


@dataclass(frozen=True, slots=True)
class ToolRow(Generic[T]):
    """One line of a list, and whether it is in one's care."""

    tool: T
    is_mine: bool
    summary: str = ""

    @property
    def whose(self) -> str:
        """Who uses it, in words."""
        if self.tool.sharing == Sharing.TEAM and self.tool.team:
            return self.tool.team.name
        return str(WHOSE[self.tool.sharing])


def row_of(tool: T, user: User, summary: str = "") -> ToolRow[T]:
    """A line for `tool` as `user` sees it."""
    return ToolRow(tool, can_edit(user, tool), summary)
