"""Telling members of staff: each of them once, in the way they chose."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from foundation.accounts.enums import UserKind
from foundation.accounts.models import User
from foundation.core.bulk_insert import insert_new_rows
from foundation.core.refs import Ref
from foundation.events.bell import ring
from foundation.notifications.enums import NoticeMail
from foundation.notifications.models import Notice, NoticePreference
from foundation.notifications.notice_kinds import kind_of

# What one run of a sweep has to say comes in one letter.
MAIL_WAIT = timedelta(seconds=20)
# Catching up after an outage takes several runs; all of them make one letter.
LATE_MAIL_WAIT = timedelta(seconds=60)
USER_TYPE = User._meta.label_lower

COLUMNS = (
    "user", "kind", "about_type", "about_id", "path", "data", "dedupe_key", "is_late",
    "in_bell", "created_at", "read_at", "mailed", "mail_after",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NewNotice:
    """What one person is to be told. `data`: ids, numbers and enum values only."""

    user_id: int
    kind: str
    about: Ref
    path: str
    data: Mapping[str, Any]
    dedupe_key: str
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Ways:
    """How somebody is told."""

    bell: bool
    mail: bool


def owe_notices(notices: Sequence[NewNotice], *, at: datetime) -> int:
    """Tell each person once per `dedupe_key`, in the caller's transaction.

    Whoever has left is told nothing, nor who wants neither bell nor mail. Returns how
    many notices are new; their people's open pages are rung for after the commit.
    """
    ways = _ways_of(notices)
    rows = [
        _row(notice, way, at)
        for notice in sorted(notices, key=lambda each: (each.user_id, each.dedupe_key))
        if (way := ways.get((notice.user_id, notice.kind))) and (way.bell or way.mail)
    ]
    with transaction.atomic():
        new = insert_new_rows(Notice, COLUMNS, rows, returning=("user", "in_bell"))
    _ring_after_commit({user_id for user_id, in_bell in new if in_bell})
    return len(new)


def bell_ref(user_id: int) -> Ref:
    """On what the bell of one person is rung."""
    return Ref(USER_TYPE, str(user_id))


def _ways_of(notices: Sequence[NewNotice]) -> dict[tuple[int, str], Ways]:
    """By person and kind, what the person chose; nobody who is not active staff."""
    pairs = {(notice.user_id, notice.kind) for notice in notices}
    people = {user_id for user_id, _ in pairs}
    kinds = {kind for _, kind in pairs}
    staff = User.objects.filter(pk__in=people, is_active=True, kind=UserKind.STAFF)
    active = set(staff.values_list("pk", flat=True))
    chosen = {
        (user_id, kind): Ways(bell, mail)
        for user_id, kind, bell, mail in NoticePreference.objects.filter(
            Q(user__in=active) & Q(kind__in=kinds)
        ).values_list("user_id", "kind", "bell", "mail")
    }
    return {
        (user_id, kind): chosen.get((user_id, kind))
        or Ways(bell=True, mail=kind_of(kind).mail)
        for user_id, kind in pairs
        if user_id in active
    }


def _row(notice: NewNotice, way: Ways, at: datetime) -> tuple[Any, ...]:
    """The values of COLUMNS."""
    return (
        notice.user_id,
        notice.kind,
        notice.about.type,
        notice.about.id,
        notice.path,
        json.dumps(dict(notice.data)),
        notice.dedupe_key,
        notice.is_late,
        way.bell,
        at,
        None,
        str(NoticeMail.OWED if way.mail else NoticeMail.NONE),
        at + (LATE_MAIL_WAIT if notice.is_late else MAIL_WAIT),
    )


def _ring_after_commit(people: set[int]) -> None:
    if people:
        refs = [bell_ref(user_id) for user_id in sorted(people)]
        transaction.on_commit(lambda: ring(refs), robust=True)
