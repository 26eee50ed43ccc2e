"""The claims of a case, fetched for its page with as few queries as each needs."""

from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects
from django.utils.timezone import localdate

from foundation.core.refs import ref
from foundation.payments.queries import Balance, balance_of
from foundation.places.queries import point_now
from parts.models import Reservation
from portal.claim_cards import AT_HAND, ClaimCard
from portal.claim_cover import CoverAfter, cover_after
from portal.claim_doors import ClaimDoor
from portal.claim_stages import ClaimFacts, claim_stages
from tickets.models import Ticket
from warranty.claim_enums import ClaimMode, ClaimStatus
from warranty.models import Claim, ClaimLine, CoverageEvent, Lending
from warranty.queries import cover_of


def claim_cards(ticket: Ticket, at: datetime, *, by_link: bool) -> list[ClaimCard]:
    """The claims of a case, open ones first, and of cases that go on in it."""
    found = list(_claims_of(ticket))
    return [_card(claim, at, by_link=by_link) for claim in found]


def _claims_of(ticket: Ticket) -> QuerySet[Claim]:
    own = Q(ticket=ticket)
    if ticket.is_verified:
        own |= Q(ticket__merged_into=ticket, ticket__is_verified=True)
    rows = Claim.objects.filter(own).exclude(status=ClaimStatus.DRAFT)
    return rows.select_related(
        "symptom",
        "ticket__customer",
        "unit__product",
        "replacement__product",
        "service_point__calendar",
        "version__policy",
        "refused_by",
    ).order_by("closed_at", "-id")


def _card(claim: Claim, at: datetime, *, by_link: bool) -> ClaimCard:
    prefetch_related_objects([claim], *_rows_for(claim))
    waiting = _waiting(claim)
    money = _money_of(claim)
    place = claim.service_point
    is_place_shown = place is not None and claim.status in {
        ClaimStatus.SUBMITTED,
        *AT_HAND,
    }
    quotes = list(claim.quotes.all())
    return ClaimCard(
        claim=claim,
        at=at,
        door=ClaimDoor.of(claim, by_link=by_link),
        stages=claim_stages(facts_of(claim, waiting, has_quote=bool(quotes)), at),
        waiting=waiting,
        owed=money.owed_in,
        refund=money.owed_out,
        place=point_now(place, at) if place and is_place_shown else None,
        after=_after(claim, at) if claim.returned_at else None,
    )


def _rows_for(claim: Claim) -> list[Any]:
    rows: list[Any] = ["steps", "quotes", "alarms"]
    if claim.loaners_out:
        lent = Lending.objects.select_related("loaner__unit__product")
        rows.append(Prefetch("lendings", lent))
    if claim.refusal or claim.refused_by_id or claim.status == ClaimStatus.APPEALED:
        rows.append("appeals")
    if claim.returned_at:
        lines = ClaimLine.objects.select_related("component")
        rows.append(Prefetch("lines", lines))
        unit = "replacement" if claim.replacement_id else "unit"
        events = CoverageEvent.objects.order_by("number")
        rows.append(Prefetch(f"{unit}__coverage_events", events))
    return rows


def _waiting(claim: Claim) -> list[Reservation]:
    """The parts it waits for, the last to come last."""
    if claim.status != ClaimStatus.WAITING_PART:
        return []
    rows = Reservation.objects.about(ref(claim)).waiting().select_related("part")
    return sorted(rows, key=lambda one: (one.eta_on is None, one.eta_on or date.min))


def _money_of(claim: Claim) -> Balance:
    """What is owed both ways, once somebody has to pay."""
    if claim.current_status in AT_HAND | {ClaimStatus.REFUNDING}:
        return balance_of(ref(claim))
    return Balance()


def _after(claim: Claim, at: datetime) -> CoverAfter:
    cover = cover_of(claim.replacement or claim.unit)
    return cover_after(claim, cover, localdate(at))


def facts_of(
    claim: Claim, waiting: list[Reservation], *, has_quote: bool
) -> ClaimFacts:
    """What the stops of a claim are drawn from."""
    moves = [s for s in claim.steps.all() if s.new_status != s.old_status]
    etas = [one.eta_on for one in waiting]
    known = [eta for eta in etas if eta is not None]
    return ClaimFacts(
        status=claim.current_status,
        mode=ClaimMode(claim.mode),
        result=claim.outcome or claim.result,
        is_received=claim.received_at is not None,
        has_quote=has_quote,
        promised_at=claim.promised_at,
        eta_on=max(known) if known and len(known) == len(etas) else None,
        entered={ClaimStatus(step.new_status): step.at for step in moves},
    )
