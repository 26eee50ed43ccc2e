"""Claims changed by several people at once, on real connections."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from threading import Barrier
from typing import Any

import pytest

from foundation.accounts.enums import Role
from foundation.core.actor import SYSTEM
from foundation.payments.models import Payment
from intake.enums import PaperSize
from parts.enums import LocationKind, ReservationState
from parts.models import Part, Reservation, StockMove
from parts.replay import replay_stock
from tests.factories import claims as make
from tests.factories.claims import NOON, PROMISED
from tests.factories.parts import (
    LocationFactory,
    OfferFactory,
    PartFactory,
    stocked,
)
from tests.factories.warranty import component, covered_unit
from tests.sessions import all_at_once
from warranty.actions.claims import (
    approving,
    diagnosing,
    lines,
    opening,
    quoting,
    receiving,
    repairing,
    returning,
)
from warranty.claim_enums import ClaimStatus, ConsentVia, LineKind
from warranty.models import Claim, ClaimStep, CoverageEvent
from warranty.replay import replay_coverage

pytestmark = pytest.mark.django_db(transaction=True)

BY: dict[str, Any] = {"actor": SYSTEM, "at": NOON}


def refusals(outcomes: list[object]) -> list[str]:
    return sorted(
        type(each).__name__ for each in outcomes if isinstance(each, Exception)
    )


def at_once(job: Callable[[], object], times: int = 2) -> list[str]:
    return refusals(all_at_once(*[job] * times))


def numbers(claim: Claim) -> list[int]:
    return list(ClaimStep.objects.filter(claim=claim).values_list("number", flat=True))


@pytest.fixture
def priced() -> Claim:
    unit = covered_unit(delivered_at=datetime(2020, 1, 5, 3, tzinfo=UTC))
    claim = make.diagnosed(make.on_bench(make.received(make.submitted(unit))))
    make.labour(claim)
    claim.refresh_from_db()
    return claim


def test_the_same_fault_claimed_twice_at_once_is_one_claim() -> None:
    unit = covered_unit()
    tickets = [make.ticket_about(unit), make.ticket_about(unit)]
    ask = opening.ClaimOpening(unit=unit, symptom=make.fault())

    outcomes = all_at_once(
        *[lambda each=each: opening.submit_new(each, ask, **BY) for each in tickets]
    )

    assert refusals(outcomes) == ["ClaimOpenError"]
    assert Claim.objects.count() == 1


def test_received_by_two_at_once_it_comes_in_once() -> None:
    claim = make.submitted()

    assert at_once(
        lambda: receiving.receive_claim(claim, promised_at=PROMISED, **BY)
    ) == ["TransitionError"]
    assert CoverageEvent.objects.filter(kind="paused").count() == 1


def test_a_quote_accepted_and_declined_at_once_has_one_answer(priced: Claim) -> None:
    quote = quoting.send_quote(priced, sender=None, **BY)

    outcomes = all_at_once(
        lambda: quoting.accept_quote(quote, via=ConsentVia.LINK, **BY),
        lambda: quoting.decline_quote(quote, via=ConsentVia.PORTAL, **BY),
    )

    assert refusals(outcomes) == ["QuoteOverError"]


def test_a_quote_sent_by_two_at_once_is_one(priced: Claim) -> None:
    assert at_once(lambda: quoting.send_quote(priced, sender=None, **BY)) == [
        "TransitionError"
    ]
    assert priced.quotes.count() == 1


def test_a_quote_answered_while_it_expires_has_one_end(priced: Claim) -> None:
    quote = quoting.send_quote(priced, sender=None, **BY)

    all_at_once(
        lambda: quoting.accept_quote(quote, via=ConsentVia.LINK, **BY),
        lambda: quoting.expire_quotes(at=quote.valid_until),
    )
    priced.refresh_from_db()
    quote.refresh_from_db()

    ends = {"accepted": ClaimStatus.APPROVED, "expired": ClaimStatus.DIAGNOSING}
    assert priced.status == ends[quote.state]


def test_guesses_at_once_count_every_one(priced: Claim) -> None:
    quote = quoting.send_quote(priced, sender=None, **BY)

    assert len(at_once(lambda: quoting.check_code(quote, "AAAAAA"), 8)) == 8
    quote.refresh_from_db()
    assert quote.code_tries == 5


def test_a_line_added_while_it_is_approved_is_agreed_to_or_refused() -> None:
    claim = make.diagnosed()
    make.labour(claim)
    by = make.technician("dung@hongha.example", role=Role.LEAD)

    all_at_once(
        lambda: make.labour(claim, 4_000_000),
        lambda: approving.approve_repair(claim, approver=by, **BY),
    )
    claim.refresh_from_db()

    assert claim.house_total <= claim.approved_total
    assert numbers(claim) == list(range(1, len(numbers(claim)) + 1))


def two_that_turn_out_to_be_one() -> list[Callable[[], object]]:
    """Two claims of one unit, diagnosed at once as the same sort of fault."""
    unit, same = covered_unit(), make.fault("khet", family="chay")
    found = diagnosing.Finding(same, make.cause())
    claims = [
        make.on_bench(make.received(make.submitted(unit, symptom=each)))
        for each in (make.fault(), make.fault("ro", family="nuoc"))
    ]
    return [
        partial(diagnosing.write_diagnosis, each, found, finder=None, **BY)
        for each in claims
    ]


def test_two_claims_are_not_found_to_be_about_one_fault_at_once() -> None:
    jobs = two_that_turn_out_to_be_one()

    assert refusals(all_at_once(*jobs)) == ["ClaimOpenError"]


def test_without_the_lock_of_the_unit_the_second_finding_is_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    jobs, both = two_that_turn_out_to_be_one(), Barrier(2)
    checked = diagnosing._check_codes

    def check_together(*given: Any) -> None:
        checked(*given)
        both.wait(timeout=30)

    monkeypatch.setattr(diagnosing, "locked", lambda row: row)
    monkeypatch.setattr(diagnosing, "_check_codes", check_together)

    assert refusals(all_at_once(*jobs)) == ["IntegrityError"]


def test_a_test_by_two_at_once_is_one() -> None:
    tester = make.technician("hau@hongha.example", name="Cao Văn Hậu")
    claim = make.in_test()

    assert at_once(
        lambda: repairing.try_repair(claim, has_passed=True, tester=tester, **BY)
    ) == ["TransitionError"]


def test_handed_back_at_two_counters_at_once_it_leaves_once() -> None:
    tester = make.technician("hau@hongha.example", name="Cao Văn Hậu")
    claim = repairing.try_repair(make.in_test(), has_passed=True, tester=tester, **BY)

    assert at_once(lambda: returning.hand_back(claim, identity="CCCD", **BY)) == [
        "TransitionError"
    ]
    assert CoverageEvent.objects.filter(kind="resumed").count() == 1
    assert not [one for batch in replay_coverage() for one in batch.differences]


def test_withdrawn_while_it_is_taken_on_the_bench_it_is_one_of_both() -> None:
    claim = make.received()

    all_at_once(
        lambda: returning.withdraw_claim(claim, note="", **BY),
        lambda: diagnosing.begin_diagnosis(claim, **BY),
    )
    claim.refresh_from_db()

    assert claim.status in {ClaimStatus.READY, ClaimStatus.DIAGNOSING}
    assert not Payment.objects.exists()


# --- the last part


def part_claims(n_stock: int) -> list[Claim]:
    """Two approved-to-be claims of two units that need the same part."""
    motor = component("mo-to")
    part = PartFactory(component=motor, price=500_000)
    OfferFactory(part=part)
    LocationFactory(kind=LocationKind.DEFECTIVE)
    store = LocationFactory()
    stocked(part, store, n_stock)
    return [needing(part, "NM95-2409-000001"), needing(part, "NM95-2409-000002")]


def needing(part: Part, serial: str) -> Claim:
    """A claim whose repair needs a part."""
    claim = make.received(make.submitted(covered_unit(serial)))
    claim = make.diagnosed(make.on_bench(claim), component=part.component)
    new = lines.NewLine(LineKind.PART, part=part)
    lines.add_line(claim, new, adder=None, **BY)
    return claim


def test_two_technicians_want_the_last_part_and_one_gets_it() -> None:
    claims = part_claims(1)
    by = make.technician("dung@hongha.example", role=Role.LEAD)

    outcomes = all_at_once(
        *[
            lambda each=each: approving.approve_repair(each, approver=by, **BY)
            for each in claims
        ]
    )

    assert refusals(outcomes) == []
    states = sorted(Claim.objects.values_list("status", flat=True))
    assert states == [ClaimStatus.APPROVED, ClaimStatus.WAITING_PART]
    kept = sorted(Reservation.objects.values_list("state", flat=True))
    assert kept == [ReservationState.HELD, ReservationState.WAITING]
    assert not [one for batch in replay_stock() for one in batch.differences]


def test_a_part_put_in_by_two_at_once_is_used_once() -> None:
    claim = part_claims(2)[0]
    by = make.technician("dung@hongha.example", role=Role.LEAD)
    claim = approving.approve_repair(claim, approver=by, **BY)
    claim = make.in_repair(make.answered_loaner(claim))
    line = claim.lines.get()

    assert at_once(lambda: repairing.use_part(line, repairing.Fitting(), **BY)) == [
        "LineError"
    ]
    assert StockMove.objects.filter(reason="consumed").count() == 1


def test_copies_of_a_receipt_printed_at_once_have_numbers_of_their_own() -> None:
    claim = make.received(make.submitted(covered_unit()))

    copies = all_at_once(
        *[lambda: receiving.note_reprint(claim, paper=PaperSize.A5, **BY)] * 3
    )

    assert sorted(map(str, copies)) == ["2", "3", "4"]
