"""Telling members of staff: each of them once, in the way they chose; and forgetting."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from foundation.accounts.enums import UserKind
from foundation.accounts.models import User
from foundation.core.actor import Actor
from foundation.core.bulk_insert import insert_new_rows
from foundation.core.refs import Ref
from foundation.events.actions import record
from foundation.events.bell import ring
from foundation.notifications import verbs
from foundation.notifications.enums import NoticeMail
from foundation.notifications.models import Notice, NoticePreference
from foundation.notifications.notice_kinds import kind_of

# What one run of a sweep has to say comes in one letter.
MAIL_WAIT = timedelta(seconds=20)
# Catching up after an outage takes several runs; all of them make one letter.
LATE_MAIL_WAIT = timedelta(seconds=60)
READ_KEPT = timedelta(days=90)
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


@transaction.atomic
def read_notices(notices: QuerySet[Notice], *, user: User, at: datetime) -> int:
    """Note that `user` has seen these of theirs; how many were unread until now.

    Their other pages ring, and count anew.
    """
    unread = notices.visible_to(user).filter(read_at=None)  # type: ignore[attr-defined]
    n_read: int = unread.update(read_at=at)
    _ring_after_commit({user.pk} if n_read else set())
    return n_read


@transaction.atomic
def choose_ways(
    user: User, chosen: Mapping[str, Ways], *, actor: Actor, at: datetime
) -> None:
    """From now on tell `user` of each kind in the ways given; what is owed stays so."""
    NoticePreference.objects.bulk_create(
        [
            NoticePreference(user=user, kind=kind, bell=ways.bell, mail=ways.mail)
            for kind, ways in sorted(chosen.items())
        ],
        update_conflicts=True,
        unique_fields=["user", "kind"],
        update_fields=["bell", "mail"],
    )
    record(
        user,
        verbs.NOTICE_WAYS_CHOSEN,
        actor=actor,
        at=at,
        bell=sorted(kind for kind, ways in chosen.items() if ways.bell),
        mail=sorted(kind for kind, ways in chosen.items() if ways.mail),
    )


def forget_old_notices(*, at: datetime) -> int:
    """Delete what was read long ago; how many. What is owed by mail stays."""
    old = Notice.objects.filter(read_at__lt=at - READ_KEPT)
    n_gone, _ = old.exclude(mailed=NoticeMail.OWED).delete()
    return n_gone


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
