"""The bell's page: what calls for attention first, by day, late ones in one line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    F,
    Max,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.functional import Promise
from django.utils.translation import gettext as _, ngettext

from foundation.accounts.models import User
from foundation.core.formats import vndate
from foundation.events.pages import PAGE_SIZE, id_page
from foundation.notifications.models import Notice, NoticePreference
from foundation.notifications.notice_kinds import kind_of, line_of, registered_kinds


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One line: a notice, or `n` late ones of a kind, which open at `group_url`."""

    pk: int
    words: str
    label: str | Promise
    icon: str
    at: datetime
    is_unread: bool
    is_late: bool
    group_url: str = ""


@dataclass(frozen=True, slots=True)
class NoticeDay:
    """The lines of one day."""

    label: str
    lines: list[NoticeLine]


@dataclass(frozen=True, slots=True)
class NoticePage:
    """A page of notices: unread days, days already read, and the ways on."""

    unread: list[NoticeDay]
    read: list[NoticeDay]
    newer: str
    older: str

    @property
    def is_empty(self) -> bool:
        """Nothing to show."""
        return not self.unread and not self.read


@dataclass(frozen=True, slots=True)
class LateGroup:
    """The late notices of one kind on one day."""

    kind: str
    day: date


class UnreadState(NamedTuple):
    """How many notices are unread, and the id of the newest of them."""

    unread: int
    newest: int


@dataclass(frozen=True, slots=True)
class KindChoice:
    """How somebody is told of one kind."""

    code: str
    label: str | Promise
    icon: str
    bell: bool
    mail: bool


def notice_page(user: User, query: Mapping[str, str], at: datetime) -> NoticePage:
    """The notices of `user`, unread first, newest first; late ones of a day as one."""
    groups = _groups(user, _place_in(query))
    shown = groups[:PAGE_SIZE]
    notices = Notice.objects.visible_to(user).in_bulk([row["last"] for row in shown])
    lines = [_line(notices[row["last"]], row["n"], row["day"]) for row in shown]
    last = shown[-1] if len(groups) > PAGE_SIZE else None
    newer = "?" if "before" in query else ""
    older = f"?before={last['unread']}-{last['last']}" if last else ""
    return NoticePage(*_by_day(lines, at), newer, older)


def late_group(query: Mapping[str, str]) -> LateGroup | None:
    """The group of late notices that an address names; None if it names none."""
    try:
        day = parse_date(query.get("day", ""))
    except ValueError:
        return None
    kind = query.get("late", "")
    return LateGroup(kind, day) if kind and day else None


def notices_in(user: User, group: LateGroup) -> QuerySet[Notice]:
    """The notices of `user` in one group."""
    start = timezone.make_aware(datetime.combine(group.day, datetime.min.time()))
    return Notice.objects.visible_to(user).filter(
        in_bell=True,
        is_late=True,
        kind=group.kind,
        created_at__gte=start,
        created_at__lt=start + timedelta(days=1),
    )


def late_page(
    user: User, group: LateGroup, query: Mapping[str, str], at: datetime
) -> NoticePage:
    """The notices of one group, each in a line of its own."""
    page = id_page(notices_in(user, group), query)
    lines = [_line(notice, 1, group.day) for notice in page.rows]
    return NoticePage(*_by_day(lines, at), page.newer, page.older)


def unread_state(user_id: int, *, at_most: int) -> UnreadState:
    """What the bell says; unread notices are counted so far only."""
    unread = Notice.objects.filter(user_id=user_id).unread().order_by("-pk")
    found = list(unread.values_list("pk", flat=True)[:at_most])
    return UnreadState(len(found), found[0] if found else 0)


def kind_choices(user: User) -> list[KindChoice]:
    """Every kind and how `user` is told of it now."""
    chosen = {row.kind: row for row in NoticePreference.objects.filter(user=user)}
    return [
        KindChoice(
            kind.code,
            kind.label,
            kind.icon,
            bell=chosen[kind.code].bell if kind.code in chosen else True,
            mail=chosen[kind.code].mail if kind.code in chosen else kind.mail,
        )
        for kind in registered_kinds()
    ]


def _groups(user: User, place: tuple[int, int] | None) -> list[Any]:
    """The lines of a page by their newest notice: a late one stands for its group."""
    lines = (
        Notice.objects.visible_to(user)
        .in_bell()
        .annotate(
            unread=Case(When(read_at=None, then=Value(1)), default=Value(0)),
            day=TruncDate("created_at"),
            alone=Case(
                When(is_late=True, then=Value(0)),
                default=F("pk"),
                output_field=BigIntegerField(),
            ),
        )
        .values("unread", "kind", "day", "alone")
        .annotate(last=Max("pk"), n=Count("pk"))
    )
    if place is not None:
        unread, last = place
        lines = lines.filter(Q(unread__lt=unread) | Q(unread=unread, last__lt=last))
    return list(lines.order_by("-unread", "-last")[: PAGE_SIZE + 1])


def _place_in(query: Mapping[str, str]) -> tuple[int, int] | None:
    unread, _dash, last = query.get("before", "").partition("-")
    is_id = last.isascii() and last.isdigit() and len(last) < 19
    return (int(unread), int(last)) if unread in {"0", "1"} and is_id else None


def _line(notice: Notice, n: int, day: date) -> NoticeLine:
    kind = kind_of(notice.kind)
    words, group_url = line_of(notice.kind, notice.data), ""
    if n > 1:
        words = ngettext(
            "%(n)s nhắc việc đến muộn: %(kind)s",
            "%(n)s nhắc việc đến muộn: %(kind)s",
            n,
        ) % {"n": n, "kind": kind.label}
        group_url = "?" + urlencode({"late": notice.kind, "day": day.isoformat()})
    return NoticeLine(
        pk=notice.pk,
        words=words,
        label=kind.label,
        icon=kind.icon,
        at=notice.created_at,
        is_unread=notice.read_at is None,
        is_late=notice.is_late,
        group_url=group_url,
    )


def _by_day(
    lines: list[NoticeLine], at: datetime
) -> tuple[list[NoticeDay], list[NoticeDay]]:
    """The unread lines and those already read."""
    return (
        _days((line for line in lines if line.is_unread), at),
        _days((line for line in lines if not line.is_unread), at),
    )


def _days(lines: Iterable[NoticeLine], at: datetime) -> list[NoticeDay]:
    today = timezone.localdate(at)
    return [
        NoticeDay(_day_label(day, today), list(found))
        for day, found in groupby(lines, lambda line: timezone.localdate(line.at))
    ]


def _day_label(day: date, today: date) -> str:
    names = {0: _("Hôm nay"), 1: _("Hôm qua")}
    return names.get((today - day).days) or vndate(day)
