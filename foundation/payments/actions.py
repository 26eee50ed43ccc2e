"""Owing money, handing it over, calling it off.

A key names the promise behind a payment: whoever owes it twice gets the first one back,
however it stands by then. What is owed anew after a cancellation needs another key.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from foundation.core.actor import Actor
from foundation.core.db import locked
from foundation.core.money import format_dong
from foundation.core.refs import Ref
from foundation.core.text import clean_line
from foundation.events.actions import record
from foundation.payments import verbs
from foundation.payments.enums import OUTGOING, Direction, Method, PaymentState, Purpose
from foundation.payments.errors import (
    AccountNumberError,
    AmountError,
    CeilingError,
    DeciderMissingError,
    MethodError,
    PayeeChangedError,
    PayeeMissingError,
    PaymentCancelledError,
    PaymentKeyError,
    PaymentSettledError,
    ReasonMissingError,
    ReferenceMissingError,
    SecondPersonError,
)
from foundation.payments.models import MAX_AMOUNT, Payment
from foundation.payments.numbers import next_number
from foundation.payments.workflow import PAYMENT_WORKFLOW

LOCK_SPACE = 6  # our number among the advisory locks
MAX_ACCOUNT = 34  # the longest IBAN
MAX_NAME, MAX_BANK, MAX_NOTE, MAX_REFERENCE = 160, 80, 300, 80
BY_NUMBER = frozenset({Method.BANK, Method.CARD})  # found again by their number only


@dataclass(frozen=True, slots=True)
class Payee:
    """Who is at the other end: a customer by id, and the name and account, as given."""

    customer_id: int | None = None
    name: str = ""
    bank: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True)
class Debt:
    """A sum in whole đồng, the key of the promise behind it, who is at the other end."""

    amount: int
    key: str
    payee: Payee = field(default_factory=Payee)
    note: str = ""


@transaction.atomic
def owe_refund(
    subject: Ref, debt: Debt, *, ceiling: int, actor: Actor, at: datetime
) -> Payment:
    """Owe a customer money back for a case; another person hands it over.

    `ceiling` is the most that the case may give back in all. Refuses a sum that with the
    refunds owed and paid before passes it, also when two come at once, and what nobody
    of the house decided.
    """
    return _owe(subject, debt, Purpose.REFUND, ceiling=ceiling, actor=actor, at=at)


@transaction.atomic
def owe_deposit_back(
    subject: Ref, debt: Debt, *, actor: Actor, at: datetime
) -> Payment:
    """Owe a deposit back. Refuses more than what was paid of it and is still ours."""
    _hold(subject)
    paid = _sum_of(subject, Purpose.DEPOSIT, PaymentState.DONE)
    purpose = Purpose.DEPOSIT_BACK
    return _owe(subject, debt, purpose, ceiling=paid, actor=actor, at=at)


@transaction.atomic
def owe_charge(
    subject: Ref, debt: Debt, *, purpose: Purpose, actor: Actor, at: datetime
) -> Payment:
    """Note that somebody owes us: a repair, a deposit, or what a supplier gives back."""
    if purpose in OUTGOING:
        raise ValueError(f"{purpose} goes out.")
    return _owe(subject, debt, purpose, ceiling=None, actor=actor, at=at)


@transaction.atomic
def change_payee(
    payment: Payment, payee: Payee, *, actor: Actor, at: datetime
) -> Payment:
    """Write down to whom the money goes; the customer it belongs to stays.

    Refuses a payment that is done or cancelled, and an account that is no number.
    """
    payment = locked(payment)
    _check_owed(payment)
    payee = _tidy(payee)
    told = (payee.name, payee.bank, payee.account)
    if told == (payment.payee_name, payment.payee_bank, payment.payee_account):
        return payment
    payment.payee_name, payment.payee_bank, payment.payee_account = told
    payment.save(update_fields=["payee_name", "payee_bank", "payee_account"])
    _record(payment, verbs.PAYMENT_PAYEE_CHANGED, actor, at)
    return payment


@transaction.atomic
def settle(
    payment: Payment,
    *,
    method: Method,
    reference: str = "",
    actor: Actor,
    at: datetime,
    seen: str = "",
) -> Payment:
    """Confirm that the money has changed hands. Once; afterwards nothing changes it.

    `seen` is the `payee_mark` of the page. Refuses what is done or cancelled, a transfer
    or card payment without its number, a transfer to an account that is not known or not
    the one seen, and money out by whoever decided it.
    """
    payment = locked(payment)
    _check_owed(payment)
    if payment.is_out:
        _check_payout(payment, method, actor)
        if seen and seen != payment.payee_mark:
            raise PayeeChangedError
    reference = clean_line(reference)[:MAX_REFERENCE]
    if method == Method.NONE:
        raise MethodError(field="method")
    if method in BY_NUMBER and not reference:
        raise ReferenceMissingError(field="reference")

    payment.state, payment.method = PaymentState.DONE, method
    payment.reference, payment.settled_at = reference, at
    payment.settled_by_id = actor.user_id if actor.is_staff else None
    payment.save(
        update_fields=["state", "method", "reference", "settled_at", "settled_by"]
    )
    _record(payment, verbs.PAYMENT_SETTLED, actor, at)
    return payment


@transaction.atomic
def cancel(payment: Payment, *, note: str, actor: Actor, at: datetime) -> Payment:
    """Call off what is owed, with a reason. Refuses what is done or cancelled."""
    payment = locked(payment)
    _check_owed(payment)
    note = clean_line(note)[:MAX_NOTE]
    if not note:
        raise ReasonMissingError(field="note")
    payment.state, payment.cancel_reason = PaymentState.CANCELLED, note
    payment.save(update_fields=["state", "cancel_reason"])
    _record(payment, verbs.PAYMENT_CANCELLED, actor, at)
    return payment


def _owe(
    subject: Ref,
    debt: Debt,
    purpose: Purpose,
    *,
    ceiling: int | None,
    actor: Actor,
    at: datetime,
) -> Payment:
    if not 0 < debt.amount <= MAX_AMOUNT:
        raise AmountError(field="amount")
    _hold(subject)
    known = Payment.objects.filter(key=debt.key).first()
    if known is not None:
        return _same(known, subject, debt, purpose)
    if purpose in OUTGOING and not (actor.is_staff and actor.user_id):
        raise DeciderMissingError
    if ceiling is not None:
        _check_ceiling(subject, purpose, debt.amount, ceiling)
    payment = _write(subject, debt, purpose, actor, at)
    _record(payment, verbs.PAYMENT_OWED, actor, at)
    return payment


def _write(
    subject: Ref, debt: Debt, purpose: Purpose, actor: Actor, at: datetime
) -> Payment:
    payee = _tidy(debt.payee)
    return Payment.objects.create(
        number=next_number(),
        direction=Direction.OUT if purpose in OUTGOING else Direction.IN,
        purpose=purpose,
        amount=debt.amount,
        subject_type=subject.type,
        subject_id=subject.id,
        customer_id=payee.customer_id,
        payee_name=payee.name,
        payee_bank=payee.bank,
        payee_account=payee.account,
        key=debt.key,
        note=clean_line(debt.note)[:MAX_NOTE],
        decided_by_id=actor.user_id if actor.is_staff else None,
        decided_at=at,
    )


def _hold(subject: Ref) -> None:
    """Debts of one case come one after the other: no row down here stands for it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, hashtext(%s))",
            [LOCK_SPACE, f"{subject.type}:{subject.id}"],
        )


def _same(known: Payment, subject: Ref, debt: Debt, purpose: Purpose) -> Payment:
    asked = (subject, purpose, debt.amount)
    if (known.subject, known.purpose, known.amount) != asked:
        raise PaymentKeyError
    return known


def _check_ceiling(subject: Ref, purpose: Purpose, amount: int, ceiling: int) -> None:
    before = _sum_of(subject, purpose, PaymentState.OWED, PaymentState.DONE)
    if before + amount > ceiling:
        left = format_dong(max(ceiling - before, 0))
        raise CeilingError(
            _("Chỉ còn được trả lại tối đa %(left)s.") % {"left": left}, field="amount"
        )


def _sum_of(subject: Ref, purpose: Purpose, *states: PaymentState) -> int:
    found = Payment.objects.about(subject).filter(purpose=purpose, state__in=states)
    total: int | None = found.order_by().aggregate(total=Sum("amount"))["total"]
    return total or 0


def _check_owed(payment: Payment) -> None:
    state = PaymentState(payment.state)
    if state == PaymentState.DONE:
        raise PaymentSettledError
    if not PAYMENT_WORKFLOW.targets(state):
        raise PaymentCancelledError


def _check_payout(payment: Payment, method: Method, actor: Actor) -> None:
    if not (actor.is_staff and actor.user_id):
        raise DeciderMissingError
    if actor.user_id == payment.decided_by_id:
        raise SecondPersonError
    if method == Method.BANK and not payment.has_account:
        raise PayeeMissingError(field="method")


def _tidy(payee: Payee) -> Payee:
    account = "".join(clean_line(payee.account).split()).replace("-", "")
    is_number = account.isascii() and account.isalnum() and len(account) <= MAX_ACCOUNT
    if account and not is_number:
        raise AccountNumberError(field="account")
    name, bank = clean_line(payee.name)[:MAX_NAME], clean_line(payee.bank)[:MAX_BANK]
    return Payee(payee.customer_id, name, bank, account)


def _record(payment: Payment, verb: str, actor: Actor, at: datetime) -> None:
    record(
        payment,
        verb,
        actor=actor,
        at=at,
        links=[payment.subject],
        subject_type=payment.subject_type,
        subject_id=payment.subject_id,
        purpose=str(payment.purpose),
        direction=str(payment.direction),
        amount=payment.amount,
    )
