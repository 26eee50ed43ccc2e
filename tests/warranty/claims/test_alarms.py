"""What the law gives a customer opens by itself, and nobody can hide it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from catalog.models import Unit
from foundation.accounts.models import User
from foundation.core.actor import SYSTEM
from foundation.core.errors import TransitionError
from foundation.notifications.models import Notice, OutgoingMessage
from foundation.payments.models import Payment
from tests.factories.claims import (
    NOON,
    PROMISED,
    approved,
    diagnosed,
    fault,
    fix,
    in_repair,
    in_test,
    on_bench,
    received,
    submitted,
    technician,
)
from tests.factories.remedies import by, decider, rejected
from tests.factories.warranty import covered_unit
from warranty.actions.claims import alarms
from warranty.actions.claims.alarms import (
    decide_alarm,
    look_for_overdue,
    remind_alarms,
)
from warranty.actions.claims.receiving import book_visit, promise_again
from warranty.actions.claims.refunding import decide_refund
from warranty.actions.claims.repairing import finish_repair, try_repair
from warranty.actions.claims.replacing import decide_replace
from warranty.actions.claims.returning import hand_back, withdraw_claim
from warranty.claim_enums import AlarmDecision, AlarmKind, ClaimStatus
from warranty.claim_errors import ClaimNoteError
from warranty.models import Claim, ClaimTerms, EntitlementAlarm, Repair
from warranty.remedy_errors import (
    AlarmDecidedError,
    CeilingNeededError,
    CustomerWordError,
    NotYoursToDecideError,
)

pytestmark = pytest.mark.django_db

LATE = PROMISED + timedelta(minutes=1)


def overdue(claim: Claim | None = None) -> EntitlementAlarm:
    claim = claim or diagnosed()
    look_for_overdue(LATE)
    return EntitlementAlarm.objects.get(claim=claim, kind=AlarmKind.OVERDUE)


def decide(
    alarm: EntitlementAlarm, decision: AlarmDecision, **words: Any
) -> EntitlementAlarm:
    who = decider()
    values = {"note": "Khách chọn vậy", "decider": who, **by(who), **words}
    return decide_alarm(alarm, decision=decision, **values)


def tried(claim: Claim, *, has_passed: bool) -> Claim:
    tester = technician("an@hongha.example")
    return try_repair(claim, has_passed=has_passed, tester=tester, **by(tester))


def repaired_once(unit: Unit) -> Claim:
    claim = on_bench(received(submitted(Unit.objects.get(pk=unit.pk))))
    claim = tried(in_test(in_repair_of(claim)), has_passed=True)
    return hand_back(claim, identity="CCCD", actor=SYSTEM, at=NOON)


def in_repair_of(claim: Claim) -> Claim:
    return in_repair(approved(diagnosed(claim)))


def again(unit: Unit) -> Claim:
    return submitted(Unit.objects.get(pk=unit.pk))


def finish(claim: Claim) -> Claim:
    return finish_repair(claim, fix=fix(), **by(technician()))


def test_the_day_of_the_receipt_passes_and_the_customer_is_told() -> None:
    alarm = overdue()

    assert alarm.due_at == LATE + timedelta(days=3)
    letter = OutgoingMessage.objects.get(template="claim-entitlement")
    assert letter.context["promised"] == "27/11/2026"
    assert letter.context["kind"] == "overdue"


def test_owner_and_leads_are_told(lead_user: User, agent_user: User) -> None:
    claim = diagnosed()
    ticket = claim.ticket
    ticket.assignee, ticket.team = agent_user, agent_user.team
    ticket.save()

    overdue(claim)

    told = Notice.objects.filter(kind="claim-alarm").values_list("user", flat=True)
    assert set(told) == {lead_user.pk, agent_user.pk}


def test_those_who_decide_are_told_at_once() -> None:
    judge = decider()

    overdue()

    assert Notice.objects.filter(kind="claim-alarm", user=judge).exists()


def test_a_visit_is_late_when_its_day_is_over() -> None:
    visit_at = NOON + timedelta(hours=1)
    claim = book_visit(submitted(), visit_at=visit_at, actor=SYSTEM, at=NOON)
    on_bench(claim, at=visit_at)

    assert look_for_overdue(visit_at + timedelta(hours=2)) == 0
    assert look_for_overdue(visit_at + timedelta(days=1)) == 1


def test_another_thing_under_way_is_late_for_nothing() -> None:
    who = decider()
    decide_replace(diagnosed(), note="Hết linh kiện", decider=who, **by(who))

    assert look_for_overdue(LATE) == 0


def test_it_opens_once_however_often_somebody_looks() -> None:
    claim = received()

    assert look_for_overdue(PROMISED) == 0
    assert look_for_overdue(LATE) == 1
    assert look_for_overdue(LATE) == 0
    assert claim.alarms.count() == 1


def test_another_promise_does_not_stop_it() -> None:
    claim = received()
    promise_again(
        claim,
        promised_at=PROMISED + timedelta(days=30),
        note="Chờ hàng",
        actor=SYSTEM,
        at=NOON,
    )

    assert look_for_overdue(LATE) == 1


def test_what_is_ready_or_refused_is_not_late() -> None:
    tried(in_test(), has_passed=True)
    rejected(on_bench(received(submitted(covered_unit("NM-2")))))

    assert look_for_overdue(LATE) == 0


def test_the_law_is_about_repairs_under_warranty() -> None:
    claim = received()
    Claim.objects.filter(pk=claim.pk).update(verdict="out")

    assert look_for_overdue(LATE) == 0


def test_nobody_deletes_it() -> None:
    alarm = overdue()

    with pytest.raises(DatabaseError), transaction.atomic():
        alarm.delete()


def test_days_to_decide_are_what_the_house_says() -> None:
    ClaimTerms.objects.create(pk=1, decision_days=1)

    assert overdue().due_at == LATE + timedelta(days=1)


def test_three_services_without_a_fix_open_it_at_the_next_claim() -> None:
    unit = covered_unit()
    repaired_once(unit)
    repaired_once(unit)
    third = repaired_once(unit)
    assert third.alarms.count() == 0

    fourth = submitted(Unit.objects.get(pk=unit.pk))

    assert fourth.alarms.get().kind == AlarmKind.THIRD_REPAIR
    assert fourth.attempt_no == 4


def test_two_services_are_not_three() -> None:
    unit = covered_unit()
    repaired_once(unit)
    repaired_once(unit)

    assert submitted(Unit.objects.get(pk=unit.pk)).alarms.count() == 0


def test_another_fault_is_counted_apart() -> None:
    unit = covered_unit()
    for_each = [repaired_once(unit) for _ in range(3)]
    other = fault("keu-to", family="tieng-on", name="Kêu to")

    claim = submitted(Unit.objects.get(pk=unit.pk), symptom=other)

    assert len(for_each) == 3
    assert claim.alarms.count() == 0


def test_what_was_taken_back_was_no_service() -> None:
    unit = covered_unit()
    repaired_once(unit)
    repaired_once(unit)
    claim = in_test(in_repair_of(on_bench(received(again(unit)))))
    Claim.objects.filter(pk=claim.pk).update(status=ClaimStatus.IN_REPAIR)
    claim = withdraw_claim(claim, note="Không chờ nữa", actor=SYSTEM, at=NOON)
    hand_back(claim, identity="CCCD", actor=SYSTEM, at=NOON)

    assert again(unit).alarms.count() == 0


def test_repairs_that_nobody_covered_are_not_counted() -> None:
    unit = covered_unit()
    for_each = [repaired_once(unit) for _ in range(3)]
    Repair.objects.filter(claim__in=for_each[:1]).update(is_covered=False)

    assert again(unit).alarms.count() == 0


def test_the_third_failed_test_of_one_claim_opens_it() -> None:
    claim = tried(in_test(), has_passed=False)
    claim = tried(finish(claim), has_passed=False)
    assert claim.alarms.count() == 0

    claim = tried(finish(claim), has_passed=False)

    assert claim.alarms.get().kind == AlarmKind.THIRD_REPAIR


def test_another_thing_is_decided_and_done() -> None:
    alarm = decide(overdue(), AlarmDecision.REPLACE)

    alarm.claim.refresh_from_db()
    assert alarm.claim.status == ClaimStatus.REPLACING
    assert (alarm.decision, alarm.decided_by) == (AlarmDecision.REPLACE, decider())


def test_money_back_is_all_that_was_paid() -> None:
    decide(overdue(), AlarmDecision.REFUND)

    assert Payment.objects.get().amount == 8_990_000


def test_without_a_receipt_the_sum_is_named() -> None:
    unit = covered_unit()
    unit.purchase_line = None
    unit.save()
    alarm = overdue(on_bench(received(submitted(unit))))

    with pytest.raises(CeilingNeededError):
        decide(alarm, AlarmDecision.REFUND)
    decide(alarm, AlarmDecision.REFUND, amount=4_000_000)

    assert Payment.objects.get().amount == 4_000_000


def test_what_nobody_looked_at_yet_is_replaced_all_the_same() -> None:
    alarm = decide(overdue(received()), AlarmDecision.REPLACE)

    alarm.claim.refresh_from_db()
    assert alarm.claim.status == ClaimStatus.REPLACING


def test_going_on_takes_the_word_of_the_customer() -> None:
    alarm = overdue()

    with pytest.raises(CustomerWordError):
        decide(alarm, AlarmDecision.GO_ON, note="")
    decide(alarm, AlarmDecision.GO_ON, note="Chị Hà đồng ý chờ, gọi 16:00")

    alarm.claim.refresh_from_db()
    assert alarm.claim.status == ClaimStatus.DIAGNOSING
    assert look_for_overdue(LATE + timedelta(days=30)) == 0


def test_the_customer_reads_that_they_let_us_go_on() -> None:
    decide(overdue(), AlarmDecision.GO_ON)

    letter = OutgoingMessage.objects.get(template="claim-goes-on")
    assert letter.context["promised"] == "27/11/2026"


def test_a_day_that_is_over_is_not_promised_again() -> None:
    alarm = overdue()

    decide(alarm, AlarmDecision.GO_ON, at=LATE)

    letter = OutgoingMessage.objects.get(template="claim-goes-on")
    assert letter.context["promised"] == ""


def test_a_new_day_that_passes_opens_it_again() -> None:
    alarm = decide(overdue(), AlarmDecision.GO_ON)
    day = LATE + timedelta(days=5)
    words: dict[str, Any] = {"note": "Linh kiện về", "actor": SYSTEM, "at": LATE}
    promise_again(alarm.claim, promised_at=day, **words)

    assert look_for_overdue(day) == 0
    assert look_for_overdue(day + timedelta(minutes=1)) == 1
    assert look_for_overdue(day + timedelta(days=1)) == 0
    letters = OutgoingMessage.objects.filter(template="claim-entitlement")
    assert letters.latest("pk").context["promised"] == "02/12/2026"


def test_a_service_more_that_does_not_help_opens_it_again() -> None:
    claim = tried(in_test(), has_passed=False)
    claim = tried(finish(tried(finish(claim), has_passed=False)), has_passed=False)
    decide(claim.alarms.get(), AlarmDecision.GO_ON)
    who = technician()
    done = finish_repair(claim, fix=fix(), actor=by(who)["actor"], at=LATE)

    tried(done, has_passed=False)

    assert claim.alarms.filter(decision="").get().kind == AlarmKind.THIRD_REPAIR


def test_a_remedy_answers_what_the_law_gives() -> None:
    alarm, who = overdue(), decider()

    decide_replace(alarm.claim, note="Đổi máy mới", decider=who, **by(who))

    alarm.refresh_from_db()
    assert (alarm.decision, alarm.note) == (AlarmDecision.REPLACE, "Đổi máy mới")
    assert alarm.decided_by == who


def test_one_decision_answers_both_kinds() -> None:
    alarm = overdue()
    other = EntitlementAlarm.objects.create(
        claim=alarm.claim, kind=AlarmKind.THIRD_REPAIR, opened_at=LATE, due_at=LATE
    )

    decide(alarm, AlarmDecision.REFUND)

    other.refresh_from_db()
    assert other.decision == AlarmDecision.REFUND


def test_what_is_being_replaced_is_not_gone_on_with_nor_paid_back_twice() -> None:
    who = decider()
    claim = decide_replace(diagnosed(), note="Đổi", decider=who, **by(who))
    alarm = EntitlementAlarm.objects.create(
        claim=claim, kind=AlarmKind.OVERDUE, opened_at=LATE, due_at=LATE
    )

    with pytest.raises(TransitionError):
        decide(alarm, AlarmDecision.GO_ON)
    decide(alarm, AlarmDecision.REPLACE)

    claim.refresh_from_db()
    assert claim.status == ClaimStatus.REPLACING


def test_no_thing_to_give_the_money_goes_back() -> None:
    alarm, who = overdue(), decider()
    claim = decide_replace(alarm.claim, note="Đổi", decider=who, **by(who))

    words: dict[str, Any] = {"amount": 8_990_000, "note": "Hết hàng", "decider": who}
    claim = decide_refund(claim, **words, **by(who))

    assert claim.status == ClaimStatus.REFUNDING


def test_what_is_ready_needs_no_letter_that_we_go_on() -> None:
    alarm = overdue(in_test())
    tried(alarm.claim, has_passed=True)

    decide(alarm, AlarmDecision.GO_ON)

    assert not OutgoingMessage.objects.filter(template="claim-goes-on").exists()


def test_a_decision_has_a_reason_and_is_a_managers() -> None:
    alarm, nobody = overdue(), technician()

    with pytest.raises(ClaimNoteError):
        decide(alarm, AlarmDecision.REPLACE, note="")
    with pytest.raises(NotYoursToDecideError):
        decide(alarm, AlarmDecision.REPLACE, decider=nobody)


def test_it_is_decided_once() -> None:
    alarm = decide(overdue(), AlarmDecision.REPLACE)

    with pytest.raises(AlarmDecidedError):
        decide(alarm, AlarmDecision.GO_ON)


def test_a_decision_that_cannot_be_done_is_not_taken() -> None:
    alarm = overdue(in_test())
    tried(alarm.claim, has_passed=True)

    with pytest.raises(TransitionError):
        decide(alarm, AlarmDecision.REPLACE)
    alarm.refresh_from_db()
    assert alarm.decision == ""


def test_one_that_nobody_decides_goes_to_the_managers_once(
    manager_user: User,
) -> None:
    alarm, who = overdue(), decider()

    assert remind_alarms(alarm.due_at - timedelta(minutes=1)) == 0
    assert remind_alarms(alarm.due_at) == 1
    assert remind_alarms(alarm.due_at + timedelta(hours=1)) == 0

    told = Notice.objects.filter(kind="claim-alarm-late")
    assert set(told.values_list("user", flat=True)) == {manager_user.pk, who.pk}
    assert told.count() == 2


def test_those_beyond_a_batch_are_told_of_by_the_next(
    manager_user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = diagnosed(on_bench(received(submitted(covered_unit("NM95-2409-000002")))))
    first, second = overdue(), overdue(other)
    late = max(first.due_at, second.due_at)

    monkeypatch.setattr(alarms, "BATCH", 1)
    assert [remind_alarms(late) for _ in range(3)] == [1, 1, 0]

    told = Notice.objects.filter(kind="claim-alarm-late", user=manager_user)
    assert told.count() == 2


def test_what_is_decided_escalates_no_more(manager_user: User) -> None:
    alarm = decide(overdue(), AlarmDecision.GO_ON)

    assert remind_alarms(alarm.due_at) == 0
