"""Decisions about claims taken by several people at once, on real connections.

Each has a twin without the lock, in which both read before either writes: what the
lock turns into a refusal is then an error of the database, or done twice.
"""

from collections.abc import Callable
from datetime import date, timedelta
from threading import Barrier
from types import ModuleType
from typing import Any

import pytest
from django.db import models

from catalog.actions import owners
from catalog.models import Unit
from foundation.core.actor import SYSTEM
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
    labour,
    on_bench,
    received,
    submitted,
)
from tests.factories.parts import SupplierFactory
from tests.factories.payments import paid
from tests.factories.remedies import budget, by, decider, loaner, on_shelf, rejected
from tests.factories.warranty import covered_unit
from tests.sessions import all_at_once
from warranty.actions.claims import (
    alarms,
    closing,
    gifts,
    goodwill,
    lines,
    loaners,
    recovery,
    refunding,
    refusing,
    repairing,
    replacing,
    supplier,
)
from warranty.actions.claims.receiving import promise_again
from warranty.claim_enums import (
    AlarmDecision,
    AlarmKind,
    AppealState,
    LoanerAnswer,
)
from warranty.claim_terms import APPEAL_WINDOW
from warranty.models import (
    Appeal,
    Claim,
    ClaimLine,
    EntitlementAlarm,
    GoodwillBudget,
    Lending,
    SupplierClaim,
    SupplierCover,
)

pytestmark = pytest.mark.django_db(transaction=True)

Jobs = list[Callable[[], object]]


def refusals(outcomes: list[object]) -> list[str]:
    return sorted(
        type(each).__name__ for each in outcomes if isinstance(each, Exception)
    )


def unlocked(monkeypatch: pytest.MonkeyPatch, module: ModuleType, *names: str) -> None:
    """Nobody holds a row, and both have read the claim before either writes."""
    both = Barrier(2)

    def read(row: models.Model) -> models.Model:
        return row.__class__._base_manager.get(pk=row.pk)

    def read_together(row: models.Model) -> models.Model:
        found = read(row)
        both.wait(timeout=30)
        return found

    monkeypatch.setattr(module, "held", read_together)
    for name in names:
        monkeypatch.setattr(module, name, read)


def two_refusals() -> Jobs:
    claim, who = on_bench(), decider()
    words: dict[str, Any] = {"exclusion": None, "note": "x", "decider": who, **by(who)}
    return [lambda: refusing.reject_claim(claim, **words)] * 2


def test_a_claim_is_refused_once() -> None:
    assert refusals(all_at_once(*two_refusals())) == ["TransitionError"]


def test_without_the_lock_a_second_refusal_is_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    jobs = two_refusals()
    unlocked(monkeypatch, refusing)

    assert refusals(all_at_once(*jobs)) == ["IntegrityError"]


def two_appeals() -> Jobs:
    claim = rejected()
    words: dict[str, Any] = {"words": "Không đúng", "actor": SYSTEM, "at": NOON}
    return [lambda: refusing.appeal_claim(claim, **words)] * 2


def test_one_appeal_is_open() -> None:
    assert refusals(all_at_once(*two_appeals())) == ["TransitionError"]
    assert Appeal.objects.count() == 1


def test_without_the_lock_a_second_appeal_is_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    jobs = two_appeals()
    unlocked(monkeypatch, refusing)

    assert refusals(all_at_once(*jobs)) == ["IntegrityError"]


def two_answers() -> Jobs:
    claim, first, second = rejected(), decider("a@h.example"), decider("b@h.example")
    made = refusing.appeal_claim(claim, words="x", actor=SYSTEM, at=NOON)

    def answer(who: Any, is_granted: bool) -> object:
        return refusing.decide_appeal(
            made, is_granted=is_granted, answer="x", decider=who, **by(who)
        )

    return [lambda: answer(first, True), lambda: answer(second, False)]


def test_an_appeal_is_answered_once() -> None:
    assert refusals(all_at_once(*two_answers())) == ["AppealDecidedError"]
    assert Appeal.objects.get().state != AppealState.OPEN


def test_without_the_lock_a_second_answer_is_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    jobs = two_answers()
    unlocked(monkeypatch, refusing, "locked")

    assert refusals(all_at_once(*jobs)) == ["IntegrityError"]


def lend(claim: Claim, thing: Any) -> Lending:
    words: dict[str, Any] = {"due_at": PROMISED, "condition": "Mới"}
    return loaners.lend_loaner(claim, thing, **words, actor=SYSTEM, at=NOON)


def two_lendings() -> Jobs:
    thing, first = loaner(), received()
    second = received(unit=covered_unit("NM-2"))
    return [lambda: lend(first, thing), lambda: lend(second, thing)]


def test_a_loaner_goes_to_one_customer() -> None:
    assert refusals(all_at_once(*two_lendings())) == ["LoanerUnavailableError"]


def test_without_the_lock_a_second_lending_is_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    jobs = two_lendings()
    unlocked(monkeypatch, loaners, "locked")

    assert refusals(all_at_once(*jobs)) == ["IntegrityError"]


def two_take_it_back() -> Jobs:
    lending = lend(received(), loaner())
    words: dict[str, Any] = {"condition": "Tốt", "actor": SYSTEM, "at": NOON}
    return [lambda: loaners.take_loaner_back(lending, **words)] * 2


def test_a_loaner_comes_back_once() -> None:
    assert refusals(all_at_once(*two_take_it_back())) == ["LendingOverError"]
    assert Claim.objects.get().loaners_out == 0


def test_without_the_lock_a_second_return_is_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    jobs = two_take_it_back()
    unlocked(monkeypatch, loaners, "locked")

    assert refusals(all_at_once(*jobs)) == ["IntegrityError"]


def replace_or_pay_back() -> Jobs:
    """Two claims of one unit: one would replace it, the other pay it back."""
    first, who = diagnosed(), decider()
    unit = Unit.objects.get(pk=first.unit_id)
    other = fault("keu-to", family="tieng-on", name="Kêu to")
    second = on_bench(received(submitted(unit, symptom=other)))
    words: dict[str, Any] = {"note": "x", "decider": who, **by(who)}
    return [
        lambda: replacing.decide_replace(first, **words),
        lambda: refunding.decide_refund(second, amount=1_000_000, **words),
    ]


def test_a_unit_is_replaced_or_paid_back() -> None:
    outcomes = all_at_once(*replace_or_pay_back())

    assert refusals(outcomes) == ["RemedyElsewhereError"]


def test_without_the_lock_of_the_unit_it_is_both(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    jobs, both = replace_or_pay_back(), Barrier(2)
    monkeypatch.setattr(closing, "locked", lambda unit: both.wait(timeout=30))

    assert refusals(all_at_once(*jobs)) == []
    assert {claim.status for claim in Claim.objects.all()} == {"replacing", "refunding"}


def two_replacements() -> Jobs:
    claim, who = diagnosed(), decider()
    replacing.decide_replace(claim, note="x", decider=who, **by(who))
    units = [on_shelf(each, product=claim.unit.product) for each in ("NM-A", "NM-B")]
    return [
        lambda: replacing.give_replacement(claim, units[0], actor=SYSTEM, at=NOON),
        lambda: replacing.give_replacement(claim, units[1], actor=SYSTEM, at=NOON),
    ]


def test_one_thing_is_given_for_one() -> None:
    assert refusals(all_at_once(*two_replacements())) == ["TransitionError"]
    assert Unit.objects.exclude(replaces=None).count() == 1


def test_without_the_lock_a_second_thing_is_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    jobs = two_replacements()
    unlocked(monkeypatch, replacing, "locked")

    assert refusals(all_at_once(*jobs)) == ["IntegrityError"]


def two_refunds() -> Jobs:
    claim, who = diagnosed(), decider()
    words: dict[str, Any] = {"amount": 1_000_000, "note": "x", "decider": who}
    return [lambda: refunding.decide_refund(claim, **words, **by(who))] * 2


def test_the_money_is_owed_once() -> None:
    assert refusals(all_at_once(*two_refunds())) == ["RefundUnderWayError"]
    assert Payment.objects.count() == 1


def test_without_the_lock_a_second_refund_is_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    jobs = two_refunds()
    unlocked(monkeypatch, refunding)

    assert refusals(all_at_once(*jobs)) == ["IntegrityError"]


def two_hear_of_the_money() -> Jobs:
    claim, who = diagnosed(), decider()
    words: dict[str, Any] = {"amount": 1_000_000, "note": "x", "decider": who}
    claim = refunding.decide_refund(claim, **words, **by(who))
    paid(Payment.objects.get())
    return [lambda: refunding.finish_refund(claim, actor=SYSTEM, at=NOON)] * 2


def test_news_of_the_money_heard_twice_ends_the_claim_once() -> None:
    assert refusals(all_at_once(*two_hear_of_the_money())) == []
    assert Claim.objects.get().outcome == "refunded"


def test_without_the_lock_news_heard_twice_is_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    jobs = two_hear_of_the_money()
    unlocked(monkeypatch, refunding)

    assert refusals(all_at_once(*jobs)) == ["IntegrityError"]


LATE = PROMISED + timedelta(minutes=1)


def two_look_for_overdue() -> Jobs:
    received()
    return [lambda: alarms.look_for_overdue(LATE)] * 2


def test_two_sweeps_open_one_alarm() -> None:
    outcomes = all_at_once(*two_look_for_overdue())

    assert refusals(outcomes) == []
    assert EntitlementAlarm.objects.count() == 1


def test_without_the_lock_a_second_sweep_is_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    jobs = two_look_for_overdue()
    unlocked(monkeypatch, alarms)

    assert refusals(all_at_once(*jobs)) == ["IntegrityError"]


def two_decisions() -> Jobs:
    received()
    alarms.look_for_overdue(LATE)
    alarm, who = EntitlementAlarm.objects.get(), decider()
    words: dict[str, Any] = {"note": "x", "decider": who, **by(who)}
    return [
        lambda: alarms.decide_alarm(alarm, decision=AlarmDecision.GO_ON, **words),
        lambda: alarms.decide_alarm(alarm, decision=AlarmDecision.REPLACE, **words),
    ]


def test_an_entitlement_is_decided_once() -> None:
    assert refusals(all_at_once(*two_decisions())) == ["AlarmDecidedError"]


def test_without_the_lock_a_second_decision_is_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    jobs = two_decisions()
    unlocked(monkeypatch, alarms, "locked")

    assert refusals(all_at_once(*jobs)) == ["IntegrityError"]


def a_decision_and_a_sweep() -> Jobs:
    """They let us go on while the sweep looks: the day that we named next is over too."""
    claim = received()
    alarms.look_for_overdue(LATE)
    day = LATE + timedelta(days=2)
    promise_again(claim, promised_at=day, note="x", actor=SYSTEM, at=LATE)
    alarm, who = EntitlementAlarm.objects.get(), decider()
    words: dict[str, Any] = {"note": "x", "decider": who, **by(who)}
    return [
        lambda: alarms.decide_alarm(alarm, decision=AlarmDecision.REPLACE, **words),
        lambda: alarms.look_for_overdue(day + timedelta(minutes=1)),
    ]


def test_a_sweep_opens_nothing_of_what_is_decided_meanwhile() -> None:
    outcomes = all_at_once(*a_decision_and_a_sweep())

    assert refusals(outcomes) == []
    assert EntitlementAlarm.objects.get().decision == AlarmDecision.REPLACE


def a_decision_and_an_opening() -> Jobs:
    """One alarm of a claim is decided while the third service opens another."""
    claim = received()
    alarms.look_for_overdue(LATE)
    alarm, who = EntitlementAlarm.objects.get(), decider()
    EntitlementAlarm.objects.filter(pk=alarm.pk).update(kind=AlarmKind.THIRD_REPAIR)
    words: dict[str, Any] = {"note": "x", "decider": who, **by(who)}
    go_on = AlarmDecision.GO_ON
    return [
        lambda: alarms.decide_alarm(alarm, decision=go_on, **words),
        lambda: alarms._look_at(claim, LATE),
    ]


def test_a_decision_and_an_opening_stand_one_after_the_other() -> None:
    outcomes = all_at_once(*a_decision_and_an_opening())

    assert refusals(outcomes) == []
    assert EntitlementAlarm.objects.filter(decision="").count() == 1
    assert EntitlementAlarm.objects.count() == 2


def test_without_the_lock_one_of_decision_and_opening_is_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    jobs = a_decision_and_an_opening()
    unlocked(monkeypatch, alarms)

    assert refusals(all_at_once(*jobs)) == ["IntegrityError"]


def two_gifts() -> Jobs:
    """For two claims, each of them all that the budget has."""
    budget(100_000)
    given = [gift(diagnosed()), gift(diagnosed(on_bench(received_again())))]
    return [lambda: given[0](), lambda: given[1]()]


def received_again() -> Claim:
    return received(submitted(covered_unit("NM-2")))


def gift(claim: Claim) -> Callable[[], object]:
    line, who = labour(claim), decider()
    line = lines.share_otherwise(
        line, percent=0, reason="x", decider=who, actor=SYSTEM, at=NOON
    )
    words: dict[str, Any] = {"amount": 100_000, "note": "x", "giver": who, **by(who)}
    return lambda: goodwill.give_goodwill(line, **words)


def test_two_gifts_at_once_do_not_overdraw_the_budget() -> None:
    assert refusals(all_at_once(*two_gifts())) == ["BudgetSpentError"]
    assert GoodwillBudget.objects.get().spent == 100_000


def test_without_the_lock_of_the_budget_more_is_given_than_there_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    jobs, both = two_gifts(), Barrier(2)

    class Unlocked:
        """The budget as it was read, both times."""

        def filter(self, **_month: Any) -> "Unlocked":
            return self

        def first(self) -> GoodwillBudget:
            row = GoodwillBudget.objects.get()
            both.wait(timeout=30)
            return row

    monkeypatch.setattr(gifts, "locked_budgets", Unlocked)

    assert refusals(all_at_once(*jobs)) == []
    assert sum(line.goodwill for line in ClaimLine.objects.all()) == 200_000
    assert GoodwillBudget.objects.get().spent == 100_000


def two_gifts_of_one_line() -> Jobs:
    budget(1_000_000)
    give = gift(diagnosed())
    return [give] * 2


def test_a_share_is_given_to_the_last_dong_and_no_further() -> None:
    line_jobs = two_gifts_of_one_line()

    assert refusals(all_at_once(*line_jobs)) == []
    line = ClaimLine.objects.get()
    assert (line.customer_amount, line.goodwill) == (100_000, 200_000)


def test_without_the_lock_a_second_gift_is_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    jobs = two_gifts_of_one_line()
    unlocked(monkeypatch, goodwill)

    assert refusals(all_at_once(*jobs)) == ["IntegrityError"]


def two_send_it() -> Jobs:
    claim, maker = approved(), SupplierFactory()
    return [lambda: supplier.send_to_supplier(claim, maker, actor=SYSTEM, at=NOON)] * 2


def test_a_thing_goes_to_its_maker_once() -> None:
    assert refusals(all_at_once(*two_send_it())) == ["TransitionError"]


def test_without_the_lock_a_second_sending_is_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    jobs = two_send_it()
    unlocked(monkeypatch, supplier)

    assert refusals(all_at_once(*jobs)) == ["IntegrityError"]


def two_fetch_it() -> Jobs:
    claim = supplier.send_to_supplier(
        approved(), SupplierFactory(), actor=SYSTEM, at=NOON
    )
    words: dict[str, Any] = {"fix": fix(), "actor": SYSTEM, "at": NOON}
    return [lambda: supplier.take_back_from_supplier(claim, **words)] * 2


def test_a_thing_comes_back_from_its_maker_once() -> None:
    assert refusals(all_at_once(*two_fetch_it())) == ["TransitionError"]


def test_without_the_lock_a_second_coming_back_is_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    jobs = two_fetch_it()
    unlocked(monkeypatch, supplier)

    assert refusals(all_at_once(*jobs)) == ["IntegrityError"]


def asked_back() -> SupplierClaim:
    claim, maker = approved(), SupplierFactory()
    SupplierCover.objects.create(
        unit=claim.unit,
        supplier=maker,
        starts_on=date(2026, 1, 1),
        ends_on=date(2028, 1, 1),
    )
    claim, tester = in_test(in_repair(claim)), decider()
    repairing.try_repair(claim, has_passed=True, tester=tester, **by(tester))
    return SupplierClaim.objects.get()


def two_answers_of_a_supplier() -> Jobs:
    who = decider()
    sent = recovery.send_recovery(asked_back(), handler=who, **by(who))
    words: dict[str, Any] = {"handler": who, **by(who)}
    return [
        lambda: recovery.answer_recovery(sent, granted=50_000, **words),
        lambda: recovery.answer_recovery(sent, granted=0, **words),
    ]


def test_a_supplier_answers_once() -> None:
    assert refusals(all_at_once(*two_answers_of_a_supplier())) == ["TransitionError"]


def test_without_the_lock_the_last_answer_wins(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    jobs, both = two_answers_of_a_supplier(), Barrier(2)

    def read(row: SupplierClaim) -> SupplierClaim:
        found = SupplierClaim.objects.get(pk=row.pk)
        both.wait(timeout=30)
        return found

    monkeypatch.setattr(recovery, "locked", read)

    assert refusals(all_at_once(*jobs)) == []


def test_money_of_a_supplier_is_asked_for_once() -> None:
    who = decider()
    words: dict[str, Any] = {"handler": who, **by(who)}
    sent = recovery.send_recovery(asked_back(), **words)
    granted = recovery.answer_recovery(sent, granted=50_000, **words)

    outcomes = all_at_once(*[lambda: recovery.finish_recovery(granted, **words)] * 3)

    assert refusals(outcomes) == []
    assert Payment.objects.filter(purpose="recovery").count() == 1


def two_sweeps_of_refusals() -> Jobs:
    rejected(submitted())
    late = NOON + APPEAL_WINDOW
    return [lambda: refusing.close_refused(late)] * 2


def test_a_refusal_nobody_appealed_ends_once() -> None:
    assert refusals(all_at_once(*two_sweeps_of_refusals())) == []
    assert Claim.objects.get().steps.filter(verb="claim.closed").count() == 1


def test_without_the_lock_a_second_end_is_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    jobs = two_sweeps_of_refusals()
    unlocked(monkeypatch, refusing)

    assert refusals(all_at_once(*jobs)) == ["IntegrityError"]


def two_keep_it() -> Jobs:
    unit = on_shelf()
    words: dict[str, Any] = {"service_point": None, "actor": SYSTEM, "at": NOON}
    return [lambda: loaners.keep_loaner(unit, **words)] * 2


def test_a_unit_is_kept_for_lending_once() -> None:
    assert refusals(all_at_once(*two_keep_it())) == ["UnitTakenError"]


def test_without_the_lock_keeping_it_twice_is_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    jobs, both = two_keep_it(), Barrier(2)

    def read(row: Unit) -> Unit:
        found = Unit.objects.get(pk=row.pk)
        both.wait(timeout=30)
        return found

    monkeypatch.setattr(owners, "locked", read)

    assert refusals(all_at_once(*jobs)) == ["IntegrityError"]


def lent_and_not_needed() -> Jobs:
    """One colleague lends, the other writes down that nothing is needed."""
    claim, thing = received(), loaner()
    words: dict[str, Any] = {"answer": LoanerAnswer.REFUSED, "note": ""}
    return [
        lambda: lend(claim, thing),
        lambda: loaners.note_loaner_answer(claim, **words, actor=SYSTEM, at=NOON),
    ]


def test_a_loaner_that_is_out_is_never_told_as_not_needed() -> None:
    outcomes = all_at_once(*lent_and_not_needed())

    assert refusals(outcomes) in ([], ["LoanerLentError"])
    claim = Claim.objects.get()
    assert (claim.loaner_answer, claim.loaners_out) == (LoanerAnswer.LENT, 1)


def test_without_the_lock_one_of_both_is_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    jobs = lent_and_not_needed()
    unlocked(monkeypatch, loaners)

    assert refusals(all_at_once(*jobs)) == ["IntegrityError"]


def owed_or_dropped() -> tuple[SupplierClaim, Jobs]:
    who = decider()
    words: dict[str, Any] = {"handler": who, **by(who)}
    sent = recovery.send_recovery(asked_back(), **words)
    granted = recovery.answer_recovery(sent, granted=50_000, **words)
    jobs: Jobs = [
        lambda: recovery.finish_recovery(granted, **words),
        lambda: recovery.drop_recovery(granted, note="x", **words),
    ]
    return granted, jobs


def test_what_is_dropped_leaves_no_money_owed() -> None:
    dropped, jobs = owed_or_dropped()

    outcomes = all_at_once(*jobs)

    assert refusals(outcomes) in ([], ["TransitionError"])
    dropped.refresh_from_db()
    assert dropped.state == "dropped"
    assert not Payment.objects.filter(state="owed").exists()


def test_without_the_lock_money_is_owed_for_what_was_dropped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _dropped, jobs = owed_or_dropped()
    both = Barrier(2)

    def read(row: SupplierClaim) -> SupplierClaim:
        found = SupplierClaim.objects.get(pk=row.pk)
        found.supplier.name  # noqa: B018 - read before the other writes
        both.wait(timeout=30)
        return found

    monkeypatch.setattr(recovery, "locked", read)
    monkeypatch.setattr(recovery, "payments_of", lambda _about: [])

    assert refusals(all_at_once(*jobs)) == []
    assert Payment.objects.filter(state="owed").count() == 1
