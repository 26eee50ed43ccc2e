"""What the filters and orders of the inbox are called: on chips, in lists to choose from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from customers.enums import Tier
from desk.inbox_question import (
    FILTERS,
    LONGEST,
    ME,
    MENTIONED,
    NEWEST,
    NOBODY,
    SNOOZED,
    SOONEST,
    UNREAD,
    WEIGHTY,
    WORKING,
    InboxQuestion,
)
from tickets.enums import Priority, TicketChannel, TicketKind, TicketStatus
from tickets.queries_clocks import FOUR_HOURS, LATE, ONE_HOUR, TODAY

Words = str | Promise
LABELS: Mapping[str, Mapping[str, Words]] = {
    "kind": dict(TicketKind.choices),
    "priority": dict(Priority.choices),
    "status": dict(TicketStatus.choices),
    "channel": dict(TicketChannel.choices),
    "tier": dict(Tier.choices),
    # The live board links with it.
    "due": {
        LATE: gettext_lazy("Trễ hạn"),
        ONE_HOUR: gettext_lazy("Hạn trong 1 giờ"),
        FOUR_HOURS: gettext_lazy("Hạn trong 4 giờ"),
        TODAY: gettext_lazy("Hạn trong hôm nay"),
    },
    "age": {
        "1d": gettext_lazy("Mở hơn 1 ngày"),
        "3d": gettext_lazy("Mở hơn 3 ngày"),
        "7d": gettext_lazy("Mở hơn 7 ngày"),
        "30d": gettext_lazy("Mở hơn 30 ngày"),
    },
    "waited": {
        "1h": gettext_lazy("Chờ hơn 1 giờ"),
        "4h": gettext_lazy("Chờ hơn 4 giờ"),
        "1d": gettext_lazy("Chờ hơn 1 ngày"),
        "3d": gettext_lazy("Chờ hơn 3 ngày"),
    },
    "only": {
        UNREAD: gettext_lazy("Khách đang chờ"),
        MENTIONED: gettext_lazy("Nhắc tên tôi"),
        SNOOZED: gettext_lazy("Đang tạm ẩn"),
        WORKING: gettext_lazy("Tính vào tải"),
    },
    "also": {SNOOZED: gettext_lazy("Kể cả phiếu tạm ẩn")},
    "solved": {
        "today": gettext_lazy("Xử lý xong hôm nay"),
        "7d": gettext_lazy("Xử lý xong trong 7 ngày"),
        "30d": gettext_lazy("Xử lý xong trong 30 ngày"),
    },
    "assignee": {
        ME: gettext_lazy("Của tôi"),
        NOBODY: gettext_lazy("Chưa phân công"),
    },
    "solver": {ME: gettext_lazy("Tôi xử lý xong")},
    "team": {NOBODY: gettext_lazy("Không thuộc nhóm nào")},
}
TITLES: Mapping[str, Any] = {
    "kind": gettext_lazy("Loại phiếu"),
    "priority": gettext_lazy("Ưu tiên"),
    "status": gettext_lazy("Trạng thái"),
    "assignee": gettext_lazy("Người giữ"),
    "solver": gettext_lazy("Người xử lý xong"),
    "team": gettext_lazy("Nhóm"),
    "channel": gettext_lazy("Kênh"),
    "tag": gettext_lazy("Nhãn"),
    "category": gettext_lazy("Nhóm nội dung"),
    "tier": gettext_lazy("Hạng khách"),
    "age": gettext_lazy("Đã mở"),
    "waited": gettext_lazy("Khách chờ"),
    "due": gettext_lazy("Hạn"),
    "solved": gettext_lazy("Đã xử lý xong"),
    "also": gettext_lazy("Thêm vào"),
    "only": gettext_lazy("Chỉ những phiếu"),
    "product": gettext_lazy("Mã hàng"),
    "lot": gettext_lazy("Lô, đầu số máy"),
}
ORDER_WORDS: Mapping[str, tuple[Words, str]] = {
    SOONEST: (gettext_lazy("Hạn gần nhất"), "clock-alert"),
    LONGEST: (gettext_lazy("Chờ lâu nhất"), "arrow-down-narrow-wide"),
    NEWEST: (gettext_lazy("Mới nhất"), "arrow-down-wide-narrow"),
    WEIGHTY: (gettext_lazy("Ưu tiên"), "chevrons-up"),
}


@dataclass(frozen=True, slots=True)
class FilterChip:
    """One value in force: its words, and the address without it."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that a filter may take."""

    value: str
    label: Words
    is_on: bool


def chips_of(
    question: InboxQuestion, known: Mapping[str, Mapping[str, str]]
) -> list[FilterChip]:
    """The filters in force, each to be taken off."""
    chips = []
    if question.words:
        url = question.query(q="")
        chips.append(FilterChip(f"“{question.words}”", f"?{url}"))
    for name in FILTERS:
        for value in question.filters.get(name, ()):
            label = _label(name, value, known)
            chips.append(FilterChip(label, f"?{question.without(name, value)}"))
    return chips


def choices_of(question: InboxQuestion, name: str) -> list[Choice]:
    """What may be chosen for a filter with a closed list."""
    on = question.filters.get(name, ())
    return [Choice(value, label, value in on) for value, label in LABELS[name].items()]


def _label(name: str, value: str, known: Mapping[str, Mapping[str, str]]) -> str:
    if label := LABELS.get(name, {}).get(value):
        return str(label)
    if name == "solver" and value in known.get(name, {}):
        return _("%(name)s xử lý xong") % {"name": known[name][value]}
    if name == "lot":
        return _("Lô %(serial)s…") % {"serial": value}
    return known.get(name, {}).get(value, value)
