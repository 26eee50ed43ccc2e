"""Who else is at a ticket right now: a hint, kept in Valkey for half a minute.

One hash a ticket, one entry a person with what they do and when they last said so, by
the clock of Valkey alone. Where it is away nobody is here, and that is never an error.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from time import monotonic
from typing import Any

import redis
from django.conf import settings
from django.utils.translation import gettext as _

from desk.enums import Doing
from foundation.accounts.models import User
from foundation.core.text import given_name

# A page says that it is open every 15 seconds; one that was missed is forgiven.
STAY = timedelta(seconds=30)
PATIENCE_SECONDS = 0.1  # nobody waits longer for a hint
QUIET_SECONDS = 1
PREFIX = "here:"

# ARGV: how long an entry stays, in milliseconds; for the first key a person, and what
# they do ("" takes them out). Gives key number, person and doing of whoever is there.
_SCRIPT = """
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local stay = tonumber(ARGV[1])
if ARGV[2] then
  if ARGV[3] == '' then
    redis.call('HDEL', KEYS[1], ARGV[2])
  else
    redis.call('HSET', KEYS[1], ARGV[2], ARGV[3] .. ':' .. string.format('%.0f', now))
    redis.call('PEXPIRE', KEYS[1], stay)
  end
end
local found = {}
for number, key in ipairs(KEYS) do
  local rows = redis.call('HGETALL', key)
  for i = 1, #rows, 2 do
    local doing, at = string.match(rows[i + 1], '^(%a+):(%d+)$')
    if not at or now - tonumber(at) >= stay then
      redis.call('HDEL', key, rows[i])
    else
      found[#found + 1] = number - 1
      found[#found + 1] = rows[i]
      found[#found + 1] = doing
    end
  end
end
return found
"""


@dataclass(frozen=True, slots=True)
class Here:
    """A colleague at a ticket, and what they do there."""

    user_id: int
    name: str
    is_editing: bool


@dataclass(frozen=True, slots=True)
class Company:
    """Everybody else at one ticket, whoever writes first."""

    people: Sequence[Here]

    @property
    def is_editing(self) -> bool:
        """Whether somebody writes."""
        return any(one.is_editing for one in self.people)

    @property
    def words(self) -> str:
        """Lê Hoàng Nam đang xem · Lê Hoàng Nam và 2 người nữa đang viết."""
        return _said(
            self.people[0].name, len(self.people) - 1, is_editing=self.is_editing
        )

    @property
    def short_words(self) -> str:
        """The same where room is short: Nam đang xem."""
        called = given_name(self.people[0].name)
        return _said(called, len(self.people) - 1, is_editing=self.is_editing)


def come(
    ticket_id: int, user: User, doing: Doing, *, stay: timedelta = STAY
) -> Company | None:
    """Say that `user` is at a ticket, or has left it; who else is there, or nobody."""
    person = (user.pk, "" if doing == Doing.GONE else doing.value)
    found = _ask([ticket_id], stay, person).get(ticket_id, {})
    return _companies({ticket_id: found}, user).get(ticket_id)


def company_at(
    tickets: Collection[int], user: User, *, stay: timedelta = STAY
) -> Mapping[int, Company]:
    """Who is at these tickets beside `user`, by ticket. One question, one query."""
    return _companies(_ask(list(tickets), stay, None), user) if tickets else {}


def _companies(
    found: Mapping[int, Mapping[int, str]], user: User
) -> dict[int, Company]:
    ids = {pk for people in found.values() for pk in people} - {user.pk}
    if not ids:
        return {}
    staff = User.objects.filter(pk__in=ids, is_active=True).order_by("pk")
    names = dict(staff.values_list("pk", "name"))
    companies = {}
    for ticket_id, people in found.items():
        here = [
            Here(pk, names[pk], doing == Doing.EDITING)
            for pk, doing in sorted(people.items())
            if pk in names
        ]
        if here:
            ordered = sorted(here, key=lambda one: not one.is_editing)
            companies[ticket_id] = Company(tuple(ordered))
    return companies


def _said(name: str, n_more: int, *, is_editing: bool) -> str:
    if not n_more:
        words = _("%(name)s đang viết") if is_editing else _("%(name)s đang xem")
        return words % {"name": name}
    words = (
        _("%(name)s và %(n)s người nữa đang viết")
        if is_editing
        else _("%(name)s và %(n)s người nữa đang xem")
    )
    return words % {"name": name, "n": n_more}


def _ask(
    tickets: Sequence[int], stay: timedelta, person: tuple[int, str] | None
) -> dict[int, dict[int, str]]:
    """Who is at each ticket; nobody at any while Valkey is away."""
    if monotonic() < _quiet.until:
        return {}
    keys = [f"{PREFIX}{pk}" for pk in tickets]
    args: list[Any] = [int(stay.total_seconds() * 1000), *(person or ())]
    try:
        rows: list[Any] = _script()(keys=keys, args=args)
    except redis.RedisError:
        _quiet.until = monotonic() + QUIET_SECONDS
        return {}
    found: dict[int, dict[int, str]] = {}
    for number, pk, doing in zip(*[iter(rows)] * 3, strict=True):
        found.setdefault(tickets[number], {})[int(pk)] = doing.decode()
    return found


class _Quiet:
    """Until when this process does not ask: each try would cost a moment."""

    until = 0.0


_quiet = _Quiet()


@cache
def _script() -> Any:
    client = redis.Redis.from_url(
        settings.REDIS_URL,
        socket_timeout=PATIENCE_SECONDS,
        socket_connect_timeout=PATIENCE_SECONDS,
        retry_on_timeout=False,
        retry=None,
    )
    return client.register_script(_SCRIPT)
