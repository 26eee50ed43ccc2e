"""What stands around the rows of the inbox: the rail, the chips, the orders."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _, pgettext

from desk.counts import count_words, counted
from desk.inbox import asked_for, has_view
from desk.inbox_question import VIEWS, InboxQuestion, InboxView
from desk.inbox_words import ORDER_WORDS, TITLES, chips_of, choices_of
from desk.models import SavedView
from foundation.accounts.models import User

# Filters that are chosen in the list itself; the others have a page.
NEAR = ("status", "kind", "priority", "only")
# Where work is found once a view is empty.
LEADS_ON = {"mine", "late", "today", "unassigned", "team"}
NEAR_ONE = ("age", "waited", "due")


def rail_of(
    user: User,
    question: InboxQuestion,
    counts: Mapping[str, int],
    saved: Sequence[SavedView],
) -> dict[str, Any]:
    """The entries of the rail, with their numbers."""
    entries = [
        _entry(view, counts.get(view.code), question)
        for view in VIEWS
        if has_view(user, view)
    ]
    return {
        "working_views": [entry for entry in entries if not entry["is_waiting"]],
        "asked_views": _asked(counts),
        "written_views": _written(counts),
        "waiting_views": [entry for entry in entries if entry["is_waiting"]],
        "saved_views": [
            {
                "label": view.name,
                "icon": "bookmark",
                "url": f"{reverse('desk:inbox')}?{address_of(view)}",
                "count": count_words(counts.get(f"saved_{view.pk}")),
                "is_current": question.saved == view.pk,
            }
            for view in saved
        ],
    }


def tools_of(
    question: InboxQuestion, known: Mapping[str, Mapping[str, str]]
) -> dict[str, Any]:
    """The filters in force and those to choose from, and the orders."""
    filters = chips_of(question, known)
    label, icon = ORDER_WORDS[question.sorting]
    return {
        "filters": filters,
        "near": [_group(question, name) for name in NEAR],
        "near_one": [_group(question, name) for name in NEAR_ONE],
        "kept": kept_but(question, (*NEAR, *NEAR_ONE)),
        "order_label": label,
        "order_icon": icon,
        "orders": [
            {
                "url": f"?{question.query(order=code)}",
                "code": code,
                "label": ORDER_WORDS[code][0],
            }
            for code in question.orders
        ],
        "without_filters": f"?{question.unfiltered()}",
        "without_words": f"?{question.query(q='')}",
        "drops": [],
        "next_view": None,
    }


def way_out(
    user: User, question: InboxQuestion, rail: Mapping[str, Any], at: datetime
) -> dict[str, Any]:
    """What to do about an empty list: a filter to drop, or the next view with work."""
    if question.filters:
        fewer = [
            replace(
                question,
                filters={k: v for k, v in question.filters.items() if k != name},
            )
            for name in question.filters
        ]
        counts = counted(
            {str(n): asked_for(user, one, at) for n, one in enumerate(fewer)}
        )
        drops = [
            {
                "label": TITLES[name],
                "url": f"?{fewer[n].query()}",
                "count": count_words(counts[str(n)]),
            }
            for n, name in enumerate(question.filters)
            if counts[str(n)]
        ]
        return {"drops": drops[:3]}
    entries = rail["working_views"]
    busy = (one for one in entries if one["count"] not in {"", "0"} and one["leads_on"])
    return {"next_view": next(busy, None)}


def kept_but(question: InboxQuestion, names: Sequence[str]) -> list[tuple[str, str]]:
    """What a form of these filters has to carry along."""
    parts = question.parts().items()
    return [(name, value) for name, value in parts if name not in names]


def address_of(view: SavedView) -> str:
    """The address of a saved view."""
    return urlencode({**view.query, "saved": str(view.pk)}, safe=",")


def _group(question: InboxQuestion, name: str) -> dict[str, Any]:
    choices = choices_of(question, name)
    return {
        "name": name,
        "title": TITLES[name],
        "choices": choices,
        "n": len(question.filters.get(name, ())),
    }


def _asked(counts: Mapping[str, int]) -> list[dict[str, str]]:
    """What waits for a word of mine; nothing where nothing does."""
    kinds = (
        ("consults", _("Câu hỏi cho tôi"), "messages-square"),
        ("handoffs", _("Chờ duyệt chuyển"), "user-cog"),
    )
    return [
        {
            "label": label,
            "icon": icon,
            "url": reverse(f"desk:{code}"),
            "count": count_words(counts[code]),
        }
        for code, label, icon in kinds
        if counts.get(code)
    ]


def _written(counts: Mapping[str, int]) -> list[dict[str, str]]:
    """What of mine is not said yet: pages of their own, also where nothing is on them."""
    kinds = (
        ("drafts", pgettext("list", "Bản nháp"), "pencil"),
        ("scheduled", _("Đã hẹn gửi"), "calendar-clock"),
    )
    return [
        {
            "label": label,
            "icon": icon,
            "url": reverse(f"desk:{code}"),
            "count": count_words(counts[code]),
        }
        for code, label, icon in kinds
        if code in counts
    ]


def _entry(
    view: InboxView, count: int | None, question: InboxQuestion
) -> dict[str, Any]:
    is_current = view == question.view and not question.words and not question.saved
    return {
        "label": view.label,
        "icon": view.icon,
        "url": f"{reverse('desk:inbox')}?view={view.code}",
        "count": count_words(count),
        "is_current": is_current,
        "is_waiting": view.is_waiting,
        "leads_on": view.code in LEADS_ON and not is_current,
    }
