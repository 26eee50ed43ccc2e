"""The lists of canned replies and macros: whose, which, and what one may do with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, Self, TypeVar
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
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


@dataclass(frozen=True, slots=True)
class ToolQuestion:
    """What the address of a list asks for."""

    whose: str = ""
    words: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self:
        """The query string; what means nothing counts as absent."""
        whose = query.get("whose", "")
        return cls(whose if whose in WHOSE else "", query.get("q", "").strip()[:80])

    @property
    def tabs(self) -> list[dict[str, Any]]:
        """The ways to narrow the list, with their addresses."""
        return [
            {
                "label": label,
                "url": "?" + urlencode({"whose": code, "q": self.words}),
                "is_current": code == self.whose,
            }
            for code, label in WHOSE.items()
        ]

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
        return tools.select_related("owner", "team")


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
