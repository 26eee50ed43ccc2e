"""From the customer's word to the hand-back: what each step needs, refuses and leaves."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from catalog.actions.owners import block_unit
from catalog.enums import BlockReason
from catalog.errors import UnitBlockedError
from foundation.accounts.enums import Role
from foundation.accounts.models import User
from foundation.core.actor import SYSTEM, customer_actor, staff_actor
from foundation.core.errors import TransitionError
from foundation.events.models import Event
from foundation.notifications.models import OutgoingMessage
from foundation.payments.actions import settle
from foundation.payments.enums import Method
from foundation.payments.models import Payment
from tests.factories import claims as make
from tests.factories.accounts import StaffFactory
from tests.factories.claims import NOON, PROMISED
from tests.factories.warranty import component, cover, covered_unit, published
from tickets.enums import Outcome, TicketStatus, WaitReason
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
from warranty.claim_enums import (
    ClaimMode,
    ClaimOutcome,
    ClaimStatus,
    ConsentVia,
    LineKind,
    QuoteState,
)
from warranty.claim_errors import (
    ApprovalNeededError,
    ClaimNoteError,
    ClaimOpenError,
    ClaimUnitError,
    DiagnosisNeededError,
    HandBackCodeError,
    LinesFixedError,
    LoanerAnswerError,
    NothingToQuoteError,
    PromiseError,
    QuoteNeededError,
    QuoteOverError,
    SamePersonError,
    SymptomError,
    UnpaidError,
)
from warranty.errors import WrongCodeError
from warranty.models import Claim, ClaimStep

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(days=2)


@pytest.fixture
def tester() -> User:
    return make.technician("hau@hongha.example", name="Cao Văn Hậu")


def code_of(template: str) -> str:
    message = OutgoingMessage.objects.filter(template=template).latest("pk")
    return str(message.context["code"])


def verbs_of(claim: Claim) -> list[str]:
    return list(ClaimStep.objects.filter(claim=claim).values_list("verb", flat=True))


# --- opening


def test_a_claim_is_judged_by_the_version_of_its_day() -> None:
    version = published()
    claim = make.submitted()

    assert claim.number.startswith("BH-")
    assert (claim.status, claim.outcome) == (ClaimStatus.SUBMITTED, "")
    assert (claim.verdict, claim.version) == ("in", version)
    assert claim.judgement is not None
    assert verbs_of(claim) == ["claim.opened", "claim.submitted"]


def test_a_claim_without_cover_is_a_paid_repair_of_the_same_history() -> None:
    unit = covered_unit(delivered_at=datetime(2020, 1, 5, 3, tzinfo=UTC))
    claim = make.submitted(unit)

    assert claim.verdict == "out"


def test_the_same_form_twice_is_one_claim() -> None:
    unit = covered_unit()
    ticket = make.ticket_about(unit)
    ask = opening.ClaimOpening(unit=unit, symptom=make.fault(), client_key="k1")

    first = opening.submit_new(ticket, ask, actor=SYSTEM, at=NOON)
    again = opening.submit_new(ticket, ask, actor=SYSTEM, at=NOON)

    assert first == again


def test_one_open_claim_for_a_unit_and_sort_of_fault() -> None:
    claim = make.submitted()
    with pytest.raises(ClaimOpenError):
        make.submitted(claim.unit)
    other = make.submitted(claim.unit, symptom=make.fault("ro-nuoc", family="nuoc"))

    assert other.attempt_no == 1


def test_what_was_withdrawn_does_not_count_as_an_attempt() -> None:
    claim = make.submitted()
    returning.withdraw_claim(claim, note="", actor=SYSTEM, at=NOON)

    assert make.submitted(claim.unit).attempt_no == 1


def test_a_blocked_unit_gets_no_claim() -> None:
    unit = covered_unit()
    ticket = make.ticket_about(unit)
    block_unit(unit, BlockReason.STOLEN, actor=SYSTEM, at=NOON)
    ask = opening.ClaimOpening(unit=unit, symptom=make.fault())

    with pytest.raises(UnitBlockedError):
        opening.open_claim(ticket, ask, actor=SYSTEM, at=NOON)


def test_a_ticket_about_another_unit_is_refused() -> None:
    ask = opening.ClaimOpening(unit=covered_unit(), symptom=make.fault())
    ticket = make.ticket_about(covered_unit("NM95-2409-004999"))

    with pytest.raises(ClaimUnitError):
        opening.open_claim(ticket, ask, actor=SYSTEM, at=NOON)


def test_a_ticket_without_a_unit_is_about_it_from_now_on() -> None:
    unit = covered_unit()
    ticket = make.ticket_about(unit, unit=None)
    ask = opening.ClaimOpening(unit=unit, symptom=make.fault())

    opening.submit_new(ticket, ask, actor=SYSTEM, at=NOON)
    ticket.refresh_from_db()

    assert ticket.unit == unit


def test_a_cause_is_no_symptom() -> None:
    unit = covered_unit()
    ask = opening.ClaimOpening(unit=unit, symptom=make.cause())

    with pytest.raises(SymptomError):
        opening.open_claim(make.ticket_about(unit), ask, actor=SYSTEM, at=NOON)


# --- receiving


def test_the_receipt_names_a_day_and_the_cover_stands_still() -> None:
    claim = make.received()

    assert claim.status == ClaimStatus.RECEIVED
    assert claim.first_promised_at == PROMISED
    assert cover(claim.unit).in_shop_since == date(2026, 11, 20)


def test_nothing_is_received_without_a_day_to_come() -> None:
    claim = make.submitted()
    with pytest.raises(PromiseError):
        receiving.receive_claim(claim, promised_at=NOON, actor=SYSTEM, at=NOON)


def test_the_database_refuses_a_thing_with_us_without_a_receipt() -> None:
    claim = make.submitted()
    rows = Claim.objects.filter(pk=claim.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(status=ClaimStatus.DIAGNOSING)


def test_another_promise_takes_nothing_from_the_receipt() -> None:
    claim = make.received()
    later = PROMISED + timedelta(days=3)
    with pytest.raises(ClaimNoteError):
        receiving.promise_again(
            claim, promised_at=later, note=" ", actor=SYSTEM, at=NOON
        )
    claim = receiving.promise_again(
        claim, promised_at=later, note="Chờ hãng", actor=SYSTEM, at=NOON
    )

    assert (claim.promised_at, claim.first_promised_at) == (later, PROMISED)


def test_what_is_visited_is_repaired_at_home_until_it_is_taken_along() -> None:
    soon = NOON + timedelta(days=1)
    claim = receiving.book_visit(make.submitted(), visit_at=soon, actor=SYSTEM, at=NOON)
    assert claim.mode == ClaimMode.ONSITE

    assert make.received(claim).mode == ClaimMode.COUNTER


def test_a_unit_without_a_cover_is_received_all_the_same() -> None:
    unit = covered_unit()
    cover(unit).delete()
    claim = make.received(make.submitted(unit))

    assert claim.status == ClaimStatus.RECEIVED


# --- diagnosing and lines


def test_no_cause_means_no_fault_and_it_goes_back_for_nothing() -> None:
    claim = make.on_bench()
    with pytest.raises(DiagnosisNeededError):
        diagnosing.find_no_fault(claim, note="", actor=SYSTEM, at=NOON)
    finding = diagnosing.Finding(claim.symptom, None)
    diagnosing.write_diagnosis(claim, finding, finder=None, actor=SYSTEM, at=NOON)
    claim = diagnosing.find_no_fault(claim, note="Chạy tốt", actor=SYSTEM, at=NOON)

    assert (claim.status, claim.result) == (
        ClaimStatus.READY,
        ClaimOutcome.NO_FAULT_FOUND,
    )


def test_the_cover_decides_who_pays_each_line() -> None:
    motor = component("mo-to")
    published("nha", {"length": 24, "labour_percent": 50, "travel_percent": 0})
    claim = make.diagnosed(
        make.on_bench(make.received(make.submitted(covered_unit()))), component=motor
    )
    line = make.labour(claim, 301)
    claim.refresh_from_db()

    assert (line.percent, line.customer_amount, line.company_amount) == (50, 150, 151)
    assert (claim.customer_total, claim.house_total) == (150, 151)


def test_the_ways_of_covered_work_are_the_sellers() -> None:
    published("nha", {"length": 24, "travel_percent": 0})
    claim = make.diagnosed()
    new = lines.NewLine(LineKind.TRAVEL, name="Vận chuyển hai chiều", price=80_000)
    line = lines.add_line(claim, new, adder=None, actor=SYSTEM, at=NOON)

    assert (line.company_amount, line.customer_amount) == (80_000, 0)


def test_out_of_cover_everything_is_the_customers() -> None:
    unit = covered_unit(delivered_at=datetime(2020, 1, 5, 3, tzinfo=UTC))
    claim = make.diagnosed(make.on_bench(make.received(make.submitted(unit))))

    assert make.labour(claim).customer_amount == 300_000


def test_another_share_needs_a_reason() -> None:
    claim = make.diagnosed()
    line = make.labour(claim)
    boss = make.technician("dung@hongha.example", role=Role.LEAD)
    with pytest.raises(ClaimNoteError):
        lines.share_otherwise(
            line, percent=0, reason="", decider=boss, actor=SYSTEM, at=NOON
        )
    line = lines.share_otherwise(
        line, percent=0, reason="Rơi vỡ", decider=boss, actor=SYSTEM, at=NOON
    )

    assert (line.customer_amount, line.override_reason) == (300_000, "Rơi vỡ")


def test_lines_change_only_while_it_is_looked_at() -> None:
    claim = make.approved()
    with pytest.raises(LinesFixedError):
        make.labour(claim)


def test_the_database_adds_the_shares_up() -> None:
    line = make.labour(make.diagnosed())
    line.company_amount += 1
    with pytest.raises(IntegrityError), transaction.atomic():
        line.save()


# --- quoting


@pytest.fixture
def priced() -> Claim:
    unit = covered_unit(delivered_at=datetime(2020, 1, 5, 3, tzinfo=UTC))
    claim = make.diagnosed(make.on_bench(make.received(make.submitted(unit))))
    make.labour(claim)
    claim.refresh_from_db()
    return claim


def test_no_work_before_the_customer_agreed(priced: Claim) -> None:
    boss = make.technician("dung@hongha.example", role=Role.LEAD)
    with pytest.raises(QuoteNeededError):
        approving.approve_repair(
            priced, approver=boss, actor=staff_actor(boss.pk), at=NOON
        )
    rows = Claim.objects.filter(pk=priced.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(status=ClaimStatus.IN_REPAIR)


def test_a_quote_is_shown_accepted_and_lets_the_work_begin(priced: Claim) -> None:
    quote = quoting.send_quote(priced, sender=None, actor=SYSTEM, at=NOON)
    priced.refresh_from_db()
    priced.ticket.refresh_from_db()
    assert priced.status == ClaimStatus.AWAITING_CUSTOMER
    assert priced.ticket.wait_reason == WaitReason.CUSTOMER
    assert quote.lines[0]["customer_amount"] == 300_000

    claim = quoting.accept_quote(quote, via=ConsentVia.LINK, actor=SYSTEM, at=LATER)
    claim.ticket.refresh_from_db()

    assert (claim.status, claim.accepted_total) == (ClaimStatus.APPROVED, 300_000)
    assert claim.ticket.status == TicketStatus.OPEN


def test_a_quote_is_answered_once_and_in_its_time(priced: Claim) -> None:
    quote = quoting.send_quote(priced, sender=None, actor=SYSTEM, at=NOON)
    late = quote.valid_until
    with pytest.raises(QuoteOverError):
        quoting.accept_quote(quote, via=ConsentVia.LINK, actor=SYSTEM, at=late)
    quoting.accept_quote(quote, via=ConsentVia.LINK, actor=SYSTEM, at=LATER)
    with pytest.raises(QuoteOverError):
        quoting.decline_quote(quote, via=ConsentVia.LINK, actor=SYSTEM, at=LATER)


def test_a_declined_quote_costs_nothing(priced: Claim) -> None:
    quote = quoting.send_quote(priced, sender=None, actor=SYSTEM, at=NOON)
    claim = quoting.decline_quote(quote, via=ConsentVia.LINK, actor=SYSTEM, at=LATER)

    assert (claim.status, claim.result) == (
        ClaimStatus.READY,
        ClaimOutcome.RETURNED_UNREPAIRED,
    )
    assert claim.customer_total == 0
    assert not Payment.objects.exists()


def test_more_found_takes_the_quote_back(priced: Claim) -> None:
    quote = quoting.send_quote(priced, sender=None, actor=SYSTEM, at=NOON)
    make.on_bench(priced)
    quote.refresh_from_db()

    assert quote.state == QuoteState.WITHDRAWN
    with pytest.raises(QuoteOverError):
        quoting.accept_quote(quote, via=ConsentVia.LINK, actor=SYSTEM, at=LATER)


def test_a_quote_nobody_answers_is_over(priced: Claim) -> None:
    quote = quoting.send_quote(priced, sender=None, actor=SYSTEM, at=NOON)

    assert quoting.expire_quotes(at=LATER) == 0
    assert quoting.expire_quotes(at=quote.valid_until) == 1
    assert quoting.expire_quotes(at=quote.valid_until) == 0
    priced.refresh_from_db()
    assert priced.status == ClaimStatus.DIAGNOSING


def test_the_code_of_a_quote_is_tried_five_times(priced: Claim) -> None:
    quote = quoting.send_quote(priced, sender=None, actor=SYSTEM, at=NOON)
    code = code_of("repair-quote")
    quoting.check_code(quote, code.lower())
    for _ in range(4):
        with pytest.raises(WrongCodeError):
            quoting.check_code(quote, "AAAAAA")
    with pytest.raises(WrongCodeError):
        quoting.check_code(quote, code)


def test_a_covered_repair_needs_no_quote() -> None:
    claim = make.diagnosed()
    make.labour(claim)
    with pytest.raises(NothingToQuoteError):
        quoting.send_quote(claim, sender=None, actor=SYSTEM, at=NOON)


# --- approving


def test_a_technician_approves_up_to_their_limit() -> None:
    claim = make.diagnosed()
    make.labour(claim, 1_000_001)
    by = make.technician()
    with pytest.raises(ApprovalNeededError):
        approving.approve_repair(claim, approver=by, actor=SYSTEM, at=NOON)
    lead = StaffFactory(role=Role.LEAD)
    claim = approving.approve_repair(claim, approver=lead, actor=SYSTEM, at=NOON)

    assert (claim.approved_total, claim.approved_by) == (1_000_001, lead)


def test_what_was_approved_for_one_line_is_approved_for_no_other() -> None:
    claim = make.diagnosed()
    line = make.labour(claim, 1_000_001)
    lead, by = StaffFactory(role=Role.LEAD), make.technician()
    approving.approve_repair(claim, approver=lead, actor=SYSTEM, at=NOON)
    claim = make.on_bench(claim, by=by)

    lines.drop_line(line, actor=SYSTEM, at=NOON)
    make.labour(claim, 1_000_001)

    with pytest.raises(ApprovalNeededError):
        approving.approve_repair(claim, approver=by, actor=SYSTEM, at=NOON)


def test_nothing_is_approved_that_nobody_diagnosed() -> None:
    claim = make.on_bench()
    make.labour(claim)
    with pytest.raises(DiagnosisNeededError):
        approving.approve_repair(
            claim, approver=make.technician(), actor=SYSTEM, at=NOON
        )


# --- repair, test, hand-back


def test_no_depot_repair_before_the_loaner_question() -> None:
    claim = make.approved()
    Claim.objects.filter(pk=claim.pk).update(loaner_answer="")
    with pytest.raises(LoanerAnswerError):
        repairing.start_repair(claim, technician=None, actor=SYSTEM, at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(status=ClaimStatus.IN_REPAIR)


def test_whoever_repaired_it_does_not_test_it(tester: User) -> None:
    claim = make.in_test()
    with pytest.raises(SamePersonError):
        repairing.try_repair(
            claim, has_passed=True, tester=make.technician(), actor=SYSTEM, at=NOON
        )
    claim = repairing.try_repair(
        claim, has_passed=True, tester=tester, actor=SYSTEM, at=NOON
    )

    assert (claim.status, claim.result) == (ClaimStatus.READY, ClaimOutcome.REPAIRED)


def test_what_fails_its_test_goes_back_to_the_bench(tester: User) -> None:
    claim = repairing.try_repair(
        make.in_test(), has_passed=False, tester=tester, actor=SYSTEM, at=NOON
    )

    assert claim.status == ClaimStatus.IN_REPAIR
    assert claim.repairs.count() == 2


def test_handed_back_the_cover_is_longer_by_the_days_with_us(tester: User) -> None:
    unit = covered_unit()
    before = cover(unit).ends_on
    claim = make.in_test(
        make.in_repair(
            make.approved(
                make.diagnosed(make.on_bench(make.received(make.submitted(unit))))
            )
        )
    )
    repairing.try_repair(claim, has_passed=True, tester=tester, actor=SYSTEM, at=LATER)
    claim = returning.hand_back(
        claim, code=code_of("claim-ready"), actor=SYSTEM, at=LATER
    )
    claim.ticket.refresh_from_db()
    line = cover(unit).lines.get()

    assert (claim.status, claim.outcome) == (ClaimStatus.CLOSED, ClaimOutcome.REPAIRED)
    assert line.paused_days == 3
    assert cover(unit).ends_on > before
    assert claim.ticket.outcome == Outcome.SOLVED


def test_a_thing_nobody_fetches_counts_until_the_days_of_grace(tester: User) -> None:
    claim = make.in_test()
    repairing.try_repair(claim, has_passed=True, tester=tester, actor=SYSTEM, at=NOON)
    code = code_of("claim-ready")
    returning.hand_back(claim, code=code, actor=SYSTEM, at=NOON + timedelta(days=60))

    assert cover(claim.unit).lines.get().paused_days == 4


def test_nobody_gets_it_without_the_code_or_papers(tester: User) -> None:
    claim = make.in_test()
    repairing.try_repair(claim, has_passed=True, tester=tester, actor=SYSTEM, at=NOON)
    for _ in range(5):
        with pytest.raises(HandBackCodeError):
            returning.hand_back(claim, code="AAAAAA", actor=SYSTEM, at=NOON)
    with pytest.raises(HandBackCodeError):
        returning.hand_back(claim, code=code_of("claim-ready"), actor=SYSTEM, at=NOON)
    claim = returning.hand_back(
        claim, identity="CCCD của chủ máy", actor=SYSTEM, at=NOON
    )

    assert claim.status == ClaimStatus.CLOSED


def test_what_was_agreed_is_paid_before_it_leaves(priced: Claim, tester: User) -> None:
    quote = quoting.send_quote(priced, sender=None, actor=SYSTEM, at=NOON)
    claim = quoting.accept_quote(quote, via=ConsentVia.LINK, actor=SYSTEM, at=NOON)
    claim = make.in_test(make.in_repair(claim))
    claim = repairing.try_repair(
        claim, has_passed=True, tester=tester, actor=SYSTEM, at=NOON
    )
    code = code_of("claim-ready")
    with pytest.raises(UnpaidError):
        returning.hand_back(claim, code=code, actor=SYSTEM, at=NOON)
    clerk = StaffFactory(role=Role.CLERK)
    settle(
        Payment.objects.get(), method=Method.CASH, actor=staff_actor(clerk.pk), at=NOON
    )
    claim = returning.hand_back(claim, code=code, actor=SYSTEM, at=NOON)

    assert Payment.objects.get().amount == 300_000
    assert claim.outcome == ClaimOutcome.REPAIRED


def test_a_rejected_or_withdrawn_claim_adds_no_days() -> None:
    claim = make.on_bench()
    claim = returning.withdraw_claim(claim, note="", actor=SYSTEM, at=NOON)
    returning.hand_back(claim, code=code_of("claim-ready"), actor=SYSTEM, at=LATER)

    assert cover(claim.unit).lines.get().paused_days == 0


def test_withdrawn_before_it_came_it_is_over_at_once() -> None:
    claim = returning.withdraw_claim(
        make.submitted(), note="Máy chạy lại", actor=customer_actor(1), at=NOON
    )

    assert (claim.status, claim.outcome) == (ClaimStatus.CLOSED, ClaimOutcome.WITHDRAWN)


def test_a_closed_claim_moves_no_more() -> None:
    claim = returning.withdraw_claim(make.submitted(), note="", actor=SYSTEM, at=NOON)
    with pytest.raises(TransitionError):
        make.received(claim)


def test_every_step_is_told_with_the_words_kept_apart() -> None:
    claim = make.received()
    claim = receiving.promise_again(
        claim,
        promised_at=PROMISED + timedelta(days=1),
        note="Khách hẹn thứ Bảy",
        actor=SYSTEM,
        at=NOON,
    )
    event = Event.objects.get(verb="claim.promised")

    assert "Khách hẹn" not in str(event.data)
    assert claim.steps.get(verb="claim.promised").note == "Khách hẹn thứ Bảy"
