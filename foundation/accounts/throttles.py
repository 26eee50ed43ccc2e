"""How often somebody may try: fixed windows, counted atomically in Postgres.

DRF's throttles read, then write, a cache: parallel requests pass them. One statement
of Postgres counts and tells the count.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.db import connection
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import RateCounter
from foundation.core.errors import DomainError

MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR
MAX_KEY_LENGTH = 128

COUNT = """
    INSERT INTO accounts_ratecounter (rule, key, window_start, count)
    VALUES {rows}
    ON CONFLICT (rule, key, window_start)
    DO UPDATE SET count = accounts_ratecounter.count + 1
    RETURNING rule, count
"""


@dataclass(frozen=True, slots=True)
class Rule:
    """At most `limit` tries in each window of `seconds`."""

    name: str
    limit: int
    seconds: int


class TooManyError(DomainError):
    """Tried too often; `retry_after` seconds until the window ends."""

    code = "throttled"
    status = 429
    default_message = _("Bạn thao tác quá nhanh. Hãy chờ một lát rồi thử lại.")

    def __init__(self, retry_after: int) -> None:
        super().__init__()
        self.retry_after = retry_after


# Staff sign-in: a person mistypes a few times, a program thousands. Successes are
# given back, so that an office behind one address is not counted against itself.
SIGN_IN_BY_NETWORK = Rule("sign-in.network", 60, 10 * MINUTE)
SIGN_IN_BY_ACCOUNT = Rule("sign-in.account", 10, 10 * MINUTE)
SECOND_STEP_BY_ACCOUNT = Rule("second-step.account", 10, 10 * MINUTE)
RESET_BY_NETWORK = Rule("password-reset.network", 10, HOUR)
RESET_BY_ACCOUNT = Rule("password-reset.account", 3, HOUR)
# The API, per token; the public part of it per network.
API_MINUTE = Rule("api.minute", 600, MINUTE)
API_BURST = Rule("api.burst", 200, 10)
API_PUBLIC = Rule("api.public", 60, MINUTE)


def hit(rule: Rule, key: str, *, at: datetime | None = None) -> None:
    """Count one try of `key` under `rule`; TooManyError beyond its limit.

    Call it outside a transaction, or a refusal takes the count back with it.
    """
    hit_all([rule], key, at=at)


def hit_all(rules: Sequence[Rule], key: str, *, at: datetime | None = None) -> None:
    """Count one try of `key` under every rule at once, in one statement."""
    now = at or timezone.now()
    # Always in the same order, so that two statements never wait for each other.
    ordered = sorted(rules, key=lambda rule: rule.name)
    values: list[Any] = []
    for rule in ordered:
        values += [rule.name, _short(key), _window_start(rule, now)]
    rows = ", ".join(["(%s, %s, %s, 1)"] * len(ordered))
    with connection.cursor() as cursor:
        cursor.execute(COUNT.format(rows=rows), values)
        counts = dict(cursor.fetchall())
    waits = [
        _seconds_left(rule, now) for rule in ordered if counts[rule.name] > rule.limit
    ]
    if waits:
        raise TooManyError(max(waits))


def check(rule: Rule, key: str, *, at: datetime) -> None:
    """TooManyError if the tries of `key` under `rule` are used up; counts none."""
    spent = RateCounter.objects.filter(
        rule=rule.name,
        key=_short(key),
        window_start=_window_start(rule, at),
        count__gte=rule.limit,
    )
    if spent.exists():
        raise TooManyError(_seconds_left(rule, at))


def give_back(rule: Rule, key: str, *, at: datetime) -> None:
    """Take back the last hit: the try succeeded, and only failures shall add up."""
    RateCounter.objects.filter(
        rule=rule.name,
        key=_short(key),
        window_start=_window_start(rule, at),
        count__gt=0,
    ).update(count=F("count") - 1)


def _short(key: str) -> str:
    """The key, or its digest when it is longer than the column."""
    if len(key) <= MAX_KEY_LENGTH:
        return key
    return sha256(key.encode("utf-8", "replace")).hexdigest()


def _window_start(rule: Rule, now: datetime) -> datetime:
    second = int(now.timestamp())
    return datetime.fromtimestamp(second - second % rule.seconds, UTC)


def _seconds_left(rule: Rule, now: datetime) -> int:
    return rule.seconds - int(now.timestamp()) % rule.seconds
