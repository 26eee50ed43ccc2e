"""A technician's bench: what is mine, what nobody has, what waits for a second person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from desk.claim_places import BY_URGENCY, ClaimPlaces, page_of_claims
from desk.claim_rows import ClaimRow, claim_rows
from foundation.accounts.models import User
from warranty.claim_deeds import ON_BENCH
from warranty.claim_enums import ClaimStatus
from warranty.models import Claim, ClaimQuerySet, Repair

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
    """One page of one heap, the most urgent first."""

    tabs: list[Tab]
    rows: list[ClaimRow]
    view: str
    state: str
    page: ClaimPlaces


def bench_of(user: User, query: Mapping[str, str], at: datetime) -> Bench:
    """The heap that `?view=` names, in the state that `?state=` names. Four queries."""
    view = query.get("view", "")
    view = view if view in VIEWS else "mine"
    state = query.get("state", "")
    state = state if state in dict(STATES) else ""
    claims = bench_claims(user)
    if state:
        claims = claims.filter(status=state)
    heaps = _heaps(user)
    known = {name: query[name] for name in query if name in {"after", "before"}}
    page = page_of_claims(
        claims.filter(heaps[view]), {**_said(view, state), **known}, BY_URGENCY
    )
    counts = claims.order_by().aggregate(
        **{code: Count("pk", filter=way) for code, way in heaps.items()}
    )
    return Bench(
        tabs=[
            Tab(label, counts[code], _address(code, state), code == view)
            for code, label in VIEWS.items()
        ],
        rows=claim_rows(page.claims, at),
        view=view,
        state=state,
        page=page,
    )


def _said(view: str, state: str) -> dict[str, str]:
    return {"view": view, **({"state": state} if state else {})}


def _address(view: str, state: str) -> str:
    return "?" + urlencode(_said(view, state))


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
