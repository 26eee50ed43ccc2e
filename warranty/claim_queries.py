"""Reads of claims for pages, in a fixed number of queries whatever stands in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Prefetch, Q, QuerySet
from django.utils.timezone import localdate

from foundation.accounts.enums import UserKind
from foundation.accounts.models import User
from foundation.accounts.permissions import ROLE_CAPABILITIES, Capability
from foundation.core.columns import among
from foundation.core.refs import ref
from foundation.payments.enums import PaymentState
from foundation.payments.models import Payment
from foundation.payments.queries import payments_of
from intake.models import Reception
from parts.models import Reservation
from parts.queries import reservations_about
from tickets.models import Ticket
from warranty.claim_deeds import Facts
from warranty.claim_enums import (
    AppealState,
    ClaimStatus,
    LineKind,
    LineState,
    QuoteState,
    SupplierClaimState,
)
from warranty.claim_hands import hands_on
from warranty.claim_money import refund_key
from warranty.claim_verbs import CLAIM_REPRINTED
from warranty.models import (
    Appeal,
    Claim,
    ClaimLine,
    ClaimStep,
    Diagnosis,
    EntitlementAlarm,
    Lending,
    QcTest,
    Repair,
    RepairQuote,
    SupplierClaim,
)

# Of a unit that is here for the tenth time the last ones tell enough.
OTHERS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class ClaimFile:
    """Everything written down about one claim."""

    claim: Claim
    lines: list[ClaimLine]
    diagnoses: list[Diagnosis]
    quotes: list[RepairQuote]
    repairs: list[Repair]
    tests: list[QcTest]
    lendings: list[Lending]
    alarms: list[EntitlementAlarm]
    appeals: list[Appeal]
    steps: list[ClaimStep]
    # By the key of the line they are for.
    kept: Mapping[str, Reservation]
    payments: list[Payment]

    @property
    def living(self) -> list[ClaimLine]:
        """The lines that count."""
        return [one for one in self.lines if one.state != LineState.CANCELLED]

    @property
    def last_diagnosis(self) -> Diagnosis | None:
        """The one that counts."""
        return self.diagnoses[0] if self.diagnoses else None

    @property
    def quote_out(self) -> RepairQuote | None:
        """The quote that waits for an answer."""
        waiting = [one for one in self.quotes if one.state == QuoteState.SENT]
        return waiting[0] if waiting else None

    @property
    def lending_out(self) -> Lending | None:
        """The loaner that the customer has."""
        out = [one for one in self.lendings if one.returned_at is None]
        return out[0] if out else None

    @property
    def open_alarms(self) -> list[EntitlementAlarm]:
        """What the law gives the customer and nobody decided yet."""
        return [one for one in self.alarms if not one.decision]

    @property
    def owed(self) -> list[Payment]:
        """What the customer still has to pay."""
        return [one for one in self.payments if one.is_owed and not one.is_out]

    @property
    def recoveries(self) -> list[SupplierClaim]:
        """What suppliers have to give back of it."""
        found = (getattr(one, "supplier_claim", None) for one in self.lines)
        return [one for one in found if one is not None]

    @property
    def cost(self) -> int:
        """What the work that was done cost us."""
        return sum(one.cost for one in self.lines if one.state == LineState.DONE)

    @property
    def recovered(self) -> int:
        """How much of it suppliers gave back."""
        done = SupplierClaimState.RECOVERED
        return sum(one.granted for one in self.recoveries if one.state == done)

    @property
    def net_cost(self) -> int:
        """What it cost us in the end."""
        return self.cost - self.recovered

    def facts(self, user: User) -> Facts:
        """What decides which buttons make sense for `user`."""
        planned = [one for one in self.lines if one.state == LineState.PLANNED]
        last = self.last_diagnosis
        open_appeals = [one for one in self.appeals if one.state == AppealState.OPEN]
        return Facts(
            is_diagnosed=last is not None,
            has_cause=last is not None and last.cause_id is not None,
            has_quote_out=self.quote_out is not None,
            has_unfitted=any(one.kind == LineKind.PART for one in planned),
            has_planned=bool(planned),
            unpaid=sum(one.amount for one in self.owed),
            has_appeal=bool(open_appeals),
            has_alarm=bool(self.open_alarms),
            has_refund=any(
                one.key.startswith(refund_key(self.claim))
                for one in self.payments
                if one.state != PaymentState.CANCELLED
            ),
            repairer_ids=hands_on(next(iter(self.repairs), None), self.steps),
            user_id=user.pk,
        )


def named_claims(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """Claims with what a list or a page calls by name."""
    return claims.select_related(
        "ticket__customer",
        "unit__product",
        "symptom",
        "technician",
        "service_point",
    )


def copies_of(claim: Claim) -> int:
    """How many receipts of it were printed: the first when it came in, or those that the
    counter counted, and each one after."""
    counted = Reception.objects.filter(ticket=claim.ticket_id).first()
    again = claim.steps.filter(verb=CLAIM_REPRINTED).count()
    return max(counted.n_printed if counted else 0, 1) + again


def rows_of(page: QuerySet[Claim]) -> QuerySet[Claim]:
    """The claims of a page that is cut already, named and with their open alarms; to be
    ordered anew. Only those few are joined to all that they name."""
    cut = Claim.objects.filter(among("pk", page.values("pk")))
    return with_open_alarms(named_claims(cut))


def claim_file(claim: Claim) -> ClaimFile:
    """Everything about a claim: eleven queries."""
    alarms = claim.alarms.select_related("decided_by")
    return ClaimFile(
        claim=claim,
        lines=list(
            claim.lines.select_related(
                "part",
                "component",
                "overridden_by",
                "added_by",
                "supplier_claim__supplier",
            )
        ),
        diagnoses=list(
            claim.diagnoses.select_related("symptom", "cause", "component", "found_by")
        ),
        quotes=list(claim.quotes.select_related("sent_by", "answered_by")),
        repairs=list(claim.repairs.select_related("technician", "fix")),
        tests=list(claim.tests.select_related("tested_by")),
        lendings=list(
            claim.lendings.select_related(
                "loaner__unit__product", "lent_by", "taken_by"
            )
        ),
        alarms=list(alarms),
        appeals=list(claim.appeals.select_related("decided_by")),
        steps=list(claim.steps.select_related("actor_user").order_by("number")),
        kept={one.subject_id: one for one in reservations_about(ref(claim))},
        payments=payments_of(ref(claim)),
    )


def others_of_unit(claim: Claim, user: User) -> list[Claim]:
    """The other claims of the thing that `user` may see, the newest first."""
    found = Claim.objects.visible_to(user).filter(unit=claim.unit_id)
    rows = found.exclude(pk=claim.pk).select_related("symptom").order_by("-id")
    return list(rows[:OTHERS_SHOWN])


def claims_of_ticket(ticket: Ticket) -> list[Claim]:
    """The claims of a ticket and of those that go on in it, for whoever sees the ticket;
    one query."""
    own = Ticket.objects.filter(Q(pk=ticket.pk) | Q(merged_into=ticket)).order_by()
    rows = Claim.objects.filter(ticket__in=own).select_related("symptom")
    return list(rows.order_by("-id"))


def people_at_the_bench() -> QuerySet[User]:
    """Everybody who may be given a claim to repair."""
    needed = Capability.REPAIR_CLAIM
    roles = [role for role, held in ROLE_CAPABILITIES.items() if needed in held]
    people: QuerySet[User] = User.objects.filter(
        kind=UserKind.STAFF, is_active=True, role__in=roles
    )
    return people.order_by("name")


def etas_of(claims: Iterable[Claim]) -> dict[int, Reservation]:
    """What each claim waits for longest, by the claim's key; one query."""
    keys = {str(one.pk) for one in claims}
    label = Claim._meta.label_lower
    rows = Reservation.objects.waiting().filter(about_type=label, about_id__in=keys)
    found: dict[int, Reservation] = {}
    for row in rows.select_related("part").order_by("eta_on"):
        known = found.get(int(row.about_id))
        if (
            known is None
            or row.eta_on is None
            or (known.eta_on is not None and row.eta_on > known.eta_on)
        ):
            found[int(row.about_id)] = row
    return found


def with_open_alarms(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """Claims with the entitlements that nobody decided, one more query."""
    rows = EntitlementAlarm.objects.filter(decision="")
    return claims.prefetch_related(Prefetch("alarms", rows, to_attr="undecided"))


def needs_an_offer(claim: Claim, eta: Reservation | None, at: datetime) -> bool:
    """Whether the promise ends tomorrow or sooner and no part will be there by then: the
    time to offer a loaner or another thing."""
    if claim.status != ClaimStatus.WAITING_PART or claim.promised_at is None:
        return False
    last_day = localdate(claim.promised_at)
    if last_day > localdate(at) + timedelta(days=1):
        return False
    return eta is None or eta.eta_on is None or eta.eta_on >= last_day
