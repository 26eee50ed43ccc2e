"""The loaners that customers have: since when, until when, and for which claim."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.utils.timezone import localdate

from foundation.accounts.models import User
from foundation.core.tones import Look
from warranty.claim_words import next_words, status_look_of
from warranty.models import Lending

PAGE_SIZE = 50
# No key of an address is longer; a column could not hold it.
MAX_DIGITS = 9


@dataclass(frozen=True, slots=True)
class LoanerRow:
    """One loaner in a customer's hands."""

    lending: Lending
    days: int
    is_late: bool
    look: Look
    next: str


@dataclass(frozen=True, slots=True)
class LoanersOut:
    """One page of them, the longest out first, with how many there are."""

    rows: list[LoanerRow]
    n: int
    n_late: int
    # Query strings; empty at an end.
    first: str
    later: str


def loaners_out(user: User, query: Mapping[str, str], at: datetime) -> LoanersOut:
    """The page that `?after=` names, of claims that `user` sees; two queries, and one
    more behind a row."""
    out = Lending.objects.visible_to(user).filter(returned_at=None)
    last = _last(query.get("after", ""))
    rows = out.select_related(
        "loaner__unit__product", "claim__ticket__customer", "claim__unit__product"
    ).order_by("lent_at", "pk")
    if last is not None:
        rows = rows.filter(
            Q(lent_at__gt=last.lent_at) | Q(lent_at=last.lent_at, pk__gt=last.pk)
        )
    found = list(rows[: PAGE_SIZE + 1])
    counts = out.order_by().aggregate(
        n=Count("pk"), n_late=Count("pk", filter=Q(due_at__lte=at))
    )
    shown = found[:PAGE_SIZE]
    has_more = len(found) > PAGE_SIZE
    return LoanersOut(
        rows=[_row(one, at) for one in shown],
        n=counts["n"],
        n_late=counts["n_late"],
        first="?" if last is not None else "",
        later="?" + urlencode({"after": shown[-1].pk}) if has_more else "",
    )


def _last(raw: str) -> Lending | None:
    """The last row of the page before, be it back by now."""
    is_key = raw.isascii() and raw.isdigit() and len(raw) <= MAX_DIGITS
    return Lending.objects.filter(pk=int(raw)).first() if is_key else None


def _row(lending: Lending, at: datetime) -> LoanerRow:
    claim = lending.claim
    return LoanerRow(
        lending=lending,
        days=(localdate(at) - localdate(lending.lent_at)).days,
        is_late=lending.due_at is not None and lending.due_at <= at,
        look=status_look_of(claim),
        next=next_words(claim),
    )
