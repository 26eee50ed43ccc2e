"""Pages of claims by the day that was promised: behind the last row seen, never by counting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from warranty.claim_queries import rows_of
from warranty.models import Claim

PAGE_SIZE = 50
# Nobody was promised anything: at the end of the list.
NEVER = datetime(9999, 1, 1, tzinfo=UTC)

DUE = Coalesce("promised_at", NEVER)


@dataclass(frozen=True, slots=True)
class DuePage:
    """Claims, and the query strings of the pages on both sides; empty at an end."""

    claims: Sequence[Claim]
    earlier: str
    later: str


def due_page(claims: QuerySet[Claim], query: Mapping[str, str]) -> DuePage:
    """The page that `?after=` or `?before=` names: those promised the earliest first, with
    all that a list says of them."""
    rows = claims.alias(due=DUE)
    after, before = _place(query.get("after", "")), _place(query.get("before", ""))
    if before is not None:
        due, pk = before
        behind = rows.filter(Q(due__lt=due) | Q(due=due, pk__lt=pk))
        found = _cut(behind, "-due", "-pk")
        has_earlier, has_later = len(found) > PAGE_SIZE, True
        found = found[:PAGE_SIZE][::-1]
    else:
        if after is not None:
            due, pk = after
            rows = rows.filter(Q(due__gt=due) | Q(due=due, pk__gt=pk))
        found = _cut(rows, "due", "pk")
        has_earlier, has_later = after is not None, len(found) > PAGE_SIZE
        found = found[:PAGE_SIZE]
    kept = {name: query[name] for name in query if name not in {"after", "before"}}
    return DuePage(
        claims=found,
        earlier=_link(kept, "before", found[0]) if found and has_earlier else "",
        later=_link(kept, "after", found[-1]) if found and has_later else "",
    )


def _cut(rows: QuerySet[Claim], *order: str) -> list[Claim]:
    page = rows.order_by(*order)[: PAGE_SIZE + 1]
    return list(rows_of(page).alias(due=DUE).order_by(*order))


def _place(raw: str) -> tuple[datetime, int] | None:
    seconds, _mark, pk = raw.partition("_")
    if not (seconds.isascii() and pk.isascii() and seconds.isdigit() and pk.isdigit()):
        return None
    if len(seconds) > 18 or len(pk) > 18:
        return None
    try:
        moment = datetime.fromtimestamp(int(seconds) // 1_000_000, tz=UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return moment.replace(microsecond=int(seconds) % 1_000_000), int(pk)


def _link(kept: Mapping[str, str], name: str, claim: Claim) -> str:
    due = claim.promised_at or NEVER
    seconds = int(due.timestamp()) * 1_000_000 + due.microsecond
    return "?" + urlencode({**kept, name: f"{seconds}_{claim.pk}"})
