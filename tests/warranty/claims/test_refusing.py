"""Refusing a claim, and looking at the refusal again when the customer asks."""

from datetime import timedelta

import pytest

from customers.models import Customer
from foundation.core.actor import SYSTEM, customer_actor
from foundation.core.errors import TransitionError
from foundation.notifications.models import Notice, OutgoingMessage
from tests.factories.claims import (
    NOON,
    diagnosed,
    in_repair,
    labour,
    on_bench,
    submitted,
    technician as a_technician,
    ticket_about,
)
from tests.factories.remedies import by, decider, rejected
from tests.factories.tickets import TicketFactory
from tests.factories.warranty import covered_unit, published
from warranty.actions.claims.opening import ClaimOpening, submit_new
from warranty.actions.claims.refusing import (
    appeal_claim,
    close_refused,
    decide_appeal,
    reject_claim,
)
from warranty.actions.claims.returning import close_claim, hand_back
from warranty.claim_enums import AppealState, ClaimOutcome, ClaimStatus, LineState
from warranty.claim_errors import ClaimNoteError, HandBackCodeError
from warranty.models import Appeal, Claim, CoverageEvent, Exclusion
from warranty.remedy_errors import (
    AppealDecidedError,
    ExclusionError,
    NotYoursToDecideError,
    ReasonError,
    SameDeciderError,
    ThingHereError,
)

pytestmark = pytest.mark.django_db


def appealed(claim: Claim | None = None) -> Appeal:
    claim = claim or rejected()
    customer = customer_actor(claim.ticket.customer_id)
    return appeal_claim(claim, words="Máy không hề ướt.", actor=customer, at=NOON)


def letter(template: str) -> OutgoingMessage:
    return OutgoingMessage.objects.filter(template=template).latest("pk")


def test_a_refusal_names_the_words_of_the_policy_it_rests_on() -> None:
    claim, who = on_bench(), decider()
    exclusion = Exclusion.objects.get()

    reject_claim(claim, exclusion=exclusion, note="", decider=who, **by(who))

    claim.refresh_from_db()
    assert (claim.status, claim.refused_by) == (ClaimStatus.REJECTED, exclusion)
    words = letter("claim-rejected").context
    assert words["reason"] == "Máy vào nước (N1)."
    assert words["version"] == "Bảo hành nha, 01/01/2025"
    assert len(words["code"]) == 6


def test_a_refusal_may_rest_on_words_alone() -> None:
    claim = rejected()

    assert claim.refusal == "Máy bị vào nước"
    assert letter("claim-rejected").context["reason"] == "Máy bị vào nước"


def test_a_refusal_says_why() -> None:
    who = decider()

    with pytest.raises(ReasonError):
        reject_claim(on_bench(), exclusion=None, note=" ", decider=who, **by(who))


def test_a_refusal_does_not_rest_on_another_version() -> None:
    claim, who = on_bench(), decider()
    other = published("khac")
    exclusion = Exclusion.objects.get(terms__version=other)

    with pytest.raises(ExclusionError):
        reject_claim(claim, exclusion=exclusion, note="x", decider=who, **by(who))


def test_a_technician_refuses_nothing() -> None:
    who = a_technician()

    with pytest.raises(NotYoursToDecideError):
        reject_claim(on_bench(), exclusion=None, note="x", decider=who, **by(who))


def test_what_was_planned_is_off_with_the_refusal() -> None:
    claim = diagnosed()
    line = labour(claim)

    claim = rejected(claim)

    line.refresh_from_db()
    assert line.state == LineState.CANCELLED
    assert (claim.customer_total, claim.house_total) == (0, 0)


def test_what_is_repaired_is_not_refused() -> None:
    claim, who = in_repair(), decider()

    with pytest.raises(TransitionError):
        reject_claim(claim, exclusion=None, note="x", decider=who, **by(who))


def test_a_refused_thing_goes_back_for_its_code_and_its_days_do_not_count() -> None:
    claim = rejected()
    code = letter("claim-rejected").context["code"]

    claim = hand_back(claim, code=code, actor=SYSTEM, at=NOON + timedelta(days=2))

    assert (claim.status, claim.outcome) == (ClaimStatus.CLOSED, ClaimOutcome.REJECTED)
    assert CoverageEvent.objects.get(kind="resumed").data["counts"] is False


def test_a_refused_thing_is_not_given_to_somebody_without_the_code() -> None:
    with pytest.raises(HandBackCodeError):
        hand_back(rejected(), code="ABC234", actor=SYSTEM, at=NOON)


def test_a_refused_claim_is_not_closed_while_the_thing_is_with_us() -> None:
    with pytest.raises(ThingHereError):
        close_claim(rejected(), staff=None, actor=SYSTEM, at=NOON)


def test_one_refused_before_it_came_closes_as_rejected() -> None:
    claim = rejected(submitted())

    claim = close_claim(claim, staff=None, actor=SYSTEM, at=NOON)

    assert (claim.status, claim.outcome) == (ClaimStatus.CLOSED, ClaimOutcome.REJECTED)
    assert letter("claim-rejected").context["code"] == ""


def test_nothing_is_handed_back_that_never_came() -> None:
    claim = rejected(submitted())

    with pytest.raises(TransitionError):
        hand_back(claim, identity="CCCD", actor=SYSTEM, at=NOON)


def test_one_refused_before_it_came_closes_by_itself_when_nobody_appeals() -> None:
    claim = rejected(submitted())

    assert close_refused(NOON + timedelta(days=13)) == 0
    assert close_refused(NOON + timedelta(days=14)) == 1
    assert close_refused(NOON + timedelta(days=14)) == 0
    claim.refresh_from_db()
    assert claim.outcome == ClaimOutcome.REJECTED


def test_what_goes_on_elsewhere_does_not_hold_up_the_end() -> None:
    """A case with an open part was merged into the claim's: it goes on without it."""
    claim = rejected(submitted())
    merged = TicketFactory(merged_into=claim.ticket)
    TicketFactory(parent=merged)

    assert close_refused(NOON + timedelta(days=14)) == 1

    claim.ticket.refresh_from_db()
    assert claim.ticket.status == "open"


def test_an_appeal_is_told_to_those_who_can_judge_it() -> None:
    refuser, other = decider(), decider("linh@hongha.example")

    appeal = appealed(rejected(who=refuser))

    assert appeal.claim.status == ClaimStatus.APPEALED
    assert list(Notice.objects.values_list("user", flat=True)) == [other.pk]


def test_an_appeal_has_words_and_follows_a_refusal(customer: Customer) -> None:
    claim = rejected()
    by_them = customer_actor(customer.pk)

    with pytest.raises(ClaimNoteError):
        appeal_claim(claim, words=" \n", actor=by_them, at=NOON)
    appealed(claim)
    with pytest.raises(TransitionError):
        appeal_claim(claim, words="Lần nữa", actor=by_them, at=NOON)


def test_whoever_refused_does_not_judge_the_appeal_while_somebody_else_can() -> None:
    refuser, other = decider(), decider("linh@hongha.example")
    appeal = appealed(rejected(who=refuser))

    with pytest.raises(SameDeciderError):
        decide_appeal(
            appeal, is_granted=False, answer="x", decider=refuser, **by(refuser)
        )
    claim = decide_appeal(
        appeal, is_granted=True, answer="Kiểm tra lại", decider=other, **by(other)
    )

    assert claim.status == ClaimStatus.DIAGNOSING


def test_a_house_with_one_manager_answers_all_the_same() -> None:
    refuser = decider()
    appeal = appealed(rejected(who=refuser))

    claim = decide_appeal(
        appeal, is_granted=False, answer="Đã xem lại", decider=refuser, **by(refuser)
    )

    assert claim.status == ClaimStatus.REJECTED


def test_a_granted_appeal_takes_the_refusal_back() -> None:
    judge = decider("linh@hongha.example")
    appeal = appealed(rejected())

    claim = decide_appeal(
        appeal, is_granted=True, answer="Kiểm tra lại", decider=judge, **by(judge)
    )

    assert (claim.refusal, claim.result, claim.code_digest) == ("", "", "")
    assert Appeal.objects.get().state == AppealState.GRANTED
    assert letter("appeal-decided").context["is_granted"] is True


def test_an_appeal_for_a_thing_that_never_came_waits_for_it_again() -> None:
    judge = decider("linh@hongha.example")
    appeal = appealed(rejected(submitted()))

    claim = decide_appeal(
        appeal, is_granted=True, answer="Mời mang tới", decider=judge, **by(judge)
    )

    assert claim.status == ClaimStatus.SUBMITTED


def test_an_upheld_refusal_has_a_new_code_and_may_be_appealed_again() -> None:
    judge = decider("linh@hongha.example")
    appeal = appealed(rejected())

    claim = decide_appeal(
        appeal, is_granted=False, answer="Có vết ố", decider=judge, **by(judge)
    )
    again = appealed(claim)

    assert again.number == 2
    assert letter("appeal-decided").context["answer"] == "Có vết ố"
    assert len(letter("appeal-decided").context["code"]) == 6


def test_an_appeal_is_answered_once_in_words_by_whoever_decides() -> None:
    judge, nobody = decider("linh@hongha.example"), a_technician()
    appeal = appealed(rejected())

    with pytest.raises(NotYoursToDecideError):
        decide_appeal(appeal, is_granted=True, answer="x", decider=nobody, **by(nobody))
    with pytest.raises(ClaimNoteError):
        decide_appeal(appeal, is_granted=True, answer="", decider=judge, **by(judge))
    decide_appeal(appeal, is_granted=True, answer="x", decider=judge, **by(judge))
    with pytest.raises(AppealDecidedError):
        decide_appeal(appeal, is_granted=True, answer="x", decider=judge, **by(judge))


def test_an_appeal_is_answered_and_not_passed_over_by_another_refusal() -> None:
    who = decider()
    claim = appealed(rejected()).claim

    with pytest.raises(TransitionError):
        reject_claim(claim, exclusion=None, note="x", decider=who, **by(who))


def test_after_a_refusal_ends_the_same_fault_may_be_claimed_again() -> None:
    unit = covered_unit()
    claim = rejected(submitted(unit))
    close_claim(claim, staff=None, actor=SYSTEM, at=NOON)

    again = submit_new(
        ticket_about(unit),
        ClaimOpening(unit=unit, symptom=claim.symptom),
        actor=SYSTEM,
        at=NOON,
    )

    assert again.attempt_no == 2
