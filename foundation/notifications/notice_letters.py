"""What a letter of notices says: plain values, in the language of its reader."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from foundation.notifications.notice_kinds import kind_of, line_of

LINES_AT_MOST = 30  # the bell holds the rest


@dataclass(frozen=True, slots=True)
class Told:
    """What a letter needs to know of one notice."""

    pk: int
    kind: str
    is_late: bool
    path: str
    data: Mapping[str, Any]


def letter_of(notices: Sequence[Told], locale: str) -> dict[str, Any]:
    """The values of templates/emails/staff-notices/ for everything one person is owed.

    What comes in time stands before what comes late; both by kind. Beyond the
    thirtieth line the letter only counts.
    """
    with translation.override(locale):
        in_time = [notice for notice in notices if not notice.is_late]
        late = [notice for notice in notices if notice.is_late]
        groups, n_shown = _groups(in_time, LINES_AT_MOST)
        late_groups, n_late_shown = _groups(late, LINES_AT_MOST - n_shown)
        only = notices[0] if len(notices) == 1 else None
        return {
            "only_line": line_of(only.kind, only.data) if only else "",
            "only_url": _url(only.path) if only else "",
            "n": len(notices),
            "n_late": len(late),
            "groups": groups,
            "late_groups": late_groups,
            "n_more": len(notices) - n_shown - n_late_shown,
            "bell_url": _url(reverse("notifications:notices")),
            "settings_url": _url(reverse("notifications:notice_settings")),
        }


def _groups(notices: Iterable[Told], room: int) -> tuple[list[dict[str, Any]], int]:
    """The notices by kind, as they came, `room` lines at most; and how many lines."""
    by_kind: dict[str, list[Told]] = {}
    for notice in notices:
        by_kind.setdefault(notice.kind, []).append(notice)
    groups, n_shown = [], 0
    for kind, found in by_kind.items():
        lines = [
            {"words": line_of(kind, notice.data), "url": _url(notice.path)}
            for notice in found[: room - n_shown]
        ]
        n_shown += len(lines)
        if lines:
            label = str(kind_of(kind).label)
            groups.append({"label": label, "n": len(found), "lines": lines})
    return groups, n_shown


def _url(path: str) -> str:
    return f"{settings.BASE_URL}{path}"
