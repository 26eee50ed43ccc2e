"""Whatever people do to claims, in any order: what may never be never is.

Random walks over the whole machine on the real database. Two of three steps get on with
the case as somebody at work would, the third is anything; what the rules refuse changes
nothing. A short run here; `make walks` runs five hundred.
"""

import os
from contextlib import suppress
from typing import ClassVar

import pytest
from django.db import transaction
from django.db.models import Count, F, Max, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from hypothesis import HealthCheck, Phase, settings, strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from catalog.enums import Whereabouts
from foundation.core.errors import DomainError
from parts.enums import ReservationState
from parts.models import Reservation, StockBalance, StockMove
from parts.replay import replay_stock
from tests.warranty.claims.walking import FORWARD, JOBS, World
from tests.warranty.claims.walking_remedies import DEEDS
from warranty.claim_enums import ClaimStatus, LineState, QuoteState
from warranty.claim_workflow import AT_WORK
from warranty.enums import CoverStatus
from warranty.models import (
    Claim,
    ClaimLine,
    GoodwillBudget,
    RepairQuote,
    UnitCover,
)
from warranty.replay import replay_coverage

pytestmark = pytest.mark.django_db

IS_SHORT = "CLAIM_WALKS" not in os.environ
ENDED = [ClaimStatus.RETURNED, ClaimStatus.CLOSED]
WALKS = int(os.environ.get("CLAIM_WALKS", "12"))
UNITS, NUMBERS = st.integers(0, 1), st.integers(0, 2)


class ClaimWalk(RuleBasedStateMachine):
    """One walk; everything it did is taken back at its end."""

    world: ClassVar[World]

    def __init__(self) -> None:
        super().__init__()
        self._undo = transaction.atomic()
        self._undo.__enter__()
        self.world.day = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self._undo.__exit__(None, None, None)

    @initialize(which=UNITS, number=NUMBERS)
    def begin(self, which: int, number: int) -> None:
        self._do("submit", which, number)

    @rule(which=UNITS, pick=st.integers(0, 5), number=NUMBERS)
    def get_on(self, which: int, pick: int, number: int) -> None:
        claim = Claim.objects.filter(unit=self.world.units[which]).order_by("-pk")
        status = claim.values_list("status", flat=True).first() or "closed"
        deeds = FORWARD[status]
        self._do(deeds[pick % len(deeds)], which, number)

    @rule(which=UNITS, pick=st.integers(0, 5), number=NUMBERS)
    def get_on_again(self, which: int, pick: int, number: int) -> None:
        self.get_on(which, pick, number)

    @rule(deed=st.sampled_from(DEEDS), which=UNITS, number=NUMBERS)
    def try_anything(self, deed: str, which: int, number: int) -> None:
        self._do(deed, which, number)

    def _do(self, deed: str, which: int, number: int) -> None:
        # A claim, quote or line that is not there yet is nothing to try.
        with suppress(DomainError, IndexError), transaction.atomic():
            JOBS[deed](self.world, which, number)

    @invariant()
    def what_is_closed_has_an_outcome_and_nothing_else_has_one(self) -> None:
        closed = Q(status=ClaimStatus.CLOSED)
        wrong = (closed & Q(outcome="")) | (~closed & ~Q(outcome=""))
        assert not Claim.objects.filter(
            wrong | (closed & Q(loaners_out__gt=0))
        ).exists()

    @invariant()
    def shares_add_up_to_prices_and_claims_to_their_lines(self) -> None:
        paid = F("customer_amount") + F("company_amount")
        whole = paid + F("brand_amount") + F("supplier_amount")
        assert not ClaimLine.objects.exclude(price=whole).exists()
        living = ~Q(lines__state=LineState.CANCELLED)
        sums = Claim.objects.annotate(
            own=Sum("lines__customer_amount", filter=living, default=0),
            price=Sum("lines__price", filter=living, default=0),
        )
        in_all = F("customer_total") + F("house_total")
        agreed = Q(customer_total=F("own")) & Q(price=in_all)
        assert not sums.exclude(agreed).exists()

    @invariant()
    def nobody_pays_for_work_they_did_not_agree_to(self) -> None:
        at_work = Claim.objects.filter(status__in=AT_WORK)
        over = Q(customer_total__gt=F("accepted_total"))
        unapproved = Q(house_total__gt=F("approved_total"))
        assert not at_work.filter(over | unapproved).exists()
        # Not by what the claim says of itself, but by what they answered.
        accepted = RepairQuote.objects.filter(state=QuoteState.ACCEPTED)
        agreed = accepted.filter(claim=OuterRef("pk")).order_by()
        most = agreed.values("claim").annotate(n=Max("customer_total")).values("n")
        said = Claim.objects.annotate(said=Coalesce(Subquery(most), 0))
        charged = Sum("lines__customer_amount", filter=Q(lines__state=LineState.DONE))
        done = said.annotate(charged=Coalesce(charged, 0))
        assert not said.filter(
            status__in=AT_WORK, customer_total__gt=F("said")
        ).exists()
        assert not done.filter(charged__gt=F("said")).exists()

    @invariant()
    def one_claim_is_open_for_a_unit_and_sort_of_fault(self) -> None:
        open_ = Claim.objects.open().order_by()
        several = open_.values("unit", "family").annotate(n=Count("pk"))
        assert not several.filter(n__gt=1).exists()

    @invariant()
    def stock_is_what_its_moves_say_and_never_less_than_nothing(self) -> None:
        found = [d for piece in replay_stock() for d in piece.differences]
        assert not found
        below = Q(on_hand__lt=0) | Q(reserved__lt=0) | Q(reserved__gt=F("on_hand"))
        assert not StockBalance.objects.filter(below).exists()

    @invariant()
    def a_loaner_is_with_one_customer_and_no_claim_forgets_it(self) -> None:
        out = Count("lendings", filter=Q(lendings__returned_at=None))
        counted = Claim.objects.annotate(out=out)
        assert not counted.exclude(out=F("loaners_out")).exists()

    @invariant()
    def goodwill_stays_within_its_budget(self) -> None:
        given = ClaimLine.objects.aggregate(all=Sum("goodwill", default=0))["all"]
        spent = GoodwillBudget.objects.aggregate(all=Sum("spent", default=0))["all"]
        assert given <= spent or spent == 0

    @invariant()
    def every_part_put_in_was_kept_first(self) -> None:
        used = Reservation.objects.filter(state=ReservationState.CONSUMED)
        assert StockMove.objects.filter(reason="consumed").count() == used.count()

    @invariant()
    def nothing_is_kept_for_work_that_is_not_to_be_done(self) -> None:
        planned = ClaimLine.objects.filter(state=LineState.PLANNED)
        planned = planned.exclude(claim__status__in=[ClaimStatus.READY, *ENDED])
        wanted = {str(pk) for pk in planned.values_list("pk", flat=True)}
        kept = Reservation.objects.live().values_list("subject_id", flat=True)
        assert set(kept) <= wanted

    @invariant()
    def a_cover_stands_still_while_its_thing_is_with_us(self) -> None:
        with_us = Claim.objects.filter(received_at__isnull=False, returned_at=None)
        with_us = with_us.exclude(status=ClaimStatus.CLOSED)
        # What is given instead begins when it is fetched.
        given = Claim.objects.exclude(status__in=ENDED).exclude(replacement=None)
        things = set(with_us.values_list("unit", flat=True))
        things |= set(given.values_list("replacement", flat=True))
        paused = UnitCover.objects.filter(status=CoverStatus.PAUSED)
        live = UnitCover.objects.filter(status=CoverStatus.LIVE)
        assert set(paused.values_list("unit", flat=True)) <= things
        # What was paid back is nobody's to count for, while a loaner keeps its claim open.
        theirs = with_us.exclude(unit__whereabouts=Whereabouts.BLOCKED)
        assert not live.filter(unit__in=theirs.values("unit")).exists()

    @invariant()
    def every_step_is_written_down_in_order(self) -> None:
        counted = Claim.objects.annotate(n=Count("steps"))
        assert not counted.exclude(n=F("n_steps")).exists()


def test_walks() -> None:
    ClaimWalk.world = World()
    how = settings(
        max_examples=WALKS,
        # The short run is the same every time; the long one looks for something new.
        derandomize=IS_SHORT,
        stateful_step_count=40,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        # A walk that fails is printed as it is; shrinking one takes minutes.
        phases=[Phase.generate],
    )
    run_state_machine_as_test(ClaimWalk, settings=how)

    found = [one for batch in replay_coverage() for one in batch.differences]
    assert not found
