"""A technician's bench: what is mine, what nobody has, what waits for a second person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from desk.claim_rows import ClaimRow, claim_rows
from foundation.accounts.models import User
from warranty.claim_deeds import ON_BENCH
from warranty.claim_enums import ClaimStatus
from warranty.claim_queries import rows_of
from warranty.models import Claim, ClaimQuerySet, Repair

A_PAGE = 48
MAX_DIGITS = 4
VIEWS: Mapping[str, str | Promise] = {
    "mine": _("Của tôi"),
    "free": _("Chưa ai nhận"),
    "test": _("Chờ kiểm tra lại"),
}
STATES = [one for one in ClaimStatus.choices if one[0] in ON_BENCH]


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the three heaps."""

    label: str | Promise
    n: int
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Bench:
    """One heap, the most urgent first."""

    tabs: list[Tab]
    rows: list[ClaimRow]
    view: str
    state: str
    # Where the pages beside this one are; empty at an end.
    earlier: str
    later: str


def bench_of(user: User, query: Mapping[str, str], at: datetime) -> Bench:
    """A `?page=` of the heap that `?view=` names, in the state that `?state=` names. Four
    queries."""
    view = query.get("view", "")
    view = view if view in VIEWS else "mine"
    state = query.get("state", "")
    state = state if state in dict(STATES) else ""
    claims = bench_claims(user)
    if state:
        claims = claims.filter(status=state)
    heaps = _heaps(user)
    found = claims.filter(heaps[view])
    order = ("-urgency", F("promised_at").asc(nulls_last=True), "pk")
    page = _page(query.get("page", ""))
    start = (page - 1) * A_PAGE
    piece = found.order_by(*order)[start : start + A_PAGE + 1]
    rows = list(rows_of(piece).order_by(*order))
    counts = claims.order_by().aggregate(
        **{code: Count("pk", filter=way) for code, way in heaps.items()}
    )
    return Bench(
        tabs=[
            Tab(label, counts[code], _address(code, state), code == view)
            for code, label in VIEWS.items()
        ],
        rows=claim_rows(rows[:A_PAGE], at),
        view=view,
        state=state,
        earlier=_address(view, state, page - 1) if page > 1 else "",
        later=_address(view, state, page + 1) if len(rows) > A_PAGE else "",
    )


def _page(raw: str) -> int:
    is_number = raw.isascii() and raw.isdigit() and len(raw) <= MAX_DIGITS
    return max(int(raw), 1) if is_number else 1


def _address(view: str, state: str, page: int = 1) -> str:
    said = {"view": view, "state": state, "page": str(page) if page > 1 else ""}
    return "?" + urlencode({name: value for name, value in said.items() if value})


def bench_claims(user: User) -> ClaimQuerySet:
    """What lies on any bench that `user` sees, with who repaired it last."""
    last = Repair.objects.filter(claim=OuterRef("pk")).order_by("-number")
    seen = Claim.objects.visible_to(user).filter(status__in=sorted(ON_BENCH))
    found: ClaimQuerySet = seen.annotate(
        repaired_by=Subquery(last.values("technician")[:1])
    )
    return found


def _heaps(user: User) -> dict[str, Q]:
    in_test = Q(status=ClaimStatus.QC)
    is_mine = Q(repaired_by=user.pk)
    return {
        "mine": Q(technician=user),
        "free": Q(technician=None) & ~in_test,
        "test": in_test & (Q(repaired_by=None) | ~is_mine),
    }
